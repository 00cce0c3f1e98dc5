"""YAML read as text with line numbers, so that `2.10` stays `2.10` and `no` stays `no`."""

import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from caicach.core.issues import Issue, issue

Content: TypeAlias = "str | list[Content] | dict[str, Content] | None"
Loc: TypeAlias = tuple[str | int, ...]

MAX_CHARACTERS = 4_000_000
# Deeper than any criteria set; readers that recurse must never be led further down.
MAX_DEPTH = 50


@dataclass(slots=True)
class Document:
    """A YAML file as text: content plus the line of every entry (1-based)."""

    path: str
    content: Content
    lines: dict[Loc, int] = field(default_factory=dict)

    def where(self, loc: Loc) -> str:
        """Return `path:line` of the deepest entry that `loc` reaches."""
        return f"{self.path}:{self.lines.get(self.reach(loc), 1)}"

    def reach(self, loc: Loc) -> Loc:
        """Return the part of `loc` that exists in the file; other steps are passed over."""
        reached: Loc = ()
        for step in loc:
            if (*reached, step) in self.lines:
                reached = (*reached, step)
        return reached

    def at(self, loc: Loc) -> Content:
        """Return the content at the deepest entry that `loc` reaches."""
        content = self.content
        for step in self.reach(loc):
            content = content[step]  # type: ignore[index]  # `reach` keeps real steps
        return content


def read_document(text: str, path: str) -> tuple[Document | None, list[Issue]]:
    """Return the document, or None with the faults that made it unreadable.

    text: the file's characters, read in composed letters (NFC). path: shown in faults as it is.
    Null is the empty scalar, `null` or `~`; all other scalars are text.
    """
    if len(text) > MAX_CHARACTERS:
        found = issue("yaml-too-large", f"{path}:1", size=len(text), limit=MAX_CHARACTERS)
        return None, [found]
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    try:
        refused = _first_refused(text, path)
        root = None if refused else yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        return None, [_unreadable(error, path)]
    if refused:
        return None, [refused]
    if root is None:
        return None, [issue("yaml-empty", f"{path}:1")]
    document = Document(path, None)
    issues: list[Issue] = []
    document.content = _content(root, (), document, issues)
    return document, issues


def _first_refused(text: str, path: str) -> Issue | None:
    """Return why the text must not be composed: an alias, or entries nested too deep.

    Aliases let a small file grow without bound; deep nesting exhausts the stack.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        where = f"{path}:{mark.line + 1 if mark else 1}"
        if isinstance(event, yaml.AliasEvent):
            return issue("yaml-alias", where, name=event.anchor)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return issue("yaml-too-deep", where, limit=MAX_DEPTH)
    return None


def _unreadable(error: Exception, path: str) -> Issue:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error) or type(error).__name__
    line = mark.line + 1 if mark else 1
    return issue("yaml-unreadable", f"{path}:{line}", reason=" ".join(reason.split()))


def _content(node: Node, loc: Loc, document: Document, issues: list[Issue]) -> Content:
    document.lines.setdefault(loc, node.start_mark.line + 1)
    if isinstance(node, ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, SequenceNode):
        return [_content(each, (*loc, i), document, issues) for i, each in enumerate(node.value)]
    if not isinstance(node, MappingNode):
        raise TypeError(f"unexpected YAML node {node!r}")
    return _mapping(node, loc, document, issues)


def _mapping(
    node: MappingNode, loc: Loc, document: Document, issues: list[Issue]
) -> dict[str, Content]:
    content: dict[str, Content] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            issues.append(issue("key-not-text", f"{document.path}:{line}"))
            continue
        key = str(key_node.value)
        if key in content:
            first = document.lines[(*loc, key)]
            issues.append(issue("key-duplicate", f"{document.path}:{line}", key=key, first=first))
            continue
        document.lines[(*loc, key)] = line
        content[key] = _content(value_node, (*loc, key), document, issues)
    return content
