"""One person's browser: cookies, the token of forms, addresses seen, and how long answers took."""

import gzip
import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
TIMEOUT = 60.0
FINE = (200, 302, 304)


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer: which page, seconds until its last byte, its status and size."""

    page: str
    seconds: float
    status: int
    size: int


@dataclass
class Browser:
    """A session with the server on `port` of this machine, as if a proxy spoke HTTPS before it.

    links: addresses on the page that was opened last. token: of its forms.
    """

    port: int
    address: str = "10.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    links: tuple[str, ...] = ()
    token: str = ""
    _connection: http.client.HTTPConnection | None = None

    def get(self, page: str, address: str) -> int:
        """Open an address and remember where it leads; return the status."""
        status, text = self._ask(page, "GET", address)
        if status == 200 and text.startswith("<!doctype"):
            self.links = tuple(dict.fromkeys(LINK.findall(text.replace("&amp;", "&"))))
            found = TOKEN.search(text)
            self.token = found[1] if found else ""
        return status

    def read(self, page: str, address: str) -> tuple[int, str]:
        """Open an address; return the status and the text of the page."""
        status, text = self._ask(page, "GET", address)
        found = TOKEN.search(text)
        self.token = found[1] if found else ""
        return status, text

    def post(self, page: str, address: str, **values: str) -> int:
        """Send the form that was opened last; return the status."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **values})
        return self._ask(page, "POST", address, body)[0]

    def sign_in(self, email: str, password: str) -> None:
        """Come in. Raises RuntimeError where the server says no."""
        self.get("sign in", "/account/login/")
        status = self.post("sign in", "/account/login/", login=email, password=password)
        if status != 302 or "sessionid" not in self.cookies:
            raise RuntimeError(f"{email} could not sign in: {status}")
        self.samples.clear()

    def _ask(self, page: str, method: str, address: str, body: str = "") -> tuple[int, str]:
        begun = time.perf_counter()
        answer, content = self._sent(method, address, body)
        seconds = time.perf_counter() - begun
        self._keep_cookies(answer)
        self.samples.append(Sample(page, seconds, answer.status, len(content)))
        if answer.headers["Content-Encoding"] == "gzip":
            content = gzip.decompress(content)
        return answer.status, content.decode("utf-8", "replace")

    def _sent(self, method: str, address: str, body: str) -> tuple[http.client.HTTPResponse, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = {
            "Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items()),
            "Accept-Encoding": "gzip",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"https://127.0.0.1:{self.port}"
        try:
            self._connection.request(method, address, body or None, headers)
            answer = self._connection.getresponse()
            return answer, answer.read()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._connection.close()
            self._connection.request(method, address, body or None, headers)
            answer = self._connection.getresponse()
            return answer, answer.read()

    def _keep_cookies(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def path_of(link: str) -> str:
    """Return the link without what is asked after it."""
    return urlsplit(link).path
