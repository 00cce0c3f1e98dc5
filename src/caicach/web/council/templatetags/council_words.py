"""Agencies by their names."""

from django import template

from caicach.web.accounts.queries import agency_name as name_on
from caicach.web.look.day import today
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on

register = template.Library()


@register.filter
def agency_name(agency: Agency) -> str:
    """Write what the agency is called today; its code where it is no longer there."""
    return name_on(agency.code, tree_on(today()))
