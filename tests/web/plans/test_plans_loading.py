"""Plan files: shown with all their faults, loaded as they stand."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from sample_plan import SYSTEM, agency

from caicach.core.plans import find_plan, shipped_plans, shipped_texts
from caicach.web.audit.actor import NotAllowedError
from caicach.web.plans.loading import load_plan
from caicach.web.plans.models import Plan, Target
from caicach.web.plans.writing import WrongStateError

TEXTS = dict(shipped_texts())


def test_every_shipped_plan_is_loaded_with_each_target_as_it_stands(cast: Any) -> None:
    for core in shipped_plans().values():
        plan = load_plan(SYSTEM, plan=core, agency=agency("H99"))
        rows = {row.key: row for row in plan.targets.all()}
        assert list(rows) == [each.key for each in core.targets] or len(rows) == len(core.targets)
        for each in core.targets:
            assert rows[each.key].shape == each.shape.model_copy(
                update={
                    "area": each.area.value,
                    "scope": None if each.scope is None else each.scope.vi,
                }
            )
        assert plan.tasks.count() == len(core.tasks)


def test_a_plan_below_finds_the_targets_it_serves(cast: Any) -> None:
    above = load_plan(SYSTEM, plan=find_plan("nq-76-2021"), agency=agency("H99"))
    below = load_plan(SYSTEM, plan=find_plan("nam-ha-2026"), agency=agency("H99"))
    assert below.parent == above
    assert Target.objects.get(plan=below, key="satisfaction_tthc").parent == Target.objects.get(
        plan=above, key="satisfaction_tthc"
    )


def test_a_target_for_kinds_of_agencies_is_measured_at_each_of_them(cast: Any) -> None:
    plan = load_plan(SYSTEM, plan=find_plan("nam-ha-2026"), agency=agency("H99"))
    target = plan.targets.get(key="on_time_share")
    codes = [each.agency.code for each in target.assignments.all()]
    assert codes == ["H99", "H99.01", "H99.02", "H99.101", "H99.102"]
    assert target.lead_words == "Văn phòng UBND tỉnh"  # no such agency here
    assert plan.targets.get(key="inspection_share").lead_agency == agency("H99.01")


def test_a_plan_is_loaded_once(cast: Any) -> None:
    load_plan(SYSTEM, plan=find_plan("nam-ha-2026"), agency=agency("H99"))
    with pytest.raises(WrongStateError):
        load_plan(SYSTEM, plan=find_plan("nam-ha-2026"), agency=agency("H99"))


def test_an_officer_loads_no_plan_of_the_province(cast: Any) -> None:
    with pytest.raises(NotAllowedError):
        load_plan(cast.actor("focal_officer"), plan=find_plan("nam-ha-2026"), agency=agency("H99"))


def send(cast: Any, text: str, **more: Any) -> Any:
    file = SimpleUploadedFile("ke-hoach.yaml", text.encode())
    sent = {"agency": agency("H99").pk, "file": file} | more
    return cast.client("standing_body").post(reverse("plans:file"), sent)


def test_a_file_is_shown_first_and_saved_when_asked(cast: Any) -> None:
    text = TEXTS["plans/documents/nam-ha-2026.yaml"]
    shown = send(cast, text)
    assert shown.context["plan"].key == "nam-ha-2026"
    assert not Plan.objects.exists()
    assert send(cast, text, save="1").status_code == 302
    assert Plan.objects.get().key == "nam-ha-2026"


def test_all_faults_of_a_file_are_shown_with_their_lines_and_nothing_is_saved(cast: Any) -> None:
    text = TEXTS["plans/documents/nam-ha-2026.yaml"]
    wrong = text.replace("threshold: 98,", "threshold: 198,").replace(
        "indicator: apology_share", "indicator: apology_shere"
    )
    answer = send(cast, wrong, save="1")
    wheres = [each["where"] for each in answer.context["issues"]]
    assert answer.context["plan"] is None
    assert len(wheres) >= 2
    assert all(where.startswith("ke-hoach.yaml:") for where in wheres)
    assert not Plan.objects.exists()


def test_what_is_not_text_is_told_at_its_field(cast: Any) -> None:
    file = SimpleUploadedFile("ke-hoach.yaml", b"\xff\xfe\x00\x01")
    answer = cast.client("standing_body").post(
        reverse("plans:file"), {"agency": agency("H99").pk, "file": file}
    )
    assert list(answer.context["form"].errors) == ["file"]
