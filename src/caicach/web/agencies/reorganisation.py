"""A proposal of one decision: what stands is never rewritten, only ended the day before."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from caicach.core.agencies import Agency, LineageEvent, LineageKind, ParentLink
from caicach.core.documents import Label
from caicach.web.agencies.orders import Body, Decided
from caicach.web.agencies.proposal import Proposal
from caicach.web.register.queries import RegisterRows

ONE_DAY = timedelta(1)


class Reorganisation(Proposal):
    """The register as it would be from the day `on` by the paper `decision`."""

    def __init__(self, rows: RegisterRows, order: Decided) -> None:
        super().__init__(rows)
        self.on, self.decision = order.on, order.decision

    @property
    def eve(self) -> date:
        """Return the last day of the old order."""
        return self.on - ONE_DAY

    def named(self, code: str) -> str:
        """Return the agency as people know it, with its code."""
        _, entry = self.entry(code, self.on) or self.entry(code, self.eve) or (0, None)
        return f"{entry.name.vi} ({code})" if entry else code

    def entry(self, code: str, day: date) -> tuple[int, Agency] | None:
        """Return the entry of that code that holds on that day, with its key."""
        mine = ((key, each) for key, each in self.agencies.items() if each.code == code)
        return next((found for found in mine if found[1].is_valid(day)), None)

    def require_valid(self, code: str) -> Agency | None:
        """Return the entry that an order of `on` can change: one that held the day before."""
        found = self.entry(code, self.eve)
        if found is not None:
            return found[1]
        begins = self.entry(code, self.on) is not None
        reason = "reorganise-begins-that-day" if begins else "reorganise-not-valid"
        self.refuse(reason, agency=self.named(code), on=_shown(self.on))
        return None

    def begin(self, body: Body, last: date | None = None) -> None:
        """Add an entry from `on`; a code in use from then on is refused."""
        until = last or date.max
        taken = [each for each in self._lasting(body.code) if each.first <= until]
        if taken:
            known = f"{taken[0].name.vi} ({body.code})"
            self.refuse("reorganise-code-taken", agency=known, on=_shown(self.on))
            return
        self.agencies[self.new_key()] = Agency.model_construct(
            code=body.code,
            name=Label.model_construct(vi=body.name, en=body.name_en or body.name),
            kind=body.kind,
            block=body.block or None,
            electronic_code=body.electronic_code or None,
            source=self.decision,
            valid_from=self.on,
            valid_to=last,
        )

    def rename(self, body: Body) -> None:
        """End the entry that holds and begin one that reads as `body`, to the same last day."""
        if self.require_valid(body.code) is None:
            return
        found = self.entry(body.code, self.on)
        if found is None:
            self.refuse("reorganise-not-valid", agency=body.code, on=_shown(self.on))
            return
        key, entry = found
        self.agencies[key] = entry.model_copy(update={"valid_to": self.eve})
        self.begin(body, entry.valid_to)

    def end(self, code: str) -> None:
        """Let an agency end the day before, with its link; what is known of it later stands against
        this.
        """
        if self.require_valid(code) is None:
            return
        later = [each.first for each in self._lasting(code) if each.first >= self.on]
        ends = [each.last for each in self._lasting(code) if each.last < date.max]
        if later or ends:
            known = _shown(min([*later, *ends]))
            self.refuse("reorganise-later-changes", agency=self.named(code), known=known)
            return
        for key, each in list(self.agencies.items()):
            if each.code == code and each.last > self.eve:
                self.agencies[key] = each.model_copy(update={"valid_to": self.eve})
        self.unlink(code)

    def link(self, child: str, parent: str, last: date | None = None) -> None:
        """Let `child` answer to `parent` from `on`."""
        self.links[self.new_key()] = ParentLink.model_construct(
            child=child, parent=parent, valid_from=self.on, valid_to=last
        )

    def unlink(self, child: str) -> date | None:
        """End the link of `child` that holds on `on`; return the last day it would have had."""
        for key, each in list(self.links.items()):
            if each.child == child and each.is_valid(self.on):
                if each.first >= self.on:
                    values = {"agency": self.named(child), "on": _shown(self.on)}
                    self.refuse("reorganise-begins-that-day", **values)
                    return None
                self.links[key] = each.model_copy(update={"valid_to": self.eve})
                return each.valid_to
        return None

    def relink(self, child: str, parent: str | None) -> None:
        """Let `child` answer to `parent` from `on` on, as long as it would have to the former."""
        last = self.unlink(child)
        if parent is not None:
            self.link(child, parent, last)

    def parent(self, code: str, day: date) -> str | None:
        """Return whom the agency answers to on that day."""
        held = (each for each in self.links.values() if each.child == code and each.is_valid(day))
        return next((each.parent for each in held if self.entry(each.parent, day)), None)

    def is_below(self, code: str, other: str) -> bool:
        """Say whether `code` is `other` or stands below it on `on`."""
        line = [code]
        while (above := self.parent(line[-1], self.on)) and above not in line:
            line.append(above)
        return other in line

    def children(self, code: str) -> list[str]:
        """Return what would answer to the agency on `on`, without what is decided to."""
        links = (each for key, each in self.links.items() if key > 0 and each.parent == code)
        held = (each.child for each in links if each.is_valid(self.on))
        return sorted(child for child in held if self.entry(child, self.on))

    def hand_over(self, code: str, heir: str | None) -> None:
        """Let the children of an agency that ends answer to `heir`, and the heir to whom it did."""
        children = self.children(code)
        if children and heir is None:
            values = {"agency": self.named(code), "count": len(children)}
            self.refuse("reorganise-children-left", **values)
            return
        for child in children:
            self.relink(child, heir if child != heir else self.parent(code, self.eve))

    def arrow(
        self, kind: LineageKind, source: str, target: str | None, share: Decimal = Decimal(1)
    ) -> None:
        """Say what of `source` goes to `target` from `on` on."""
        self.events[self.new_key()] = LineageEvent.model_construct(
            kind=kind,
            from_code=source,
            to_code=target,
            on=self.on,
            share=share,
            decision=self.decision or None,
        )

    def _lasting(self, code: str) -> Iterator[Agency]:
        mine = (each for each in self.agencies.values() if each.code == code)
        return (each for each in mine if each.last >= self.on)


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")
