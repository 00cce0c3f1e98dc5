"""Months put together so that the rows of a few fit the memory."""

from collections.abc import Iterable, Iterator

ROWS_AT_ONCE = 2_000_000
"""Rows worked on in one go: what bounds memory."""


def months_in_batches(
    sizes: Iterable[tuple[str, int]], most: int = ROWS_AT_ONCE
) -> Iterator[list[str]]:
    """Yield months, with their rows given, in their order and at most `most` rows together.

    A month with more rows is a batch by itself.
    """
    batch, size = list[str](), 0
    for month, rows in sizes:
        if batch and size + rows > most:
            yield batch
            batch, size = [], 0
        batch.append(month)
        size += rows
    if batch:
        yield batch
