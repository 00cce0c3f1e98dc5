"""How far an intake is, on standard error: a line that moves on a terminal, few lines elsewhere."""

import sys
from dataclasses import dataclass, field

from caicach.cli.session import Session
from caicach.core.issues import Said
from caicach.engine.intake import Progress

STAGES = {
    "read": Said("Đọc", "Read"),
    "merge": Said("Gộp và tính hạn", "Merge and judge"),
    "write": Said("Ghi tháng", "Write month"),
}

EVERY_SECONDS = 10.0


@dataclass
class ProgressLine:
    """Shows rows and rows per second of the stage an intake is at."""

    session: Session
    stage: str = ""
    stage_began: float = 0.0
    latest: float = 0.0
    told_at: float = 0.0
    is_open: bool = field(default=False)

    def show(self, progress: Progress) -> None:
        """Show `progress`: always on a terminal, now and then in a log."""
        if progress.stage != self.stage:
            self.close()
            self.stage, self.stage_began = progress.stage, self.latest
        self.latest = progress.seconds
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{self._line(progress)}\x1b[K")
            sys.stderr.flush()
            self.is_open = True
        elif progress.seconds - self.told_at >= EVERY_SECONDS:
            self.told_at = progress.seconds
            self.session.tell(self._line(progress))

    def close(self) -> None:
        """End the moving line."""
        if self.is_open:
            sys.stderr.write("\n")
        self.is_open = False

    def _line(self, progress: Progress) -> str:
        said = STAGES[progress.stage]
        name = self.session.say(said.vi, said.en)
        if progress.stage == "write":
            return f"{name} {progress.rows}"
        speed = round(progress.rows / max(progress.seconds - self.stage_began, 0.01))
        rows = self.session.say("dòng, mỗi giây", "rows, per second")
        return f"{name}: {progress.rows} {rows} {speed}"
