"""Recogniser of conditions in a list: all of them, or any, for one amount."""

import re
from decimal import Decimal

from caicach.files.appendix.scoring.amounts import AMOUNT, ANY_AMOUNT, BARE, read_amount
from caicach.files.appendix.scoring.conditions import ALL_OF, ANY_OF, listed_conditions
from caicach.files.appendix.scoring.told import Proposal, number

LIST_THEN_AMOUNT = re.compile(
    rf"(?P<head>[^:;.\n]{{4,60}}):\s*(?P<list>[^:]+?)\s*(?:thì |được "
    rf"|đạt )*:?\s*(?P<amount>{AMOUNT}|{BARE})[\s.;]*(?:$|\n|(?<=[.;\s])(?P<rest>.*))",
    re.IGNORECASE | re.DOTALL,
)
AMOUNT_THEN_LIST = re.compile(
    rf"(?P<head>[^:;.\n]{{4,60}}?)(?:\s*(?:thì|được|đạt|chấm|cho|:"
    rf"|,))*\s*(?P<amount>{AMOUNT})\s*:\s*(?P<list>[^:]+?)"
    r"(?:$|(?:\n|\. )(?P<rest>.*))",
    re.IGNORECASE | re.DOTALL,
)
AMOUNT_WHEN_LIST = re.compile(
    rf"(?:được |đạt |chấm |cho |tính )*(?P<amount>{AMOUNT}) (?:khi|nếu) "
    r"(?P<head>[^:;.\n]{4,60}):\s*(?P<list>[^:]+?)(?:$|(?:\n|\. )(?P<rest>.*))",
    re.IGNORECASE | re.DOTALL,
)
OTHERWISE = re.compile(
    rf"(?:nếu |trường hợp )?(?:thiếu|không|chưa|ngược lại|còn lại)[^:;\n]*?(?::|\bthì|\bđược"
    rf"|\bchấm|\btính|\s)*\s*(?P<amount>{AMOUNT}|{BARE})[\s.;]*",
    re.IGNORECASE,
)


def propose_listed(text: str, maximum: Decimal | None) -> Proposal | None:
    """`Đạt đủ cả 3 yêu cầu: A; B; C: 0,5 điểm. Thiếu một trong các yêu cầu trên: 0 điểm.`"""
    for pattern in (LIST_THEN_AMOUNT, AMOUNT_THEN_LIST, AMOUNT_WHEN_LIST):
        found = pattern.fullmatch(text.strip())
        if found is not None:
            proposal = _from_list(found, maximum)
            if proposal is not None:
                return proposal
    return None


def _from_list(found: re.Match[str], maximum: Decimal | None) -> Proposal | None:
    head = found["head"].strip(" ,-")
    combine = "any" if ANY_OF.fullmatch(head) else "all" if ALL_OF.fullmatch(head) else ""
    rest = (found["rest"] or "").strip(" .;\n")
    points = read_amount(found, maximum)
    if not combine or points is None or points <= 0 or ANY_AMOUNT.search(found["list"]):
        return None
    if rest and not _earns_nothing(rest):
        return None
    conditions = listed_conditions(found["list"])
    if len(conditions) < 2:
        return None
    rule = {"kind": "yes_no", "yes": number(points), "no": "0"}
    return Proposal({**rule, "conditions": conditions, "combine": combine}, frozenset())


def _earns_nothing(rest: str) -> bool:
    found = OTHERWISE.fullmatch(rest)
    return found is not None and read_amount(found, None) == 0
