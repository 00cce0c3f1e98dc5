"""When a person may be mailed, by local time: never in quiet hours, and one digest a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """A person's quiet hours, from `quiet_from` to before `quiet_until`, and hour of the digest.

    Equal ends mean no quiet hours; an end before the start lies on the next day.
    """

    quiet_from: time = time(21)
    quiet_until: time = time(7)
    digest_at: time = time(7)

    def is_quiet(self, moment: datetime) -> bool:
        """Say whether nothing may be mailed at that moment."""
        now = moment.time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= now < self.quiet_until
        return now >= self.quiet_from or now < self.quiet_until

    def next_loud(self, moment: datetime) -> datetime:
        """Return that moment, or the end of the quiet hours it lies in."""
        if not self.is_quiet(moment):
            return moment
        end = datetime.combine(moment.date(), self.quiet_until, moment.tzinfo)
        return end if end > moment else end + ONE_DAY

    def digest_of(self, day: date, like: datetime) -> datetime:
        """Return when the digest of that day goes out, in the zone of `like`."""
        return self.next_loud(datetime.combine(day, self.digest_at, like.tzinfo))

    def last_digest(self, now: datetime) -> tuple[date, datetime]:
        """Return the latest day whose digest is due at `now`, and since when."""
        day = now.date()
        while (due := self.digest_of(day, now)) > now:
            day -= ONE_DAY
        return day, due
