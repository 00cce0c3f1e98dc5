"""Agency tables as offices send them, in the forms they send them in."""

import io
from collections.abc import Sequence

import xlsxwriter

HEAD = (
    *("Mã", "Tên", "Loại", "Khối", "Cơ quan cấp trên", "Hiệu lực từ", "Đến hết ngày"),
    *("Mã định danh điện tử", "Sự kiện", "Ngày sự kiện", "Cơ quan kế tiếp", "Phần chia"),
)


def csv_table(*rows: str, head: str = "Mã;Tên;Loại;Cơ quan cấp trên;Từ ngày;Đến ngày") -> bytes:
    return "\n".join([head, *rows]).encode()


def workbook(*sheets: Sequence[Sequence[object]], names: Sequence[str] = ()) -> bytes:
    """Return a workbook; text stays text, whatever it looks like."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"})
    for number, rows in enumerate(sheets):
        sheet = book.add_worksheet(names[number] if names else None)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is not None and cell != "":
                    sheet.write(row, column, cell)
    book.close()
    return stream.getvalue()
