"""What is printed around the tables: from what the standing body fills in."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from caicach.files.official import Correction as Corrects
from caicach.files.official import Particulars, Signer
from caicach.web.results.models import Correction, Publication
from caicach.web.results.published import entry_of
from caicach.web.rounds.models import Round

TRIAL = "Kết quả chấm thử, không dùng để xếp hạng chính thức"


def particulars_of(
    scored: Round, values: Mapping[str, Any], facts: Mapping[str, str], replaced: Publication | None
) -> Particulars:
    """Return the particulars of a publication.

    values: as the form hands them on: `title`, `notation`, `signed_on` (ISO), `place`, `issuer`,
    `superior`, `authority`, `on_behalf`, `post`, `signer`, `recipients`, `cause`, `is_bare`.
    """
    where = reverse("results:of-round", args=[scored.pk])
    return Particulars(
        issuer=values["issuer"],
        superior=values["superior"],
        authority=values["authority"],
        notation=values["notation"],
        place=values["place"],
        signed_on=date.fromisoformat(values["signed_on"]),
        title=values["title"],
        round_name=scored.name,
        year=scored.year,
        signer=Signer(values["post"], values["signer"], values["on_behalf"]),
        recipients=tuple(values["recipients"]),
        number=1 if replaced is None else replaced.number + 1,
        sample=TRIAL if scored.kind == Round.Kind.TRIAL else "",
        facts_versions=facts,
        check_at=f"{settings.SITE_ADDRESS}{where}" if _is_known_outside() else "",
        is_bare=values.get("is_bare", False),
        correction=None if replaced is None else _correction(replaced, values["cause"]),
    )


def _is_known_outside() -> bool:
    """Say whether the address leads here from another machine; paper outlives a trial."""
    return urlsplit(settings.SITE_ADDRESS).hostname not in ("localhost", "127.0.0.1", "::1")


def _correction(replaced: Publication, cause: str) -> Corrects:
    rows = replaced.agencies.order_by("position")
    before = {
        **replaced.head,
        "agencies": [entry_of(row, replaced.head, row.items) for row in rows],
        "issues": [],
    }
    return Corrects(
        number=replaced.number,
        notation=replaced.notation,
        signed_on=replaced.signed_on,
        cause=cause,
        before=before,
        snapshot=replaced.sha256,
        causes=_causes(replaced.round),
    )


def _causes(scored: Round) -> dict[str, str]:
    """Return why each agency's own figures changed, where an item of it was decided anew."""
    rows = Correction.objects.filter(card__round=scored, publication=None).order_by("pk")
    causes: dict[str, list[str]] = {}
    for code, item, cause in rows.values_list("card__agency__code", "item__printed_code", "cause"):
        causes.setdefault(code, []).append(f"{item}: {cause}")
    return {code: "; ".join(each) for code, each in causes.items()}
