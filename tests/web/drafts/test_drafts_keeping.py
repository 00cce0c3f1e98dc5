"""What was typed is kept for the person who typed it, and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from caicach.web.drafts.actions import DraftRefusedError, keep_draft
from caicach.web.drafts.models import Draft
from caicach.web.drafts.queries import draft_of

KEY = "plans.plan:new"


def keep(cast: Any, role: str | None, key: str = KEY, **content: str) -> Any:
    typed = {"title": "Kế hoạch 2027"} | content
    return cast.client(role).post(reverse("drafts:keep", args=[key]), typed)


def test_what_was_typed_is_kept_and_offered_when_the_form_opens_again(cast: Any) -> None:
    answer = keep(cast, "standing_body")
    assert (answer.status_code, "Đã lưu nháp" in answer.content.decode()) == (200, True)
    client, address = cast.client("standing_body"), reverse("plans:new")
    assert "Điền lại bản nháp" in client.get(address).content.decode()
    assert "Kế hoạch 2027" in client.get(address, {"draft": "1"}).content.decode()


def test_a_draft_is_seen_by_nobody_else(cast: Any) -> None:
    keep(cast, "standing_body")
    assert draft_of(cast["focal_officer"], KEY) is None


def test_saving_the_form_drops_its_draft(cast: Any) -> None:
    keep(cast, "standing_body")
    client, address = cast.client("standing_body"), reverse("plans:new")
    agency = client.get(address).context["form"].fields["agency"].queryset.get(code="H99")
    values = {"title": "Kế hoạch 2027", "kind": "plan", "agency": agency.pk}
    answer = client.post(address, values | {"first_year": "2027", "last_year": "2027"})
    assert answer.status_code == 302, answer.content.decode()
    assert not Draft.objects.exists()


def test_secrets_are_never_kept(cast: Any) -> None:
    keep(cast, "standing_body", password="bí mật", csrfmiddlewaretoken="x", otp_code="123456")
    assert Draft.objects.get().content == {"title": ["Kế hoạch 2027"]}


@pytest.mark.parametrize("key", ["accounts.sign_in:1", "plans.plan", "plans.plan:../x"])
def test_only_forms_that_were_named_keep_drafts(key: str, cast: Any) -> None:
    with pytest.raises(DraftRefusedError, match="unknown"):
        keep_draft(cast["leader"], key=key, content={"a": ["b"]}, now=timezone.now())


def test_somebody_signed_out_keeps_nothing(cast: Any) -> None:
    assert keep(cast, None).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_that_is_too_large_or_comes_too_often_is_refused(cast: Any) -> None:
    assert keep(cast, "leader", note="x" * 200_001).status_code == 413
    assert keep(cast, "leader").status_code == 200
    assert keep(cast, "leader").status_code == 429


def test_the_oldest_drafts_make_room(cast: Any) -> None:
    person, now = cast["leader"], timezone.now()
    for count in range(101):
        key, at = f"plans.task:{count}", now + timedelta(seconds=count)
        keep_draft(person, key=key, content={"label": ["x"]}, now=at)
    kept = set(Draft.objects.values_list("key", flat=True))
    assert (len(kept), "plans.task:0" in kept, "plans.task:100" in kept) == (100, False, True)


def test_a_draft_is_dropped_and_leads_back_to_our_pages_only(cast: Any) -> None:
    keep(cast, "leader")
    address = reverse("drafts:discard", args=[KEY])
    answer = cast.client("leader").post(address, {"next": "https://elsewhere.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not Draft.objects.exists()


def test_a_draft_is_kept_by_post_only(cast: Any) -> None:
    assert cast.client("leader").get(reverse("drafts:keep", args=[KEY])).status_code == 405
