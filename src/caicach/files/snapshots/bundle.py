"""A publication as one zip that can be checked anywhere."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from caicach.files.official.pages import annex_pdf
from caicach.files.official.sheets import annex_xlsx
from caicach.files.snapshots.keys import SealingKey
from caicach.files.snapshots.pdf_seal import sign_pdf
from caicach.files.snapshots.seal import seal
from caicach.files.snapshots.snapshot import Publication, Snapshot, draft

SNAPSHOT, SEAL, CERTIFICATE, README = (
    "snapshot.json",
    "snapshot.json.p7s",
    "certificate.pem",
    "README.txt",
)
READABLE = 0o100644 << 16


def publish(
    publication: Publication, key: SealingKey, now: datetime, fonts: Path | None = None
) -> tuple[Snapshot, dict[str, bytes]]:
    """Return the snapshot and every file of its bundle by name, sealed.

    fonts: a folder with the office's Times New Roman for the pages.

    Raises NotCanonicalError for a result or inputs with floats in them.
    """
    particulars = publication.particulars
    drafted = draft(publication)
    digest = drafted.digest
    pages = annex_pdf(publication.result, particulars, digest=digest, sealed_at=now, fonts=fonts)
    annexes = {
        "annex.pdf": sign_pdf(pages, key, now, particulars.title, particulars.place),
        "annex.xlsx": annex_xlsx(publication.result, particulars, digest=digest),
    }
    snapshot = drafted.freeze(annexes)
    return snapshot, {
        SNAPSHOT: snapshot.content,
        SEAL: seal(snapshot.content, key, now),
        **annexes,
        CERTIFICATE: key.pem,
        README: _readme(publication, snapshot, key).encode(),
    }


def _readme(publication: Publication, snapshot: Snapshot, key: SealingKey) -> str:
    template = files(__package__).joinpath("bundle.txt").read_text("utf-8")
    return template.format(
        title=publication.particulars.title,
        notation=publication.particulars.notation,
        number=publication.particulars.number,
        sha256=snapshot.sha256,
        digest=snapshot.digest,
        fingerprint=key.fingerprint,
        check_at=publication.particulars.check_at or "–",
    )


def bundle(parts: Mapping[str, bytes], now: datetime) -> bytes:
    """Return the files as a zip; the same files and time give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, READABLE
            archive.writestr(entry, parts[name])
    return written.getvalue()
