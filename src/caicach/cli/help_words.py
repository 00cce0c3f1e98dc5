"""Help texts of all commands, in Vietnamese and English; keys stand in the commands."""

from caicach.core.issues import Lang

HELP: dict[Lang, dict[str, str]] = {
    "vi": {
        "caicach": "Chấm điểm, xếp hạng và đối chiếu các bộ chỉ số cải cách hành chính. "
        "Mã thoát: 0 xong, 1 số liệu có lỗi (nêu đủ, không ghi gì), 2 lệnh viết sai.",
        "version": "In phiên bản rồi thoát.",
        "lang": "Ngôn ngữ: vi hoặc en; đặt trước hay sau lệnh đều được. "
        "Nếu không ghi: CAICACH_LANG, rồi ngôn ngữ của máy, rồi tiếng Việt.",
        "debug": "Khi gặp lỗi hệ thống thì in đầy đủ chi tiết.",
        "help": "In phần trợ giúp này rồi thoát.",
        "format": "Dạng kết quả.",
        "edition": "Bộ tiêu chí: tên bộ có sẵn (ví dụ pci/2019) hoặc đường dẫn tệp .yaml.",
        "out": "Ghi kết quả vào tệp; đuôi tệp cho biết dạng kết quả.",
        "choose": "Chọn phương án cho điểm chưa thống nhất; dùng được nhiều lần.",
        "paths": "Tệp, thư mục hoặc tên bộ tiêu chí; để trống là mọi bộ có sẵn.",
        "standards": "Xem, kiểm tra, nhập bộ tiêu chí và tạo tệp nhập liệu.",
        "standards.list": "Liệt kê các bộ tiêu chí có sẵn.",
        "standards.show": "In một bộ tiêu chí: mục, điểm tối đa, cách chấm, nguồn.",
        "standards.check": "Kiểm tra bộ tiêu chí; nêu mọi lỗi kèm số dòng.",
        "standards.cases": "Chạy các ca kiểm thử đi kèm bộ tiêu chí.",
        "standards.import": "Đọc phụ lục Word hoặc Excel thành bộ tiêu chí và danh sách cần "
        "xác nhận.",
        "standards.workbook": "Tạo tệp Excel nhập liệu: mỗi cơ quan một dòng, mỗi mục một cột.",
        "appendix": "Tệp phụ lục .docx hoặc .xlsx.",
        "as": "Tên đặt cho bộ tiêu chí, ví dụ so-noi-vu/2026.",
        "folder": "Thư mục ghi bộ tiêu chí.",
        "part": "Trang tính hoặc bảng cần đọc khi tệp có nhiều bộ, ví dụ “Phụ lục II”, “bảng 3”.",
        "overwrite": "Ghi đè bộ tiêu chí đã có ở thư mục đó.",
        "agencies": "Tệp danh sách cơ quan (mã, tên, khối).",
        "score": "Chấm điểm và xếp hạng từ tệp số liệu; đối chiếu với số đã công bố nếu có.",
        "inputs": "Tệp số liệu: CSV, XLSX, XLS, ODS (bảng dài), tệp nhập liệu hoặc JSON. "
        "Để trống thì dùng số liệu có sẵn của bộ tiêu chí, nếu có.",
        "published": "Tệp số đã công bố để đối chiếu.",
        "previous": "Tệp kết quả JSON của năm trước để so sánh.",
        "explain": "Giải thích bằng lời vì sao một cơ quan có điểm này.",
        "result": "Tệp kết quả JSON do lệnh score ghi ra.",
        "agency": "Mã cơ quan.",
        "criterion": "Mã mục, nhóm hoặc lĩnh vực.",
        "reconcile": "Đối chiếu kết quả với số đã công bố; nếu chỉ có một tệp thì kiểm tra riêng "
        "bảng công bố đó.",
        "reconcile.result": "Tệp kết quả JSON; hoặc tệp số công bố nếu chỉ có một tệp.",
        "demo": "Chấm lại bốn bộ chỉ số thật, đối chiếu và ghi báo cáo HTML, XLSX.",
        "demo.folder": "Thư mục ghi báo cáo.",
    },
    "en": {
        "caicach": "Score, rank and reconcile indices of public administration reform. "
        "Exit codes: 0 done, 1 faults in the input (all shown, nothing written), 2 wrong use.",
        "version": "Print the version and leave.",
        "lang": "Language: vi or en, before or after the command. "
        "Left out: CAICACH_LANG, then the locale, then Vietnamese.",
        "debug": "Show all details of a system error.",
        "help": "Show this help and leave.",
        "format": "Form of the output.",
        "edition": "Criteria set: the name of a shipped one (pci/2019, say) or a .yaml file.",
        "out": "Write to this file; its ending tells the form.",
        "choose": "Take an option for an unsettled point; may be repeated.",
        "paths": "Files, folders or names of editions; nothing means all that ship.",
        "standards": "Look at, check and import criteria sets; make workbooks.",
        "standards.list": "List the editions that ship.",
        "standards.show": "Print an edition: items, maxima, rules, sources.",
        "standards.check": "Check editions; every fault with its line.",
        "standards.cases": "Run the cases that stand beside editions.",
        "standards.import": "Read a Word or Excel appendix into an edition and a list to confirm.",
        "standards.workbook": "Make a workbook to fill in: a row for each agency, a column for "
        "each item.",
        "appendix": "The appendix, .docx or .xlsx.",
        "as": "Name for the edition, such as home-affairs/2026.",
        "folder": "Folder to write the edition to.",
        "part": "The sheet or table to read where a file holds several sets, such as “bảng 3”.",
        "overwrite": "Replace an edition that is already there.",
        "agencies": "List of agencies (code, name, block).",
        "score": "Score and rank a round; reconcile it with what was published.",
        "inputs": "Figures: CSV, XLSX, XLS, ODS (long form), a filled-in workbook, or JSON. "
        "Left out: the figures that ship beside the edition, if any.",
        "published": "Published figures to compare with.",
        "previous": "Last year's result (JSON) to compare with.",
        "explain": "Say in words why an agency has these points.",
        "result": "Result (JSON) written by score.",
        "agency": "Code of the agency.",
        "criterion": "Code of an item, a group or an area.",
        "reconcile": "Compare a result with published figures; one file alone is a published "
        "table to be checked by itself.",
        "reconcile.result": "Result (JSON); or published figures when it is the only file.",
        "demo": "Recompute four real indices, reconcile them, write HTML and XLSX reports.",
        "demo.folder": "Folder for the reports.",
    },
}
