"""Why a text is no number."""

from typing import Literal

from caicach.core.issues import TextRefusedError

Reason = Literal[
    "empty",
    "words",
    "several",
    "separators",
    "other-style",
    "exponent",
    "not-finite",
    "too-long",
    "no-maximum",
    "rank",
]


class NumberTextError(TextRefusedError[Reason]):
    """A text is no number, for one `reason`; `number-<reason>` are its words."""

    family = "number"
