"""A made-up round scored by ours and by pandas; the first agency's points are told."""

import time

from bench.scores.round import edition, figures, inputs
from bench.works.clock import Answer, taken
from caicach.core.scoring import score_inputs


def ours(agencies: str) -> Answer:
    """Score it by ours."""
    the_edition, rows = edition(), figures(int(agencies))
    started = time.perf_counter()
    handed_in = inputs(rows)
    del rows
    result = score_inputs(the_edition, handed_in)
    return {"first": float(result.agencies[0].points)} | taken(started)


def pandas(agencies: str) -> Answer:
    """Score it by pandas."""
    from bench.scores.plain_pandas import score  # noqa: PLC0415 - its memory is not ours

    the_edition, rows = edition(), figures(int(agencies))
    rules = {n.code: {"kind": n.rule.kind} for _, n, _ in the_edition.walk() if n.rule}
    started = time.perf_counter()
    first = float(score(rows, rules)["points"].iloc[0])
    return {"first": first} | taken(started)
