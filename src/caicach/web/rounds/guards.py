"""What the database refuses of scores, whatever the program says.

A score is written only while its stage is open on its card, within the bounds and steps of its
item, and by the agency whose turn it is: the card's own for its self-scores, the one that
`appraisers` names for appraisals, the round's for final scores.
"""

from caicach.web.audit.guards import append_only, guard, never_deleted, refusal

OPEN = """(CASE NEW.stage WHEN 'self' THEN c.self_open WHEN 'appraised_1' THEN c.appraised_1_open
    WHEN 'appraised_2' THEN c.appraised_2_open ELSE c.final_open END)"""
ACTS = """NEW.by_agency_id = (CASE NEW.stage WHEN 'self' THEN c.agency_id
    WHEN 'final' THEN r.agency_id ELSE (CASE WHEN i.lead_id <> c.agency_id THEN i.lead_id
    WHEN r.stand_in_id <> c.agency_id THEN r.stand_in_id
    WHEN r.stand_in_id = c.agency_id THEN r.lead_id END) END)"""
WITHIN = "(NEW.points IS NULL OR NEW.points BETWEEN i.low AND i.high)"
ON_STEP = """(NEW.points IS NULL OR NOT i.in_steps OR EXISTS (SELECT 1 FROM rounds_allowedpoints a
    WHERE a.item_id = i.id AND a.points = NEW.points))"""


def _unless(case: str) -> str:
    """Return the condition that it does not hold for the card, round and item of the new row."""
    return f"""NOT EXISTS (SELECT 1 FROM rounds_card c JOIN rounds_round r ON r.id = c.round_id
    JOIN rounds_item i ON i.round_id = r.id
    WHERE c.id = NEW.card_id AND i.id = NEW.item_id AND {case})"""  # noqa: S608 -- our own words


ENTRY = {
    "score-locked": _unless(OPEN),
    "score-not-yours": _unless(ACTS),
    "score-out-of-bounds": _unless(WITHIN),
    "score-off-step": _unless(ON_STEP),
}
PINNED = {"filling-pinned": "OLD.pinned_at IS NOT NULL"}
GUARDS = guard(
    "rounds",
    (
        refusal("rounds_entry", "insert", ENTRY),
        refusal("rounds_entry", "update", ENTRY),
        *never_deleted("rounds_entry", "entries are never deleted"),
        refusal("rounds_filling", "update", PINNED),
        refusal("rounds_filling", "delete", PINNED),
        *append_only("rounds_entrychange", "changes are append-only"),
        *append_only("rounds_remark", "remarks are append-only"),
        *append_only("rounds_latenote", "late notes are append-only"),
        *never_deleted("rounds_evidence", "evidence is never deleted"),
        *append_only("rounds_keptedition", "editions never change"),
    ),
)
