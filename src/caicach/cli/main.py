"""The command `caicach`: language, exit codes, and words for whatever goes wrong."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stdout
from typing import Any

from caicach.cli.app import command_in, spelled_out
from caicach.cli.help_page import in_vietnamese
from caicach.cli.lang import take_lang
from caicach.cli.refusal import DONE, FAULTS, WRONG_USE, FaultsError, WrongUseError
from caicach.cli.session import Session
from caicach.cli.usage import usage_lines
from caicach.core.issues import Issue, Lang, issue

SCHEMA = "caicach-result/1"


def run() -> None:
    """Run one command and leave with its exit code."""
    gc.disable()  # a command lives for seconds and keeps what it reads: nothing to collect
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Return the exit code: 0 done, 1 faults in what was handed in, 2 wrong use."""
    lang, rest, unknown = take_lang(arguments, os.environ)
    session = Session(lang)
    if unknown is not None:
        session.tell_issues([issue("cli-lang-unknown", f"--lang {unknown}")])
        return WRONG_USE
    debug = "--debug" in rest
    rest = [each for each in rest if each != "--debug"]
    try:
        return _carry_out(rest, session)
    except FaultsError as error:
        _report_faults(error, session)
        return FAULTS
    except WrongUseError as error:
        session.tell_issues(error.issues)
        return WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return FAULTS
    except (OSError, MemoryError) as error:
        if debug:
            raise
        session.tell_issues([_misfortune(error)])
        return FAULTS


def _carry_out(given: list[str], session: Session) -> int:
    arguments = spelled_out(given)
    command = command_in(session.lang, arguments)
    page = io.StringIO()
    asks_help = session.lang == "vi" and (not arguments or "--help" in arguments)
    try:
        with redirect_stdout(page) if asks_help else nullcontext():
            code = command.main(
                args=arguments, prog_name="caicach", standalone_mode=False, obj=session
            )
    except Exception as error:
        lines = usage_lines(error, session.lang)
        if lines is None:
            raise
        for line in lines:
            session.tell(line)
        return WRONG_USE
    if asks_help:
        session.print_text(in_vietnamese(page.getvalue()))
    return code if isinstance(code, int) else DONE


def _report_faults(error: FaultsError, session: Session) -> None:
    """In JSON the faults are the output; otherwise they go to standard error."""
    if session.output == "json" and not session.by_ending:
        session.print_json(faults_entry(error, session.lang))
    else:
        session.tell_issues(error.issues)


def faults_entry(error: FaultsError, lang: Lang) -> dict[str, Any]:
    """Return the faults as a result without agencies, so that programs read one form only."""
    issues = [
        {
            "code": each.code,
            "severity": each.severity,
            "where": each.where,
            "problem": each.problem(lang),
            "remedy": each.remedy(lang),
        }
        for each in error.issues
    ]
    return {"schema": SCHEMA, "edition": error.edition, "agencies": [], "issues": issues}


def _misfortune(error: OSError | MemoryError) -> Issue:
    if isinstance(error, MemoryError):
        return issue("cli-no-memory", "caicach")
    where = str(error.filename or "caicach")
    return issue("file-unreadable", where, reason=error.strerror or str(error))
