"""Settings of the workspace under test: a home of its own, made before Django is loaded."""

import atexit
import os
import shutil
import tempfile
from typing import Any

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.web.settings.django"
home = os.environ["CAICACH_HOME"] = tempfile.mkdtemp(prefix="caicach-test-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
for name in ("CAICACH_PRODUCTION", "CAICACH_DEMO", "CAICACH_SECRET_KEY", "CAICACH_STORE"):
    os.environ.pop(name, None)
if address := os.environ.get("CAICACH_TEST_DATABASE_URL"):
    os.environ["CAICACH_DATABASE_URL"] = address
else:
    os.environ.pop("CAICACH_DATABASE_URL", None)


@pytest.hookimpl(optionalhook=True)  # core is tested without the plugin
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share tests out by file, whose fixtures are then made once; see `scope_of`."""
    from xdist.scheduler import LoadScopeScheduling

    class Sharing(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    return Sharing(config, log)


def scope_of(nodeid: str) -> str:
    """Return what goes to one worker: all that needs a browser; the table of rights test by test.

    One server and one browser serve all tests with a browser, and the table is too long for one.
    """
    file = nodeid.split("::", 1)[0]
    if file.startswith("tests/browser/"):
        return "browser"
    return nodeid if file.startswith("tests/web/test_matrix") else file
