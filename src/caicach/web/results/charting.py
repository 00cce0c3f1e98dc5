"""Charts of results, each with its table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.files.charts import Bar, BarChart, Chart, Distribution, Member
from caicach.web.look.templatetags.look import lang
from caicach.web.results.ranking import Row

MOST_BARS = 40
"""More agencies than these are dots of a distribution."""


def index_chart(rows: Sequence[Row], title: str, source: str, ours: str = "") -> Chart | None:
    """Return the index of every agency of a block; None where nobody has one."""
    known = [row for row in rows if row.index is not None]
    if not known:
        return None
    if len(known) <= MOST_BARS:
        bars = tuple(Bar(row.name, row.index, row.code == ours) for row in known)
        return BarChart(title=title, source=source, lang=lang(), rows=bars, names=_("Cơ quan"))
    members = tuple(Member(row.name, row.index, row.code == ours) for row in known)
    return Distribution(
        title=title, source=source, lang=lang(), members=members, names=_("Cơ quan")
    )
