"""What surrounds every page: health, names of requests, headers, uploads, errors in words."""

import json
import logging
from typing import Any

import pytest
from django.test import Client, override_settings


def test_it_is_alive_without_a_database() -> None:
    answer = Client().get("/health/live/")
    assert (answer.status_code, answer.json()) == (200, {"state": "live"})


@pytest.mark.django_db
def test_it_is_ready_when_the_database_is_migrated() -> None:
    answer = Client().get("/health/ready/")
    assert (answer.status_code, answer.json()["missing"]) == (200, [])


@pytest.mark.django_db
def test_it_is_not_ready_when_a_migration_is_missing() -> None:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("audit", "0003_named_triggers")
    answer = Client().get("/health/ready/")
    recorder.record_applied("audit", "0003_named_triggers")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["migrations"])


@pytest.mark.django_db
def test_every_answer_names_its_request_and_forbids_what_is_foreign() -> None:
    first, second = (Client().get("/account/login/") for _ in range(2))
    assert len(first["X-Request-ID"]) == 32
    assert first["X-Request-ID"] != second["X-Request-ID"]
    policy = first["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert first["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@override_settings(UPLOAD_LIMIT_BYTES=50 * 2**20)
def test_an_upload_of_200_mb_is_refused_before_it_is_read(cast: Any) -> None:
    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    client = cast.client("standing_body")
    answer = client.generic(
        "POST",
        "/monitoring/measure/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 2**20),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    text = answer.content.decode()
    assert "200 MB" in text
    assert "50 MB" in text


@pytest.mark.django_db
def test_pages_that_are_missing_or_refused_say_so_in_words(cast: Any) -> None:
    missing = cast.client("leader").get("/khong-co/")
    assert missing.status_code == 404
    assert "Không có trang này" in missing.content.decode()
    refused = cast.client("stranger").get("/monitoring/")
    assert refused.status_code == 403
    assert "Vai trò hiện nay" in refused.content.decode()


@pytest.mark.django_db
def test_the_log_says_who_asked_what_and_no_search_words(
    cast: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    cast.client("leader").get("/monitoring/?q=Nguyen+Van+A")
    lines = [record.msg for record in caplog.records if record.name == "caicach.requests"]
    assert lines
    last = lines[-1]
    assert last["path"] == "/monitoring/"
    assert last["person"] == cast["leader"].pk
    assert "Nguyen" not in json.dumps(last, default=str)


@pytest.mark.django_db
def test_the_language_is_the_readers_choice() -> None:
    client = Client()
    assert 'lang="vi"' in client.get("/account/login/").content.decode()
    client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert 'lang="en"' in client.get("/account/login/").content.decode()


@pytest.mark.django_db
def test_a_browser_that_asks_for_english_is_answered_in_vietnamese() -> None:
    answer = Client(headers={"Accept-Language": "en-US,en;q=0.9"}).get("/account/login/")
    assert 'lang="vi"' in answer.content.decode()
    assert answer["Content-Language"] == "vi"
