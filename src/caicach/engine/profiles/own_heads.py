"""Tables may head their columns with the names of the facts themselves."""

from caicach.engine.profiles.feed import Feed, Field


def with_own_heads(feed: Feed) -> Feed:
    """Return a feed of tables that also takes `received_at` for `Ngày tiếp nhận`, and so on.

    Of several structs in one row only the first goes by the names of its members.
    """
    if feed.form == "json":
        return feed
    fields = {name: _with_head(field, name) for name, field in feed.fields.items()}
    return feed.model_copy(update={"fields": fields})


def _with_head(field: Field, name: str) -> Field:
    if field.from_ is not None and name not in field.from_:
        return field.model_copy(update={"from_": (*field.from_, name)})
    if field.rows:
        first, *others = field.rows
        named = {member: (*sources, member) for member, sources in first.items()}
        return field.model_copy(update={"rows": (named, *others)})
    return field
