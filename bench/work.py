"""One work in a process of its own: `python -m bench.work MODULE.FUNCTION ARGUMENTS`."""

import json
import sys
from importlib import import_module

if __name__ == "__main__":
    module, _, name = sys.argv[1].partition(".")
    work = getattr(import_module(f"bench.works.{module}"), name)
    print(json.dumps(work(*sys.argv[2:])))
