"""Where council stands beside the other parts of a round."""

from django.utils.translation import gettext_lazy as _

from caicach.web.rounds.sections import section

section(
    "council:agenda", _("Hội đồng"), 2, lambda person, _round: bool(person.has_perm("council.view"))
)
