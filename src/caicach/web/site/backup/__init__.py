"""One archive of database, evidence and facts; restored elsewhere and compared."""

from caicach.web.site.backup.manifest import BackupError, Manifest
from caicach.web.site.backup.restoring import restore
from caicach.web.site.backup.verifying import compare, read_manifest, verify
from caicach.web.site.backup.writing import write_backup

__all__ = [
    "BackupError",
    "Manifest",
    "compare",
    "read_manifest",
    "restore",
    "verify",
    "write_backup",
]
