"""Questions put to the council, and the ballots on them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.core.rules import Given
from caicach.web.council.models.sitting import Sitting
from caicach.web.register.models import Agency
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import Card, Item, Round


class Question(models.Model):
    """What the council is to decide of one item on one card.

    kind: how it came up. proposal: figures that would count, None until somebody proposes.
    turn: rises when the proposal changes or the question is opened again, so that earlier
    ballots do not count for it. counted: how the vote stood when it was decided.
    """

    class Kind(models.TextChoices):
        DISAGREED = "disagreed", _("Cơ quan không thống nhất")
        UNANSWERED = "unanswered", _("Chưa giải trình")
        NEVER_APPRAISED = "never_appraised", _("Chưa thẩm định")
        NOT_APPLICABLE = "not_applicable", _("Không áp dụng, chưa ai đồng ý")
        DIFFERS = "differs", _("Hai lần thẩm định lệch nhau")
        BY_HAND = "by_hand", _("Thư ký đưa vào")

    class State(models.TextChoices):
        OPEN = "open", _("Chờ quyết định")
        DECIDED = "decided", _("Đã quyết định")
        WITHDRAWN = "withdrawn", _("Đã rút")

    class Outcome(models.TextChoices):
        NONE = "", _("–")
        CARRIED = "carried", _("Thông qua")
        REFUSED = "refused", _("Không thông qua")

    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    card = models.ForeignKey(Card, models.CASCADE, related_name="questions")
    item = models.ForeignKey(Item, models.CASCADE, related_name="questions")
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    kind = models.CharField(_("Vì sao"), max_length=20, choices=Kind)
    why = models.CharField(_("Lý do"), max_length=500, blank=True)
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.OPEN)
    proposal = models.JSONField(_("Phương án"), null=True, blank=True)
    turn = models.PositiveSmallIntegerField(_("Lần biểu quyết"), default=1)
    outcome = models.CharField(
        _("Kết quả"), max_length=10, choices=Outcome, blank=True, default=Outcome.NONE
    )
    counted = models.JSONField(_("Kiểm phiếu"), null=True, blank=True)
    decision = models.TextField(_("Nội dung quyết định"), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("item__position", "card__agency__code", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["card", "item"], condition=~Q(state="withdrawn"), name="question_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="by_hand") | ~Q(why=""), name="question_by_hand_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="decided")
                | (~Q(decision="") & ~Q(outcome="") & Q(decided_at__isnull=False)),
                name="question_decided_in_words",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="question_state")]

    def __str__(self) -> str:
        return f"{self.card} · {self.item}"[:300]

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("council:question", args=[self.pk])

    @property
    def agency(self) -> Agency:
        """Return whose council is asked."""
        return self.round.agency

    @property
    def is_open(self) -> bool:
        """Say whether it waits for a decision."""
        return self.state == self.State.OPEN

    @property
    def is_unplaced(self) -> bool:
        """Say whether it waits, and is in no sitting."""
        return self.is_open and self.sitting_id is None

    def proposed(self) -> Given | None:
        """Return the proposal as a rule sees it."""
        return None if self.proposal is None else given_of(self.proposal)

    def told(self) -> dict[str, Any]:
        """Return what the log keeps of it."""
        shown = ("state", "outcome", "proposal", "decision", "counted", "turn")
        return {name: getattr(self, name) for name in shown}


class Ballot(models.Model):
    """What a member said to the proposal of a turn; append-only, the last one counts."""

    class Choice(models.TextChoices):
        FOR = "for", _("Tán thành")
        AGAINST = "against", _("Không tán thành")
        ABSTAIN = "abstain", _("Không có ý kiến")

    question = models.ForeignKey(Question, models.CASCADE, related_name="ballots")
    turn = models.PositiveSmallIntegerField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    choice = models.CharField(_("Ý kiến"), max_length=10, choices=Choice)
    opinion = models.CharField(_("Nêu rõ"), max_length=500, blank=True)
    in_writing = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["question", "turn"], name="ballot_turn")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.member_id}: {self.choice}"
