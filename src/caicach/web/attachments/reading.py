"""What a page tells of an attachment besides its picture."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment, FileLook

OBSTACLES = {
    "link": _("Đây là một liên kết; bấm vào để mở ở nơi lưu."),
    "gone": _("Không thấy nội dung trong kho tệp. Báo người quản trị khôi phục từ bản sao lưu."),
    "locked": _("Tệp đặt mật khẩu nên không xem được ở đây."),
    "broken": _("Tệp bị hỏng nên không vẽ được trang. Tải về để thử mở bằng phần mềm khác."),
    "kind": _("Loại tệp này không xem trước được; tải về để đọc."),
    "no_converter": _("Máy chủ này không có LibreOffice nên không xem trước được tệp văn phòng."),
    "not_converted": _("Máy chủ không chuyển được tệp này thành trang; tải về để đọc."),
    "preparing": _("Đang dựng các trang để xem, thường mất vài giây."),
}
ACTIVE = {
    "javascript": _("mã lệnh JavaScript"),
    "launch": _("lệnh mở chương trình hoặc tệp khác"),
    "embedded": _("tệp đính kèm bên trong"),
    "xfa": _("biểu mẫu động XFA"),
    "media": _("âm thanh, phim hoặc mô hình 3D"),
}


def obstacle_words(obstacle: str) -> str:
    """Return why nothing can be shown, and what to do."""
    return str(OBSTACLES.get(obstacle, OBSTACLES["broken"]))


def warnings_of(attachment: Attachment, look: FileLook | None) -> list[str]:
    """Return what the reader should know before opening it."""
    told = []
    if attachment.warning == "macros":
        told.append(gettext("Tệp có macro. Chỉ mở khi tin nguồn gửi, và không cho macro chạy."))
    elif attachment.warning == "active" and (look is None or not look.active):
        told.append(
            gettext(
                "Tệp có đối tượng nhúng hoặc tự lấy nội dung từ bên ngoài. "
                "Chỉ tải về mở khi tin nguồn gửi."
            )
        )
    if look is not None and look.active:
        parts = ", ".join(str(ACTIVE.get(each, each)) for each in look.active)
        told.append(
            gettext(
                "Tệp có thành phần tự hoạt động: %(parts)s. Xem ở đây thì an toàn; "
                "chỉ tải về mở khi tin nguồn gửi."
            )
            % {"parts": parts}
        )
    if look is not None and look.pages and not look.complete:
        told.append(
            gettext("Tệp quá lớn hoặc hỏng một phần, chưa tìm hết thành phần tự hoạt động.")
        )
    return told


def is_being_looked_into(attachment: Attachment, look: FileLook | None) -> bool:
    """Say whether its facts are still to come."""
    return look is None and attachment.stored is not None and attachment.stored.kind == "pdf"
