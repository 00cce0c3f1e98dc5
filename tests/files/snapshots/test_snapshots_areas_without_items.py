"""Areas that are scored by a rule of their own, as those of Quảng Nam are."""

from decimal import Decimal

from caicach.core.criteria import load_shipped
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, score_inputs
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import read_result
from caicach.files.snapshots.recount import recount

PRINTED = {"1": "10.59", "3": "12", "4": "5", "5": "8.5", "6": "5", "7": "8"}


def test_an_area_that_is_an_item_is_not_taken_for_a_sum() -> None:
    items = {code: Given(points=Decimal(points)) for code, points in PRINTED.items()}
    inputs = Inputs({"A": AgencyInput("A", "Ban Dân tộc", None, items)})
    document = result_document(score_inputs(load_shipped("quang-nam-department/2021"), inputs))
    assert list(recount(read_result(document))) == []
