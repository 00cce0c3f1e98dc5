"""Builds the workspace of the demonstration: `python -m caicach.web.site.demo PROVINCE`.

It prints the name of each step before it begins; the settings come from the environment.
"""

import os
import sys
from itertools import chain
from pathlib import Path

import django

from caicach.web.look.words import compile_words

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.web.settings.django")
    compile_words()
    django.setup()
    from caicach.web.site.demo.seeding import seed
    from caicach.web.site.preparing import prepare

    for step in chain(prepare(), seed(Path(sys.argv[1]))):
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()
