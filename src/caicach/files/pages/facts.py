"""What is known of a PDF without drawing it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """pages: None where the file cannot be opened. encrypted: it asks for a password.

    active: what it could do by itself, such as `javascript`, in a fixed order. complete: the whole
    structure was walked within the limits; else there may be more of `active`.
    """

    pages: int | None
    title: str = ""
    encrypted: bool = False
    active: tuple[str, ...] = ()
    complete: bool = True
