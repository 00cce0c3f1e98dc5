"""Help texts of the commands of the workspace, in Vietnamese and English."""

from caicach.core.issues import Lang

WORKSPACE_HELP: dict[Lang, dict[str, str]] = {
    "vi": {
        "admin.create-administrator": "Thêm người quản trị tất cả, hoặc một cơ quan và cấp dưới.",
        "admin.import-people": "Thêm người và vị trí từ một bảng; lưu hết hoặc không lưu gì.",
        "admin.secret": "In một khóa bí mật mới.",
        "create-administrator.email": "Địa chỉ thư điện tử, dùng để đăng nhập.",
        "create-administrator.name": "Họ và tên.",
        "create-administrator.agency": "Mã cơ quan; để trống là cơ quan cao nhất.",
        "create-administrator.password-file": "Tệp chứa mật khẩu; để trống thì được hỏi.",
        "people-file": "Bảng XLSX, XLS, ODS, CSV: họ tên, thư điện tử, cơ quan, vai trò.",
        "check-only": "Chỉ kiểm tra, không lưu.",
        "audit": "Kiểm tra nhật ký.",
        "audit.verify": "Chứng minh không sự kiện nào bị sửa, bỏ hay chèn vào.",
        "verify.until": "So với chỗ đã ghi ở nơi khác, dạng SỐ/DẤU.",
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
        "admin.create-administrator": "Add who administers all, or one agency and those below.",
        "admin.import-people": "Add people and posts from a table, all or none.",
        "admin.secret": "Print a new secret key.",
        "create-administrator.email": "E-mail address, used to sign in.",
        "create-administrator.name": "Full name.",
        "create-administrator.agency": "Agency to administer; left out, the topmost.",
        "create-administrator.password-file": "File with the password; left out, it is asked for.",
        "people-file": "Table XLSX, XLS, ODS or CSV: name, e-mail, agency, role.",
        "check-only": "Check only, save nothing.",
        "audit": "Check the log of events.",
        "audit.verify": "Prove that no event was changed, taken out or put in.",
        "verify.until": "Compare with a place noted elsewhere, written NUMBER/HASH.",
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
