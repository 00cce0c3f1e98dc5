"""The rules of states, as the core holds them."""

from django import template

from caicach.core.targets import State, state_summary
from caicach.web.look.templatetags.look import lang
from caicach.web.monitoring.models import TROUBLE

register = template.Library()


@register.simple_tag
def state_rules() -> list[tuple[State, str]]:
    """Return each state with the rule that gives it, best first."""
    order: list[State] = sorted(TROUBLE, key=lambda state: -TROUBLE[state])  # type: ignore[arg-type] # the states of the core
    return [(state, state_summary(state, lang())) for state in order]
