"""Everything a person should look at before a year is accepted."""

from typing import Any

from caicach.core.indices.year_rows import IndexYear
from caicach.web.look.faults import said_of
from caicach.web.watch.entering.differences import (
    Shown,
    agreeing,
    differing,
    warning_groups,
)

SHOWN = 200
LEVELS = ("fault", "warning", "note")


def looked_at(read: IndexYear) -> dict[str, Any]:
    """Return faults, warnings by kind, notes, and where what is printed does not add up."""
    issues = {severity: [e for e in read.issues if e.severity == severity] for severity in LEVELS}
    different = differing(read)
    return {
        "faults": [(each.where, said_of(each)) for each in issues["fault"][:SHOWN]],
        "more_faults": max(0, len(issues["fault"]) - SHOWN),
        "warnings": warning_groups(read.issues),
        "remarks": [(each.where, said_of(each)) for each in issues["note"][:SHOWN]],
        "different": [Shown(each) for each in different[:SHOWN]],
        "different_count": len(different),
        "agreeing": agreeing(read),
    }
