"""How the register is changed: one change at a time, and every tree kept in memory grows old."""

import time

from django.db import connection
from django.db.transaction import TransactionManagementError

from caicach.web.register.models import RegisterVersion
from caicach.web.register.version import remember_version


def lock_register() -> int:
    """Keep others from changing the register until the transaction ends; return its number."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("the register is changed inside an action's transaction")
    RegisterVersion.objects.get_or_create(pk=1)
    number = RegisterVersion.objects.select_for_update().get(pk=1).number
    remember_version(number)
    return number


def renew_register() -> None:
    """Give the register a new number; called before the first row is written.

    What is read after that is kept in memory under the new number; that number is the time, so
    that the one of a transaction that failed never comes again.
    """
    number = max(lock_register() + 1, time.time_ns())
    RegisterVersion.objects.filter(pk=1).update(number=number)
    remember_version(number)
