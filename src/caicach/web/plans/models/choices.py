"""What may be chosen in plans, with words from the core in the language of the page."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caicach.core.documents import Label
from caicach.core.plans import PlanKind, PlanLevel, ReformArea


def _said(label: Label) -> str:
    text = label.text("en" if (get_language() or "vi").startswith("en") else "vi")
    return text[:1].upper() + text[1:]


said: Callable[[Label], Any] = lazy(_said, str)


def labelled(kinds: Iterable[StrEnum]) -> list[tuple[str, Any]]:
    """Return the choices of an enum of the core: each has a `label` in two languages."""
    return [(kind.value, said(_label(kind))) for kind in kinds]


def _label(kind: Any) -> Label:
    label: Label = kind.label
    return label


DOCUMENT_KINDS = labelled(PlanKind)
LEVELS = labelled(PlanLevel)
AREAS = labelled(ReformArea)


class Form(models.TextChoices):
    """The forms a target takes."""

    LEVEL = "level", _("Đạt mức")
    RANK = "rank", _("Thứ hạng")
    BAND = "band", _("Xếp loại, nhóm")
    RISE = "rise", _("Tăng so với năm gốc")
    REDUCTION = "reduction", _("Giảm so với năm gốc")
    DONE_BY = "done_by", _("Xong trước một ngày")
    SHARE_OF_AGENCIES = "share_of_agencies", _("Số cơ quan đạt mức")


class Comparator(models.TextChoices):
    """How the measured value is held against the threshold."""

    AT_LEAST = ">=", _("từ … trở lên (≥)")
    MORE_THAN = ">", _("trên (>)")
    EXACTLY = "=", _("bằng (=)")
    AT_MOST = "<=", _("không quá (≤)")
    LESS_THAN = "<", _("dưới (<)")
    WITHIN = "in", _("trong khoảng, đúng nhóm")


class Unit(models.TextChoices):
    """What the threshold counts."""

    PERCENT = "percent", _("%")
    COUNT = "count", _("số lượng")
    POINTS = "points", _("điểm")
    RANK = "rank", _("hạng")
    PLACES = "places", _("bậc")
    BAND = "band", _("nhóm, loại")
    DAY = "day", _("ngày")


class Better(models.TextChoices):
    """Which way is better."""

    HIGHER = "higher", _("càng cao càng tốt")
    LOWER = "lower", _("càng thấp càng tốt")
    NEITHER = "neither", _("đúng bằng mức nêu ra")
