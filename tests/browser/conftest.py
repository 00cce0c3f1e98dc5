"""A real server and a real browser; what is missing is said, and must be there in CI."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import django
import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright
from running_server import Server, running_server
from visitor import OpenPage, Visitor

django.setup()  # what a test draws by itself needs the words

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHT = {1440: 900, 768: 1024, 360: 740}
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("workspace")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("CI must have Chromium")
    if path is None:
        pytest.skip("no Chromium on this machine")
    # a browser keeps a loop running in this thread, beside which Django would refuse its database
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def signed_in_as(browser: Browser, server: Server) -> Any:
    """Return what keeps a person signed in; each comes in once, as often as tests ask."""
    kept: dict[str, StorageState] = {}

    def state_of(person: str) -> StorageState:
        if person not in kept:
            context = browser.new_context(locale="vi-VN")
            Visitor(context.new_page(), server.address).sign_in(person)
            kept[person] = context.storage_state()
            context.close()
        return kept[person]

    return state_of


@pytest.fixture
def open_page(browser: Browser, server: Server, signed_in_as: Any) -> Iterator[OpenPage]:
    """Open pages at a width, signed in or not; whatever the browser complains of fails the test."""
    visitors: list[Visitor] = []

    def open_one(width: int, person: str | None = None, *, language: str = "vi") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT[width]},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            storage_state=signed_in_as(person) if person else None,
        )
        if language != "vi":
            context.add_cookies(
                [{"name": "django_language", "value": language, "url": server.address}]
            )
        visitor = Visitor(context.new_page(), server.address)
        visitor.watch()
        visitors.append(visitor)
        return visitor

    yield open_one
    for visitor in visitors:
        visitor.page.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []
