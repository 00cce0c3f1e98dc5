"""Pages and pictures drawn small enough to show, and nothing but pixels handed on."""

import io
import threading
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from caicach.files.pages import NoPageError, image_preview, page_image
from caicach.files.pages.drawing import TALLEST, WIDEST
from own_authority import blank_pdf

RIGHT_SIDE_UP = 6
"""What a phone writes when it was held upright: turn by a quarter."""


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **more)
    return written.getvalue()


def drawn_pdf(content: bytes, size: tuple[int, int] = (595, 842)) -> bytes:
    """Return one page with that content."""
    writer = IncrementalPdfFileWriter(io.BytesIO(blank_pdf()))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=content)
    )
    box = [generic.NumberObject(each) for each in (0, 0, *size)]
    page[generic.pdf_name("/MediaBox")] = generic.ArrayObject(box)
    writer.update_container(page)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_page_is_drawn_as_wide_as_asked_on_white() -> None:
    picture = opened(page_image(blank_pdf(2), 2, 300))
    assert (picture.format, picture.mode, picture.width) == ("PNG", "RGB", 300)
    assert picture.height == round(300 * 842 / 595)
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_what_stands_on_the_page_is_seen() -> None:
    picture = opened(page_image(drawn_pdf(b"1 0 0 rg 0 0 300 842 re f"), 1, 200))
    assert picture.getpixel((20, 100)) == (255, 0, 0)
    assert picture.getpixel((180, 100)) == (255, 255, 255)


@pytest.mark.parametrize("number", [0, -1, 3, 10**9])
def test_a_page_that_is_not_there_is_told(number: int) -> None:
    with pytest.raises(NoPageError, match="absent"):
        page_image(blank_pdf(2), number, 300)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"MZ\x90"])
def test_a_broken_file_is_told(content: bytes) -> None:
    with pytest.raises(NoPageError, match="broken"):
        page_image(content, 1, 300)


@pytest.mark.parametrize("size", [(14_400, 14_400), (1, 14_400), (14_400, 1)])
def test_no_page_is_drawn_larger_than_the_limits(size: tuple[int, int]) -> None:
    picture = opened(page_image(drawn_pdf(b"", size), 1, 10**6))
    assert picture.width <= WIDEST
    assert picture.height <= TALLEST


def test_a_page_made_to_take_for_ever_is_given_up() -> None:
    endless = b"0 0 1 rg " + b"0 0 m 595 842 l 0 842 l 595 0 l h f " * 3_000
    with pytest.raises(NoPageError, match="slow"):
        page_image(drawn_pdf(endless), 1, 400, seconds=0.001)


def test_many_threads_draw_the_same_page_alike(tmp_path: Path) -> None:
    path, drawn = tmp_path / "a.pdf", []
    path.write_bytes(drawn_pdf(b"1 0 0 rg 0 0 300 842 re f"))
    threads = [
        threading.Thread(target=lambda: drawn.append(page_image(path, 1, 200))) for _ in range(6)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(drawn) == 6
    assert len(set(drawn)) == 1


def test_a_picture_is_made_smaller_and_never_larger() -> None:
    wide = saved(Image.new("RGB", (900, 300), "red"), "PNG")
    assert opened(image_preview(wide, 300)).size == (300, 100)
    assert opened(image_preview(wide, 2000)).size == (900, 300)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_picture_is_shown_in_colours(mode: str) -> None:
    assert opened(image_preview(saved(Image.new(mode, (40, 20)), "PNG"), 20)).mode == "RGB"


def test_what_is_clear_is_shown_on_white() -> None:
    clear = saved(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG")
    assert opened(image_preview(clear, 20)).getpixel((3, 3)) == (255, 255, 255)


def test_a_photo_is_turned_upright_and_its_place_left_out() -> None:
    told = Image.Exif()
    told[274] = RIGHT_SIDE_UP
    told[271] = "May anh"
    photo = saved(Image.new("RGB", (200, 100)), "JPEG", exif=told)
    shown = opened(image_preview(photo, 500))
    assert (shown.size, dict(shown.getexif())) == ((100, 200), {})
    assert b"May anh" not in image_preview(photo, 500)


def test_words_beside_a_picture_are_left_out() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Nguyen Thi Ha")
    content = saved(Image.new("RGB", (20, 20)), "PNG", pnginfo=words)
    assert b"Nguyen" not in image_preview(content, 20)


@pytest.mark.parametrize("content", [b"", b"GIF89a", saved(Image.new("RGB", (50, 50)), "PNG")[:60]])
def test_a_broken_picture_or_one_of_another_kind_is_told(content: bytes) -> None:
    with pytest.raises(NoPageError, match="broken"):
        image_preview(content, 20)


def test_a_picture_made_to_fill_the_memory_is_refused() -> None:
    bomb = saved(Image.new("1", (9_000, 9_000)), "PNG")
    assert len(bomb) < 50_000
    with pytest.raises(NoPageError, match="large"):
        image_preview(bomb, 300)
    with pytest.raises(NoPageError, match="large"):
        image_preview(saved(Image.new("1", (14_000, 14_000)), "PNG"), 300)


def test_a_large_photo_is_read_smaller_to_begin_with() -> None:
    photo = saved(Image.new("RGB", (9_000, 6_000)), "JPEG")
    assert opened(image_preview(photo, 300)).size == (300, 200)
