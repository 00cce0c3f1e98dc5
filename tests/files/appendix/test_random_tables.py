"""Whatever stands in a table, an import ends with an edition or with faults, not an error."""

from appendix_builders import word_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.core.documents import read_document
from caicach.files.appendix import import_appendix

CODES = ["", "I", "II", "1", "1.1", "1.2", "1.10", "a)", "-", "A", "B", "TỔNG CỘNG", "x", "1.1."]
NAMES = ["", "CHỈ ĐẠO", "Kế hoạch", "ĐIỂM THƯỞNG", "Có: 1", "(*) chú thích", "Tổng", "1.3 Báo cáo"]
POINTS = ["", "1", "0,5", "01", "2 (*)", "-3", "+2", "hai", "=A1", "1.500", "0 - 2", "5%"]
TEXTS = [
    "",
    "Có: 1; Không: 0",
    "Tỷ lệ x điểm tối đa",
    "tùy mức độ",
    "Từ 95% đến 80%: 1 điểm",
    "a/0 x 1",
]
rows = st.lists(
    st.tuples(*(st.sampled_from(each) for each in (CODES, NAMES, POINTS, TEXTS))), max_size=12
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
def test_a_table_of_anything_is_read_to_its_end(table: list[tuple[str, ...]]) -> None:
    head = ("STT", "Tiêu chí", "Điểm tối đa", "Cách chấm")
    result = import_appendix(word_file({"rows": [head, *table]}), "bang.docx", "bang/2026")
    assert all(each.text("vi") for each in result.issues)
    assert all(each.why("vi") and each.why("en") for each in result.confirm)
    if result.edition_text:
        document, issues = read_document(result.edition_text, "bang.yaml")
        assert document is not None
        assert not [each for each in issues if each.code != "key-duplicate"]
    else:
        assert result.issues
