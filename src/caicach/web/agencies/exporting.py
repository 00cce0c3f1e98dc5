"""The whole register handed out: a workbook, a CSV, or the YAML the facts engine reads."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from caicach.core.agencies import Agency, AgencyTree
from caicach.core.issues import Lang
from caicach.files.registers import write_agency_table
from caicach.files.whole_file import write_text
from caicach.web.agencies.blocks import words_of_block
from caicach.web.look.listing import XLSX
from caicach.web.register.queries import whole_register

FORMATS: Mapping[str, str] = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
}
LABEL = {"vi": "Sổ cơ quan", "en": "Register of agencies"}


def export_register() -> AgencyTree:
    """Return the register as it was entered: English names only where there are any."""
    tree = whole_register()
    return AgencyTree(tuple(map(_as_entered, tree.agencies)), tree.links, tree.events)


def write_register(path: Path, lang: Lang = "vi") -> None:
    """Write the register in the form the file's ending names: .xlsx, .csv or .yaml.

    What is written reads back to the same register: as a table, in which blocks stand by their
    names, or with `caicach facts agencies`.
    """
    tree = export_register()
    if path.suffix.lower() in (".yaml", ".yml"):
        write_text(path, yaml_text(tree))
    else:
        named = tuple(_with_block_named(each, lang) for each in tree.agencies)
        write_agency_table(AgencyTree(named, tree.links, tree.events), path, lang)


def yaml_text(tree: AgencyTree) -> str:
    """Return the register as `core.agencies.read_agencies` reads it."""
    content = {
        "label": LABEL,
        "source": "Caicach",
        "agencies": [_plain(each) for each in tree.agencies],
        "links": [_plain(each) for each in tree.links],
        "lineage": [_plain(each) for each in tree.events],
    }
    kept = {name: value for name, value in content.items() if value}
    return yaml.dump(
        kept, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1_000
    )


def _as_entered(agency: Agency) -> Agency:
    name = agency.name
    if name.en is None or name.en != name.vi:
        return agency
    return agency.model_copy(update={"name": name.model_copy(update={"en": None})})


def _with_block_named(agency: Agency, lang: Lang) -> Agency:
    if agency.block is None:
        return agency
    return agency.model_copy(update={"block": words_of_block(agency.block, lang)})


def _plain(row: Any) -> dict[str, Any]:
    plain: dict[str, Any] = row.model_dump(mode="json", exclude_none=True, by_alias=True)
    if plain.get("share") == "1":
        del plain["share"]
    return plain
