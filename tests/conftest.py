"""Settings of the workspace under test: a home of its own, made before Django is loaded."""

import atexit
import os
import shutil
import tempfile

os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.web.settings.django"
home = os.environ["CAICACH_HOME"] = tempfile.mkdtemp(prefix="caicach-test-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
for name in ("CAICACH_PRODUCTION", "CAICACH_DEMO", "CAICACH_SECRET_KEY", "CAICACH_STORE"):
    os.environ.pop(name, None)
if address := os.environ.get("CAICACH_TEST_DATABASE_URL"):
    os.environ["CAICACH_DATABASE_URL"] = address
else:
    os.environ.pop("CAICACH_DATABASE_URL", None)
