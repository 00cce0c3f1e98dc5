"""Somebody in front of a browser, who opens pages, signs in and notices what it complains of."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from filled_workspace import PASSWORD, address_of
from playwright.sync_api import ConsoleMessage, Page, Response

IMAGES = Path(__file__).parents[2] / "docs/guide/images"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ON_VIOLATION = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Visitor:
    """A person at a screen of a given width.

    troubles: what the browser complained of; a test that leaves any fails.
    """

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Begin to notice errors of scripts, of the content policy, and of the server."""
        self.page.add_init_script(ON_VIOLATION)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("response", self._see)

    def go(self, path: str) -> Response:
        """Open a page of the workspace."""
        response = self.page.goto(self.address + path)
        assert response is not None
        return response

    def sign_in(self, person: str) -> None:
        """Come in through the sign-in page."""
        self.go("/account/login/")
        self.page.fill("input[name=login]", address_of(person))
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button.primary")
        self.page.wait_for_url(lambda url: "/account/login/" not in url)

    def faults_of_access(self, **rules: Any) -> list[str]:
        """Return what keeps people with disabilities from using the page, by WCAG 2.2 AA."""
        self.page.evaluate(AXE_SCRIPT)
        options = {"runOnly": STANDARDS, "resultTypes": ["violations"], "rules": rules}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{each['id']}: {node['target']} {node['html'][:160]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the screen."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def shoot(self, name: str) -> None:
        """Write an image for the user guide, where CAICACH_SCREENSHOTS asks for it."""
        if os.environ.get("CAICACH_SCREENSHOTS"):
            IMAGES.mkdir(parents=True, exist_ok=True)
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _see(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.troubles.append(f"{response.status}: {response.url}")


OpenPage = Callable[..., Visitor]
"""open_page(width, person=None): a visitor at that width, signed in where a person is named."""
