"""Coming in by password: pages, words, throttling, sessions."""

import re
from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.usersessions.models import UserSession
from babel.messages.pofile import read_po
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event

PASSWORD = "mot-cau-dai-de-nho"
LOGIN = "/account/login/"


@pytest.fixture
def officer(cast: Any) -> Person:
    """Somebody with a password."""
    person: Person = cast["focal_officer"]
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, person: Person, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": person.email, "password": password}, **more)


def test_a_password_lets_in_and_the_log_says_so(officer: Person) -> None:
    client = Client()
    assert sign_in(client, officer).status_code == 302
    assert client.get(reverse("accounts:me")).status_code == 200
    assert Event.objects.get(verb="person.signed_in").after == {"by": ["password"]}


def test_an_address_is_known_whatever_its_case(officer: Person) -> None:
    officer.email = officer.email.upper()
    assert sign_in(Client(), officer).status_code == 302


def test_pages_are_in_the_language_of_whoever_came_in(officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(language="en")
    client = Client()
    sign_in(client, officer)
    assert "What I may do" in client.get(reverse("accounts:me")).content.decode()


def test_a_wrong_password_is_told_in_vietnamese(officer: Person) -> None:
    text = sign_in(Client(), officer, "sai").content.decode()
    assert "Địa chỉ thư điện tử hoặc mật khẩu chưa đúng." in text


def test_after_five_wrong_passwords_the_right_one_waits_and_is_told_how_long(
    officer: Person,
) -> None:
    for _ in range(5):
        sign_in(Client(), officer, "sai")
    text = sign_in(Client(), officer).content.decode()
    assert "Hãy thử lại sau 5 phút" in text


def test_wrong_passwords_of_one_person_do_not_keep_others_out(cast: Any, officer: Person) -> None:
    for _ in range(6):
        sign_in(Client(), cast["leader"], "sai")
    assert sign_in(Client(), officer).status_code == 302


def test_many_wrong_passwords_from_one_place_keep_that_place_out(
    cast: Any, officer: Person
) -> None:
    for number in range(20):
        Client().post(LOGIN, {"login": f"x{number}@namha.example", "password": "sai"})
    assert "Hãy thử lại sau 5 phút" in sign_in(Client(), officer).content.decode()
    assert sign_in(Client(), officer, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_an_inactive_person_is_told_what_to_do(officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    client = Client()
    page = client.post(LOGIN, {"login": officer.email, "password": PASSWORD}, follow=True)
    assert "đã ngừng" in page.content.decode()
    assert client.get(reverse("accounts:me")).status_code == 302


def test_nobody_signs_up_or_changes_what_the_office_keeps(cast: Any) -> None:
    assert "Bạn chưa có tài khoản ở đây" in Client().get("/account/signup/").content.decode()
    client = cast.client("leader")
    for path in ("email/", "confirm-email/x/", "3rdparty/", "3rdparty/signup/"):
        assert client.get(f"/account/{path}").status_code == 404


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_forgotten_password_is_set_by_a_letter(officer: Person) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": officer.email})
    (letter,) = mail.outbox
    assert letter.subject == "Cải Cách: Đặt lại mật khẩu"
    assert "Có yêu cầu đặt lại mật khẩu" in letter.body
    link = re.search(r"http://testserver(\S+)", letter.body)
    assert link
    form = client.get(link[1], follow=True)
    new = "mot-cau-khac-de-nho"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    officer.refresh_from_db()
    assert officer.check_password(new)
    assert Event.objects.filter(verb="person.password_reset").exists()


def visible(answer: Any) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_nobody_learns_whether_an_address_has_an_account(officer: Person) -> None:
    known = Client().post("/account/password/reset/", {"email": officer.email}, follow=True)
    sent = len(mail.outbox)
    other = Client().post("/account/password/reset/", {"email": "x@y.example"}, follow=True)
    assert visible(known) == visible(other)
    assert len(mail.outbox) == sent


def test_a_weak_password_is_refused_in_vietnamese(officer: Person) -> None:
    client = Client()
    sign_in(client, officer)
    sent = {"oldpassword": PASSWORD, "password1": "123", "password2": "123"}
    text = client.post("/account/password/change/", sent).content.decode()
    assert "Mật khẩu quá ngắn; cần ít nhất 10 ký tự." in text
    assert "Mật khẩu này chỉ gồm chữ số." in text


def test_the_sessions_are_listed_and_the_others_signed_out(officer: Person) -> None:
    here, there = Client(), Client()
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    sign_in(here, officer, HTTP_USER_AGENT=firefox)
    sign_in(there, officer)
    text = here.get("/account/sessions/").content.decode()
    assert "Firefox, Linux" in text
    assert "Thiết bị này" in text
    here.post("/account/sessions/")
    assert UserSession.objects.count() == 1
    assert Event.objects.get(verb="person.sessions_ended").after == {"count": 1}
    assert there.get(reverse("accounts:me")).status_code == 302
    assert here.get(reverse("accounts:me")).status_code == 200


def test_signing_out_is_in_the_log(officer: Person) -> None:
    client = Client()
    sign_in(client, officer)
    client.post("/account/logout/")
    assert Event.objects.filter(verb="person.signed_out", person=officer).exists()


@override_settings(DEMO=True)
def test_a_demonstration_tells_its_accounts(officer: Person) -> None:
    Person.objects.filter(email__startswith="leader").update(email="that@namha.gov.vn")
    text = Client().get(LOGIN).content.decode()
    assert officer.email in text
    assert "xem-thu-2026" in text
    assert "namha.gov.vn" not in text


def test_no_account_is_told_anywhere_else(officer: Person) -> None:
    text = Client().get(LOGIN).content.decode()
    assert officer.email not in text
    assert "xem-thu" not in text


UNREACHED = re.compile(
    r"email_confirm|verif|phone|login_code|signup|already_exists|unknown_account|email_change"
    r"|email_deleted|primary_email|connect|openid|/idp/|trust|account/email\.html|base_manage_email"
    r"|already_logged_in|warn_no_email|provider_list|snippets/login|password_set|admin|apps|models"
    r"|reset_code|confirm_login|recovery_codes_show|login_redirect|email_manage|confirm_"
)
FORMS_UNREACHED = re.compile(
    r"[Uu]sername|[Pp]hone|\(optional\)|Email \(again\)|Email address confirmation|primary email"
    r"|same email|add more than|onnect %|onnect a new|already associated|select only one"
)


def test_every_text_of_the_sign_in_library_that_people_meet_has_vietnamese_words() -> None:
    library = Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po"
    accounts = Path(__file__).parents[3] / "src/caicach/web/accounts"
    with (accounts / "locale/vi/LC_MESSAGES/django.po").open("rb") as text:
        known = {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(text) if m.string}
    ours = {
        str(path.relative_to(accounts / "templates"))
        for path in (accounts / "templates").rglob("*.*")
    }
    with library.open("rb") as text:
        messages = [message for message in read_po(text) if message.id]
    missing = [
        message.id
        for message in messages
        if any(is_met(place, ours) for place, _ in message.locations)
        and not FORMS_UNREACHED.search(str(message.id))
        and (message.id if isinstance(message.id, str) else message.id[0]) not in known
    ]
    assert missing == []


def is_met(place: str, ours: set[str]) -> bool:
    if UNREACHED.search(place) or place.removeprefix("templates/") in ours:
        return False
    return place.startswith(
        (
            *("account/", "mfa/", "usersessions/", "socialaccount/adapter", "socialaccount/forms"),
            *("templates/account", "templates/mfa", "templates/usersessions"),
            "templates/socialaccount",
        )
    )
