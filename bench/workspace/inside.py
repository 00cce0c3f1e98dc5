"""A work inside an installation: `python -m bench.workspace.inside MODULE.FUNCTION ARGUMENTS`.

A module is one of `bench.workspace`, or named whole."""

import json
import sys
from importlib import import_module

import django

HERE = "bench.workspace."

if __name__ == "__main__":
    django.setup()
    module, _, name = sys.argv[1].rpartition(".")
    work = getattr(import_module(module if module[:6] == "bench." else HERE + module), name)
    print(json.dumps(work(*map(json.loads, sys.argv[2:]))))
