"""The rival: the same round written the way an analyst would in pandas, with a trace per row."""

from typing import Any

import numpy as np
import pandas as pd

Rule = dict[str, Any]


def score(rows: list[tuple[str, str, str, int, int]], rules: dict[str, Rule]) -> pd.DataFrame:
    """Return agencies with points, index, band, rank in block; items with traces beside them.

    rows: (agency, block, criterion, numerator or count, denominator or 0).
    """
    frame = pd.DataFrame(rows, columns=["agency", "block", "criterion", "top", "base"])
    scored = pd.concat(
        [_score(part, rules[str(code)]) for code, part in frame.groupby("criterion")]
    )
    totals = scored.groupby(["agency", "block"], as_index=False)["points"].sum()
    areas = scored.assign(area=scored["criterion"].str.split(".").str[0])
    areas = areas.groupby(["agency", "area"])["points"].sum().unstack()
    totals = totals.merge(areas, left_on="agency", right_index=True)
    totals["index"] = totals["points"] / 100 * 100
    totals["band"] = pd.cut(totals["index"], [-1, 50, 80, 101], right=False, labels=list("CBA"))
    ranks = totals.groupby("block")["index"].rank(method="min", ascending=False)
    totals["rank"] = ranks.astype(int)
    totals["rank_of"] = totals.groupby("block")["agency"].transform("count")
    totals.attrs["items"] = scored
    return totals


def _score(part: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    part = part.copy()
    kind = rule["kind"]
    percent = 100 * part["top"] / part["base"].where(part["base"] > 0)
    if kind == "linear":
        points, step = np.minimum(1, percent / 100), np.where(percent >= 100, "full", "formula")
    elif kind == "steps":
        points = np.select([percent >= 95, percent >= 80], [1, 0.5], 0)
        step = np.select([percent >= 95, percent >= 80], ["step:0", "step:1"], "step:2")
    elif kind == "linear_to_target":
        points, step = np.minimum(1, percent / 60), np.where(percent >= 60, "full", "formula")
    elif kind == "floor_then_linear":
        points = np.where(percent < 50, 0, np.minimum(1, percent / 100))
        step = np.where(percent < 50, "below_floor", "formula")
    else:
        points = np.minimum(1, part["top"] * 0.25)
        step = np.where(part["top"] > 4, "capped", "formula")
    part["points"] = points
    part["trace"] = [
        {
            "edition": "bench/2026",
            "rule": kind,
            "inputs": {"numerator": top, "denominator": base} if base else {"value": top},
            "step": reached,
            "source": "bench",
        }
        for top, base, reached in zip(part["top"], part["base"], step, strict=True)
    ]
    return part
