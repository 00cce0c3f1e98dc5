"""A whole round, played on its pages by the people who make it."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect
from round_steps import (
    BACKGROUND,
    SCORED,
    check_screens,
    fill_in,
    follow,
    judge,
    move_phases,
    pdf_of,
    press,
    read_pages,
    set_up_round,
    tab_and_enter,
    tab_to,
    type_share,
)
from visitor import OpenPage, Visitor

from caicach.web.look.day import today

CAICACH = Path(sys.executable).with_name("caicach")
NAME = "Đợt chấm trên trình duyệt"
DISPUTED = "1.2"
CHANGED = "Thiếu văn bản của 15 nhiệm vụ"
EXPLAINED = "Đủ văn bản của 45 nhiệm vụ, đề nghị giữ điểm"
DECIDED = "Hội đồng giữ điểm cơ quan tự chấm"
PARTICULARS = {
    "notation": "15/QĐ-UBND",
    "place": "Nam Hà",
    "issuer": "ỦY BAN NHÂN DÂN TỈNH NAM HÀ",
    "authority": "Chủ tịch Ủy ban nhân dân tỉnh",
    "post": "CHỦ TỊCH",
    "signer": "Nguyễn Văn An",
    "recipients": "Như Điều 3\nLưu: VT",
}


def test_a_round_is_played_from_its_edition_to_its_published_annex(
    open_page: OpenPage, tmp_path: Path
) -> None:
    body, officer = open_page(1440, "standing_body"), open_page(1440, "focal_officer")
    appraiser, secretary = open_page(1440, "appraiser"), open_page(1440, "council_secretary")
    at = set_up_round(body, NAME)
    number = at.split("/")[-2]
    score_oneself(officer, at)
    approve(open_page(1440, "agency_head"), at)
    move_phases(body, at, "Đóng sớm: Tự chấm điểm", "Mở sớm: Người đứng đầu phê duyệt")
    move_phases(body, at, "Đóng sớm: Người đứng đầu phê duyệt", "Mở sớm: Thẩm định lần 1")
    appraise(appraiser, number)
    move_phases(body, at, "Đóng sớm: Thẩm định lần 1", "Mở sớm: Giải trình")
    explain(officer, at)
    move_phases(body, at, "Đóng sớm: Giải trình", "Mở sớm: Thẩm định lần 2")
    keep_verdict(appraiser, number)
    move_phases(body, at, "Đóng sớm: Thẩm định lần 2", "Mở sớm: Hội đồng")
    raise_question(secretary, number)
    decide(secretary, number)
    move_phases(body, at, "Đóng sớm: Hội đồng", "Mở sớm: Công bố")
    publish(body, number)
    read_result(officer)
    prove(officer, tmp_path)


def score_oneself(visitor: Visitor, at: str) -> None:
    """Fill in the card, an item of it with the keyboard alone; show evidence; hand it in."""
    page = visitor.page
    visitor.go(at)
    follow(page, "Mở bảng chấm của cơ quan")
    card = page.url.removeprefix(visitor.address)
    check_screens(visitor, card)
    fill_in(page, "1.1", "Đúng hạn")
    tab_to(page, "input[name=numerator]")
    type_share(page, "45", "60")
    expect(page.locator("#totals")).to_contain_text("Tự chấm 5,00 / 15")
    follow(page, "2 Thủ tục hành chính · 1 mục chờ")
    fill_in(page, "2.1", "97", "100")
    expect(page.locator("#totals")).to_contain_text("Tự chấm 9,50 / 15")
    visitor.go(f"{card}items/1.1/evidence/")
    plan = {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": pdf_of(2)}
    page.set_input_files("input[name=uploads]", plan)
    page.fill("input[name=page]", "2")
    press(page, "Lưu")
    expect(page.locator("main")).to_contain_text("ke-hoach.pdf · trang 2")
    visitor.go(card)
    follow(page, "Gửi người đứng đầu")
    expect(page.locator("p.lead")).to_have_text("Mọi mục đã đủ số liệu và kiểm chứng.")
    press(page, "Gửi")
    expect(page.locator("main")).to_contain_text("Đã gửi người đứng đầu phê duyệt.")
    assert page.locator("form.given").count() == 0


def approve(visitor: Visitor, at: str) -> None:
    visitor.go(at)
    follow(visitor.page, "Mở bảng chấm của cơ quan")
    press(visitor.page, "Phê duyệt và khóa")
    expect(visitor.page.locator("p.lead")).to_contain_text("Đã phê duyệt")


def appraise(visitor: Visitor, number: str) -> None:
    """Change one item, give points to the judged one, accept the others: all in one table."""
    page = visitor.page
    check_screens(visitor, f"/appraisal/{number}/items/{DISPUTED}/")
    follow(page, SCORED)
    page.locator("p.lead a", has_text=SCORED).click()
    judge(page, "1.1", "Chấp nhận 2,00")
    judge(page, DISPUTED, "Chấm số điểm ở ô bên dưới", points="2")
    judge(page, "2.1", "Chấp nhận 4,50")
    judge(page, "2.2", "Chấm 1,50 điểm", reason="Một cách làm đã được nhân rộng")
    press(page, "Lưu mọi dòng đã chọn")
    expect(page.locator("#faults li")).to_have_count(1)  # no reason yet; the others are saved
    judge(page, DISPUTED, "Chấm số điểm ở ô bên dưới", points="2", reason=CHANGED)
    press(page, "Lưu mọi dòng đã chọn")
    expect(page.locator("p.lead")).to_contain_text("Còn 0 trong 4 mục chưa thẩm định")


def explain(visitor: Visitor, at: str) -> None:
    """Explain the item that was changed; the judged one may ask to be accepted too."""
    page = visitor.page
    visitor.go(at)
    follow(page, "Mở bảng chấm của cơ quan")
    page.locator("main a.primary", has_text="Giải trình").click()
    asked = page.locator("section", has=page.locator(f".code:text-is('{DISPUTED}')"))
    expect(asked).to_contain_text(CHANGED)
    asked.locator("textarea").fill(EXPLAINED)
    asked.get_by_role("button", name="Lưu giải trình").click()
    expect(page.locator("main")).to_contain_text(f"Đã lưu trả lời cho mục {DISPUTED}.")
    judged = page.get_by_role("button", name="Chấp nhận 1,50")
    if judged.count():
        judged.click()
    press(page, "Gửi giải trình")
    expect(page.locator("main")).to_contain_text("Đã gửi giải trình.")


def keep_verdict(visitor: Visitor, number: str) -> None:
    page = visitor.page
    visitor.go(f"/appraisal/{number}/queue/?show=waiting")
    follow(page, f"{DISPUTED} Nhiệm vụ hoàn thành")
    expect(page.locator("main")).to_contain_text(EXPLAINED)
    page.locator("select[name$='-verdict']").select_option(label="Chấp nhận 2,00")
    page.locator("textarea[name$='-reason']").fill("Giữ điểm lần 1")
    press(page, "Lưu kết quả")
    expect(page.locator("main")).to_contain_text("Đã lưu kết quả thẩm định.")


def raise_question(visitor: Visitor, number: str) -> None:
    """Put the only dispute before the council, then let it sit."""
    page = visitor.page
    check_screens(visitor, f"/council/{number}/")
    expect(page.locator("tbody tr")).to_have_count(1)
    follow(page, "Nhiệm vụ hoàn thành")
    page.check("input[name=cards]")
    press(page, "Đưa các cơ quan đã chọn ra Hội đồng")
    visitor.go(f"/council/{number}/sittings/new/")
    page.fill("input[name=held_on]", f"{today():%d/%m/%Y}")
    page.fill("input[name=place]", "Phòng họp số 1")
    for member in page.locator("input[name=present]").all():
        member.check()
    press(page, "Lưu")
    expect(page.locator("p.lead")).to_contain_text("đủ để họp")


def decide(visitor: Visitor, number: str) -> None:
    """Propose what the agency scored, record how each member votes, write the decision down."""
    page = visitor.page
    follow(page, SCORED)
    press(page, "Theo cơ quan tự chấm")
    expect(page.get_by_role("button", name="Ghi quyết định")).to_be_disabled()
    votes = page.locator("select[name^=ballot-]")
    assert votes.count() > 1
    for vote in votes.all():
        vote.select_option(label="Tán thành")
    press(page, "Ghi phiếu tại phiên")
    page.fill("textarea[name=decision]", DECIDED)
    press(page, "Ghi quyết định")
    expect(page.locator("main")).to_contain_text("Đã ghi quyết định của Hội đồng.")
    visitor.go(f"/council/{number}/")
    expect(page.locator("p.lead")).to_contain_text("Không còn nội dung nào chờ")


def publish(visitor: Visitor, number: str) -> None:
    page = visitor.page
    visitor.go(f"/results/rounds/{number}/publish/")
    for name, text in (PARTICULARS | {"signed_on": f"{today():%d/%m/%Y}"}).items():
        page.fill(f"main [name={name}]", text)
    press(page, "Công bố")
    published = page.get_by_role("link", name="Xem kết quả công bố")
    published.wait_for(timeout=BACKGROUND)
    published.click()
    check_screens(visitor, page.url.removeprefix(visitor.address))


def read_result(visitor: Visitor) -> None:
    """Find the published result as the agency does, with the points the council decided."""
    page = visitor.page
    visitor.go("/results/")
    follow(page, NAME)
    follow(page, "Kết quả của cơ quan tôi")
    expect(page.locator("main")).to_contain_text("11,00")
    expect(page.locator("main")).to_contain_text(DECIDED)
    page.go_back()


def prove(visitor: Visitor, folder: Path) -> None:
    """Take the annex and the whole bundle away, and see that both say what was decided."""
    ((text, shades),) = read_pages(download(visitor, "annex.pdf"))
    assert "Phụ lục" in text
    assert f"1 {SCORED} 5,00 6,00 11,00 73,33" in text
    assert shades > 16
    bundle, certificate = folder / "bundle.zip", folder / "certificate.pem"
    bundle.write_bytes(download(visitor, bundle.name))
    certificate.write_bytes(download(visitor, certificate.name))
    # by itself, as anybody would: beside a browser's loop no seal can be read
    command = [CAICACH, "verify", bundle, "--anchor", certificate]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


def download(visitor: Visitor, name: str) -> bytes:
    address = visitor.page.locator(f"main a[href$='/{name}']").first.get_attribute("href")
    answer = visitor.page.context.request.get(f"{visitor.address}{address}")
    assert answer.ok
    return answer.body()


def test_a_whole_card_is_filled_in_and_handed_in_without_a_mouse(open_page: OpenPage) -> None:
    at = set_up_round(open_page(1440, "standing_body"), "Đợt chấm thử bằng bàn phím", kind="trial")
    visitor = open_page(1440, "focal_officer")
    page, keys = visitor.page, visitor.page.keyboard
    visitor.go(at)
    tab_and_enter(page, "a[href^='/rounds/cards/'].primary")
    tab_to(page, "select[name=choice]")
    keys.press("ArrowDown")
    keys.press("Enter")
    type_share(page, "30", "60")
    expect(page.locator("#totals")).to_contain_text("Tự chấm 4,00 / 15")
    tab_and_enter(page, "a[href='?area=2']")
    tab_to(page, "input[name=numerator]")
    type_share(page, "99", "100")
    expect(page.locator("#totals")).to_contain_text("Tự chấm 10,00 / 15")
    tab_and_enter(page, "a[href$='/submit/']")
    tab_to(page, "input[name=confirmed]")
    keys.press("Space")
    tab_and_enter(page, "main button.primary")
    expect(page.locator("main")).to_contain_text("Đã gửi người đứng đầu phê duyệt.")
