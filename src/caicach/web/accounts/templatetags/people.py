"""Names on pages of people, and what the sign-in page tells on a demonstration."""

from typing import Any

from django import template
from django.conf import settings

from caicach.core.agencies import DayTree
from caicach.web.accounts.queries import agency_name, demo_accounts
from caicach.web.accounts.roles import Role
from caicach.web.look.day import today
from caicach.web.register.queries import tree_on

register = template.Library()


@register.filter
def named(code: str, tree: DayTree) -> str:
    """Return an agency's name on the tree."""
    return agency_name(code, tree)


@register.filter
def role_name(role: str) -> str:
    """Return a role's name in the language of the page."""
    return str(Role(role).label)


@register.simple_tag
def demo_posts() -> list[dict[str, Any]]:
    """Return a post of each role to sign in with, on a demonstration; else nothing."""
    if not settings.DEMO:
        return []
    tree = tree_on(today())
    return [
        {"post": post, "agency": agency_name(post.agency.code, tree)}
        for post in demo_accounts(today())
    ]


@register.simple_tag
def demo_password() -> str:
    """Return the password of all accounts of a demonstration."""
    return settings.DEMO_PASSWORD if settings.DEMO else ""
