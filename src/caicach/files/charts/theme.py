"""The look of every chart: colours in light and dark, type, and the style inside the SVG."""

from base64 import b64encode
from hashlib import sha256
from typing import Literal

Scheme = Literal["auto", "light", "dark"]
"""`auto` follows the reader's system; the others are for pages whose reader chose."""

PAPER = "#ffffff"
INK = "#1e1a1c"
INK_2 = "#544c50"
AXIS = "#857b7f"
GRID = "#e6e1de"
FOCUS = "#8a1c56"
CONTEXT = "#938a8e"
COMPARE = "#1a5a90"
INTERVAL = "#cfc8c5"

DARK = {
    PAPER: "#171416",
    INK: "#f1ecee",
    INK_2: "#c8bfc3",
    AXIS: "#8b8085",
    GRID: "#332d30",
    FOCUS: "#f2a2c8",
    CONTEXT: "#8b8287",
    COMPARE: "#93c5f3",
    INTERVAL: "#544a4e",
}

FONT = "Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans, Arial, sans-serif"
FONT_SIZE = 13
LINE_HEIGHT = 16

CONFIG = {
    "background": None,
    # Measuring words in fonts that are not there takes ten times as long; the real list is set
    # once, on the finished picture.
    "font": "sans-serif",
    "view": {"stroke": None, "clip": False},
    "axis": None,
    "legend": {"disable": True},
    "text": {"fontSize": FONT_SIZE, "lineHeight": LINE_HEIGHT, "lineBreak": "\n"},
    "point": {"filled": True, "opacity": 1},
    "line": {"strokeCap": "round", "strokeJoin": "round"},
    "rect": {"opacity": 1},
}


def _style() -> str:
    pairs = "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}'
        for light, dark in DARK.items()
    )
    return (
        "text{font-variant-numeric:tabular-nums}@media (prefers-color-scheme:dark){" + pairs + "}"
    )


# One text for all charts, so that a policy can name it by its hash.
STYLE = _style()
STYLE_HASH = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""What `style-src` of the answer that carries an SVG must allow for its dark colours."""
