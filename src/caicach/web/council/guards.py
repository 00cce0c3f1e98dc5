"""What the database refuses of the council, whatever the program says."""

from caicach.web.audit.guards import append_only, guard, never_deleted, refusal

IS_OPEN = """NOT EXISTS (SELECT 1 FROM council_question q
    WHERE q.id = NEW.question_id AND q.state = 'open' AND q.turn = NEW.turn)"""
DECIDED_TWICE = "OLD.state = 'decided' AND NEW.state <> 'open'"
GUARDS = guard(
    "council",
    (
        refusal("council_ballot", "insert", {"ballot-closed": IS_OPEN}),
        *append_only("council_ballot", "ballots are append-only"),
        refusal("council_question", "update", {"question-decided": DECIDED_TWICE}),
        *never_deleted("council_question", "questions are never deleted"),
        *never_deleted("council_sitting", "sittings are never deleted"),
        *never_deleted("council_joining", "joined figures are never deleted"),
        *append_only("council_joinedfigure", "joined figures are append-only"),
    ),
)
