"""The shipped settings with empty views beside the pages.

BENCH_BARE leaves all middleware out but the one that allauth does not start without.
"""

import os

from caicach.web.settings.django import *  # noqa: F403 -- all of them, whatever their names
from caicach.web.settings.django import MIDDLEWARE as SHIPPED

ROOT_URLCONF = "bench.workspace.urls"
BARE = ["allauth.account.middleware.AccountMiddleware"]
MIDDLEWARE = BARE if os.environ.get("BENCH_BARE") else SHIPPED
