"""The edition that is written reads back as the same text, whatever stands in the cells."""

from appendix_builders import HEADER, word_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.core.criteria import load_edition
from caicach.files.appendix import import_appendix
from caicach.files.appendix.wording import tidy

AWKWARD = ["no", "~", "null", "1.10", "- a: b", "c # d", "'x'", '"y"', "{a}", "[1]", "2026-01-01"]
words = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(codec="utf-8"), max_size=20))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words, min_size=1, max_size=4))
def test_evidence_reads_back_line_by_line(lines: list[str]) -> None:
    evidence = tidy("\n".join(lines))
    row = ["1", "Kế hoạch", "100", "Có: 100; Không: 0", evidence]
    result = import_appendix(word_file({"rows": [HEADER, row]}), "a.docx", "a/2026")
    edition = load_edition(result.edition_text, "a.yaml").edition
    assert edition is not None
    assert "\n".join(each.vi for each in edition.areas[0].evidence) == result.rows[0].evidence


def test_a_file_name_cannot_break_out_of_the_notice() -> None:
    content = word_file({"rows": [HEADER, ["1", "A", "100", "Có: 100; Không: 0", ""]]})
    result = import_appendix(content, "a\nedition: b/1\x07.docx", "a/2026")
    edition = load_edition(result.edition_text, "a.yaml").edition
    assert edition is not None
    assert edition.edition == "a/2026"


def test_codes_stay_text_for_every_reader_of_yaml() -> None:
    rows = [HEADER, ["1", "A", "100", "", ""], ["1.10", "B", "100", "Có: 100; Không: 0", ""]]
    text = import_appendix(word_file({"rows": rows}), "a.docx", "a/2026").edition_text
    assert "code: '1.10'" in text
    assert "'no': 0" in text
