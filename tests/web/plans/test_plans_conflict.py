"""Two people saving one form: one-sided changes merge, the rest is shown, nothing is lost."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from sample_plan import SYSTEM, World, agency

from caicach.web.look.conflict import ChangedMeanwhileError, Snapshot, merge
from caicach.web.plans.actions.documents import register_document
from caicach.web.plans.actions.targets import change_target
from caicach.web.plans.models import Document

SIDE = st.fixed_dictionaries(dict.fromkeys("abc", st.integers(0, 2)))


@given(SIDE, SIDE, SIDE)
def test_every_field_of_a_merge_is_of_one_of_the_sides(
    base: dict[str, int], mine: dict[str, int], theirs: dict[str, int]
) -> None:
    merged, clashing = merge(base, mine, theirs)
    for name, value in merged.items():
        both_changed = base[name] not in (mine[name], theirs[name])
        assert (name in clashing) == (both_changed and mine[name] != theirs[name])
        if mine[name] == base[name]:
            assert value == theirs[name]
        if theirs[name] == base[name]:
            assert value == mine[name]


@given(SIDE, SIDE, SIDE)
def test_both_sides_clash_in_the_same_fields_whoever_saves_last(
    base: dict[str, int], mine: dict[str, int], theirs: dict[str, int]
) -> None:
    assert set(merge(base, mine, theirs)[1]) == set(merge(base, theirs, mine)[1])


def test_without_what_i_began_from_every_difference_is_shown() -> None:
    assert merge({}, {"a": 1, "b": 2}, {"a": 1, "b": 3}) == ({"a": 1, "b": 2}, ["b"])


def test_a_snapshot_that_was_tampered_with_is_none() -> None:
    sealed = Snapshot(1, {"label": ["A"]}).sealed()
    assert Snapshot.opened(sealed) == (1, {"label": ["A"]})
    assert Snapshot.opened(sealed[:-2] + "xx") is None
    assert Snapshot.opened("") is None


def opened(client: Any, address: str) -> dict[str, Any]:
    """Return the form as the browser would send it back unchanged."""
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form[name].value()
        shown = field.widget.format_value(value)
        if field.widget.input_type == "checkbox" if hasattr(field.widget, "input_type") else False:
            shown = "on" if value else None
        if shown not in (None, "", []):
            sent[name] = shown
    return sent


@pytest.fixture
def document(world: World) -> Document:
    values = {
        "notation": "412/KH-UBND",
        "kind": "plan",
        "title": "Kế hoạch",
        "issuer": "UBND tỉnh",
        "level": "province",
        "first_year": 2026,
        "last_year": 2026,
    }
    return register_document(SYSTEM, agency=agency("H99"), values=values, now=timezone.now())


# form: one field changed by me alone, one by them alone, one by both (with my and their value)
FORMS = {
    "target": (("scope", "Của tôi"), ("note", "Của họ"), ("threshold", "99", "97")),
    "task": (("person", "Của tôi"), ("note", "Của họ"), ("due_on", "20/10/2026", "30/10/2026")),
    "document": (("signer", "Của tôi"), ("source", "Của họ"), ("title", "A", "B")),
}


@pytest.fixture
def subject(request: pytest.FixtureRequest, world: World, document: Document) -> Any:
    return {"target": world.target, "task": world.task, "document": document}[request.param]


@pytest.mark.parametrize(
    ("subject", "kind"), [(kind, kind) for kind in FORMS], indirect=["subject"]
)
def test_what_only_one_of_two_changed_is_merged(subject: Any, kind: str, cast: Any) -> None:
    mine, theirs, _both = FORMS[kind]
    client, address = cast.client("standing_body"), reverse(f"plans:{kind}-edit", args=[subject.pk])
    sheet = opened(client, address)
    assert client.post(address, sheet | dict([theirs])).status_code == 302
    answer = client.post(address, sheet | dict([mine]))
    assert answer.status_code == 302, answer.content.decode()
    subject.refresh_from_db()
    assert (getattr(subject, mine[0]), getattr(subject, theirs[0])) == (mine[1], theirs[1])


@pytest.mark.parametrize(
    ("subject", "kind"), [(kind, kind) for kind in FORMS], indirect=["subject"]
)
@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_what_both_changed_is_shown_side_by_side_and_chosen(
    keep: str, subject: Any, kind: str, cast: Any
) -> None:
    own, others, (name, mine, theirs) = FORMS[kind]
    client, address = cast.client("standing_body"), reverse(f"plans:{kind}-edit", args=[subject.pk])
    sheet = opened(client, address)
    client.post(address, sheet | {name: theirs} | dict([others]))
    page = client.post(address, sheet | {name: mine} | dict([own]))
    assert page.status_code == 409
    assert [each.name for each in page.context["clashes"]] == [name]
    assert "Người standing_body" in page.content.decode()  # who saved meanwhile
    kept = {}
    for field, value in page.context["sent"]:
        kept.setdefault(field, []).append(value)
    answer = client.post(address, kept | {f"keep-{name}": keep})
    assert answer.status_code == 302, answer.content.decode()
    saved = opened(client, address)
    assert saved[name] == (mine if keep == "mine" else theirs)
    assert (saved[own[0]], saved[others[0]]) == (own[1], others[1])


def test_the_action_writes_nothing_onto_a_version_it_did_not_see(world: World) -> None:
    seen = world.target.version
    change_target(SYSTEM, target=world.target, values={"note": "một"}, seen=seen)
    with pytest.raises(ChangedMeanwhileError):
        change_target(SYSTEM, target=world.target, values={"note": "hai"}, seen=seen)
    world.target.refresh_from_db()
    assert world.target.note == "một"
