"""Kinds of agencies that reform is measured in."""

from enum import StrEnum

from caicach.core.documents import Label


class AgencyKind(StrEnum):
    """What a body is; past kinds stay, because past figures are theirs."""

    MINISTRY = "ministry"
    GOVERNMENT_BODY = "government_body"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"
    VERTICAL = "vertical"
    DIVISION = "division"
    CENTRE = "centre"
    PUBLIC_SERVICE_UNIT = "public_service_unit"
    OTHER = "other"

    @property
    def label(self) -> Label:
        """Return the words shown for it."""
        return LABELS[self]


LABELS = {
    AgencyKind.MINISTRY: Label(vi="bộ, cơ quan ngang bộ", en="ministry"),
    AgencyKind.GOVERNMENT_BODY: Label(vi="cơ quan thuộc Chính phủ", en="government body"),
    AgencyKind.PROVINCE: Label(vi="tỉnh, thành phố", en="province or city"),
    AgencyKind.DEPARTMENT: Label(vi="sở, ban, ngành", en="department"),
    AgencyKind.DISTRICT: Label(vi="huyện, quận, thị xã, thành phố thuộc tỉnh", en="district"),
    AgencyKind.COMMUNE: Label(vi="xã", en="commune"),
    AgencyKind.WARD: Label(vi="phường", en="ward"),
    AgencyKind.TOWNSHIP: Label(vi="thị trấn", en="township"),
    AgencyKind.SPECIAL_ZONE: Label(vi="đặc khu", en="special zone"),
    AgencyKind.VERTICAL: Label(vi="cơ quan ngành dọc", en="vertical agency"),
    AgencyKind.DIVISION: Label(vi="phòng chuyên môn", en="division"),
    AgencyKind.CENTRE: Label(vi="trung tâm", en="centre"),
    AgencyKind.PUBLIC_SERVICE_UNIT: Label(vi="đơn vị sự nghiệp công lập", en="public service unit"),
    AgencyKind.OTHER: Label(vi="cơ quan khác", en="other agency"),
}
