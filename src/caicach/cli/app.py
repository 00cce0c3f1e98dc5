"""All commands put together; only the one that is wanted is imported."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from caicach import __version__
from caicach.cli.help_words import HELP
from caicach.core.issues import Lang

PLACES = {
    "score": "scoring:score",
    "explain": "explanation:explain",
    "reconcile": "reconciliation:reconcile",
    "verify": "publication:verify",
    "demo": "demo:demo",
    "generate": "generation:generate_",
    "serve": "serving:serve",
    "admin create-administrator": "admin.people:create_administrator",
    "admin import-people": "admin.people:import_people",
    "admin load-map": "admin.agencies:load_map",
    "admin import-agencies": "admin.agencies:import_agencies",
    "admin export-agencies": "admin.agencies:export_agencies",
    "admin secret": "admin.secret:secret",
    "audit verify": "audit.verifying:verify",
    "admin backup": "admin.backups:backup",
    "admin restore": "admin.backups:restore",
    "admin verify-backup": "admin.backups:verify_backup",
    "admin rounds list": "admin.rounds:list_",
    "admin rounds prove": "admin.rounds:prove",
    "standards list": "standards.shelf:list_",
    "standards show": "standards.shelf:show",
    "standards check": "standards.checking:check",
    "standards cases": "standards.checking:cases",
    "standards import": "standards.importing:import_",
    "standards workbook": "standards.workbook:workbook",
    "intake take": "intake.taking:take",
    "intake report": "intake.reporting:report",
    "calendar set": "intake.registers:set_calendar",
    "facts agencies": "intake.registers:set_agencies",
    "profiles list": "profiles.shelf:list_",
    "profiles show": "profiles.shelf:show",
    "profiles check": "profiles.checking:check",
    "profiles new": "profiles.drafting:new",
    "calendar show": "calendar.showing:show",
    "calendar check": "calendar.checking:check",
    "calendar add-days": "calendar.sums:add_days",
    "calendar between": "calendar.sums:between",
    "clocks list": "clocks.definitions:list_",
    "clocks compare": "clocks.comparing:compare_clocks",
    "clocks explain": "clocks.explaining:explain",
    "indicators list": "indicators.definitions:list_",
    "indicators check": "indicators.checking:check",
    "indicators compute": "indicators.computing:compute_",
    "indicators rows": "indicators.rows:rows_",
    "facts show": "facts.contents:show",
    "facts versions": "facts.versions:versions",
    "facts diff": "facts.difference:diff",
    "facts pin": "facts.pins:pin",
    "facts unpin": "facts.pins:unpin",
    "facts vacuum": "facts.vacuum:vacuum",
    "facts origin": "facts.origin:origin",
}
"""Where each command is written; the module is imported when the command is named.

The last word is the command; those before it are its group, and the group of that.
"""

DEFAULTS = {"intake": "take"}
"""What a group means when no command of it is named: `caicach intake FILE` takes the file in."""


def _groups_of(name: str) -> Iterator[str]:
    """Yield `admin` and `admin rounds` for `admin rounds list`."""
    words = name.split(" ")[:-1]
    yield from (" ".join(words[: count + 1]) for count in range(len(words)))


GROUPS = tuple(dict.fromkeys(group for name in PLACES for group in _groups_of(name)))


def command_in(lang: Lang, arguments: Sequence[str]) -> Any:
    """Return the command line with every help text in `lang`, ready for `arguments`."""
    wanted = _wanted(arguments)
    apps = {group: _group() for group in ("", *GROUPS)}
    apps[""].callback()(begin)
    for group in GROUPS:
        above, _, leaf = group.rpartition(" ")
        apps[above].add_typer(apps[group], name=leaf, help=group.replace(" ", "."))
    for name, place in PLACES.items():
        group, _, leaf = name.rpartition(" ")
        function = _load(place) if name == wanted else _elsewhere
        apps[group].command(leaf, help=name.replace(" ", "."))(function)
    command = get_command(apps[""])
    command.help = "caicach"
    _translate(command, "", HELP[lang])
    return command


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """Return `arguments` with the command that a group stands for."""
    words = list(arguments)
    places = [number for number, each in enumerate(words) if each in DEFAULTS]
    first = next((number for number, each in enumerate(words) if not each.startswith("-")), None)
    if not places or places[0] != first:
        return words
    rest = words[first + 1 :]
    if not rest or rest[0] == "--help" or f"{words[first]} {rest[0]}" in PLACES:
        return words
    return [*words[: first + 1], DEFAULTS[words[first]], *rest]


def _group() -> typer.Typer:
    return typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _wanted(arguments: Sequence[str]) -> str:
    """No option before the command takes a value, so the first words name it."""
    words = [each for each in arguments if not each.startswith("-")]
    count = 1
    while " ".join(words[:count]) in GROUPS and count < len(words):
        count += 1
    return " ".join(words[:count])


def _load(place: str) -> Callable[..., None]:
    module, _, name = place.partition(":")
    function: Callable[..., None] = getattr(import_module(f"caicach.cli.{module}"), name)
    return function


def _elsewhere() -> None:
    """Stand for a command that is listed but not run."""


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"caicach {__version__}")
        raise typer.Exit


def begin(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="version"),
    ] = False,
    lang: Annotated[str, typer.Option("--lang", metavar="vi|en", help="lang")] = "",
    debug: Annotated[bool, typer.Option("--debug", help="debug")] = False,
) -> None:
    """Take the options that stand before a command; `--lang` and `--debug` are read earlier."""


def _translate(command: Any, path: str, words: dict[str, str]) -> None:
    """Help texts are written as keys; a command's own words come before those of all."""
    command.help = words.get(command.help, command.help)
    for param in command.params:
        key = getattr(param, "help", None)
        if key:
            param.help = words.get(f"{path}{key}", words.get(key, key))
    for name, inner in getattr(command, "commands", {}).items():
        _translate(inner, f"{name}.", words)
