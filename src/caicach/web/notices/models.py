"""Notices, the mails that carry them, what each person chose, and calendar feeds."""

from datetime import time
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.notices.kinds import Channel, Kind


class Mail(models.Model):
    """One e-mail to one person; `once` names it, so that no second one is ever made.

    It is `sending` before it is handed over and `sent` after. A worker that dies between the two
    leaves it `unsure`: it may have gone out, so it is not sent again.
    refused: what the server said last.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        UNSURE = "unsure", _("Không rõ đã gửi")
        FAILED = "failed", _("Không gửi được")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails")
    once = models.CharField(max_length=120, unique=True)
    subject = models.CharField(_("Tiêu đề"), max_length=300)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refused = models.CharField(_("Máy chủ trả lời"), max_length=500, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(begun_at__isnull=False),
                name="mail_begun_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_waiting")]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """Something one person is told, in the language they read.

    subject_kind, subject_key: what it is about, as the log names it. address: the page where it
    is dealt with. due: the day it is about. once: names what it tells, so that it is told once.
    channel: how it is still to be mailed. mail: the e-mail that carries it, None while none does.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(_("Loại"), max_length=30, choices=Kind)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    title = models.CharField(_("Thông báo"), max_length=300)
    body = models.TextField(_("Nội dung"), blank=True)
    address = models.CharField(max_length=300, blank=True)
    due = models.DateField(_("Hạn"), null=True)
    at = models.DateTimeField(_("Lúc"), default=timezone.now)
    read_at = models.DateTimeField(_("Đọc lúc"), null=True)
    mailed_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.NONE)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notices")
    once = models.CharField(max_length=120)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["person", "once"], name="notice_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_person_at"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=["person", "at"],
                condition=Q(mail__isnull=True) & ~Q(channel="none"),
                name="notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Preferences(models.Model):
    """How a person wants to be told; one without a row has the values that stand here.

    quiet_from, quiet_until: no mail from the one to the other, the second not included; equal
    ones mean no quiet hours. channels: `{kind: "now" | "digest" | "none"}`, for kinds whose
    channel is not the usual one.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences"
    )
    wants_mail = models.BooleanField(_("Nhận thư điện tử"), default=True)
    wants_digest = models.BooleanField(_("Nhận bản tin hằng ngày"), default=True)
    digest_at = models.TimeField(_("Giờ gửi bản tin"), default=time(7))
    quiet_from = models.TimeField(_("Không gửi thư từ"), default=time(21))
    quiet_until = models.TimeField(_("Gửi lại thư từ"), default=time(7))
    channels: "models.JSONField[Any, dict[str, str]]" = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.person)


class Bookmark(models.Model):
    """How far a stream was read: `number` is of the last row that notices were made from."""

    stream = models.CharField(max_length=30, unique=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.stream} {self.number}"


class Feed(models.Model):
    """A person's private calendar address; only the hash of its token is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.person)
