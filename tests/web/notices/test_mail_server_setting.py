"""The mail server as one address: what is understood, and what is told when it is wrong."""

from typing import Any

import pytest

from caicach.web.settings.environment import read_environment
from caicach.web.settings.mail_server import MailServer, read_mail_server


def test_no_address_means_no_server_and_no_fault() -> None:
    assert read_mail_server("  ") == (None, [])


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtp://mail.example?tls=true", MailServer("mail.example", 587, tls=True)),
        ("smtps://mail.example", MailServer("mail.example", 465, ssl=True)),
        (
            "smtp://hoa%40tinh.example:m%3At%2F1@mail.example:2525?tls=true",
            MailServer("mail.example", 2525, "hoa@tinh.example", "m:t/1", tls=True),
        ),
    ],
)
def test_an_address_names_the_server(address: str, server: MailServer) -> None:
    assert read_mail_server(address) == (server, [])


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("mail.example:587", ["setting-email-scheme", "setting-email-host"]),
        ("smtp://user:secret@:587", ["setting-email-host"]),
        ("smtp://user:secret@mail.example:tls", ["setting-email-port"]),
        ("smtp://mail.example:99999", ["setting-email-port"]),
        ("smtps://mail.example?tls=true", ["setting-email-twice"]),
        ("smtp://mail.example?tls=maybe&ssl=1", ["setting-flag", "setting-email-option"]),
    ],
)
def test_a_wrong_address_is_told_without_its_password(address: str, codes: list[str]) -> None:
    server, faults = read_mail_server(address)
    assert server is None
    assert [fault.code for fault in faults] == codes
    assert not any("secret" in str(fault) for fault in faults)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://localhost"),
        ({"CAICACH_ALLOWED_HOSTS": ".tinh.example, other"}, "http://tinh.example"),
        ({"CAICACH_ADDRESS": "https://cchc.tinh.example/"}, "https://cchc.tinh.example"),
    ],
)
def test_links_in_mails_begin_with_the_address_people_use(given: Any, address: str) -> None:
    environment = read_environment(given)
    assert (environment.address, environment.issues) == (address, ())


@pytest.mark.parametrize("text", ["cchc.tinh.example", "https://a.example/x", "ftp://a.example"])
def test_an_address_that_is_no_scheme_and_host_is_a_fault(text: str) -> None:
    issues = read_environment({"CAICACH_ADDRESS": text}).issues
    assert [each.code for each in issues] == ["setting-address"]
