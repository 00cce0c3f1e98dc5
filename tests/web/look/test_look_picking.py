"""Boxes to tick in place of a list that wants a key held down."""

from typing import Any

import pytest
from django import forms
from lxml import html

from caicach.web.look.picking import MANY, PickMany


class Picking(forms.Form):
    """As many choices as a test wants."""

    places = forms.MultipleChoiceField(label="Cơ quan", required=False, widget=PickMany)

    def __init__(self, *args: Any, count: int = 3, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(f"{number}", f"Xã <{number}>") for number in range(count)]
        self.fields["places"].choices = choices  # type: ignore[attr-defined] # a field of choices


def drawn(form: forms.Form) -> Any:
    return html.fromstring(f"<main>{form}</main>")


def test_every_choice_is_a_box_with_its_own_label() -> None:
    page = drawn(Picking({"places": ["1"]}))
    boxes = page.xpath("//input[@type='checkbox' and @name='places']")
    assert [box.get("value") for box in boxes] == ["0", "1", "2"]
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == ["1"]
    labels = {each.get("for"): each.text_content() for each in page.xpath("//label")}
    assert labels == {f"id_places_{number}": f"Xã <{number}>" for number in range(3)}
    assert page.xpath("//fieldset/legend")[0].text_content().startswith("Cơ quan")


def test_what_is_ticked_is_what_is_given() -> None:
    form = Picking({"places": ["0", "2"]})
    assert form.is_valid()
    assert form.cleaned_data["places"] == ["0", "2"]


@pytest.mark.parametrize(("count", "is_long"), [(0, False), (MANY, False), (MANY + 1, True)])
def test_only_a_long_list_scrolls_and_can_be_narrowed(count: int, is_long: bool) -> None:
    page = drawn(Picking(count=count))
    assert bool(page.xpath("//*[contains(@class, 'long')]")) == is_long
    narrowing = page.xpath("//input[@type='search']")
    assert bool(narrowing) == is_long
    assert [each.get("name") for each in narrowing] == [None] * len(narrowing)  # never sent
    assert all(each.getparent().get("hidden") is not None for each in narrowing)


def test_nothing_to_choose_from_is_said() -> None:
    assert "Không có gì để chọn." in drawn(Picking(count=0)).text_content()


def test_a_fault_leads_to_the_list() -> None:
    page = drawn(Picking({"places": ["99"]}))
    (link,) = page.xpath("//a[contains(@href, '#')]")
    assert page.xpath(f"//*[@id='{link.get('href')[1:]}']")


def test_the_script_comes_with_the_form() -> None:
    media = str(Picking().media)
    assert "look/picking.js" in media
    assert "defer" in media
