"""What a set tells of itself in one round, worked out in the background and kept."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from caicach.core.numbers import plain
from caicach.core.rounds import ItemStatistics, losses_by_reason, round_statistics
from caicach.web.jobs.kinds import Run
from caicach.web.results.models import KeptStatistics
from caicach.web.results.taking import last_change, round_result
from caicach.web.rounds.models import Round, Stage


def keep_statistics(scored: Round, stage: str, run: Run, now: datetime) -> int:
    """Work the statistics out and keep them; return of how many items."""
    until = last_change(scored)
    result = round_result(scored, stage, run=run)
    own = None if stage == Stage.SELF else round_result(scored, Stage.SELF, run=run)
    found = round_statistics(result)
    content = {
        "items": [_item(each) for each in found.items.values()],
        "blocks": [_plain(asdict(each)) for each in found.blocks],
        "losses": [_plain(asdict(each)) for each in found.losses],
        "causes": _plain(losses_by_reason(result, own)),
    }
    KeptStatistics.objects.update_or_create(
        round=scored,
        stage=stage,
        defaults={"content": content, "last_change": until, "at": now},
    )
    return len(found.items)


def _item(each: ItemStatistics) -> dict[str, Any]:
    """`all_full`, `all_zero` beside the numbers, so that pages need no rule of their own."""
    told: dict[str, Any] = _plain(asdict(each))
    return told | {"all_full": each.all_full, "all_zero": each.all_zero}


def _plain(value: Any) -> Any:
    """Return it as JSON; numbers as text, so that no digit is lost."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, float):
        return f"{value:.6f}"
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
