"""Derive the national map that ships with Caicach from the data of `vietnamadminunits`.

    python -m tools.national_map FOLDER

FOLDER is `vietnamadminunits/data` of the unpacked package (dataset.db, converter_2025.json). The
files go to src/caicach/standards/agencies/vietnam; provinces.csv and sources.csv there are kept by
hand and only checked here.
"""

import csv
import json
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parents[1] / "src/caicach/standards/agencies/vietnam"
SOURCE = "vau"
LAST_OLD = "2025-06-30"
FIRST_NEW = "2025-07-01"
PLACES = 6


class Part(NamedTuple):
    """One arrow of the source: an old unit, a new one, and what is said of it."""

    old: str
    new: str
    divided: bool
    default: bool


class Map(NamedTuple):
    """Both maps by the keys of the source, and the arrows between them by key."""

    old: dict[str, sqlite3.Row]
    new: dict[str, sqlite3.Row]
    parts: dict[str, list[Part]]


def read_map(folder: Path) -> Map:
    """Return what the package holds."""
    database = sqlite3.connect(folder / "dataset.db")
    database.row_factory = sqlite3.Row
    old = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": row
        for row in database.execute("select * from admin_units_legacy")
    }
    new = {
        f"{row['provinceKey']}_{row['wardKey']}": row
        for row in database.execute("select * from admin_units")
    }
    parts = defaultdict(list)
    converter = json.loads((folder / "converter_2025.json").read_text("utf-8"))
    for province, units in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for unit, formers in units.items():
            for key in formers:
                parts[key].append(Part(key, f"{province}_{unit}", divided=False, default=True))
    for province, formers in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, units in formers.items():
            for unit in units:
                new_key, default = f"{province}_{unit['newWardKey']}", unit["isDefaultNewWard"]
                parts[key].append(Part(key, new_key, divided=True, default=default))
    return Map(old, new, dict(parts))


def without_namesakes(found: Map) -> tuple[Map, list[Part]]:
    """Return the map without the arrows that belong to another unit of the same name.

    The source gives an arrow of `Xã Tân Thạnh` to every Tân Thạnh of the merged province. Two
    rules tell them: no part of a commune went to a new commune whose undivided parts all come
    from another former province; and none went across a district border to where a namesake went
    whole.
    """
    whole: dict[str, list[Part]] = defaultdict(list)
    for parts in found.parts.values():
        for part in parts:
            if not part.divided:
                whole[part.new].append(part)
    kept, dropped = {}, []
    for key, parts in found.parts.items():
        wrong = [part for part in parts if _is_namesake(part, whole[part.new], found)]
        dropped += wrong
        kept[key] = [part for part in parts if part not in wrong]
    return Map(found.old, found.new, kept), dropped


def _is_namesake(part: Part, whole: Sequence[Part], found: Map) -> bool:
    if not part.divided or not whole:
        return False
    own, others = found.old[part.old], [found.old[each.old] for each in whole]
    if own["provinceCode"] not in {each["provinceCode"] for each in others}:
        return True
    if own["districtCode"] in {each["districtCode"] for each in others}:
        return False
    return own["wardKey"] in {each["wardKey"] for each in others}


def code_of(row: sqlite3.Row) -> str:
    """Return the commune's code; the five island districts without communes have their own."""
    return str(row["wardCode"] or row["districtCode"])


def evenly(name: str) -> str:
    """Return a name as the others are written: Thị trấn, not Thị Trấn."""
    for word in ("Thị Trấn", "Thị Xã", "Thành Phố"):
        name = name.replace(word, word.capitalize())
    return name


def is_unchanged(key: str, found: Map, reached: Counter[str]) -> bool:
    """Say whether a commune kept code, name and kind, took nothing in and gave nothing away."""
    parts, old = found.parts[key], found.old[key]
    if len(parts) != 1 or reached[parts[0].new] != 1 or not old["wardCode"]:
        return False
    new = found.new[parts[0].new]
    return (new["wardCode"], new["ward"]) == (old["wardCode"], old["ward"])


def commune_rows(found: Map, unchanged: set[str]) -> list[tuple[str, ...]]:
    """Return the communes of both maps; those that did not change once, with both parents."""
    rows = []
    staying = {found.parts[key][0].new: key for key in unchanged}
    for key, row in found.old.items():
        if row["wardCode"] and key not in unchanged:
            name = evenly(row["ward"])
            rows.append((row["wardCode"], name, row["districtCode"], "", "", LAST_OLD))
    for key, row in found.new.items():
        district = found.old[staying[key]]["districtCode"] if key in staying else ""
        since = "" if key in staying else FIRST_NEW
        rows.append((row["wardCode"], row["ward"], district, row["provinceCode"], since, ""))
    return sorted(((*row, SOURCE) for row in rows), key=lambda row: (row[0], row[4]))


def district_rows(found: Map) -> list[tuple[str, ...]]:
    """Return the districts, which all ended."""
    districts = {
        (row["districtCode"], evenly(row["district"]), row["provinceCode"], "", LAST_OLD, SOURCE)
        for row in found.old.values()
    }
    return sorted(districts)


def lineage_rows(found: Map, unchanged: set[str]) -> list[tuple[str, ...]]:
    """Return what became of each district and each commune that changed."""
    rows = []
    for key, parts in found.parts.items():
        if key in unchanged:
            continue
        status = "equal" if len(parts) > 1 else "whole"
        for part, share in zip(parts, equal_shares(parts), strict=True):
            default = "x" if len(parts) > 1 and part.default else ""
            new = str(found.new[part.new]["wardCode"])
            rows.append((code_of(found.old[key]), new, f"{share:f}", status, default))
    islands = {row["districtCode"] for row in found.old.values() if not row["wardCode"]}
    ended = {row["districtCode"] for row in found.old.values()} - islands
    rows += [(code, "", "1", "abolished", "") for code in ended]
    return sorted(rows)


def equal_shares(parts: Sequence[Part]) -> list[Decimal]:
    """Return equal shares that add up to 1; the first takes what does not divide."""
    each = (Decimal(1) / len(parts)).quantize(Decimal(10) ** -PLACES, "ROUND_DOWN")
    each = each.normalize()
    return [1 - each * (len(parts) - 1), *[each] * (len(parts) - 1)]


def write(name: str, head: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write one file, in composed letters."""
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows([unicodedata.normalize("NFC", cell) for cell in row] for row in rows)


def check_provinces(found: Map) -> None:
    """Compare the hand-kept provinces with the package. Raises ValueError where they differ."""
    with (TARGET / "provinces.csv").open(encoding="utf-8", newline="") as file:
        kept = list(csv.DictReader(file))
    before = {row["code"]: row["name"] for row in kept if row["valid_from"] < FIRST_NEW}
    after = {row["code"]: row["name"] for row in kept if not row["valid_to"]}
    for units, ours in ((found.old, before), (found.new, after)):
        theirs = {row["provinceCode"]: row["province"] for row in units.values()}
        if theirs != ours:
            raise ValueError(f"provinces differ: {sorted(set(theirs.items()) ^ set(ours.items()))}")


def main(folder: Path) -> None:
    """Write the files and tell what was left out."""
    found, dropped = without_namesakes(read_map(folder))
    reached = Counter(part.new for parts in found.parts.values() for part in parts)
    unchanged = {key for key in found.old if is_unchanged(key, found, reached)}
    head = "code,name,district,province,valid_from,valid_to,source"
    write("communes.csv", head, commune_rows(found, unchanged))
    head = "code,name,province,valid_from,valid_to,source"
    write("districts.csv", head, district_rows(found))
    write("lineage.csv", "from,to,share,status,default", lineage_rows(found, unchanged))
    pairs = sorted((code_of(found.old[p.old]), found.new[p.new]["wardCode"]) for p in dropped)
    write("left_out.csv", "from,to", pairs)
    check_provinces(found)
    counted = f"{len(unchanged)} communes unchanged, {len(dropped)} arrows left out"
    sys.stdout.write(f"{counted}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
