"""Any text form of a period, read into its type."""

import unicodedata

from caicach.core.periods.fault import PeriodError
from caicach.core.periods.iso_text import parse_iso
from caicach.core.periods.span import Period
from caicach.core.periods.vietnamese_text import parse_vietnamese
from caicach.core.periods.window import ReportWindows
from caicach.core.periods.window_table import shipped_windows


def parse_period(
    text: str, *, year: int | None = None, windows: ReportWindows | None = None
) -> Period:
    """Return the period that `text` names, in ISO form or in Vietnamese.

    year: the year of texts like "9 tháng" that name none; without it they are refused.
    windows: the edition that report windows are taken from; None is the shipped one.
    Raises PeriodError.
    """
    table = shipped_windows() if windows is None else windows
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    try:
        found = parse_iso(plain, table) or parse_vietnamese(plain.lower(), year, table)
    except PeriodError as error:
        # The reader looks for the text as it stands in the file, not as it was tidied here.
        raise PeriodError(error.reason, text) from None
    if found is None:
        raise PeriodError("unknown", text)
    return found
