"""What each role does and sees, in the words its holder reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.roles import Role

ROLE_WORDS: dict[str, tuple[Any, Any]] = {
    Role.FOCAL_OFFICER: (
        _("nhập số liệu, tự chấm điểm, gửi tài liệu kiểm chứng, cập nhật nhiệm vụ"),
        _("cơ quan mình, cơ quan bên dưới và kế hoạch của cấp trên"),
    ),
    Role.AGENCY_HEAD: (
        _("duyệt những gì cơ quan gửi đi"),
        _("cơ quan mình, cơ quan bên dưới và kế hoạch của cấp trên"),
    ),
    Role.APPRAISER: (
        _("thẩm định các tiêu chí do cơ quan mình phụ trách"),
        _("toàn tỉnh"),
    ),
    Role.COUNCIL_SECRETARY: (
        _("xử lý chênh lệch điểm, ghi kết luận và biểu quyết của Hội đồng"),
        _("toàn tỉnh"),
    ),
    Role.COUNCIL_MEMBER: (_("biểu quyết tại Hội đồng thẩm định"), _("toàn tỉnh")),
    Role.STANDING_BODY: (
        _("lập kế hoạch, giao chỉ tiêu, mở và đóng đợt chấm điểm, công bố, báo cáo"),
        _("toàn tỉnh"),
    ),
    Role.INSPECTOR: (
        _("ghi kết quả kiểm tra và theo dõi khắc phục"),
        _("toàn tỉnh và nhật ký"),
    ),
    Role.LEADER: (_("xem mọi bảng theo dõi, không thay đổi gì"), _("toàn tỉnh")),
    Role.ADMINISTRATOR: (
        _("quản lý người dùng, cơ quan, lịch làm việc và việc nhập dữ liệu; không chấm điểm"),
        _("cấu hình của cơ quan mình và bên dưới"),
    ),
}
