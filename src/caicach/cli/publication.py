"""`caicach verify`: a published bundle checked from its seal down to every point."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caicach.cli.refusal import FAULTS, FaultsError, WrongUseError
from caicach.cli.session import Session, check_files, check_format, session_of
from caicach.core.issues import Issue, has_faults

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

FORMATS = ("table", "json")


def verify(
    context: typer.Context,
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help="bundle")],
    anchor: Annotated[
        list[Path] | None, typer.Option("--anchor", metavar="FILE", help="anchor")
    ] = None,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Compare hashes, seal and annexes, and work out every point, total and rank again."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    check_files([bundle, *(anchor or [])])
    from caicach.files.snapshots import verify_publication

    trusted = [each for path in anchor or [] for each in _certificates(path)]
    issues = verify_publication(bundle, trusted)
    if session.output == "json":
        session.print_json(_entry(issues))
        if has_faults(issues):
            raise typer.Exit(FAULTS)
        return
    if has_faults(issues):
        raise FaultsError(issues)
    session.tell_issues(issues)
    session.print_text(f"{_verdict(session, issues)}\n")


def _certificates(path: Path) -> "list[Certificate]":
    """Return the certificates of a file. Raises WrongUseError where it holds none."""
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    content = path.read_bytes()
    try:
        if b"-----BEGIN" in content:
            return load_pem_x509_certificates(content)
        return [load_der_x509_certificate(content)]
    except ValueError:
        raise WrongUseError("verify-anchor-unreadable", str(path)) from None


def _verdict(session: Session, issues: list[Issue]) -> str:
    if any(each.code == "publication-signer-unknown" for each in issues):
        return session.say(
            "Gói nguyên vẹn và mọi điểm tính lại đều khớp; còn phải xác nhận ai đã niêm phong.",
            "The package is intact and every point holds; who sealed it is still to be confirmed.",
        )
    return session.say(
        "Gói nguyên vẹn, dấu niêm phong được xác nhận và mọi điểm tính lại đều khớp.",
        "The package is intact, its seal is confirmed and every point holds.",
    )


def _entry(issues: list[Issue]) -> dict[str, Any]:
    """Return the findings in both languages: whoever is told reads the one they know."""
    return {
        "holds": not has_faults(issues),
        "findings": [
            {
                "code": each.code,
                "severity": each.severity,
                "where": each.where,
                "vi": {"problem": each.problem("vi"), "remedy": each.remedy("vi")},
                "en": {"problem": each.problem("en"), "remedy": each.remedy("en")},
            }
            for each in issues
        ],
    }
