"""People and their posts."""

from datetime import date
from typing import Any, ClassVar

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.roles import Role
from caicach.web.register.models import Agency, Dated, once


class People(BaseUserManager["Person"]):
    """People by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person of that address."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who works here; never deleted, because the log and old posts name them.

    Rights come from posts alone: there is no superuser.
    folded: name and address without accents, for search. sort_name: given name first, as
    Vietnamese lists are sorted.
    """

    class Language(models.TextChoices):
        VIETNAMESE = "vi", _("Tiếng Việt")
        ENGLISH = "en", _("Tiếng Anh")

    email = models.EmailField(_("Thư điện tử"), unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=150)
    language = models.CharField(
        _("Ngôn ngữ"), max_length=2, choices=Language, default=Language.VIETNAMESE
    )
    is_active = models.BooleanField(_("Đang làm việc"), default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    folded = models.CharField(max_length=420, blank=True, editable=False)
    sort_name = models.CharField(max_length=160, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ("sort_name", "full_name", "email")
        verbose_name = _("người dùng")
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=["vi", "en"]), name="person_language_is_known"
            ),
            models.UniqueConstraint(Lower("email"), name="person_once_per_address"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """Return the address of the person's page."""
        return reverse("accounts:person", args=[self.pk])

    def get_full_name(self) -> str:
        """Return the name as written to others."""
        return self.full_name

    def clean(self) -> None:
        """Keep addresses in lower case: nobody remembers how they typed theirs."""
        super().clean()
        self.email = self.email.strip().lower()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Say whether a post of this person allows it."""
        return self.is_active and bool(rules.has_perm(perm, self, obj))


class Post(Dated):
    """A role held by a person at an agency for a span of days.

    A change of post ends one and begins another, so that what was done stays under the old.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    role = models.CharField(_("Vai trò"), max_length=20, choices=Role)
    title = models.CharField(_("Chức vụ"), max_length=200, blank=True)
    decision = models.CharField(_("Quyết định"), max_length=200, blank=True)

    class Meta:
        ordering = ("person", F("valid_from").asc(nulls_first=True))
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="post_ends_in_order",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="post_role_is_known"
            ),
            *once(["person", "agency", "role"], "valid_from", "post_once_per_start"),
        ]
        indexes = [models.Index(fields=["agency", "role"], name="post_agency_role")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.agency.code}"

    def is_valid(self, on: date) -> bool:
        """Say whether it is held on that day."""
        return (self.valid_from or on) <= on <= (self.valid_to or on)
