"""The way in for somebody without a password: a link that works once, for some days."""

from smtplib import SMTPException

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from caicach.core.issues import issue
from caicach.web.accounts.actions.faults import refuse
from caicach.web.accounts.models import Person
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record

DAY = 86_400
log = structlog.get_logger("caicach.accounts")


@transaction.atomic
def invite_person(by: Actor, person: Person, *, site: str) -> str:
    """Return the link by which a person sets a password; whoever asks sends it on.

    site: scheme and host of this installation. Raises PeopleFaultsError for an inactive person.
    """
    by.require("accounts.manage", person)
    if not person.is_active:
        refuse([issue("person-inactive", "person", name=person.full_name)])
    link = f"{site}{password_address(person)}"
    record(by, "person.invited", person)
    return link


def password_address(person: Person) -> str:
    """Return the address at which that person sets a password; it works once."""
    token = default_token_generator.make_token(person)
    where = {"uidb36": user_pk_to_url_str(person), "key": token}
    return reverse("account_reset_password_from_key", kwargs=where)


def send_invitation(person: Person, link: str) -> bool:
    """Send the link by e-mail, in the person's language; say whether the mail server took it."""
    if not settings.EMAIL_IS_SET_UP:
        return False
    words = {"person": person, "link": link, "days": settings.PASSWORD_RESET_TIMEOUT // DAY}
    with override(person.language):
        subject = gettext("Cải Cách: mời bạn đặt mật khẩu")
        text = render_to_string("accounts/email/invitation.txt", words)
    try:
        send_mail(subject, text, None, [person.email])
    except (OSError, SMTPException) as error:
        log.warning("invitation not sent", person=person.pk, reason=str(error))
        return False
    return True
