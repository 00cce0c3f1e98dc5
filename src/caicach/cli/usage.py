"""Words for a command line that does not fit: what was wrong, and what is known."""

import re
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
    return f"Còn thiếu {_name_of(error)}."


def _bad(error: Any) -> str:
    return f"Giá trị của {_name_of(error)} không hợp lệ: {error.message}"


def _name_of(error: Any) -> str:
    """An option is known by its dashes, an argument by its metavar."""
    param = error.param
    if param is None:
        return str(error.param_hint or "")
    dashed = [each for each in param.opts if each.startswith("--")]
    return str((dashed or [param.metavar or param.name])[0])


def _other(error: Any) -> str:
    message = str(error.format_message())
    no_command = re.match(r"No such command '([^']*)'\.(?:.*'([^']*)'\?)?", message)
    if no_command:
        near = f" Có phải: {no_command[2]}?" if no_command[2] else ""
        return f"Không có lệnh “{no_command[1]}”.{near}"
    extra = re.match(r"Got unexpected extra argument\S* \((.*)\)", message)
    if extra:
        return f"Thừa đối số: {extra[1]}."
    if "requires an argument" in message:
        return f"Tùy chọn {error.option_name} còn thiếu giá trị."
    return f"Lệnh viết chưa đúng: {message}"


_KINDS: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadParameter": _bad,
    "UsageError": _other,
    "BadOptionUsage": _other,
}
