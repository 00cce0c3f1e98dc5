"""Help, language, version, and how fast a command begins."""

import subprocess
import sys
from pathlib import Path

import pytest
from command_run import Run

from caicach.cli.app import PLACES
from caicach.cli.help_words import HELP
from caicach.cli.lang import lang_of

COMMANDS = [name.split() for name in PLACES]


def test_both_languages_explain_the_same_words() -> None:
    assert HELP["vi"].keys() == HELP["en"].keys()


@pytest.mark.parametrize("command", [[], ["standards"], *COMMANDS], ids=" ".join)
@pytest.mark.parametrize(("lang", "head"), [("vi", "Cách dùng:"), ("en", "Usage:")])
def test_every_command_has_help_in_both_languages(
    run: Run, command: list[str], lang: str, head: str
) -> None:
    ran = run(*command, "--help", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(head)
    for key in HELP[lang]:
        assert f"  {key}\n" not in ran.out


def test_no_words_at_all_show_the_help(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "standards" in ran.err


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN"}, "vi"),
        ({"LANG": "en_US.UTF-8", "CAICACH_LANG": "vi"}, "vi"),
        ({"CAICACH_LANG": "en"}, "en"),
        ({"CAICACH_LANG": "fr", "LANG": "en_GB"}, "en"),
    ],
)
def test_the_environment_tells_the_language(environment: dict[str, str], lang: str) -> None:
    assert lang_of(environment) == lang


@pytest.mark.parametrize(
    "words", [("--lang", "en", "standards", "list"), ("standards", "list", "--lang=en")]
)
def test_the_language_may_stand_before_or_after_the_command(
    run: Run, words: tuple[str, ...]
) -> None:
    assert "Edition" in run(*words).out


def test_an_unknown_language_is_wrong_use(run: Run) -> None:
    ran = run("standards", "list", "--lang", "fr")
    assert (ran.code, ran.out) == (2, "")


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out.startswith("caicach 0.")


def test_the_command_begins_without_the_heavy_parts() -> None:
    """What a command does not need is not imported: that is what keeps it quick."""
    code = "import sys, caicach.cli.main; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split()
    heavy = {"pydantic", "openpyxl", "xlsxwriter", "lxml", "jinja2", "docx", "python_calamine"}
    assert heavy & set(loaded) == set()


def test_a_reader_that_goes_away_is_no_error(shelf: Path) -> None:
    command = [sys.executable, "-c", "from caicach.cli.main import run; run()"]
    words = ["score", "pci/2019", str(shelf / "pci/2019.inputs.csv"), "--format", "json"]
    with subprocess.Popen(
        [*command, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
