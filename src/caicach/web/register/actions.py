"""How the register is changed: one change at a time, and every tree kept in memory grows old."""

import time

from django.db import connection
from django.db.transaction import TransactionManagementError

from caicach.web.register.models import RegisterVersion


def begin_change() -> int:
    """Lock the register until the transaction ends, and give it a new number.

    Returns the number it had. Called first, so that what is read meanwhile is kept under the new
    number; that number is the time, so that one of a transaction that failed never comes again.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("the register is changed inside an action's transaction")
    RegisterVersion.objects.get_or_create(pk=1)
    version = RegisterVersion.objects.select_for_update().get(pk=1)
    before = version.number
    version.number = max(before + 1, time.time_ns())
    version.save(update_fields=["number"])
    return before
