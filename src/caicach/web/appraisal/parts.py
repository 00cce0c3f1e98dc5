"""Where appraisal stands beside the other parts of a round."""

from django.utils.translation import gettext_lazy as _

from caicach.web.rounds.sections import section

section(
    "appraisal:round",
    _("Thẩm định"),
    1,
    lambda person, _round: bool(person.has_perm("appraisal.view")),
)
