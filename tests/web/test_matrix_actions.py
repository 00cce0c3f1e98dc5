"""Every action asks for a permission before it writes, and refuses a stranger."""

import ast
import inspect
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from matrix_table import without_right
from matrix_world import NOW, REASON, World, build_world

from caicach.web.accounts.actions.adding import NewPerson
from caicach.web.accounts.actions.posts import PostPlan
from caicach.web.agencies.orders import Move, Order
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.models import Event

WEB = Path(__file__).parents[2] / "src/caicach/web"
MODULES = sorted({*WEB.rglob("actions.py"), *WEB.rglob("actions/*.py")})
WRITES = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"),
    *("update_or_create", "record", "record_change", "write_changes", "enqueue"),
}


def named(path: Path) -> str:
    return ".".join(path.relative_to(WEB).with_suffix("").parts)


def public(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


FUNCTIONS = {f"{named(path)}.{node.name}": node for path in MODULES for node in public(path)}


def takes_actor(function: ast.FunctionDef) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return any(each.arg == "by" for each in arguments)


def calls(function: ast.FunctionDef) -> list[tuple[int, str, list[str]]]:
    """Return each call's line, name and arguments, in the order of lines."""
    return sorted(
        (node.lineno, ast.unparse(node.func), [ast.unparse(each) for each in node.args])
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    )


def writes_at(function: ast.FunctionDef) -> list[int]:
    return [line for line, name, _ in calls(function) if name.rpartition(".")[2] in WRITES]


def asks_at(function: ast.FunctionDef) -> list[int]:
    """Return the lines that ask: `by.require(…)`, or a `require_…(by, …)` that does."""
    return [
        line
        for line, name, given in calls(function)
        if name == "by.require" or (name.startswith("require_") and given[:1] == ["by"])
    ]


def test_every_action_asks_before_it_writes() -> None:
    acting = {name: node for name, node in FUNCTIONS.items() if takes_actor(node)}
    assert len(acting) > 40
    late = []
    for name, node in acting.items():
        asked = min(asks_at(node), default=None)
        if name not in without_right() and (
            asked is None or any(line < asked for line in writes_at(node))
        ):
            late.append(name)
    assert late == []


def test_whatever_writes_without_asking_has_its_reason() -> None:
    silent = {name for name, node in FUNCTIONS.items() if writes_at(node) and not asks_at(node)}
    assert sorted(silent - set(without_right())) == [], "say why in matrix/without_right.yaml"
    assert sorted(set(without_right()) - set(FUNCTIONS)) == [], "no longer there"
    assert all(reason.strip() for reason in without_right().values())


def test_the_reading_bites() -> None:
    source = "def act(*, by, plan):\n    plan.save()\n    by.require('plans.change', plan)\n"
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert writes_at(function) == [2]
    assert asks_at(function) == [3]


ASKED = sorted(name for name, node in FUNCTIONS.items() if takes_actor(node) and asks_at(node))


@pytest.fixture
def world(cast: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    settings.EVIDENCE_FOLDER, settings.KEYS_FOLDER = tmp_path / "evidence", tmp_path / "keys"
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return build_world(cast)


@pytest.mark.django_db
def test_a_stranger_is_refused_every_action(cast: Any, world: World) -> None:
    before = Event.objects.count()
    stranger = cast.actor("stranger")
    let_in = []
    for name in ASKED:
        module, _, function = name.rpartition(".")
        action = getattr(import_module(f"caicach.web.{module}"), function)
        try:
            action(**arguments(action, stranger, world))
        except NotAllowedError:
            continue
        let_in.append(name)
    assert let_in == []
    assert Event.objects.count() == before


def arguments(action: Callable[..., Any], by: Actor, world: World) -> dict[str, Any]:
    """Return something of the right kind for every argument that must be given."""
    given = inspect.signature(action).parameters
    needed = {name: each for name, each in given.items() if each.default is each.empty}
    examples = {name: example(each.annotation, world) for name, each in needed.items()}
    return examples | {"by": by}


def example(kind: Any, world: World) -> Any:
    """Return a row of the department for a model, and plain values for the rest."""
    if inspect.isclass(kind) and issubclass(kind, models.Model):
        place = world.places["department"]
        single = (world.job, world.mail, world.proposed)
        things = [*vars(place).values(), *single, *world.pending.values(), *world.rounds.things]
        things += [*world.results.things, *world.council.things]
        return next(each for each in things if type(each) is kind)
    return PLAIN.get(kind, Anything())


class Anything:
    """What no action looks at before it asks who acts, but for the agency it belongs to."""

    agency = "H99.02"

    def __getattr__(self, name: str) -> "Anything":
        return Anything()

    def __call__(self, *_given: Any, **_named: Any) -> "Anything":
        return Anything()

    def __iter__(self) -> Iterator[Any]:
        return iter(())


PLAIN: dict[Any, Any] = {
    str: REASON,
    int: 1,
    bool: True,
    date: NOW.date(),
    datetime: NOW,
    NewPerson: NewPerson("Người Mới", "moi@namha.example"),
    PostPlan: PostPlan("focal_officer", "H99.02", NOW.date()),
    Order: Move(on=NOW.date(), decision="Quyết định 1", code="H99.02", parent="H99.01"),
}
