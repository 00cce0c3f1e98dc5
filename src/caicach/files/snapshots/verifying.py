"""Everything a publication claims, checked again."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_pem_x509_certificates

from caicach.core.issues import Issue, has_faults, issue
from caicach.core.scoring.kept import ResultRefusedError, read_result
from caicach.files.snapshots.bundle import CERTIFICATE, README, SEAL, SNAPSHOT
from caicach.files.snapshots.canonical import NotCanonicalError, canonical, sha256
from caicach.files.snapshots.parts import read_parts
from caicach.files.snapshots.recount import recount
from caicach.files.snapshots.seal import SealState, check_seal
from caicach.files.snapshots.snapshot import SCHEMA, digest_of

Parts = Mapping[str, bytes]


def verify_publication(path: Path, anchors: Sequence[Certificate] = ()) -> list[Issue]:
    """Return every mismatch in a bundle, a zip or an unpacked folder, all at once.

    Without anchors, or by another signer than theirs, who sealed is a warning: the certificate
    lies in the bundle itself, so its fingerprint must be compared with one known from elsewhere.
    """
    parts, issues = read_parts(path)
    if has_faults(issues):
        return issues
    issues += _missing(parts, (SNAPSHOT, SEAL, CERTIFICATE))
    if SNAPSHOT not in parts:
        return issues
    issues += _seal_issues(parts, anchors)
    frozen, found = _read(parts[SNAPSHOT])
    issues += found
    if frozen is not None:
        issues += _annexes(parts, frozen)
        issues += _unsealed(parts, frozen)
        issues += _content(parts[SNAPSHOT], frozen)
        issues += _result(frozen)
    return issues


def _missing(parts: Parts, names: Sequence[str]) -> Iterator[Issue]:
    for name in names:
        if name not in parts:
            yield issue("publication-part-missing", name)


def _seal_issues(parts: Parts, anchors: Sequence[Certificate]) -> Iterator[Issue]:
    if SEAL not in parts:
        return
    state = check_seal(parts[SNAPSHOT], parts[SEAL], anchors)
    if state.trust == "broken":
        yield issue(f"publication-seal-{state.reason}", SEAL)
    if state.trust == "unknown":
        named = {"signer": state.signer, "fingerprint": state.fingerprint}
        yield issue("publication-signer-unknown", SEAL, **named)
    if CERTIFICATE in parts and state.fingerprint:
        yield from _certificate(parts[CERTIFICATE], state)


def _certificate(pem: bytes, state: SealState) -> Iterator[Issue]:
    """The certificate beside the seal must be the one within it."""
    try:
        beside = load_pem_x509_certificates(pem)[0].fingerprint(SHA256()).hex()
    except ValueError:
        beside = ""
    if beside != state.fingerprint:
        yield issue("publication-certificate-differs", CERTIFICATE, signer=state.signer)


def _read(content: bytes) -> tuple[dict[str, Any] | None, list[Issue]]:
    try:
        frozen = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        return None, [issue("publication-unreadable", SNAPSHOT, reason=error.msg)]
    schema = frozen.get("schema") if isinstance(frozen, dict) else None
    if schema != SCHEMA:
        return None, [issue("publication-schema", SNAPSHOT, found=schema, expected=SCHEMA)]
    if not isinstance(frozen.get("annexes"), dict):
        return None, [issue("publication-unreadable", SNAPSHOT, reason="annexes")]
    return frozen, []


def _annexes(parts: Parts, frozen: Mapping[str, Any]) -> Iterator[Issue]:
    for name, stated in frozen["annexes"].items():
        if name not in parts:
            yield issue("publication-part-missing", name)
        elif sha256(parts[name]) != stated:
            named = {"stated": stated, "found": sha256(parts[name])}
            yield issue("publication-part-differs", name, **named)


def _unsealed(parts: Parts, frozen: Mapping[str, Any]) -> Iterator[Issue]:
    known = {SNAPSHOT, SEAL, CERTIFICATE, README, *frozen["annexes"]}
    for name in sorted(parts.keys() - known):
        yield issue("publication-part-unsealed", name)


def _content(content: bytes, frozen: Mapping[str, Any]) -> Iterator[Issue]:
    try:
        if canonical(frozen) != content:
            yield issue("publication-not-canonical", SNAPSHOT)
        if digest_of(frozen) != frozen.get("digest"):
            yield issue("publication-digest-differs", SNAPSHOT)
    except (NotCanonicalError, RecursionError) as error:
        yield issue("publication-unreadable", SNAPSHOT, reason=error)


def _result(frozen: Mapping[str, Any]) -> list[Issue]:
    try:
        return recount(read_result(frozen.get("result"), SNAPSHOT))
    except ResultRefusedError as error:
        return error.issues
