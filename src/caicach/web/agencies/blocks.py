"""Blocks in words: agencies that are ranked among each other."""

from functools import cache

from caicach.core.agencies import department_template
from caicach.core.issues import Lang
from caicach.web.look.folding import fold
from caicach.web.look.templatetags.look import lang


def words_of_block(key: str, language: Lang | None = None) -> str:
    """Return a block by its name where it is one of the sample's, else as it is kept.

    language: that of the page where none is given.
    """
    names = {each.key: each.label for each in department_template().blocks}
    return names[key].text(language or lang()) if key in names else key


def key_of_block(text: str) -> str:
    """Return what a block is kept by: one of the sample's is known by its name in any language."""
    return _keys().get(_bare(text), text.strip())


def sample_blocks() -> list[str]:
    """Return the names of the sample's blocks."""
    return [each.label.text(lang()) for each in department_template().blocks]


@cache
def _keys() -> dict[str, str]:
    blocks = department_template().blocks
    return {
        _bare(name): each.key
        for each in blocks
        for name in (each.key, each.label.text("vi"), each.label.text("en"))
    }


def _bare(text: str) -> str:
    """Return the name without accents and without the word for a block before it."""
    return " ".join(fold(text).split()).removeprefix("khoi ")
