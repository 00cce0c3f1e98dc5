"""What measures a target: an indicator of the engine, a published index, or reported figures."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from caicach.core.documents import Shape, Text, Words

IndexFigure = Literal["rank", "points", "percent", "band"]
FigureId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class IndicatorBinding(Shape):
    """An indicator of the engine, by its id."""

    kind: Literal["indicator"]
    indicator: Text

    @property
    def measures(self) -> str:
        """Return the id of what is measured."""
        return self.indicator


class IndexBinding(Shape):
    """A figure of a published index; without a component, of its total."""

    kind: Literal["index"]
    series: Text
    figure: IndexFigure
    component: Text | None = None

    @property
    def measures(self) -> str:
        """Return the series with the figure, `pci#rank` or `par-index-province:3#points`."""
        component = f":{self.component}" if self.component else ""
        return f"{self.series}{component}#{self.figure}"


class ReportedBinding(Shape):
    """A figure that agencies report, because no register knows it.

    figure: one id for the same figure in all plans. unit: of the figure that is entered.
    """

    kind: Literal["reported"]
    figure: FigureId
    unit: Text
    by: Words
    how_often: Text

    @property
    def measures(self) -> str:
        """Return the id of what is measured."""
        return self.figure


Binding: TypeAlias = Annotated[
    IndicatorBinding | IndexBinding | ReportedBinding, Field(discriminator="kind")
]
