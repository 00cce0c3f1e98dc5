"""What the council's work is kept in."""

from caicach.web.council.models.joining import JoinedFigure, Joining
from caicach.web.council.models.question import Ballot, Question
from caicach.web.council.models.sitting import Sitting

__all__ = ["Ballot", "JoinedFigure", "Joining", "Question", "Sitting"]
