"""The areas of reform that targets and tasks belong to."""

from enum import StrEnum

from caicach.core.documents import Label


class ReformArea(StrEnum):
    """Steering, the six contents of the national programme, and what reform brings about."""

    STEERING = "steering"
    INSTITUTIONAL_REFORM = "institutional_reform"
    PROCEDURE_REFORM = "procedure_reform"
    APPARATUS_REFORM = "apparatus_reform"
    CIVIL_SERVICE_REFORM = "civil_service_reform"
    PUBLIC_FINANCE_REFORM = "public_finance_reform"
    DIGITAL_GOVERNMENT = "digital_government"
    IMPACT = "impact"

    @property
    def label(self) -> Label:
        """Return the words shown for it."""
        return LABELS[self]


LABELS = {
    ReformArea.STEERING: Label(vi="Chỉ đạo, điều hành", en="Steering of reform"),
    ReformArea.INSTITUTIONAL_REFORM: Label(vi="Cải cách thể chế", en="Institutional reform"),
    ReformArea.PROCEDURE_REFORM: Label(
        vi="Cải cách thủ tục hành chính", en="Administrative procedure reform"
    ),
    ReformArea.APPARATUS_REFORM: Label(
        vi="Cải cách tổ chức bộ máy", en="Organisational reform of the apparatus"
    ),
    ReformArea.CIVIL_SERVICE_REFORM: Label(vi="Cải cách chế độ công vụ", en="Civil service reform"),
    ReformArea.PUBLIC_FINANCE_REFORM: Label(
        vi="Cải cách tài chính công", en="Public finance reform"
    ),
    ReformArea.DIGITAL_GOVERNMENT: Label(
        vi="Xây dựng chính quyền điện tử, chính quyền số",
        en="Development of e-Government and Digital Government",
    ),
    ReformArea.IMPACT: Label(vi="Tác động của cải cách hành chính", en="Impact of reform"),
}
