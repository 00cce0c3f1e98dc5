"""`caicach standards list` and `show`: what ships, and what one edition says."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from caicach.cli.editions import open_edition
from caicach.cli.listing import FORMATS, Column, show_listing
from caicach.cli.session import Session, check_format, session_of
from caicach.core.criteria import Branch, Edition, load_shipped, outline, shipped_names
from caicach.core.issues import Lang
from caicach.core.numbers import format_number, plain
from caicach.core.scoring.document import rule_entry, source_text
from caicach.files.safe_text import safe

Output = Annotated[str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")]


def list_(context: typer.Context, output: Output = "table") -> None:
    """List the editions that ship."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    editions = [load_shipped(name) for name in shipped_names()]
    columns = [
        Column("edition", session.say("Bộ tiêu chí", "Edition"), folds=False),
        Column("label", session.say("Tên", "Label")),
        Column("items", session.say("Số mục", "Items"), right=True),
        Column("maximum", session.say("Điểm", "Points"), right=True),
        Column("remark", session.say("Lưu ý", "Remark")),
    ]
    rows = [_row(each, session.lang) for each in editions]
    show_listing(session, columns, rows, [_entry(each, session.lang) for each in editions])


def _areas(edition: Edition) -> tuple[Branch, ...]:
    return outline(edition, edition.defaults(), None)


def _items(edition: Edition) -> list[Branch]:
    return [item for area in _areas(edition) for item in area.items()]


def _row(edition: Edition, lang: Lang) -> list[str]:
    items = str(len(_items(edition)))
    maximum = format_number(edition.maximum, lang=lang)
    return [edition.edition, edition.label.text(lang), items, maximum, _remark(edition, lang)]


def _remark(edition: Edition, lang: Lang) -> str:
    remarks = [each.text(lang) for each in (edition.sample, edition.partial) if each]
    return "; ".join(remarks)


def _entry(edition: Edition, lang: Lang) -> dict[str, Any]:
    return {
        "edition": edition.edition,
        "label": edition.label.text(lang),
        "items": len(_items(edition)),
        "maximum": plain(edition.maximum),
        "sample": edition.sample.text(lang) if edition.sample else None,
        "partial": edition.partial.text(lang) if edition.partial else None,
        "choices": {c.id: [option.id for option in c.options] for c in edition.choices},
    }


def show(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(metavar="SET/EDITION|PATH", help="edition")],
    output: Output = "table",
) -> None:
    """Print one edition: its items, maxima, rules in words, sources."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    found = open_edition(edition)
    columns = [
        Column("code", session.say("Mã", "Code"), folds=False),
        Column("label", session.say("Nội dung", "Item")),
        Column("maximum", session.say("Tối đa", "Maximum"), right=True),
        Column("rule", session.say("Cách chấm", "Rule")),
    ]
    nodes = [node for area in _areas(found) for node in _walk(area)]
    rows = [_node_row(node, session.lang) for node in nodes]
    entry = _entry(found, session.lang)
    entry["criteria"] = [_node_entry(node, session.lang) for node in nodes]
    if session.output == "table":
        session.show(*_head(found, session))
    show_listing(session, columns, rows, entry)


def _walk(branch: Branch) -> Iterator[Branch]:
    yield branch
    for child in branch.children:
        yield from _walk(child)


def _node_row(branch: Branch, lang: Lang) -> list[str]:
    node = branch.node
    maximum = format_number(branch.maximum, lang=lang)
    return [node.code, node.label.text(lang), maximum, _rule_words(branch, lang)]


def _rule_words(branch: Branch, lang: Lang) -> str:
    rule = branch.node.rule
    return rule.words(branch.maximum, lang) if rule else ""


def _node_entry(branch: Branch, lang: Lang) -> dict[str, Any]:
    node = branch.node
    return {
        "code": node.code,
        "label": node.label.text(lang),
        "maximum": plain(branch.maximum),
        "kind": branch.kind,
        "rule": rule_entry(node),
        "rule_text": _rule_words(branch, lang) or None,
        "note": node.note.text(lang) if node.note else None,
        "source": source_text(node.source),
    }


def _head(edition: Edition, session: Session) -> Iterator[str]:
    lang = session.lang
    yield safe(f"{edition.edition} · {edition.label.text(lang)}")
    for each in (edition.sample, edition.partial, edition.note):
        if each:
            yield safe(each.text(lang))
    if edition.issued:
        yield safe(edition.issued.text.text(lang))
    for choice in edition.choices:
        options = "; ".join(f"{o.id}: {o.label.text(lang)}" for o in choice.options)
        head = session.say("Điểm chưa thống nhất", "Unsettled")
        taken = session.say("mặc định", "default")
        yield safe(f"{head} {choice.id} ({taken} {choice.default}): {options}")
