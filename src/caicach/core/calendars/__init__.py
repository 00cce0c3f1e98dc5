"""Working days: which days an office works, and sums over them."""

from caicach.core.calendars.maximum_time import MaximumTime, TimeUnit

__all__ = ["MaximumTime", "TimeUnit"]
