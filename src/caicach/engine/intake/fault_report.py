"""What is wrong with the dossiers of a store: fault codes by agency and vendor."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from caicach.engine.facts import Facts
from caicach.engine.facts.shape import DOSSIERS
from caicach.engine.profiles.columns import TOKENS


@dataclass(frozen=True, slots=True)
class FaultReport:
    """Counts over all dossiers of one facts version.

    by_code: fault, dossiers, share of all, most frequent first.
    by_agency: agency, vendor, dossiers of both, fault, dossiers with it; by agency and vendor.
    unknown_codes: column, value as printed, vendor, dossiers; of columns that hold one of a few
    words, most frequent first. unreadable: file, name, code, records that could not be read at all.
    """

    version: int
    dossiers: int
    faulty: int
    duplicates: int
    by_code: pa.Table
    by_agency: pa.Table
    unknown_codes: pa.Table
    unreadable: pa.Table


def report_faults(facts: Facts) -> FaultReport:
    """Return the faults of every dossier; shares are in percent of all dossiers, NULL of none."""
    with duckdb.connect() as connection:
        facts.relation(connection, "dossiers").create_view("dossiers")
        for name in ("unreadable", "files"):
            connection.register(name, facts.read(name))
        total, faulty, twice = connection.sql(
            "SELECT count(*), count(*) FILTER (WHERE len(faults) > 0),"
            " count(*) FILTER (WHERE is_duplicate) FROM dossiers"
        ).fetchall()[0]
        return FaultReport(
            facts.version,
            int(total),
            int(faulty),
            int(twice),
            connection.sql(_BY_CODE).to_arrow_table(),
            connection.sql(_BY_AGENCY).to_arrow_table(),
            connection.sql(_unknown_codes_sql()).to_arrow_table(),
            connection.sql(_UNREADABLE).to_arrow_table(),
        )


def _unknown_codes_sql() -> str:
    """A yes or no that was neither is missing by now: only the fault code tells of it."""
    coded = {name: words for name, words in TOKENS.items() if name in DOSSIERS.schema.names}
    parts = [
        f"SELECT '{name}' AS \"column\", {name} AS value, vendor, count(*) AS dossiers FROM faulty"
        f" WHERE {name} NOT IN ({', '.join(map(repr, words))}) GROUP BY ALL"
        for name, words in coded.items()
    ]
    return (
        "WITH faulty AS (FROM dossiers WHERE list_contains(faults, 'code-not-listed'))"
        f" {' UNION ALL '.join(parts)} ORDER BY dossiers DESC, 1, 2, 3"
    )


_BY_CODE = """
    SELECT fault, count(*) AS dossiers,
        100.0 * count(*) / nullif((SELECT count(*) FROM dossiers), 0) AS share
    FROM (SELECT unnest(faults) AS fault FROM dossiers)
    GROUP BY fault ORDER BY dossiers DESC, fault
"""

_BY_AGENCY = """
    WITH every AS (
        SELECT agency, vendor, count(*) AS dossiers FROM dossiers GROUP BY ALL
    ), faulty AS (
        SELECT agency, vendor, unnest(faults) AS fault FROM dossiers
    ), counted AS (
        SELECT agency, vendor, fault, count(*) AS faulty FROM faulty GROUP BY ALL
    )
    SELECT c.agency, c.vendor, e.dossiers, c.fault, c.faulty
    FROM counted c JOIN every e
        ON c.agency IS NOT DISTINCT FROM e.agency AND c.vendor IS NOT DISTINCT FROM e.vendor
    ORDER BY c.agency, c.vendor, c.faulty DESC, c.fault
"""

_UNREADABLE = """
    SELECT u.file, any_value(f.name) AS name, u.code, count(*) AS records
    FROM unreadable u LEFT JOIN files f ON f.file = u.file
    GROUP BY u.file, u.code ORDER BY name, u.code
"""
