"""`caicach serve`: the workspace, made ready and answering."""

from typing import Annotated

import typer

from caicach.cli.admin.workspace import open_workspace
from caicach.cli.session import Session, session_of


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, metavar="N", help="port")] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=0, max=64, metavar="N", help="workers")
    ] = 0,
    jobs: Annotated[bool, typer.Option("--jobs/--no-jobs", help="jobs")] = True,
) -> None:
    """Make the installation ready, then serve pages and do background jobs until stopped."""
    run_workspace(session_of(context), (host, port), workers, jobs=jobs)


def run_workspace(session: Session, place: tuple[str, int], workers: int, *, jobs: bool) -> None:
    """Serve at `place` until stopped."""
    open_workspace(migrated=False)
    from contextlib import nullcontext

    from caicach.web.site.preparing import prepare
    from caicach.web.site.serving import advise_cores, job_worker, serve_pages

    for step in prepare():
        session.tell(session.say(*STEPS[step]))
    host, port = place
    shown = f"http://{host}:{port}/"
    session.tell(session.say(f"Mở trình duyệt tại {shown}", f"Open {shown} in a browser"))
    with job_worker() if jobs else nullcontext():
        serve_pages(host, port, workers or advise_cores())


STEPS = {
    "words": ("Chuẩn bị ngôn ngữ…", "Preparing words…"),
    "database": ("Chuẩn bị cơ sở dữ liệu…", "Preparing the database…"),
    "assets": ("Chuẩn bị giao diện…", "Preparing assets…"),
}
