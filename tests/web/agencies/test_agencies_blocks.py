"""Blocks stand by their names wherever people read them, and are kept by their keys."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from caicach.web.agencies.blocks import key_of_block, words_of_block
from caicach.web.agencies.exporting import write_register
from caicach.web.agencies.tables import read_table
from caicach.web.audit.models import Event
from caicach.web.audit_log.changes import changes_of
from caicach.web.register.models import Entry

NAME = "Khối xã, phường, đặc khu"
ENGLISH = "Communes, wards and special zones"


@pytest.mark.parametrize("text", ["communes", NAME, "xã, phường,  đặc khu", ENGLISH.upper()])
def test_a_block_of_the_sample_is_known_by_any_of_its_names(text: str) -> None:
    assert key_of_block(text) == "communes"


@pytest.mark.parametrize("text", ["", "Khối thi đua số 3"])
def test_what_an_office_named_itself_stays_as_written(text: str) -> None:
    assert key_of_block(f" {text} ") == text
    assert words_of_block(text) == text


def test_the_list_and_its_files_name_blocks_in_the_language_of_the_page(cast: Any) -> None:
    client, address = cast.client("leader"), reverse("agencies:list")
    assert NAME in client.get(address).content.decode()
    rows = client.get(f"{address}?export=csv").content.decode("utf-8-sig")
    assert {each["Khối"] for each in csv.DictReader(rows.splitlines())} == {
        *("", NAME, "Khối sở, ban, ngành")
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_register_handed_out_with_names_is_read_back_by_keys(
    register: None, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"so.{ending}"
    write_register(path, "en")
    if ending == "csv":
        assert ENGLISH in path.read_text("utf-8-sig")
    table = read_table(path.read_bytes(), path.name)
    assert {each.block for each in table.agencies} == {None, "departments", "communes"}


FILLED = {"agency": "H99.101", "name": "Xã Mới", "kind": "commune", "decision": "QĐ 9"}
CHANGE = reverse("agencies:decide", args=["change"])


def test_the_form_shows_and_takes_the_name_of_a_block(cast: Any) -> None:
    client = cast.client("administrator")
    page = client.get(f"{CHANGE}?agency=H99.101").content.decode()
    assert f'name="block" value="{NAME}"' in page
    assert f'<option value="{NAME}"></option>' in page
    given = {**FILLED, "block": NAME, "on": "01/07/2026", "step": "confirm"}
    assert client.post(CHANGE, given).status_code == 302
    assert Entry.objects.get(name="Xã Mới").block == "communes"


def test_the_name_taken_for_the_key_changes_nothing(cast: Any) -> None:
    given = {**FILLED, "name": "Xã Bình An", "block": NAME, "on": "01/07/2026"}
    answer = cast.client("administrator").post(CHANGE, given)
    assert answer.status_code == 422
    assert "giống hệt thông tin đang ghi" in answer.content.decode()


def test_the_log_names_blocks(cast: Any) -> None:
    given = {**FILLED, "block": "Khối sở, ban, ngành", "on": "01/07/2026", "step": "confirm"}
    cast.client("administrator").post(CHANGE, given)
    told = {each.label: each for each in changes_of(Event.objects.get())}
    assert (told["Khối"].before, told["Khối"].after) == (NAME, "Khối sở, ban, ngành")


def test_an_english_page_names_blocks_in_english() -> None:
    with translation.override("en"):
        assert words_of_block("communes") == ENGLISH
