"""States of signatures as people read them, in Vietnamese and English."""

from caicach.core.issues import Said
from caicach.files.signatures.found import Change, Coverage
from caicach.files.signatures.judgement import Reason, State

STATES = {
    State.VALID: Said("Hợp lệ", "Valid"),
    State.NOT_YET_VERIFIABLE: Said("Chưa kiểm chứng được", "Not yet verifiable"),
    State.UNTRUSTED: Said("Không rõ nơi cấp", "Issuer not trusted"),
    State.EXPIRED: Said("Chứng thư hết hạn", "Certificate expired"),
    State.REVOKED: Said("Chứng thư bị thu hồi", "Certificate revoked"),
    State.CHANGED: Said("Bị sửa sau khi ký", "Changed after signing"),
    State.BROKEN: Said("Không toàn vẹn", "Broken"),
}
REASONS = {
    Reason.UNREADABLE: Said(
        "Không đọc được chữ ký: dạng lạ hoặc tệp bị hỏng. Xem bằng phần mềm đã dùng để ký.",
        "The signature cannot be read: its form is unknown or the file is damaged. Look at it "
        "with the program it was signed with.",
    ),
    Reason.NO_ANCHORS: Said(
        "Nơi cài đặt chưa khai chứng thư gốc nào để đối chiếu. Người quản trị đặt "
        "CAICACH_SIGNATURE_ANCHORS.",
        "This installation has no root certificates to check against. The administrator sets "
        "CAICACH_SIGNATURE_ANCHORS.",
    ),
    Reason.NO_CHAIN: Said(
        "Chứng thư của người ký không dẫn về chứng thư gốc nào đã khai.",
        "The signer's certificate does not lead to any of the root certificates set here.",
    ),
    Reason.NO_REVOCATION: Said(
        "Tệp không kèm dữ liệu thu hồi (CRL, OCSP) cho đủ các chứng thư, nên chưa biết chứng thư "
        "có bị thu hồi hay không. Đề nghị nơi gửi ký lại ở dạng lưu trữ lâu dài (LTV).",
        "The file does not carry revocation data (CRL, OCSP) for every certificate, so that it is "
        "not known whether one was revoked. Ask the sender to sign for long-term keeping (LTV).",
    ),
    Reason.STALE_REVOCATION: Said(
        "Dữ liệu thu hồi trong tệp đã quá hạn và không có dấu thời gian tin cậy chứng minh lúc ký.",
        "The revocation data in the file are out of date, and no trusted time stamp proves when it "
        "was signed.",
    ),
    Reason.NOT_YET_VALID: Said(
        "Chứng thư chưa có hiệu lực tại thời điểm xét.",
        "The certificate was not yet in force at the time looked at.",
    ),
    Reason.NOT_FOR_SIGNING: Said(
        "Chứng thư không được cấp để ký văn bản.",
        "The certificate was not issued for signing documents.",
    ),
    Reason.WEAK_ALGORITHM: Said(
        "Thuật toán hoặc độ dài khóa quá yếu để tin được.",
        "The algorithm or the length of the key is too weak to be believed.",
    ),
    Reason.CERTIFICATE_EXPIRED: Said(
        "Chứng thư đã hết hạn và không có dấu thời gian tin cậy chứng minh đã ký khi còn hạn.",
        "The certificate has expired, and no trusted time stamp proves that it was signed before.",
    ),
    Reason.CERTIFICATE_REVOKED: Said(
        "Chứng thư của người ký hoặc của nơi cấp đã bị thu hồi, và không có gì chứng minh văn bản "
        "được ký trước đó.",
        "The signer's certificate, or its issuer's, was revoked, and nothing proves that it signed "
        "before.",
    ),
    Reason.CHANGED_AFTERWARDS: Said(
        "Sau khi ký, nội dung bị sửa ngoài phạm vi người ký cho phép. Chỉ tin bản đã ký, không tin "
        "bản đang hiển thị.",
        "After signing, the content was changed beyond what the signer had allowed. Trust the "
        "signed version only, not what is shown now.",
    ),
    Reason.COVERS_PART: Said(
        "Chữ ký không bao trùm toàn bộ tệp tại lúc ký.",
        "The signature does not cover the whole of the file as it was when signed.",
    ),
    Reason.HASH_DIFFERS: Said(
        "Nội dung không khớp với chữ ký: tệp đã bị thay đổi hoặc hỏng.",
        "The content does not fit the signature: the file was altered or damaged.",
    ),
}
COVERS = {
    Coverage.WHOLE_FILE: Said("Toàn bộ tệp", "The whole file"),
    Coverage.EARLIER_REVISION: Said(
        "Toàn bộ tệp tại lúc ký; sau đó có phần thêm vào",
        "The whole file as it was when signed; something was added later",
    ),
    Coverage.PART: Said("Một phần của tệp", "A part of the file"),
}
AFTER = {
    Change.NONE: Said("Không có thay đổi", "Nothing was changed"),
    Change.PROOFS_ADDED: Said(
        "Chỉ thêm dữ liệu chứng minh chữ ký", "Only proofs for signatures were added"
    ),
    Change.FORM_FILLING: Said(
        "Điền biểu mẫu hoặc thêm chữ ký khác", "Form fields filled in, or another signature added"
    ),
    Change.ANNOTATIONS: Said("Thêm chú thích", "Annotations were added"),
    Change.OTHER: Said("Nội dung bị sửa", "The content was changed"),
}


def state_words(state: State) -> Said:
    """Return the state in a few words."""
    return STATES[state]


def reason_words(reason: Reason) -> Said:
    """Return why, and what can be done."""
    return REASONS[reason]


def cover_words(coverage: Coverage) -> Said:
    """Return what is signed."""
    return COVERS[coverage]


def after_words(change: Change) -> Said:
    """Return what was done after signing."""
    return AFTER[change]
