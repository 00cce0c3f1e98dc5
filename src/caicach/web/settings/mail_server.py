"""The office's mail server, from one address: `smtp://user:password@host:587?tls=true`."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from caicach.core.issues import Issue, issue

SETTING = "CAICACH_EMAIL_URL"
PORTS = {"smtp": 25, "smtps": 465}
TLS_PORT = 587
TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over. tls: begun in plain and then encrypted; ssl: from the start."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


def read_mail_server(address: str) -> tuple[MailServer | None, list[Issue]]:
    """Return the server, None where none is named or the address is wrong, with its faults.

    A fault names no more of the address than its wrong part: it holds a password.
    """
    if not address.strip():
        return None, []
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None, [issue("setting-email-port", SETTING)]
    faults = _faults(parts.scheme, parts.hostname, dict(parse_qsl(parts.query)))
    if faults or parts.hostname is None:
        return None, faults
    tls = dict(parse_qsl(parts.query)).get("tls") == "true"
    usual = TLS_PORT if tls else PORTS[parts.scheme]
    server = MailServer(
        host=parts.hostname,
        port=port or usual,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        ssl=parts.scheme == "smtps",
    )
    return server, []


def _faults(scheme: str, host: str | None, options: dict[str, str]) -> list[Issue]:
    found = []
    if scheme not in PORTS:
        found.append(issue("setting-email-scheme", SETTING, scheme=scheme))
    if not host:
        found.append(issue("setting-email-host", SETTING))
    tls = options.pop("tls", "false")
    if tls not in ("true", "false"):
        found.append(issue("setting-flag", f"{SETTING} tls", value=tls))
    elif tls == "true" and scheme == "smtps":
        found.append(issue("setting-email-twice", SETTING))
    return found + [issue("setting-email-option", SETTING, name=name) for name in options]
