"""Help texts of the commands of the workspace, in Vietnamese and English."""

from caicach.core.issues import Lang

WORKSPACE_HELP: dict[Lang, dict[str, str]] = {
    "vi": {
        "serve": "Mở nơi làm việc trên trình duyệt: chuẩn bị cơ sở dữ liệu rồi phục vụ trang và "
        "làm việc nền cho đến khi dừng.",
        "host": "Địa chỉ lắng nghe; mặc định chỉ máy này vào được.",
        "port": "Cổng lắng nghe.",
        "workers": "Số tiến trình phục vụ trang; 0 là chọn theo máy.",
        "jobs": "Có hay không làm việc nền cùng lúc.",
        "admin": "Quản trị nơi làm việc: người dùng, cơ quan, sao lưu, khôi phục.",
        "admin.backup": "Ghi cơ sở dữ liệu, tài liệu kiểm chứng và kho hồ sơ vào một tệp; không "
        "cần dừng làm việc.",
        "admin.restore": "Đưa bản sao lưu vào một nơi trống (SQLite hoặc PostgreSQL) rồi so khớp.",
        "admin.verify-backup": "Đọc lại toàn bộ bản sao lưu và so với mục lục của nó.",
        "archive": "Tệp bản sao lưu .zip.",
    },
    "en": {
        "serve": "Open the workspace in the browser: bring the database up to date, then serve "
        "pages and do background jobs until stopped.",
        "host": "Address to listen on; by default only this machine gets in.",
        "port": "Port to listen on.",
        "workers": "Number of processes that serve pages; 0 chooses by the machine.",
        "jobs": "Do background jobs beside, or not.",
        "admin": "Administer the workspace: people, agencies, backup, restore.",
        "admin.backup": "Write database, evidence and facts into one file; work may go on.",
        "admin.restore": "Bring a backup into an empty place (SQLite or PostgreSQL) and compare.",
        "admin.verify-backup": "Read a whole backup again and compare it with its contents list.",
        "archive": "The backup, a .zip file.",
    },
}
