"""A page of text as PDF, in Vietnamese, without a font of its own."""

from collections.abc import Sequence
from textwrap import wrap

WIDTH_OF_LINE = 88
LEFT, TOP, STEP, SIZE = 56, 780, 18, 11
FIRST_CODE, CODES = 33, 223


def page_of(title: str, lines: Sequence[str]) -> bytes:
    """Return one page. Letters are named, so that the reader's own Arial shows them."""
    shown = [part for line in (title, "", *lines) for part in wrap(line, WIDTH_OF_LINE) or [""]]
    letters = sorted(set("".join(shown)))[:CODES]
    codes = {letter: FIRST_CODE + place for place, letter in enumerate(letters)}
    moves = [f"BT /F1 {SIZE} Tf {STEP} TL {LEFT} {TOP} Td"]
    moves += [f"<{''.join(f'{codes[each]:02x}' for each in line)}> Tj T*" for line in shown]
    drawn = "\n".join((*moves, "ET"))
    names = " ".join(f"/{_glyph(each)}" for each in letters)
    widths = " ".join(str(WIDE.get(each, MIDDLE)) for each in letters)
    font = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /Arial "
        f"/FirstChar {FIRST_CODE} /LastChar {FIRST_CODE + len(letters) - 1} /Widths [{widths}] "
        "/FontDescriptor 7 0 R /ToUnicode 6 0 R "
        f"/Encoding << /Type /Encoding /Differences [{FIRST_CODE} {names}] >> >>"
    )
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R /Lang (vi) >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            _stream(drawn),
            font,
            _stream(_unicode_map(codes)),
            DESCRIPTOR,
        ]
    )


DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /Arial /Flags 32 /FontBBox [-665 -325 2000 1006] "
    "/ItalicAngle 0 /Ascent 905 /Descent -212 /CapHeight 716 /StemV 80 >>"
)
MIDDLE = 556
WIDE = {
    **dict.fromkeys(" .,:;/()-tfrIíìỉĩị'!", 300),
    **dict.fromkeys("ilj|", 222),
    **dict.fromkeys("mMW%", 850),
    **dict.fromkeys("ABCDĐEGHKNOPQRSTUƯVXYÁÀẢÃẠĂÂÊÔƠ", 700),
}
"""Widths of letters in thousandths of the size, near enough for a page of plain lines."""


def _glyph(letter: str) -> str:
    return "space" if letter == " " else f"uni{ord(letter):04X}"


def _unicode_map(codes: dict[str, int]) -> str:
    pairs = "\n".join(f"<{code:02x}> <{ord(letter):04x}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Letters def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _stream(text: str) -> str:
    return f"<< /Length {len(text.encode('latin-1'))} >>\nstream\n{text}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    parts, places, size = ["%PDF-1.4\n"], [], len("%PDF-1.4\n")
    for number, each in enumerate(objects, start=1):
        places.append(size)
        parts.append(f"{number} 0 obj\n{each}\nendobj\n")
        size += len(parts[-1].encode("latin-1"))
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    parts.append(f"xref\n0 {count}\n0000000000 65535 f \n{rows}")
    parts.append(f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{size}\n%%EOF\n")
    return "".join(parts).encode("latin-1")
