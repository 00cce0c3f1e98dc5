"""Office files turned into PDF by LibreOffice, where the machine has it."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from caicach.files.pages.drawing import NoPageError

SECONDS = 60.0
PROGRAMS = ("soffice", "libreoffice")
MOST_BYTES = 100 * 2**20
SPACE = "/".join(("http://openoffice.org", "2001", "registry"))
"""The name of the form its settings are written in, which is no address of anything."""

CAREFUL = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{SPACE}">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""
"""No macros, no links brought up to date, no way out: the settings of a profile used once."""


def office_program() -> str | None:
    """Return where LibreOffice is; None where this machine has none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def office_pdf(source: Path, kind: str, seconds: float = SECONDS) -> bytes:
    """Return an office file as PDF. kind: its ending, such as `docx`.

    Raises NoPageError: `no_converter`, `slow`, or `not_converted` where nothing comes of it: the
    file is broken, or that part of LibreOffice is not installed.
    """
    program = office_program()
    if program is None:
        raise NoPageError("no_converter")
    with TemporaryDirectory(prefix="caicach-preview-") as folder:
        home = Path(folder)
        settings = home / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(CAREFUL, "utf-8")
        shutil.copyfile(source, home / f"in.{kind}")
        _convert(program, home, kind, seconds)
        made = home / "in.pdf"
        if not made.is_file() or made.stat().st_size > MOST_BYTES:
            raise NoPageError("not_converted")
        return made.read_bytes()


def _convert(program: str, home: Path, kind: str, seconds: float) -> None:
    options = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"]
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    told = [program, profile, *options, "--convert-to", "pdf", "--outdir", str(home)]
    running = subprocess.Popen(  # noqa: S603 -- a program of the machine, on a copy named by us
        [*told, str(home / f"in.{kind}")],
        cwd=home,
        env={"HOME": str(home), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise NoPageError("slow") from error
    finally:
        _end(running)


def _end(running: "subprocess.Popen[bytes]") -> None:
    """End it with all it started: the program itself is begun by a script."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
