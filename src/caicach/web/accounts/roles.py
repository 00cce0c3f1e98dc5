"""The roles of the field; one person may hold several, each at an agency for a span of days."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a post is for."""

    FOCAL_OFFICER = "focal_officer", _("Công chức đầu mối")
    AGENCY_HEAD = "agency_head", _("Người đứng đầu cơ quan")
    APPRAISER = "appraiser", _("Thẩm định viên")
    COUNCIL_SECRETARY = "council_secretary", _("Thư ký Hội đồng thẩm định")
    COUNCIL_MEMBER = "council_member", _("Thành viên Hội đồng thẩm định")
    STANDING_BODY = "standing_body", _("Cơ quan thường trực")
    INSPECTOR = "inspector", _("Công chức kiểm tra")
    LEADER = "leader", _("Lãnh đạo")
    ADMINISTRATOR = "administrator", _("Quản trị")
