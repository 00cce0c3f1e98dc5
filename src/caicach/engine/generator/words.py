"""Invented words that names of places, people and procedures are put together from."""

FIRST_SYLLABLES = (
    "An", "Bình", "Cẩm", "Đông", "Gia", "Hòa", "Khánh", "Lộc", "Mỹ", "Ngọc",
    "Phú", "Quang", "Sơn", "Tân", "Thanh", "Trung", "Vĩnh", "Xuân", "Yên", "Hưng",
)  # fmt: skip
SECOND_SYLLABLES = (
    "Lạc", "Thành", "Hải", "Phong", "Tiến", "Thủy", "Hiệp", "Lâm", "Giang", "Hà",
    "Thịnh", "Trạch", "Điền", "Lập", "Bảo", "Châu", "Khê", "Minh", "Nguyên", "Thọ",
)  # fmt: skip

DEPARTMENTS = (
    "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng", "Sở Công Thương",
    "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ", "Sở Y tế",
    "Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Dân tộc và Tôn giáo", "Ban Quản lý các khu công nghiệp", "Thanh tra tỉnh",
    "Văn phòng Ủy ban nhân dân tỉnh", "Sở Ngoại vụ", "Ban Quản lý Khu kinh tế",
    "Ban Quản lý dự án đầu tư xây dựng tỉnh", "Trung tâm Phục vụ hành chính công tỉnh",
    "Đài Phát thanh và Truyền hình tỉnh", "Trường Chính trị tỉnh",
)  # fmt: skip

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLE_NAMES = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thu", "Quốc", "Thanh")
GIVEN_NAMES = ("Mẫu Một", "Mẫu Hai", "Mẫu Ba", "Mẫu Tư", "Mẫu Năm", "Mẫu Sáu", "Mẫu Bảy")
FIRMS = ("Công ty TNHH Mẫu", "Công ty cổ phần Ví Dụ", "Hợp tác xã Mẫu")

DESKS = (
    "Bộ phận Một cửa",
    "Lãnh đạo phòng",
    "Phòng chuyên môn",
    "Công chức thụ lý",
    "Lãnh đạo cơ quan",
    "Văn thư",
)
"""Who takes a step: its place in this tuple is the desk of the step."""

COMMUNE_FIELDS = (
    "Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội", "Người có công", "Xây dựng nhà ở",
    "Hộ kinh doanh", "Giáo dục mầm non và tiểu học", "Môi trường", "Văn hóa cơ sở",
)  # fmt: skip
DEPARTMENT_FIELDS = (
    "Lý lịch tư pháp", "Công chứng", "Đăng ký doanh nghiệp", "Đầu tư", "Quy hoạch",
    "Hoạt động xây dựng", "Đường bộ", "Điện", "Lưu thông hàng hóa", "Lâm nghiệp", "Thủy sản",
    "Tài nguyên nước", "An toàn bức xạ", "Khám bệnh, chữa bệnh", "Dược phẩm",
    "Giáo dục nghề nghiệp", "Du lịch", "Thể dục thể thao", "Tôn giáo", "Lao động",
    "Việc làm", "Khiếu nại",
)  # fmt: skip
VERBS = (
    "Cấp giấy phép", "Cấp lại giấy phép", "Đăng ký", "Thay đổi nội dung đăng ký",
    "Cấp giấy chứng nhận", "Gia hạn giấy chứng nhận", "Xác nhận", "Công nhận", "Thẩm định hồ sơ",
    "Chấp thuận", "Trợ cấp", "Thu hồi giấy phép",
)  # fmt: skip
OBJECTS = (
    "lần đầu", "theo yêu cầu của cá nhân", "cho tổ chức", "đối với cơ sở", "có yếu tố nước ngoài",
    "trên địa bàn", "theo phân cấp", "định kỳ",
)  # fmt: skip
COMPONENTS = (
    "Tờ khai theo mẫu", "Đơn đề nghị", "Bản sao giấy tờ tùy thân", "Giấy ủy quyền",
    "Bản vẽ", "Hợp đồng", "Giấy xác nhận", "Biên bản",
)  # fmt: skip
