"""A work inside an installation: `python -m bench.workspace.inside MODULE.FUNCTION ARGUMENTS`."""

import json
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    module, _, name = sys.argv[1].rpartition(".")
    work = getattr(import_module(f"bench.workspace.{module}"), name)
    print(json.dumps(work(*map(json.loads, sys.argv[2:]))))
