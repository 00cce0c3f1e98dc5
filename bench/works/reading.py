"""A store opened once and asked again and again; the seconds are those of the first question."""

import time
from functools import partial
from statistics import median

from bench.questions import CUT, QUESTIONS, ask, index
from bench.works.clock import WARM, Answer, taken, warm
from caicach.engine import Store


def cells(store: str) -> Answer:
    """Ask for cells of every shape, last for a window that cuts months."""
    facts = Store.open(store).facts()
    started = time.perf_counter()
    ask(facts, next(iter(QUESTIONS.values())))
    answer = taken(started) | {"cells": {}}
    for name, question in QUESTIONS.items():
        values = ask(facts, question)
        answer["cells"][name] = {"seconds": warm(partial(ask, facts, question)), "values": values}
    started = time.perf_counter()
    ask(facts, CUT)
    return answer | {"cut": time.perf_counter() - started}


def service_index(store: str) -> Answer:
    """Compute and score the service index of all agencies."""
    facts = Store.open(store).facts()
    started = time.perf_counter()
    index(facts)
    answer = taken(started)
    runs = [index(facts) for _ in range(WARM)]
    answer["warm"] = median(each.computing + each.scoring for each in runs)
    answer["computing"] = median(each.computing for each in runs)
    answer["scoring"] = median(each.scoring for each in runs)
    return answer | {"agencies": runs[0].agencies}
