"""How long the stages of an intake take, told apart from outside."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from caicach.engine.intake import Progress, dossiers, steps, taking


class Stages:
    """Seconds by stage: read and map, steps, merge, judge, write."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {"read": 0.0, "steps": 0.0, "judge": 0.0, "write": 0.0}
        self._started = time.perf_counter()

    def watch(self, progress: Progress) -> None:
        """Note when the last record was read."""
        if progress.stage == "read":
            self.seconds["read"] = time.perf_counter() - self._started

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Time an intake inside; what no stage has is the merge."""
        with ExitStack() as wrapped:
            wrapped.enter_context(self._around(steps.StepMerge, "run", "steps"))
            wrapped.enter_context(self._around(dossiers, "judge_dossiers", "judge"))
            wrapped.enter_context(self._around(taking, "write_month", "write"))
            self._started = time.perf_counter()
            yield
            whole = time.perf_counter() - self._started
        self.seconds["merge"] = whole - sum(self.seconds.values())

    def _around(self, owner: Any, name: str, stage: str) -> Any:
        inner: Callable[..., Any] = getattr(owner, name)

        def timed(*given: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return inner(*given, **named)
            finally:
                self.seconds[stage] += time.perf_counter() - started

        return patch.object(owner, name, timed)
