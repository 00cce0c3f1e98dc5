"""What went wrong in the background, told to administrators in the application."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.jobs.models import Job
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.kinds import Kind
from caicach.web.notices.models import Mail
from caicach.web.notices.queries import local
from caicach.web.register.queries import tree_on, valid_on


def administrators(now: datetime) -> QuerySet[Person]:
    """Return the administrators of the whole: those at the top of the tree on that day."""
    day = local(now).date()
    tops = [each.code for each in tree_on(day).roots()]
    posts = Post.objects.filter(valid_on(day), role=Role.ADMINISTRATOR, agency__code__in=tops)
    return Person.objects.filter(is_active=True, pk__in=posts.values("person"))


def tell_of_mail(mail: Mail, now: datetime) -> None:
    """Tell that a mail did not go out, or may not have."""
    about: dict[str, Any] = {"name": mail.person.full_name, "email": mail.person.email}

    def words() -> tuple[str, str]:
        title = _("Không gửi được thư cho %(name)s (%(email)s)") % about
        return title, _("Kiểm tra địa chỉ và máy chủ thư, rồi gửi lại.")

    subject = ("notices.mail", str(mail.pk))
    once = f"mail:{mail.pk}:{now:%Y%m%d%H%M}"
    telling = Telling(Kind.TROUBLE, once, words, reverse("notices:trouble"), subject)
    notify(administrators(now), telling, now)


def tell_of_job(job: Job, now: datetime) -> None:
    """Tell that a job was given up."""

    def words() -> tuple[str, str]:
        said = job.error.strip().splitlines()
        title = _("Việc nền “%(kind)s” không xong") % {"kind": job.kind}
        return title, said[-1][:300] if said else ""

    subject = ("jobs.job", str(job.pk))
    telling = Telling(Kind.TROUBLE, f"job:{job.pk}", words, reverse("notices:trouble"), subject)
    notify(administrators(now), telling, now)
