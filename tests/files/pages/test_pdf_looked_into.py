"""A PDF looked into: pages counted, what acts by itself told, whatever state the file is in."""

import io
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from caicach.files.pages import NoPageError, PdfFacts, look_into_pdf, page_count
from own_authority import blank_pdf, locked_pdf, signed_pdf

name = generic.pdf_name


def held(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({name(f"/{key}"): each for key, each in entries.items()})


def action(kind: str, **more: Any) -> generic.DictionaryObject:
    return held(S=name(kind), **more)


SCRIPT = action("/JavaScript", JS=generic.TextStringObject("app.alert(1)"))
LAUNCH = action("/Launch", F=generic.TextStringObject("cmd.exe"))


def with_root(**entries: Any) -> bytes:
    """Return a page whose document dictionary holds more."""
    writer = IncrementalPdfFileWriter(io.BytesIO(blank_pdf()))
    for key, value in entries.items():
        writer.root[name(f"/{key}")] = value
    writer.update_root()
    return written_by(writer)


def written_by(writer: Any) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def linked(to: generic.DictionaryObject) -> bytes:
    """Return a page with a link that does something."""
    writer = IncrementalPdfFileWriter(io.BytesIO(blank_pdf()))
    page = writer.root["/Pages"]["/Kids"][0]
    link = held(Subtype=name("/Link"), A=to)
    page[name("/Annots")] = generic.ArrayObject([writer.add_object(link)])
    writer.update_container(page)
    return written_by(writer)


def attached() -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(blank_pdf())))
    program = EmbeddedFileObject.from_file_data(writer, data=b"MZ", compress=False)
    embed_file(writer, FileSpec("a.exe", embedded_data=program))
    return written_by(writer)


def packed() -> bytes:
    """Return a file whose script lies in a compressed stream of objects."""
    writer = copy_into_new_writer(
        PdfFileReader(io.BytesIO(blank_pdf())), writer_kwargs={"stream_xrefs": True}
    )
    stream = writer.prepare_object_stream(compress=True)
    writer.root[name("/OpenAction")] = writer.add_object(SCRIPT, obj_stream=stream)
    content = written_by(writer)
    assert b"JavaScript" not in content
    return content


def test_pages_are_counted_and_a_plain_file_does_nothing() -> None:
    assert look_into_pdf(blank_pdf(3)) == PdfFacts(3)


def test_a_signed_file_does_nothing_by_itself() -> None:
    assert look_into_pdf(signed_pdf()).active == ()


@pytest.mark.parametrize(
    ("pdf", "active"),
    [
        (with_root(OpenAction=SCRIPT), ("javascript",)),
        (with_root(AA=held(WC=SCRIPT)), ("javascript",)),
        (linked(SCRIPT), ("javascript",)),
        (linked(LAUNCH), ("launch",)),
        (linked(action("/URI", URI=generic.TextStringObject("https://a.example"))), ()),
        (
            with_root(AcroForm=held(XFA=generic.ArrayObject())),
            ("xfa",),
        ),
        (attached(), ("embedded",)),
        (packed(), ("javascript",)),
        (with_root(OpenAction=SCRIPT, More=LAUNCH), ("javascript", "launch")),
    ],
    ids=["open", "event", "script", "launch", "address", "xfa", "attached", "packed", "two"],
)
def test_what_acts_by_itself_is_told(pdf: bytes, active: tuple[str, ...]) -> None:
    facts = look_into_pdf(pdf)
    assert (facts.active, facts.pages, facts.complete) == (active, 1, True)


def test_a_script_one_step_further_is_found() -> None:
    after = action("/GoTo", Next=generic.ArrayObject([action("/GoTo", Next=SCRIPT)]))
    assert look_into_pdf(linked(after)).active == ("javascript",)


def test_words_on_a_page_are_not_taken_for_actions() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(blank_pdf()))
    page = writer.root["/Pages"]["/Kids"][0]
    text = generic.StreamObject(stream_data=b"BT (/S /JavaScript /JS) Tj ET")
    page[name("/Contents")] = writer.add_object(text)
    writer.update_container(page)
    assert look_into_pdf(written_by(writer)).active == ()


def test_a_file_that_asks_for_a_password_says_so() -> None:
    facts = look_into_pdf(locked_pdf("mat khau"))
    assert (facts.pages, facts.encrypted, facts.complete) == (None, True, False)
    with pytest.raises(NoPageError, match="locked"):
        page_count(locked_pdf("mat khau"))


def test_a_file_that_only_forbids_copying_is_open() -> None:
    facts = look_into_pdf(locked_pdf(""))
    assert (facts.pages, facts.encrypted, facts.complete) == (1, False, True)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"MZ\x90\x00", b"%PDF-1.7\nxref\ntrailer<<>>"]
)
def test_what_cannot_be_opened_has_no_pages_and_breaks_nothing(content: bytes) -> None:
    assert look_into_pdf(content) == PdfFacts(None, complete=False)
    with pytest.raises(NoPageError, match="broken"):
        page_count(content)


def test_a_file_cut_off_or_with_holes_breaks_nothing() -> None:
    whole = with_root(OpenAction=SCRIPT)
    for cut in range(0, len(whole), 97):
        look_into_pdf(whole[:cut])
        look_into_pdf(whole[:cut] + b"\x00" * 40 + whole[cut + 40 :])


def test_objects_that_lead_back_to_themselves_are_walked_once() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(blank_pdf()))
    round_ = generic.DictionaryObject()
    reference = writer.add_object(round_)
    round_[name("/Next")] = reference
    writer.root[name("/OpenAction")] = reference
    writer.update_root()
    assert look_into_pdf(written_by(writer)) == PdfFacts(1)


def test_when_the_time_is_up_the_file_is_not_called_harmless() -> None:
    facts = look_into_pdf(blank_pdf(50), seconds=0)
    assert (facts.pages, facts.complete) == (50, False)


def test_ten_thousand_pages_are_counted_without_being_loaded(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(blank_pdf(10_000))
    assert page_count(path) == 10_000
    assert look_into_pdf(path, seconds=0.01).pages == 10_000
