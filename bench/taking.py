"""Intake of the national payload, and a hundred thousand changed dossiers."""

from collections.abc import Sequence

from bench.measured import Measured, in_turn, run_apart, seconds_of
from bench.nation import nation_folder
from bench.province import DOSSIERS
from bench.report import Report, judged, seconds

RATE, PEAK, SHARE = 50_000, 4096, 10.0
"""Bounds: dossiers per second, MiB, percent of a full build."""

LARGE = 1_000_000
"""Dossiers of the intake whose memory is watched."""

MOST_CHANGED = 10
"""Millions in the largest store that is changed."""

KINDS = {"recent": "of the last three months", "spread": "spread over two years"}


def report_intake(report: Report, *, is_quick: bool) -> float:
    """Report intakes of two sizes; return seconds per dossier of the last."""
    sizes = (DOSSIERS,) if is_quick else (DOSSIERS, LARGE)
    rows, each = [], 0.0
    for dossiers in sizes:
        run_apart("making.payload", str(dossiers))
        often = 1 if is_quick or dossiers == LARGE else 3
        alone, whole = in_turn(
            often,
            ("taking.intake", str(dossiers), "dossiers"),
            ("taking.intake", str(dossiers)),
        )
        rows += [_intake(dossiers, alone), _intake(dossiers, whole)]
        each = seconds_of(whole) / dossiers
    stages = ("read and map", "steps", "merge", "judge", "write")
    heads = ("dossiers", "payload", "time", "dossiers per second", "records per second")
    more = ("processor time for each dossier", *stages, "peak memory")
    report.section("Intake of the national payload, newline-delimited JSON", (*heads, *more), rows)
    report.say(
        "What bounds it: about half of the time goes into reading, where each record is parsed,"
        " its cells cleaned, dates and codes checked, the applicant keyed, and all of it kept"
        " beside its file and line. Then come the steps, six or seven for each dossier, told apart"
        " from those known; versions compared; and dossiers with supplements, refusals or late"
        " ends, a tenth, judged one by one in Python. Both cores are busy four fifths of the time."
    )
    return each


def _intake(dossiers: int, runs: Sequence[Measured]) -> list[str]:
    middle = sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
    told, rate = middle.answer, dossiers / middle.seconds
    stages = [
        seconds(told["stages"][name]) for name in ("read", "steps", "merge", "judge", "write")
    ]
    return [
        f"{dossiers:,}",
        f"{told['records']:,} records, {told['megabytes']:,.0f} MB",
        seconds(middle.seconds),
        judged(rate, RATE, at_least=True, unit="/s"),
        f"{told['records'] / middle.seconds:,.0f} /s",
        f"{1e6 * told['processor'] / dossiers:.0f} µs",
        *stages,
        judged(max(run.peak for run in runs), PEAK, unit="MiB"),
    ]


def report_changes(report: Report, sizes: Sequence[int], per_dossier: float) -> None:
    """Report changes against the full build of the same store."""
    rows = []
    for millions in sizes:
        store = str(nation_folder(millions))
        cube = run_apart("cube.ours", store).seconds
        full = per_dossier * millions * 1_000_000 + cube
        for kind in ("recent", "spread"):
            runs = in_turn(3, ("taking.change", store, str(millions), kind))[0]
            assert all(run.answer["changed"] == 100_000 for run in runs)
            took, told = seconds_of(runs), sorted(runs, key=lambda run: run.seconds)[1].answer
            share = judged(100 * took / full, SHARE, unit="%")
            parts = (seconds(told["committed"]), seconds(took - told["committed"]))
            months = f"{KINDS[kind]}, {told['months']} months"
            rows.append([f"{millions} M", months, *parts, seconds(took), seconds(full), share])
    heads = ("dossiers", "changed: 100,000", "commit", "refresh", "together", "full build", "share")
    report.section("Changed dossiers, with two steps each", heads, rows)
    report.say(
        "Full build: the intake's seconds per dossier above times the dossiers, plus the cube from"
        " nothing; stores of millions are too large to be taken in from files in a bench."
    )
