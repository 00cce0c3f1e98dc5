"""Templates keep to the strict content policy, name their tables, and hold no bare words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import django
import pytest
from django.template import engines

django.setup()  # settings stand in the environment since tests/conftest.py

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src/caicach/web"
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
PAGES = [path for path in TEMPLATES if "mail" not in path.parts and "email" not in path.parts]
MARKUP = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{% comment .*?%}.*?{% endcomment %}", re.DOTALL)
VALUE = re.compile(r"{{.*?}}", re.DOTALL)
WORDED = re.compile(r"{% blocktrans(?:late)?\b.*?%}.*?{% endblocktrans(?:late)? %}", re.DOTALL)
READ_ALOUD = {"title", "aria-label", "placeholder", "alt"}
NEVER_TRANSLATED = {"Cải Cách", "XLSX", "CSV", "VI", "EN", "MB", "ICS", "dd", "mm", "yyyy"}
BILINGUAL = {"500.html"}  # the server cannot even ask for the language


class Reading(HTMLParser):
    """What a template draws, its own tags and values left out."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.words: list[str] = []
        self.tables: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        handlers = [name for name in given if name.startswith("on") or name == "style"]
        handlers += [f"{name}={value}" for name, value in given.items() if "javascript:" in value]
        self.faults += [f"<{tag} {each}>" for each in handlers]
        if tag == "style" or (tag == "script" and not may_stand(given)):
            self.faults.append(f"<{tag}> with content")
        if tag == "img" and "alt" not in given:
            self.faults.append("<img> without alt")
        if tag == "table":
            self.tables.append("aria-label" in given or "aria-labelledby" in given)
        if tag == "caption" and self.tables:
            self.tables[-1] = True
        if tag == "th" and "scope" not in given:
            self.faults.append("<th> without scope")
        self.words += [value for name, value in given.items() if name in READ_ALOUD]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:  # what a script or a style holds is not read
            self.words.append(data)


def may_stand(script: dict[str, str]) -> bool:
    """Say whether the policy lets a script through: from a file of ours, or data alone."""
    return "src" in script or script.get("type") == "application/json"


def read(path: Path) -> Reading:
    text = path.read_text("utf-8")
    for pattern, instead in ((COMMENT, ""), (WORDED, ""), (MARKUP, ""), (VALUE, "0")):
        text = pattern.sub(instead, text)
    reading = Reading()
    reading.feed(text)
    return reading


def shown(path: Path) -> str:
    return str(path.relative_to(WEB))


def bare_words(reading: Reading) -> list[str]:
    """Return the words that stand outside of translation."""
    texts = (re.sub(r"\s+", " ", text).strip() for text in reading.words)
    return [text for text in texts if re.search(r"[^\W\d_]{2}", text) and not known(text)]


def known(text: str) -> bool:
    parts = (part.strip() for part in re.split(r"[^\w ]+", text))
    return {part for part in parts if part} <= NEVER_TRANSLATED


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_every_template_compiles_with_tags_that_exist(path: Path) -> None:
    name = str(path).rpartition("/templates/")[2]
    template = engines["django"].get_template(name)
    assert Path(template.origin.name) == path, "another app's template of that name comes first"


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_pages_keep_to_the_content_policy_and_name_their_parts(path: Path) -> None:
    assert read(path).faults == []


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_every_table_has_a_caption_or_a_label(path: Path) -> None:
    assert all(read(path).tables)


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_no_words_stand_outside_of_translation(path: Path) -> None:
    if path.name not in BILINGUAL:
        assert bare_words(read(path)) == []


POST = re.compile(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.DOTALL | re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_every_form_that_writes_proves_where_it_comes_from(path: Path) -> None:
    forms = POST.findall(path.read_text("utf-8"))
    assert [form[:80] for form in forms if "csrf_token" not in form] == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color:red">',
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        "<style>",
        "<script>",
        "<img>",
        "<th>",
    ],
)
def test_the_checks_bite(markup: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<table><tr></table>Xin chào {% translate 'a' %}" + markup, "utf-8")
    reading = read(page)
    assert len(reading.faults) == 1
    assert reading.tables == [False]
    assert bare_words(reading) == ["Xin chào"]
