"""What the chapter of the workspace says in words."""

from bench.workspace.load import ASKING, THINK, WORKING

_ROLES = ", ".join(f"{count} {role}" for role, count in WORKING)

HEAD = """# How fast the workspace is

Written by `make bench-web`. An installation is served by `caicach serve` as shipped, in production
settings behind a proxy's headers: two web workers of four threads, and the worker for background
jobs beside them. Whoever asks sits in one process of its own on the same machine: **its work is
taken from the same cores**, so that a server alone would do better. A time is from sending the
question to the last byte of the answer. Styles and scripts are not asked for: browsers keep them.
"""

GROUND = f"""An invented province: 160 agencies with a plan each, 120 targets in each plan (19,200
standings), 5,000 tasks with some 56,000 turns, 300 people, 50,000 events, 19,000 reported figures,
12,000 notices, and the generated facts. Plans come from the shipped one of a province, made longer
and handed down by the cascade that people use; standings are measured by the job.

Fifty people: {_ROLES}. Each signs in, then opens pages of the role in shares written down in
`bench/workspace/walks.py`, by links found on earlier pages; between two pages passes a think time,
exponential with a mean of {THINK:g} s. Without think time the same people ask again at once. Rates
of one address are asked by {ASKING} at once."""

LOADED = """While pages were measured, the load of the machine over one minute, the bench's own
work included, was at most {load:.1f}."""
