"""What the environment says about an installation, checked as a whole before anything starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from caicach.core.issues import Issue, issue
from caicach.web.settings.mail_server import MailServer, read_mail_server

SECRET_LENGTH = 50
DEVELOPMENT_SECRET = "development-only-" + "x" * 40
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


@dataclass(frozen=True, slots=True)
class Environment:
    """An installation's settings; `issues` holds every fault found in them.

    home: folder of everything the installation keeps: database, evidence, facts.
    store: folder or address of the facts.
    address: scheme and host by which people come, for links in mails.
    signature_anchors: folder of the root certificates that signatures must lead to.
    seal_file, seal_password: the office's own key (PKCS#12) for sealing publications.
    fonts: folder of the office's Times New Roman, for the pages of publications.
    """

    production: bool
    home: Path
    store: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    https: bool
    behind_proxy: bool
    database: dict[str, Any]
    address: str
    mail_server: MailServer | None
    sender: str
    json_logs: bool
    demo: bool
    require_mfa: bool
    oidc: Mapping[str, str]
    signature_anchors: Path | None
    seal_file: Path | None
    seal_password: str
    fonts: Path | None
    issues: tuple[Issue, ...]


def read_environment(given: Mapping[str, str] = os.environ) -> Environment:
    """Return the settings in `given`; safe values stand where nothing is said."""
    reader = _Reader(given)
    production = reader.flag("CAICACH_PRODUCTION")
    home = Path(given.get("CAICACH_HOME", "caicach-home")).expanduser().absolute()
    return Environment(
        production=production,
        home=home,
        store=given.get("CAICACH_STORE") or str(home / "store"),
        secret_key=reader.secret_key(production),
        allowed_hosts=reader.hosts(production),
        https=reader.https(production),
        behind_proxy=reader.flag("CAICACH_BEHIND_PROXY"),
        database=reader.database(home),
        address=reader.address(production),
        mail_server=reader.mail_server(),
        sender=given.get("CAICACH_EMAIL_FROM", "caicach@localhost"),
        json_logs=reader.flag("CAICACH_JSON_LOGS", default=production),
        demo=reader.demo(production),
        require_mfa=reader.flag("CAICACH_REQUIRE_MFA", default=production),
        oidc=reader.oidc(),
        signature_anchors=reader.folder("CAICACH_SIGNATURE_ANCHORS"),
        seal_file=reader.file("CAICACH_SEAL_FILE"),
        seal_password=given.get("CAICACH_SEAL_PASSWORD", ""),
        fonts=reader.folder("CAICACH_FONTS"),
        issues=tuple(reader.issues),
    )


def origins_of(oidc: Mapping[str, str]) -> list[str]:
    """Return the scheme and host of the single sign-on server, nothing where there is none."""
    if not oidc:
        return []
    parts = urlsplit(oidc["server"])
    return [f"{parts.scheme}://{parts.netloc}"]


class _Reader:
    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.issues: list[Issue] = []

    def flag(self, name: str, *, default: bool = False) -> bool:
        text = self.given.get(name)
        if text is None:
            return default
        plain = text.strip().lower()
        if plain not in TRUE + FALSE:
            self.issues.append(issue("setting-flag", name, value=text))
        return plain in TRUE

    def secret_key(self, production: bool) -> str:
        key = self.given.get("CAICACH_SECRET_KEY", "")
        if not key and not production:
            return DEVELOPMENT_SECRET
        if not key:
            self.issues.append(issue("setting-secret-missing", "CAICACH_SECRET_KEY"))
        elif len(key) < SECRET_LENGTH or len(set(key)) < 5:
            values = {"length": len(key), "needed": SECRET_LENGTH}
            self.issues.append(issue("setting-secret-weak", "CAICACH_SECRET_KEY", **values))
        return key or DEVELOPMENT_SECRET

    def hosts(self, production: bool) -> tuple[str, ...]:
        text = self.given.get("CAICACH_ALLOWED_HOSTS", "")
        hosts = tuple(each.strip() for each in text.split(",") if each.strip())
        if production and not hosts:
            self.issues.append(issue("setting-hosts-missing", "CAICACH_ALLOWED_HOSTS"))
        if production and "*" in hosts:
            self.issues.append(issue("setting-hosts-any", "CAICACH_ALLOWED_HOSTS"))
        return hosts or LOOPBACK

    def https(self, production: bool) -> bool:
        """In production browsers speak HTTPS, or the office says aloud that they do not."""
        https = self.flag("CAICACH_HTTPS")
        if production and "CAICACH_HTTPS" not in self.given:
            self.issues.append(issue("setting-https-unsaid", "CAICACH_HTTPS"))
        elif production and not https:
            self.issues.append(issue("setting-https-off", "CAICACH_HTTPS"))
        return https

    def address(self, production: bool) -> str:
        """Return what is given, or what hosts and HTTPS say."""
        given = self.given.get("CAICACH_ADDRESS", "").strip().rstrip("/")
        if given:
            parts = urlsplit(given)
            if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
                self.issues.append(issue("setting-address", "CAICACH_ADDRESS", value=given))
            return given
        hosts = self.given.get("CAICACH_ALLOWED_HOSTS", "").split(",")
        host = hosts[0].strip().lstrip(".*") or LOOPBACK[0]
        return f"{'https' if production else 'http'}://{host}"

    def mail_server(self) -> MailServer | None:
        server, faults = read_mail_server(self.given.get("CAICACH_EMAIL_URL", ""))
        self.issues += faults
        return server

    def database(self, home: Path) -> dict[str, Any]:
        url = self.given.get("CAICACH_DATABASE_URL") or f"sqlite:///{home / 'caicach.sqlite3'}"
        parsed: dict[str, Any]
        try:
            parsed = {**dj_database_url.parse(url)}
        except ValueError:  # a wrong address names its scheme alone: it may hold a password
            parsed = {}
        if "postgresql" in str(parsed.get("ENGINE")):
            options = {**POSTGRESQL, **parsed.pop("OPTIONS", {})}
            kept_open = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
            return {**parsed, **kept_open, "OPTIONS": options}
        if "sqlite3" in str(parsed.get("ENGINE")):
            return parsed | {"CONN_MAX_AGE": 600, "OPTIONS": SQLITE}
        scheme = url.partition(":")[0]
        self.issues.append(issue("setting-database", "CAICACH_DATABASE_URL", scheme=scheme))
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}

    def folder(self, name: str) -> Path | None:
        """Return a folder that must be there; None where nothing is said."""
        if not self.given.get(name):
            return None
        folder = Path(self.given[name]).expanduser().absolute()
        if not folder.is_dir():
            self.issues.append(issue("setting-folder", name, value=self.given[name]))
        return folder

    def file(self, name: str) -> Path | None:
        """Return a file that must be there; None where nothing is said."""
        if not self.given.get(name):
            return None
        file = Path(self.given[name]).expanduser().absolute()
        if not file.is_file():
            self.issues.append(issue("setting-file", name, value=self.given[name]))
        return file

    def demo(self, production: bool) -> bool:
        demo = self.flag("CAICACH_DEMO")
        if demo and production:
            self.issues.append(issue("setting-demo-in-production", "CAICACH_DEMO"))
        return demo

    def oidc(self) -> Mapping[str, str]:
        names = ("CAICACH_OIDC_SERVER", "CAICACH_OIDC_CLIENT", "CAICACH_OIDC_SECRET")
        given = {name: self.given.get(name, "") for name in names}
        if any(given.values()) and not all(given.values()):
            missing = ", ".join(name for name, text in given.items() if not text)
            self.issues.append(issue("setting-oidc-partial", "CAICACH_OIDC_SERVER", names=missing))
            return {}
        if not all(given.values()):
            return {}
        server, client, secret = given.values()
        label = self.given.get("CAICACH_OIDC_LABEL", "Đăng nhập một lần của cơ quan")
        return {"server": server, "client": client, "secret": secret, "label": label}


POSTGRESQL: dict[str, Any] = {
    # compiling a query takes longer than any of a page's own; its sorts fit into memory
    "options": "-c jit=off -c work_mem=16MB",
}
SQLITE: dict[str, Any] = {
    # a writer takes its lock at once, so that two writers queue instead of failing midway
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
