"""Settings: safe when nothing is said, refused as a whole when production would not be safe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caicach.web.settings.environment import read_environment

GOOD = {
    "CAICACH_PRODUCTION": "true",
    "CAICACH_SECRET_KEY": "b1946ac92492d2347c6235b4d2611184-8f14e45fceea167a5a36dedd4bea2543",
    "CAICACH_ALLOWED_HOSTS": "cchc.tinh.gov.vn",
    "CAICACH_HTTPS": "true",
}


def codes(given: dict[str, str]) -> set[str]:
    return {each.code for each in read_environment(given).issues}


def test_a_trial_needs_no_settings_and_listens_to_this_machine_alone() -> None:
    trial = read_environment({})
    assert trial.issues == ()
    assert not trial.production
    assert trial.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert trial.database["NAME"].endswith("caicach-home/caicach.sqlite3")
    assert trial.database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_whole_production_setting_is_accepted() -> None:
    found = read_environment(GOOD)
    assert found.issues == ()
    assert found.https
    assert found.require_mfa
    assert found.json_logs


def test_everything_production_lacks_is_told_at_once() -> None:
    assert codes({"CAICACH_PRODUCTION": "1"}) >= {
        "setting-secret-missing",
        "setting-hosts-missing",
        "setting-https-unsaid",
    }


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("CAICACH_SECRET_KEY", "short", "setting-secret-weak"),
        ("CAICACH_SECRET_KEY", "a" * 80, "setting-secret-weak"),
        ("CAICACH_ALLOWED_HOSTS", "*", "setting-hosts-any"),
        ("CAICACH_ALLOWED_HOSTS", " , ", "setting-hosts-missing"),
        ("CAICACH_HTTPS", "false", "setting-https-off"),
        ("CAICACH_HTTPS", "maybe", "setting-flag"),
        ("CAICACH_DEMO", "true", "setting-demo-in-production"),
        ("CAICACH_DATABASE_URL", "mysql://u:geheim@h/db", "setting-database"),
        ("CAICACH_DATABASE_URL", "not an address", "setting-database"),
        ("CAICACH_OIDC_SERVER", "https://id.tinh.gov.vn", "setting-oidc-partial"),
        ("CAICACH_SIGNATURE_ANCHORS", "/no/such/folder", "setting-folder"),
    ],
)
def test_each_fault_has_its_own_words(name: str, value: str, code: str) -> None:
    found = read_environment(GOOD | {name: value}).issues
    assert code in {each.code for each in found}
    told = " ".join(each.text(lang) for each in found for lang in ("vi", "en"))
    assert name in told
    assert "geheim" not in told  # an address may hold a password


def test_postgresql_connections_are_kept_and_checked() -> None:
    found = read_environment({"CAICACH_DATABASE_URL": "postgresql://u:p@db/caicach"})
    assert found.database["ENGINE"] == "django.db.backends.postgresql"
    assert found.database["CONN_MAX_AGE"] > 0
    assert found.database["CONN_HEALTH_CHECKS"]


def test_serve_refuses_to_start_and_says_all_remedies(tmp_path: Path) -> None:
    plain = {name: text for name, text in os.environ.items() if "CAICACH" not in name}
    done = subprocess.run(
        [sys.executable, "-c", "from caicach.cli.main import run; run()", "serve"],
        env=plain
        | {"CAICACH_PRODUCTION": "true", "CAICACH_HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    for words in ("CAICACH_SECRET_KEY", "CAICACH_ALLOWED_HOSTS", "CAICACH_HTTPS", "admin secret"):
        assert words in done.stderr
    assert not (tmp_path / "caicach.sqlite3").exists()
