"""What allauth asks of us: nobody signs up alone; single sign-on meets people entered before."""

import time
from smtplib import SMTPException
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import RATE_LIMITS
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import parse_rates
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from caicach.web.accounts.actions.people import vouch_for_address

log = structlog.get_logger("caicach.accounts")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: the register of people decides who may come in."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Make the address in the register the one that sign-in knows."""
        vouch_for_address(user)
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Show pages in the language the person reads."""
        answer: HttpResponse = super().post_login(request, user, **more)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
        return answer

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask again who it is only when the sign-in itself is some minutes old."""
        asked: bool = super().is_reauthentication_required(app=app, **more)
        records = get_authentication_records(self.request, self.request.user)
        last = max((each["at"] for each in records), default=0)
        return asked and time.time() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; a mail server that does not answer keeps nobody from the page."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.warning("mail not sent", template=template_prefix, reason=str(error))

    def validation_error(self, code: str, *values: Any) -> ValidationError:
        """Say how long to wait after too many wrong passwords."""
        if code != "too_many_login_attempts":
            other: ValidationError = super().validation_error(code, *values)
            return other
        minutes = int(parse_rates(RATE_LIMITS["login_failed"])[0].duration // 60)
        words = _(
            "Đã nhập sai quá nhiều lần. Hãy thử lại sau %(minutes)d phút, hoặc đặt lại mật khẩu."
        )
        return ValidationError(words % {"minutes": minutes}, code=code)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # as above
    """The office's sign-on proves who someone is; whether they may come in is our register's."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Say no: an address that nobody entered stays outside."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Make the address of a person found by it the one that sign-in knows.

        Nobody ties a further identity to an account: the office's addresses decide.
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(redirect(settings.LOGIN_REDIRECT_URL))
        if sociallogin.is_existing:
            vouch_for_address(sociallogin.user)
