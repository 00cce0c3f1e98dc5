"""What a standing says of roles, reach and sight agrees with itself, on any tree."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import AgencyKind, AgencyTree, DayTree, ParentLink
from caicach.core.documents import Label
from caicach.web.accounts.models import Post
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import SEE_ALL, Standing
from caicach.web.register.models import Agency

DAY = date(2026, 3, 1)
CODES = [f"H99.{number}" for number in range(12)]


@st.composite
def trees(draw: st.DrawFn) -> DayTree:
    """Up to twelve agencies; each answers to an earlier one or to nobody."""
    codes = CODES[: draw(st.integers(1, len(CODES)))]
    links = []
    for place, code in enumerate(codes):
        above = draw(st.integers(-1, place - 1))
        if above >= 0:
            links.append(ParentLink(child=code, parent=codes[above]))
    agencies = (CoreAgency(code=code, name=Label(vi=code), kind=AgencyKind.OTHER) for code in codes)
    return AgencyTree(tuple(agencies), tuple(links)).on(DAY)


# the first example loads what the words of roles stand on, which takes a second
settings.register_profile("rights", suppress_health_check=[HealthCheck.too_slow], deadline=None)
LAW = settings.get_profile("rights")
ROLES = st.sampled_from(list(Role))
POSTS = st.lists(st.tuples(ROLES, st.sampled_from([*CODES, "H98"])), max_size=5)
STANDINGS = st.builds(
    lambda tree, posts: Standing(
        tuple(Post(role=role, agency=Agency(code=code)) for role, code in posts), tree
    ),
    trees(),
    POSTS,
)
ROLE_SETS = st.frozensets(ROLES)


@LAW
@given(STANDINGS, ROLE_SETS)
def test_a_role_is_held_exactly_where_it_reaches(
    standing: Standing, roles: frozenset[Role]
) -> None:
    reach = standing.reach(roles)
    for code in [*CODES, "H98"]:
        assert standing.holds(roles, code) is (code in reach)


@LAW
@given(STANDINGS, ROLE_SETS)
def test_what_is_held_at_an_agency_is_held_there_and_at_all_below(
    standing: Standing, roles: frozenset[Role]
) -> None:
    for code in CODES:
        if standing.holds_at(roles, code):
            below = standing.tree.descendants(code) if code in standing.tree else ()
            assert all(standing.holds(roles, each) for each in (code, *(b.code for b in below)))


@LAW
@given(STANDINGS, ROLE_SETS)
def test_a_role_without_a_place_is_held_exactly_where_it_reaches_something(
    standing: Standing, roles: frozenset[Role]
) -> None:
    assert standing.holds(roles) is bool(standing.reach(roles))


@LAW
@given(STANDINGS, ROLE_SETS, ROLE_SETS)
def test_more_roles_never_reach_less(
    standing: Standing, some: frozenset[Role], more: frozenset[Role]
) -> None:
    assert standing.reach(some) | standing.reach(more) == standing.reach(some | more)


@LAW
@given(STANDINGS, ROLE_SETS)
def test_whatever_is_reached_in_the_tree_may_be_read(
    standing: Standing, roles: frozenset[Role]
) -> None:
    in_tree = {code for code in standing.reach(roles) if code in standing.tree}
    assert in_tree <= standing.visible


@LAW
@given(STANDINGS)
def test_what_may_be_read_is_own_or_in_line_unless_a_role_reads_all(standing: Standing) -> None:
    if standing.holds(SEE_ALL):
        assert standing.visible == {each.code for each in standing.tree}
        return
    for code in standing.visible:
        line = {code}
        if code in standing.tree:
            line |= {each.code for each in standing.tree.ancestors(code)}
            line |= {each.code for each in standing.tree.descendants(code)}
        assert line & set(standing.agencies)


@LAW
@given(STANDINGS, ROLE_SETS)
def test_a_role_held_everywhere_reaches_every_agency_of_the_day(
    standing: Standing, roles: frozenset[Role]
) -> None:
    everything = {each.code for each in standing.tree}
    assert standing.holds_everywhere(roles) is (everything <= standing.reach(roles))


@LAW
@given(trees())
def test_without_posts_nothing_is_held_reached_or_read(tree: DayTree) -> None:
    standing = Standing((), tree)
    assert not standing.holds(tuple(Role))
    assert standing.reach(tuple(Role)) == frozenset()
    assert standing.visible == frozenset()
    assert not standing.holds_everywhere(tuple(Role))
