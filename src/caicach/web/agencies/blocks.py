"""Blocks in words: agencies that are ranked among each other."""

from caicach.core.agencies import department_template
from caicach.web.look.templatetags.look import lang


def words_of_block(key: str) -> str:
    """Return a block by its name where it is one of the sample's, else as it is kept."""
    names = {each.key: each.label.text(lang()) for each in department_template().blocks}
    return names.get(key, key)
