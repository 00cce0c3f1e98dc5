"""Where a store stands: a folder, or a place in object storage."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow.fs as arrow_fs

from caicach.core.issues import issue
from caicach.engine.facts.store_error import StoreError

SCHEME = re.compile(r"^[a-z][a-z0-9+]+://")
UNUSABLE = re.compile(r"[\[\]^|%*?\\]")
"""Signs in a folder's name that the table format or the query engine reads as something else."""


@dataclass(frozen=True)
class Address:
    """A store's root, without a slash at its end, and the options to reach it.

    options: delta-rs storage options, `AWS_ENDPOINT_URL` and so on; what is left out is taken
    from the environment.
    """

    root: str
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, address: str | Path, options: Mapping[str, str] | None = None) -> "Address":
        """Return the address. Raises StoreError for a folder's name that cannot be used."""
        text = str(address)
        if SCHEME.match(text):
            return cls(text.rstrip("/"), dict(options or {}))
        root = Path(text).absolute().as_posix()
        if found := UNUSABLE.search(root):
            raise StoreError(issue("store-name-unusable", text, sign=found[0]))
        return cls(root)

    @property
    def is_local(self) -> bool:
        """Say whether the store is a folder."""
        return not SCHEME.match(self.root)

    def inside(self, *parts: str) -> str:
        """Return the address of something in the store."""
        return "/".join((self.root, *parts))

    @property
    def delta_options(self) -> dict[str, str] | None:
        """The options as delta-rs takes them."""
        return dict(self.options) or None

    @cached_property
    def files(self) -> arrow_fs.FileSystem:
        """The file system to read Parquet files with."""
        if self.is_local:
            return arrow_fs.LocalFileSystem()
        if not self.root.startswith(("s3://", "s3a://")):
            return arrow_fs.FileSystem.from_uri(self.root)[0]
        return arrow_fs.S3FileSystem(**_s3_options(self.options))

    def path_of(self, uri: str) -> str:
        """Return a file's path as `files` names it."""
        return SCHEME.sub("", uri)


def _s3_options(options: Mapping[str, str]) -> dict[str, object]:
    """Say the options of delta-rs in the words of Arrow."""
    given = {name.upper(): value for name, value in options.items()}

    def named(name: str) -> str | None:
        return given.get(name) or given.get(name.removeprefix("AWS_")) or os.environ.get(name)

    endpoint = named("AWS_ENDPOINT_URL") or named("AWS_ENDPOINT")
    said: dict[str, object | None] = {
        "access_key": named("AWS_ACCESS_KEY_ID"),
        "secret_key": named("AWS_SECRET_ACCESS_KEY"),
        "session_token": named("AWS_SESSION_TOKEN"),
        "region": named("AWS_REGION") or named("AWS_DEFAULT_REGION"),
        "endpoint_override": endpoint,
        "scheme": "http" if endpoint and endpoint.startswith("http://") else None,
    }
    return {name: value for name, value in said.items() if value is not None}
