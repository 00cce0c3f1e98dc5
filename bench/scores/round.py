"""A made-up round for the benchmarks: one edition of 100 items, any number of agencies."""

from decimal import Decimal

from caicach.core.criteria import Edition, load_edition
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs

ITEMS = 100
BLOCKS = ("communes", "wards", "zones")

STEPS = "{from: 95, points: 1}, {from: 80, below: 95, points: 0.5}, {below: 80, points: 0}"
RULES = (
    "{kind: linear}",
    f"{{kind: steps, steps: [{STEPS}]}}",
    "{kind: linear_to_target, target: 60}",
    "{kind: floor_then_linear, floor: 50}",
    "{kind: count, per_item: 0.25}",
)


def write_edition() -> str:
    """Return an edition of ten areas with ten items of five kinds, one point each."""
    lines = [
        "edition: bench/2026",
        "label: Bench",
        "blocks: [" + ", ".join(f"{{id: {b}, label: {b}}}" for b in BLOCKS) + "]",
        "bands: [{label: A, from: 80}, {label: B, from: 50, below: 80}, {label: C, below: 50}]",
        "areas:",
    ]
    for area in range(1, 11):
        lines.append(f"  - code: {area}\n    label: Area {area}\n    max_points: 10")
        lines.append("    source: {place: bench}\n    criteria:")
        for item in range(1, 11):
            rule = RULES[item % len(RULES)]
            lines.append(
                f"      - {{code: {area}.{item}, label: Item, max_points: 1, rule: {rule}}}"
            )
    return "\n".join(lines)


def edition() -> Edition:
    """Return the edition, checked."""
    loaded = load_edition(write_edition(), "bench.yaml").edition
    if loaded is None:
        raise ValueError("the bench edition has faults")
    return loaded


def figures(agencies: int) -> list[tuple[str, str, str, int, int]]:
    """Return rows (agency, block, criterion, numerator or count, denominator or 0)."""
    rows = []
    seed = 12345
    for agency in range(agencies):
        block = BLOCKS[agency % len(BLOCKS)]
        for area in range(1, 11):
            for item in range(1, 11):
                seed = (seed * 1103515245 + 12345) % 2147483648
                base = 50 + seed % 950
                is_count = RULES[item % len(RULES)].startswith("{kind: count")
                top = seed % 6 if is_count else (seed // 7) % (base + 1)
                rows.append(
                    (f"X{agency:05d}", block, f"{area}.{item}", top, 0 if is_count else base)
                )
    return rows


def inputs(rows: list[tuple[str, str, str, int, int]]) -> Inputs:
    """Return the rows as the scorer takes them."""
    made = Inputs()
    for agency, block, criterion, top, base in rows:
        entry = made.agencies.get(agency)
        if entry is None:
            entry = made.agencies[agency] = AgencyInput(agency, agency, block)
        if base:
            entry.items[criterion] = Given(None, Decimal(top), Decimal(base))
        else:
            entry.items[criterion] = Given(Decimal(top))
    return made
