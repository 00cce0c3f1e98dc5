"""How much a file may hold before it is refused, so that no file can exhaust the machine."""

MAX_FILE_BYTES = 256 * 1024 * 1024
"""The file as it lies on disk."""

MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
"""All parts of a workbook, unpacked."""

MAX_RATIO = 250
"""Unpacked ÷ packed; real workbooks stay under 100. Small parts are left alone."""

RATIO_COUNTS_FROM = 64 * 1024 * 1024
"""Unpacked size from which the ratio is looked at."""

MAX_ENTRIES = 10_000
"""Parts of one workbook; the largest seen have a few hundred."""

MAX_ROWS = 2_000_000
"""Rows of one table: ten years of 3,321 communes with 60 items."""

MAX_CELLS = 40_000_000
"""Rows × columns of one sheet: one stray cell far out makes a sheet as large as a city."""
