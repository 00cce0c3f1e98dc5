"""The set that is scored: ten areas of ten items, thirty of them known from the facts."""

from bench.scores.round import RULES

NAME = "bench-communes/2026"
AREAS, ITEMS = 10, 10
KNOWN = ("on_time_share", "online_dossier_share", "digitised_result_share")
"""Indicators that fill an item in each area; those of the first three places in it."""


def write_edition() -> str:
    """Return the edition as a file: one point for each item."""
    lines = [
        f"edition: {NAME}",
        "label: {vi: Bộ tiêu chí đo tốc độ, en: A set for the bench}",
        "sample: {vi: Bộ tiêu chí giả định, en: Invented}",
        "blocks: [{id: communes, label: Khối xã}]",
        "areas:",
    ]
    for area in range(1, AREAS + 1):
        lines.append(f"  - code: {area}\n    label: Lĩnh vực {area}\n    max_points: {ITEMS}")
        lines.append("    lead: Sở Nội vụ\n    source: {place: bench, status: sample}")
        lines.append("    criteria:")
        lines += [_item(area, item) for item in range(1, ITEMS + 1)]
    return "\n".join(lines) + "\n"


def _item(area: int, item: int) -> str:
    is_known = item <= len(KNOWN)
    rule = "{kind: linear, empty_denominator: full}" if is_known else RULES[item % len(RULES)]
    measured = f", measured_by: {{indicator: {KNOWN[item - 1]}, period: year}}" if is_known else ""
    return (
        f"      - {{code: {area}.{item}, label: Mục {area}.{item}, max_points: 1, "
        f"rule: {rule}{measured}}}"
    )
