"""Every word of the interface is Vietnamese and has its English, with the same values in both."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import allauth
import django
import pytest
from babel.messages import Message
from babel.messages.pofile import read_po
from django.template import engines
from django.utils.module_loading import import_string
from django.utils.translation import gettext, override
from tools.interface_words import (
    CALLS,
    WEB,
    Word,
    apps,
    catalogue_of,
    missing,
    words_of,
    words_of_template,
)

from caicach.web.look.words import compile_words

compile_words()
django.setup()

APPS = apps()
CATALOGUES = sorted(WEB.glob("*/locale/*/LC_MESSAGES/django.po"))
ENGLISH = [path for path in CATALOGUES if "en" in path.parts]
VALUE = re.compile(r"%\((\w+)\)|%([a-z])|\{(\w*)\}")
# letters that no other language of ours has
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
# a syllable as Vietnamese spells it, accents apart
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
    r"[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)
# names, and what is written alike in every language
NAMES = {
    "API", "CSV", "Caicach", "Chromium", "DTI", "DTNT", "ICS", "ICT", "INDEX", "MB", "OpenID",
    "PAPI", "PAR", "PCI", "PDF", "SIPAS", "UTF", "WebAuthn", "XLSX", "URL", "Connect", "dd", "mm",
    "yyyy",
}  # fmt: skip


@cache
def words(app: Path) -> tuple[Word, ...]:
    return tuple(words_of(app))


def entries(path: Path) -> list[Message]:
    with path.open("rb") as text:
        return [entry for entry in read_po(text, abort_invalid=True) if entry.id]


def texts_of(texts: object) -> list[str]:
    return [texts] if isinstance(texts, str) else [str(each) for each in texts or ()]  # type: ignore[attr-defined] # a tuple


def values(text: str) -> set[str]:
    return {"".join(found) for found in VALUE.findall(text.replace("%%", ""))}


def is_vietnamese(text: str) -> bool:
    """Say whether a text has a Vietnamese letter, or words that may all be Vietnamese or names."""
    plain = re.sub(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", " ", text)
    parts = re.findall(r"[^\W\d_]+", plain)
    return bool(VIETNAMESE.search(plain)) or all(
        part in NAMES or SYLLABLE.fullmatch(part) for part in parts
    )


def named(app: Path) -> str:
    return app.name


@pytest.mark.parametrize("app", APPS, ids=named)
def test_every_word_has_english(app: Path) -> None:
    lacking = [f"{word.where} {word.texts[0]}" for word in missing()[app.name]]
    assert lacking == [], "python -m tools.interface_words shows them as entries to fill in"


@pytest.mark.parametrize("app", APPS, ids=named)
def test_every_word_is_vietnamese(app: Path) -> None:
    foreign = [f"{word.where} {word.texts[0]}" for word in words(app)]
    assert [each for each in foreign if not is_vietnamese(each.partition(" ")[2])] == []


@pytest.mark.parametrize("text", ["Save", "Sign in", "Due date", "User", "Next page", "Search"])
def test_english_is_not_taken_for_vietnamese(text: str) -> None:
    assert not is_vietnamese(text)


@pytest.mark.parametrize("text", ["Trang", "Thôi", "Theo dõi", "Xem", "Xong", "Tra %(name)s"])
def test_vietnamese_without_accents_is_recognised(text: str) -> None:
    assert is_vietnamese(text)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5] + path.parts[-3])
def test_no_translation_is_a_guess_or_empty(path: Path) -> None:
    unsure = [entry.id for entry in entries(path) if entry.fuzzy or not all(texts_of(entry.string))]
    assert unsure == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5] + path.parts[-3])
def test_both_languages_name_the_same_values(path: Path) -> None:
    differing = []
    for entry in entries(path):
        wanted = set[str]().union(*map(values, texts_of(entry.id)))
        found = [values(text) for text in texts_of(entry.string)]
        # a form for one thing may leave its number out
        if set[str]().union(*found) != wanted:
            differing.append(entry.id)
    assert differing == []


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.parts[-5])
def test_english_holds_no_vietnamese(path: Path) -> None:
    pairs = [(entry.id, text) for entry in entries(path) for text in texts_of(entry.string)]
    proper = re.compile(r"Cải Cách|Hà Nội|Sở Nội vụ|Tiếng Việt|[“‘].*?[”’]")
    assert [text for _, text in pairs if VIETNAMESE.search(proper.sub("", text))] == []


def test_one_text_is_not_said_in_two_ways() -> None:
    said: dict[object, set[str]] = defaultdict(set)
    for path in ENGLISH:
        for entry in entries(path):
            said[(entry.context, texts_of(entry.id)[0])].add(str(entry.string))
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("app", APPS, ids=named)
def test_no_catalogue_keeps_what_nobody_says(app: Path) -> None:
    said = {word.key for each in APPS for word in words(each)}
    path = catalogue_of(app)
    kept = entries(path) if path.exists() else []
    keys = [(entry.context, texts_of(entry.id)[0]) for entry in kept]
    assert [key for key in keys if key not in said] == []


# arguments of a call that are texts to translate
TEXTS = {"pgettext": 2, "ngettext": 2, "npgettext": 3}


def test_what_is_translated_is_written_where_it_is_asked() -> None:
    """A text that stands elsewhere is not found by the reading above."""
    asked = []
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS:
                count = TEXTS.get(ast.unparse(node.func).removesuffix("_lazy"), 1)
                if not all(isinstance(each, ast.Constant) for each in node.args[:count]):
                    asked.append(f"{path.relative_to(WEB)}:{node.lineno} {ast.unparse(node)}")
    assert asked == []


# what the office keeps itself, or does not use: pages and letters that nobody comes to
CLOSED = re.compile(
    r"account/(base_confirm|confirm_|email|phone|request_login_code|signup|verif"
    r"|snippets/(already|warn_no_email)"
    r"|email/(account_already|email_|login_code|password_reset_code|unknown)"
    r"|messages/(cannot_delete|email_|login_code|phone|primary))"
    r"|mfa/(trust|webauthn/signup)"
    r"|socialaccount/(connections|email/|login|messages/|signup|snippets/login\.html)"
)
ALLAUTH = Path(allauth.__file__).parent / "templates"
AREAS = ("account", "allauth", "mfa", "socialaccount", "usersessions")
LETTERS_AND_PAGES = [
    path
    for area in AREAS
    for path in sorted((ALLAUTH / area).rglob("*.*"))
    if not CLOSED.match(str(path.relative_to(ALLAUTH)))
]


@pytest.mark.parametrize("path", LETTERS_AND_PAGES, ids=lambda p: str(p.relative_to(ALLAUTH)))
def test_what_sign_in_says_by_itself_has_vietnamese(path: Path) -> None:
    used = engines["django"].get_template(str(path.relative_to(ALLAUTH)))
    if Path(used.origin.name) != path:
        return  # ours comes in its place
    texts = [word.texts[0] for word in words_of_template(path)]
    with override("vi"):
        assert [text for text in texts if gettext(text) == text] == []


@pytest.mark.parametrize("part", ["account", "mfa", "socialaccount"])
def test_faults_of_sign_in_have_vietnamese(part: str) -> None:
    adapter = import_string(f"allauth.{part}.adapter.get_adapter")()
    with override("vi"):
        said = {code: str(text) for code, text in adapter.error_messages.items()}
    asked = {code: text for code, text in said.items() if not UNUSED.search(code)}
    assert {code: text for code, text in asked.items() if not VIETNAMESE.search(text)} == {}


UNUSED = re.compile("phone|username|primary_email|duplicate_email|max_email|select_only_one")
