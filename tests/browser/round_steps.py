"""What each person does in a round, on the pages they do it on."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect
from visitor import Visitor

from caicach.web.look.day import today

SET = Path(__file__).with_name("small_set.yaml")
LEAD, STAND_IN, SCORED = "Sở Nội vụ", "Tỉnh mẫu Nam Hà", "Sở Xây dựng"
WHY = "Chuyển giai đoạn theo kế hoạch"
KINDS = (
    *("self_scoring", "head_approval", "appraisal_1", "explanation"),
    *("appraisal_2", "council", "publication", "complaints"),
)
BACKGROUND = 60_000
"""Milliseconds for what is done in the background."""
expect.set_options(timeout=20_000)  # a machine that does much else is slow to save


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def choose_named(page: Page, field: str, words: str) -> None:
    """Choose the option of a list that has these words in it."""
    options = page.locator(f"select[name='{field}'] option", has_text=words)
    page.select_option(f"select[name='{field}']", options.first.get_attribute("value"))


def set_up_round(visitor: Visitor, name: str, *, kind: str = "official") -> str:
    """Begin a round on the short set, with one agency, and open it now; return its address."""
    page = visitor.page
    visitor.go("/rounds/new/")
    page.set_input_files("input[name=file]", SET)
    page.fill("input[name=name]", name)
    page.check(f"input[name=kind][value={kind}]")
    choose_named(page, "lead", LEAD)
    choose_named(page, "stand_in", STAND_IN)
    press(page, "Lập đợt")
    give_hours(page)
    follow(page, "Cơ quan tham gia")
    page.fill("textarea[name=names]", SCORED)
    press(page, "Đưa vào đợt")
    follow(page, "Chạy thử")
    expect(page.locator("p.lead")).to_contain_text("Mở được")
    page.check("input[name=when][value=now]")
    page.fill("textarea[name=reason]", WHY)
    press(page, "Mở đợt chấm")
    link = page.get_by_role("link", name="Xem đợt chấm")
    link.wait_for(timeout=BACKGROUND)
    link.click()
    expect(page.locator("h1")).to_have_text(name)
    return page.url.removeprefix(visitor.address)


def give_hours(page: Page) -> None:
    """A week for each phase from tomorrow on, without a time to prepare."""
    first = today() + timedelta(days=1)
    for field in page.locator("input[name^=preparation_]").all():
        field.fill("")
    for place, kind in enumerate(KINDS):
        days = (first + timedelta(days=7 * place), first + timedelta(days=7 * place + 6))
        for edge, day, hour in zip(("opens", "closes"), days, ("08:00", "17:00"), strict=True):
            page.fill(f"input[name={kind}_{edge}_day]", f"{day:%d/%m/%Y}")
            page.fill(f"input[name={kind}_{edge}_hour]", hour)
    press(page, "Lưu")


def move_phases(visitor: Visitor, address: str, *moves: str) -> None:
    """Close and open phases by hand, each with a reason."""
    page = visitor.page
    for move in moves:
        visitor.go(address)
        follow(page, move)
        page.fill("textarea[name=reason]", WHY)
        press(page, move)
        page.wait_for_url(f"**{address}")


def fill_in(page: Page, code: str, *typed: str) -> None:
    """Type into the fields of an item of the card; typing saves."""
    row = page.locator("tr.line", has=page.locator(f"th .code:text-is('{code}')"))
    fields = row.locator(".figure-field").locator("input, select")
    for place, text in enumerate(typed):
        field = fields.nth(place)
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    expect(row.locator(".saved-at")).to_contain_text("Đã lưu")


def judge(page: Page, code: str, verdict: str, **typed: str) -> None:
    """Choose a verdict in the row of an item, and type what goes with it."""
    row = page.locator("tr", has=page.locator(f"th .code:text-is('{code}')"))
    row.locator("select[name$='-verdict']").select_option(label=verdict)
    for name, text in typed.items():
        row.locator(f"input[name$='-{name}']").fill(text)


def pdf_of(pages: int = 1) -> bytes:
    """Return a small file of blank pages."""
    made, kept = pypdfium2.PdfDocument.new(), BytesIO()
    for _page in range(pages):
        made.new_page(300, 400)
    made.save(kept)
    return kept.getvalue()


def read_pages(content: bytes) -> list[tuple[str, int]]:
    """Return the text of each page of a PDF in one line, and how many shades its image has."""
    opened = pypdfium2.PdfDocument(content)
    try:
        return [(text_of(each), shades_of(each)) for each in opened]
    finally:
        opened.close()


def text_of(page: pypdfium2.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_range().split())


def shades_of(page: pypdfium2.PdfPage) -> int:
    return len(page.render(scale=1).to_pil().convert("L").getcolors(256) or ())


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Come to a control by the Tab key alone."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def tab_and_enter(page: Page, selector: str) -> None:
    """Come to a link or button by the Tab key alone, and go where it leads."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_share(page: Page, numerator: str, denominator: str) -> None:
    """Type both parts of a share into the fields one has come to, and save with Enter."""
    page.keyboard.type(numerator)
    page.keyboard.press("Tab")
    page.keyboard.type(denominator)
    page.keyboard.press("Enter")


def check_screens(visitor: Visitor, path: str) -> None:
    """See that a page is for everybody, on a desk and on a telephone; leave it on the desk."""
    for width in (360, 1440):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        assert visitor.go(path).status == 200
        assert visitor.page.locator("h1").count() == 1
        assert visitor.overflow() <= 0
        assert visitor.faults_of_access() == []
