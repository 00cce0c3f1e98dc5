"""A profile that cannot be right is told so, with every fault and its line."""

from pathlib import Path

import pytest

from caicach.core.issues import Issue
from caicach.engine.profiles import load_profile, read_profile

SOUND = """\
profile: mau
label: Mẫu
table: dossiers
form: json
envelope: {records: data, sender: madonvi}
dates: [yyyyMMddHHmmss]
agency: {pattern: '^([A-Z][0-9]{2})-'}
key: [sender, code]
fields:
  code: Ma
  channel: Kenh
  due_at: Han
  is_digitised: {any: TaiLieu, where: {SoHoa: {in: ["1"]}}}
codes:
  channel: {"1": direct, "2": online}
left_out: [Ten]
"""


def faults_of(text: str) -> list[Issue]:
    profile, issues = read_profile(text, "mau.yaml")
    assert (profile is None) == bool(issues)
    return issues


def changed(before: str, after: str) -> list[str]:
    assert SOUND.count(before) == 1
    return [each.code for each in faults_of(SOUND.replace(before, after))]


def test_a_sound_profile_has_no_fault() -> None:
    assert faults_of(SOUND) == []


FAULTS = {
    "a field mapped twice": ("  channel: Kenh", "  channel: Kenh\n  channel: X", "key-duplicate"),
    "one source for two columns": ("  due_at: Han", "  due_at: Kenh", "source-mapped-twice"),
    "a column there is not": ("  due_at: Han", "  due_on: Han", "column-not-fed"),
    "a column that follows from others": ("  due_at: Han", "  link: Han", "column-by-rule"),
    "a column the reader fills": ("  due_at: Han", "  record: Han", "column-not-fed"),
    "no code": ("  code: Ma", "  field: Ma", "column-not-mapped"),
    "an unknown transformation": ("Han", "{from: Han, as: shouting}", "not-one-of"),
    "an unknown way": ("Han", "{formula: 1}", "key-unknown"),
    "no way": ("Han", "{bare_day: end}", "field-ways"),
    "two ways": ("Han", "{from: Han, always: x}", "field-ways"),
    "a way that does not fit": ("Han", "{any: TaiLieu}", "field-way-unfit"),
    "a list without its members": (
        "due_at: Han",
        "supplements: {list: BoSung}",
        "field-of-missing",
    ),
    "an unknown member": (
        "due_at: Han",
        "supplements: {list: BoSung, of: {asked_at: A}}",
        "member-unknown",
    ),
    "a condition without a list": (
        "Han",
        "{from: Han, where: {A: {filled: yes}}}",
        "field-where-unfit",
    ),
    "an applicant as plain text": (
        "due_at: Han",
        "applicant: {from: SoDinhDanh, as: text}",
        "applicant-unprotected",
    ),
    "an applicant by constant": ("due_at: Han", "applicant: {always: X}", "applicant-unprotected"),
    "a path that is none": ("Han", "'A..B'", "source-path-unreadable"),
    "a source mapped and left out": ("left_out: [Ten]", "left_out: [Kenh]", "source-left-out"),
    "a date format that cannot be": ("yyyyMMddHHmmss", "yyyyMMmm", "date-format-unreadable"),
    "a date format twice": ("[yyyyMMddHHmmss]", "[iso, iso]", "date-format-twice"),
    "one code with two meanings": ('"2": online', '"1": online', "key-duplicate"),
    "one code in two spellings": ('"1": direct, "2"', 'a: direct, "A"', "code-mapped-twice"),
    "a meaning nobody knows": ('"2": online', '"2": onlin', "token-unknown"),
    "a code list nobody uses": ("  channel: {", "  payment: {", "code-list-unused"),
    "a code list there is not": ("Kenh", "{from: Kenh, codes: kenh}", "code-list-missing"),
    "a pattern that cannot be read": ("^([A-Z][0-9]{2})-", "^([A-Z", "pattern-unreadable"),
    "a pattern without a group": ("^([A-Z][0-9]{2})-", "^[A-Z][0-9]{2}-", "pattern-groups"),
    "a pattern that looks around": ("^([A-Z][0-9]{2})-", "^([A-Z](?=x))-", "pattern-groups"),
    "a key of a column there is not": ("[sender, code]", "[sender, name]", "key-column-unknown"),
    "two columns for one key": ("[sender, code]", "[code, code]", "key-column-twice"),
    "a service without its key": ("sender: madonvi", "is_service: X", "envelope-service"),
    "an unknown table": ("table: dossiers", "table: dossier", "not-one-of"),
    "no dates": ("[yyyyMMddHHmmss]", "[]", "list-too-short"),
    "a text that means yes and no": (
        "left_out: [Ten]",
        "flags: {yes: [a], no: [A]}",
        "flag-both",
    ),
    "a source in two shapes": ("Han", "TaiLieu", "source-shapes"),
    "a source in two cases": ("Han", "kenh", "source-shapes"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_is_told(kind: str) -> None:
    before, after, code = FAULTS[kind]
    assert code in changed(before, after)


def test_a_fault_names_its_line() -> None:
    (found,) = faults_of(SOUND.replace("Han", "Kenh"))
    assert found.where == "mau.yaml:12"


def test_all_faults_are_told_at_once_from_the_top() -> None:
    text = SOUND.replace("yyyyMMddHHmmss", "yy").replace("Han", "Kenh").replace("online", "onlin")
    issues = faults_of(text + "colour: red\n")
    lines = [int(each.where.rpartition(":")[2]) for each in issues]
    assert lines == sorted(lines)
    assert {each.code for each in issues} == {
        "date-format-unreadable",
        "source-mapped-twice",
        "token-unknown",
        "key-unknown",
    }


def test_a_table_has_no_lists_and_no_envelope() -> None:
    issues = faults_of(SOUND.replace("form: json", "form: table"))
    assert {each.code for each in issues} == {"envelope-of-a-table", "field-needs-json"}


def test_a_table_without_rows_of_its_own_has_no_key() -> None:
    steps = SOUND.replace("table: dossiers", "table: steps")
    assert "key-not-used" in [each.code for each in faults_of(steps)]


def test_a_name_nobody_knows_is_told_with_those_that_ship() -> None:
    profile, (found,) = load_profile("national-dosiers")
    assert profile is None
    assert found.code == "profile-missing"
    assert "national-dossiers" in found.remedy("en")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mau.yaml"
    path.write_bytes(SOUND.replace("Mẫu", "Mau \xe9").encode("latin-1"))
    _, (found,) = load_profile(str(path))
    assert found.code == "profile-not-utf8"


def test_a_bundle_joins_shipped_profiles_and_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mau.yaml").write_text(SOUND, "utf-8")
    bundle = tmp_path / "bo.yaml"
    bundle.write_text("profile: bo\nlabel: Bộ\nparts: [mau.yaml, national-steps]\n", "utf-8")
    profile, issues = load_profile(str(bundle))
    assert issues == []
    assert profile is not None
    assert profile.tables == ("dossiers", "steps")


@pytest.mark.parametrize(
    ("part", "code"), [("none", "profile-part-unknown"), ("national", "profile-part-unknown")]
)
def test_a_bundle_joins_nothing_else(part: str, code: str, tmp_path: Path) -> None:
    bundle = tmp_path / "bo.yaml"
    bundle.write_text(f"profile: bo\nlabel: Bộ\nparts: [{part}]\n", "utf-8")
    _, issues = load_profile(str(bundle))
    assert [each.code for each in issues] == [code]


def test_a_faulty_part_is_counted(tmp_path: Path) -> None:
    (tmp_path / "mau.yaml").write_text(SOUND.replace("Han", "Kenh"), "utf-8")
    bundle = tmp_path / "bo.yaml"
    bundle.write_text("profile: bo\nlabel: Bộ\nparts: [mau.yaml]\n", "utf-8")
    _, (found,) = load_profile(str(bundle))
    assert (found.code, dict(found.values)["count"]) == ("profile-part-faulty", "1")
