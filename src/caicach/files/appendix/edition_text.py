"""An imported appendix written as the YAML of an edition."""

import re
from decimal import Decimal
from typing import Any

import yaml

from caicach.core.numbers import plain
from caicach.files.appendix.checks import children_of
from caicach.files.appendix.heading import Heading
from caicach.files.appendix.imported import Row, Rule
from caicach.files.appendix.outside import outside_kind
from caicach.files.appendix.wording import one_line

WIDTH = 10_000
NOTICE = """\
# Đọc từ tệp “{file}”. Xem lại từng mục trong danh sách cần xác nhận trước khi dùng.
# Read from “{file}”. Look at every item of the list to confirm before using it.
"""
FAULTS = """\
# CHƯA DÙNG ĐƯỢC: bảng tiêu chí có {count} lỗi; sửa từng lỗi dưới đây rồi xóa đoạn này.
# NOT READY: faults in the table: {count}; mend each of them, then delete these lines.
"""


class Flow(dict[str, Any]):
    """A mapping written on one line."""


class Bare(str):
    """A figure, a day or a flag, written without quotation marks."""

    __slots__ = ()


BARE = re.compile(r"-?\d+(\.\d+)?|\d{4}-\d\d-\d\d|true|false")
WORDED = frozenset({"label", "event", "counted", "numerator", "denominator", "text", "by"})


class _Dumper(yaml.SafeDumper):
    """Writes every scalar so that it reads back as the same text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and _fits_block(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _fits_block(text: str) -> bool:
    return not any(line != line.rstrip() for line in text.split("\n"))


def _represent_flow(dumper: yaml.SafeDumper, mapping: Flow) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=True)


def _represent_bare(dumper: yaml.SafeDumper, text: Bare) -> yaml.ScalarNode:
    tag = "int" if text.lstrip("-").isdigit() else "float"
    tag = "bool" if text in ("true", "false") else "timestamp" if text.count("-") == 2 else tag
    return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", str(text))


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Flow, _represent_flow)
_Dumper.add_representer(Bare, _represent_bare)


def write_edition(
    name: str, heading: Heading, rows: tuple[Row, ...], bands: list[Rule], total: Decimal
) -> str:
    """Return the YAML of the edition, without notices."""
    edition: dict[str, Any] = {"edition": name, "label": heading.title or name}
    edition |= _issued(heading)
    if heading.sample:
        edition["sample"] = heading.sample
    if heading.level:
        edition["level"] = heading.level
    edition["maximum"] = Bare(plain(total))
    if bands:
        edition["bands"] = [_shaped(band) for band in bands]
    edition |= _caps(rows)
    edition["areas"] = _nodes(rows)
    text = yaml.dump(edition, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return str(text)


def with_notice(text: str, file_name: str, faults: list[str]) -> str:
    """Return the edition with what a person must know first, as comments."""
    head = NOTICE.format(file=one_line(file_name))
    if faults:
        head += FAULTS.format(count=len(faults))
        head += "".join(f"# - {one_line(fault)}\n" for fault in faults)
    return f"{head}{text}"


def _issued(heading: Heading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if heading.decision:
        issued = {"text": heading.decision}
        if heading.issued_by:
            issued["by"] = heading.issued_by
        if heading.issued_on is not None:
            issued["date"] = heading.issued_on.isoformat()
        found["issued"] = _shaped(issued)
    if heading.year:
        days = {"from": f"{heading.year}-01-01", "until": f"{heading.year}-12-31"}
        found["effective"] = _shaped(days)
    return found


def _caps(rows: tuple[Row, ...]) -> dict[str, str]:
    """Return how much bonus and penalty can come to: the sum of what their items can give."""
    caps = {"bonus": Decimal(0), "penalty": Decimal(0)}
    for row in rows:
        if row.in_total or row.rule is None or row.max is None:
            continue
        side = "penalty" if row.rule["kind"] == "penalty" or row.max < 0 else "bonus"
        caps[side] += abs(row.max)
    return {f"{side}_cap": Bare(plain(cap)) for side, cap in caps.items() if cap}


def _nodes(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    below = children_of(rows)
    nodes = [_node(row, has_children=index in below) for index, row in enumerate(rows)]
    places = {id(row): index for index, row in enumerate(rows)}
    for index, children in below.items():
        nodes[index]["criteria"] = [nodes[places[id(child)]] for child in children]
    held = {id(child) for children in below.values() for child in children}
    return [node for row, node in zip(rows, nodes, strict=True) if id(row) not in held]


def _node(row: Row, *, has_children: bool) -> dict[str, Any]:
    node: dict[str, Any] = {"code": row.code, "label": row.name or row.code}
    if row.printed_code and row.printed_code != row.code:
        node["printed_code"] = row.printed_code
    if row.parent is None and not row.in_total:
        node["kind"] = outside_kind(row.name) or "bonus_penalty"
    if row.max is not None:
        node["max_points"] = Bare(plain(row.max))
    node["source"] = Flow(place=str(row.place))
    filled = {key: value for key, value in _said(row).items() if value}
    if row.rule is not None and not has_children:
        filled["rule"] = _shaped(row.rule)
    return node | filled


def _said(row: Row) -> dict[str, Any]:
    """Return what the row says about evidence, assessment and scoring; empty where it does not."""
    imported = row.rule is not None and row.rule["kind"] == "imported_index"
    return {
        "evidence": row.evidence.split("\n") if row.evidence else [],
        "lead": row.lead,
        "assessed_by": "survey" if row.survey else "import" if imported else "",
        "not_applicable_to": [row.not_applicable_to] if row.not_applicable_to else [],
        "scoring_text": row.scoring_text,
    }


def _shaped(rule: Rule) -> dict[str, Any]:
    """Small mappings go on one line, rules inside rules on several."""
    shaped: dict[str, Any] = {}
    for key, value in rule.items():
        if key in ("parts", "cases"):
            shaped[key] = [_part(each) for each in value]
        elif isinstance(value, list):
            shaped[key] = [_shaped(each) if isinstance(each, dict) else each for each in value]
        else:
            shaped[key] = Bare(value) if key not in WORDED and BARE.fullmatch(value) else value
    plain_rule = not any(isinstance(value, list) for value in shaped.values())
    return Flow(shaped) if plain_rule else shaped


def _part(part: Rule) -> dict[str, Any]:
    words = {"label": part["label"]} if "label" in part else {}
    return {**words, "max_points": Bare(part["max_points"]), "rule": _shaped(part["rule"])}
