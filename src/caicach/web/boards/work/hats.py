"""The hats a person wears: one page of work for each, as each asks for something else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing


class Hat(models.TextChoices):
    """In which capacity somebody works; the first that fits is shown first."""

    OFFICER = "officer", _("Công việc của cơ quan")
    STANDING = "standing", _("Cơ quan thường trực")
    ROUND = "round", _("Chấm điểm")
    LEADER = "leader", _("Toàn cảnh")
    ADMINISTRATOR = "administrator", _("Quản trị")


ROLES = {
    Hat.OFFICER: (Role.FOCAL_OFFICER, Role.AGENCY_HEAD),
    Hat.STANDING: (Role.STANDING_BODY,),
    Hat.ROUND: (
        Role.APPRAISER,
        Role.COUNCIL_SECRETARY,
        Role.COUNCIL_MEMBER,
        Role.STANDING_BODY,
    ),
    Hat.LEADER: (
        Role.LEADER,
        Role.COUNCIL_SECRETARY,
        Role.COUNCIL_MEMBER,
        Role.APPRAISER,
        Role.INSPECTOR,
    ),
    Hat.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}


def hats_of(standing: Standing) -> list[Hat]:
    """Return the hats a person wears today, in order; none for somebody without a post."""
    return [hat for hat in Hat if standing.holds(ROLES[hat])]


def own_codes(standing: Standing, hat: Hat) -> list[str]:
    """Return the agencies at which a role of the hat is held itself."""
    held = [post.agency.code for post in standing.posts if post.role in ROLES[hat]]
    return list(dict.fromkeys(held))
