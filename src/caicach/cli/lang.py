"""The language of a run: named on the command line, by the environment, else Vietnamese."""

from collections.abc import Mapping, Sequence

from caicach.core.issues import Lang

VARIABLE = "CAICACH_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def take_lang(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> tuple[Lang, list[str], str | None]:
    """Return the language, the arguments without `--lang`, and a name that is no language.

    `--lang` may stand before or after the command; the last one counts.
    """
    rest: list[str] = []
    named: str | None = None
    waiting = iter(arguments)
    for each in waiting:
        if each == "--":
            rest += [each, *waiting]
        elif each == "--lang":
            named = next(waiting, "")
        elif each.startswith("--lang="):
            named = each.removeprefix("--lang=")
        else:
            rest.append(each)
    if named in ("vi", "en"):
        return ("en" if named == "en" else "vi"), rest, None
    return lang_of(environment), rest, named


def lang_of(environment: Mapping[str, str]) -> Lang:
    """Return English where the environment says so, else Vietnamese."""
    own = environment.get(VARIABLE, "").lower()
    if own in ("vi", "en"):
        return "en" if own == "en" else "vi"
    stated = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "en" if stated.lower().startswith("en") else "vi"
