"""Words for a command line that does not fit: what was wrong, and what is known."""

from collections.abc import Callable
from typing import Any

from caicach.cli.help_page import in_vietnamese
from caicach.core.issues import Lang


def usage_lines(error: Exception, lang: Lang) -> list[str] | None:
    """Return the lines to show, or None when `error` has nothing to do with usage."""
    if not hasattr(error, "format_message"):
        return None
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        page = str(error.format_message())
        return [in_vietnamese(page) if lang == "vi" else page]
    describe = _KINDS.get(kind) if lang == "vi" else None
    text = describe(error) if describe else str(error.format_message())
    path = getattr(getattr(error, "ctx", None), "command_path", "caicach")
    hint = f"Xem: {path} --help" if lang == "vi" else f"See: {path} --help"
    return [text, hint]


def _no_option(error: Any) -> str:
    near = ", ".join(error.possibilities or ())
    return f"Không có tùy chọn {error.option_name}." + (f" Có phải: {near}?" if near else "")


def _missing(error: Any) -> str:
    param = error.param
    name = param.make_metavar(error.ctx) if param is not None else error.param_hint
    return f"Còn thiếu {name}."


def _bad(error: Any) -> str:
    name = error.param.name if error.param is not None else ""
    return f"Giá trị của {name} không hợp lệ: {error.message}"


def _other(error: Any) -> str:
    message = str(error.format_message())
    if message.startswith("No such command"):
        return f"Không có lệnh {message.removeprefix('No such command ').rstrip('.')}."
    if "unexpected extra argument" in message:
        return f"Thừa đối số: {message.partition('(')[2].rstrip(')')}."
    if "requires an argument" in message:
        return f"Tùy chọn thiếu giá trị: {message}"
    return f"Lệnh viết chưa đúng: {message}"


_KINDS: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadParameter": _bad,
    "UsageError": _other,
    "BadOptionUsage": _other,
}
