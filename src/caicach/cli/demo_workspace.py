"""The workspace part of `caicach demo`: built once in a process of its own, then served."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from caicach import __version__
from caicach.cli.refusal import DONE
from caicach.cli.serving import run_workspace
from caicach.cli.session import Session

SETTINGS = "caicach.web.settings.django"
HOST = "127.0.0.1"
PORTS_TRIED = 50


class WorkspaceDemo:
    """A workspace of the invented province, with a home of its own below the folder.

    It is built in a process of its own, so that no setting of it stays in this one.
    """

    def __init__(self, folder: Path, session: Session) -> None:
        self.home = (folder / "home").absolute()
        self.province = (folder / "province").absolute()
        self.store = (folder / "store").absolute()
        self.mark = self.home / "demonstration.json"
        self.session = session

    @property
    def is_whole(self) -> bool:
        """Say whether it was built to its end."""
        return self.mark.exists()

    def build(self, dossiers: int) -> int:
        """Build it anew, telling each step; return the exit code."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        with subprocess.Popen(  # noqa: S603 -- our own module, on a folder we made
            [sys.executable, "-m", "caicach.web.site.demo", str(self.province)],
            env=self._environment(),
            stdout=subprocess.PIPE,
            text=True,
        ) as builder:
            for line in builder.stdout or ():
                self.session.tell(self.session.say(*STEPS[line.strip()]))
        if builder.returncode == DONE:
            self.mark.write_text(json.dumps({"caicach": __version__, "dossiers": dossiers}))
        return builder.returncode

    def serve(self, first_port: int) -> None:
        """Serve it at the first free port from `first_port` until stopped."""
        port = free_port(first_port)
        say = self.session.say
        if port != first_port:
            vi = f"Cổng {first_port} đang bận, dùng cổng {port}."
            self.session.tell(say(vi, f"Port {first_port} is taken; port {port} it is."))
        self.session.tell(
            say(
                "Trang đăng nhập nêu sẵn các tài khoản xem thử. Dừng bằng Ctrl+C.",
                "The sign-in page tells the accounts to try. Ctrl+C stops it.",
            )
        )
        settings = self._environment()
        os.environ.clear()
        os.environ.update(settings)
        run_workspace(self.session, (HOST, port), 0, jobs=True)

    def _environment(self) -> Mapping[str, str]:
        """Return this environment without the settings of another installation in it."""
        kept = {name: value for name, value in os.environ.items() if name[:8] != "CAICACH_"}
        return kept | {
            "CAICACH_HOME": str(self.home),
            "CAICACH_STORE": str(self.store),
            "CAICACH_DEMO": "true",
            "DJANGO_SETTINGS_MODULE": SETTINGS,
        }


def free_port(first: int) -> int:
    """Return the first port from `first` at which nobody listens here; `first` where all are."""
    return next(filter(_is_free, range(first, min(first + PORTS_TRIED, 65_536))), first)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


STEPS = {
    "words": ("Chuẩn bị ngôn ngữ…", "Preparing words…"),
    "database": ("Chuẩn bị cơ sở dữ liệu…", "Preparing the database…"),
    "assets": ("Chuẩn bị giao diện…", "Preparing assets…"),
    "people": ("Ghi cơ quan và người dùng giả định…", "Entering agencies and invented people…"),
    "plans": (
        "Đăng ký văn bản, giao kế hoạch đến các cơ quan…",
        "Registering documents, handing the plan down…",
    ),
    "history": (
        "Nhiệm vụ và số liệu từ đầu năm (khoảng nửa phút)…",
        "Tasks and figures since the new year (about half a minute)…",
    ),
    "measuring": (
        "Tính chỉ tiêu từ kho hồ sơ (khoảng nửa phút)…",
        "Measuring targets from the dossiers (about half a minute)…",
    ),
    "weeks": ("Những tuần gần đây…", "The last weeks…"),
    "round_founding": (
        "Đợt chấm điểm Quảng Nam 2021, mức đã công khai…",
        "The round of Quảng Nam 2021, as far as it is public…",
    ),
    "round_published": (
        "Một đợt chấm điểm các sở từ tự chấm đến công bố (khoảng nửa phút)…",
        "A round of the departments from self-scores to publication (about half a minute)…",
    ),
    "round_running": (
        "Đợt chấm điểm đang giải trình (khoảng nửa phút)…",
        "A round in which agencies explain (about half a minute)…",
    ),
    "round_trial": (
        "Đợt chấm thử của xã, phường…",
        "A trial round of the communes…",
    ),
    "notices": ("Thông báo…", "Notices…"),
}
