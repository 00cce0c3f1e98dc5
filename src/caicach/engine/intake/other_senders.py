"""Dossiers that the store knows already, but under another sender: each would count twice."""

from collections.abc import Iterator, Mapping

from caicach.core.issues import Issue, issue
from caicach.engine.intake.staging import Stage


def known_by_others(stage: Stage, names: Mapping[str, str], version: int) -> Iterator[Issue]:
    """Yield a warning for each pair of senders that share printed codes now and did not before.

    It reads the views of `Around`. names: of the files taken in, by their id. version: that the
    intake makes.
    """
    if not stage.has("dossiers") or not stage.connection.sql(_HAS_OTHERS).fetchall()[0][0]:
        return
    for known, sender, file, count in stage.connection.sql(_SHARED).fetchall():
        yield issue(
            "intake-other-sender",
            names.get(file, file),
            count=count,
            known=known or "–",
            sender=sender or "–",
            before=version - 1,
        )


_HAS_OTHERS = """
    SELECT count(DISTINCT coalesce(sender, '')) > 1 AND bool_or(is_known) FROM (
        SELECT DISTINCT sender, false AS is_known FROM fed_dossiers
        UNION ALL SELECT DISTINCT sender, true FROM known_dossiers
    )
"""
"""Most stores have one sender, and the first intake has none to compare with."""

_SHARED = """
    WITH fed AS (
        SELECT key, any_value(code) AS code, any_value(coalesce(sender, '')) AS sender,
            min(file) AS file
        FROM fed_dossiers WHERE code IS NOT NULL GROUP BY key
    ), known AS (
        SELECT key, code, coalesce(sender, '') AS sender FROM known_dossiers
        WHERE code IN (SELECT code FROM fed)
    ), fresh AS (SELECT * FROM fed ANTI JOIN known USING (key))
    SELECT known.sender, fresh.sender, min(fresh.file), count(DISTINCT fresh.code)
    FROM fresh JOIN known ON known.code = fresh.code AND known.sender <> fresh.sender
    GROUP BY known.sender, fresh.sender ORDER BY 4 DESC, 1, 2
"""
