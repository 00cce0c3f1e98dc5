"""A mail that was given up, sent once more."""

from datetime import datetime

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.notices.mailing.sending import begin_again
from caicach.web.notices.models import Mail


@transaction.atomic
def send_again(by: Actor, *, mail: Mail, now: datetime) -> bool:
    """Let the mail wait to be sent; say whether it was given up."""
    by.require("notices.see_trouble")
    again = begin_again(mail, now)
    if again:
        record(by, "notices.mail_sent_again", mail)
    return again
