"""The reference page of shipped profiles: `python -m caicach.engine.profiles.reference`."""

import sys
from collections.abc import Iterator

from caicach.engine.profiles.check_fields import sources_of
from caicach.engine.profiles.feed import Feed, Field
from caicach.engine.profiles.shelf import Profile, load_profile, shipped_profiles

HEAD = """\
# Shipped profiles

What each [profile](profiles.md) that ships reads, and from where. Heads of tables count without
capitals, accents and punctuation, and the name of the column is always taken as a head as well.
This page is generated:
`python -m caicach.engine.profiles.reference > docs/reference/shipped-profiles.md`.
"""


def reference_page() -> str:
    """Return the page: one section for each profile that ships."""
    found = [load_profile(name)[0] for name in shipped_profiles()]
    return "\n".join([HEAD, *(line for each in found if each for line in _section(each))])


def _section(profile: Profile) -> Iterator[str]:
    yield f"## {profile.name}\n"
    yield f"{profile.label.text('en')} · {profile.label.text('vi')}\n"
    if len(profile.feeds) > 1:
        parts = [f"[{each.profile}](#{each.profile})" for each in profile.feeds]
        yield f"Joins {', '.join(parts)}.\n"
        return
    feed = profile.feeds[0]
    yield from _remarks(feed)
    yield "| column | read from | codes |\n|---|---|---|"
    for name, field in feed.fields.items():
        codes = feed.codes.get(field.codes or name, {})
        meanings = ", ".join(f"{code} = {token}" for code, token in codes.items())
        yield f"| `{name}` | {_cell(_source(field))} | {_cell(meanings)} |"
    yield ""


def _remarks(feed: Feed) -> Iterator[str]:
    yield f"Table [{feed.table}](facts.md#{feed.table}), form `{feed.form}`.\n"
    if feed.envelope and feed.envelope.is_service:
        yield f"Service `{feed.envelope.is_service}`, sender in `{feed.envelope.sender}`.\n"
    if feed.source:
        yield f"{feed.source.text('en')}\n"
    dates = ", ".join(f"`{each}`" for each in feed.dates)
    key = f" Identity: {' + '.join(f'`{each}`' for each in feed.key)}." if feed.key else ""
    yield f"Dates: {dates}.{key}\n"
    if feed.left_out:
        yield f"Known and left out: {', '.join(feed.left_out)}.\n"


def _source(field: Field) -> str:
    if field.always is not None:
        return "always yes" if field.always == "1" else f"always {field.always}"
    if field.either is not None:
        return " or ".join(_source(each) for each in field.either)
    where = f" ({_conditions(field)})" if field.where else ""
    if field.any_ is not None:
        return f"any of `{field.any_}`{where}"
    if field.count is not None:
        return f"number of `{field.count}`{where}"
    if field.list_ is not None:
        return f"`{field.list_}`: {', '.join(' | '.join(each) for each in field.of.values())}"
    return ", ".join(dict.fromkeys(sources_of(field)))


def _conditions(field: Field) -> str:
    said = []
    for name, test in field.where.items():
        said += [f"{name} is {' or '.join(test.in_)}"] if test.in_ else []
        said += [f"{name} is not {' or '.join(test.not_in)}"] if test.not_in else []
        said += [f"{name} above {test.above}"] if test.above is not None else []
        said += [f"{name} filled"] if test.filled else []
        said += [f"{name} among {test.among}"] if test.among else []
    return ", ".join(said)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference_page())
