"""What makes the database itself refuse to change or delete an event."""

from caicach.web.audit.guards import Guard, append_only, guard

# emptying an empty log harms nothing, and a test's database is emptied table by table
EMPTIED = Guard(
    "audit_event_truncate_guarded",
    "audit_event",
    sqlite=(),
    postgresql=(
        """CREATE FUNCTION audit_event_truncate_guarded() RETURNS trigger AS $$
           BEGIN
             IF EXISTS (SELECT 1 FROM audit_event) THEN
               RAISE EXCEPTION 'events are append-only';
             END IF;
             RETURN NULL;
           END $$ LANGUAGE plpgsql""",
        """CREATE TRIGGER audit_event_truncate_guarded BEFORE TRUNCATE ON audit_event
           FOR EACH STATEMENT EXECUTE FUNCTION audit_event_truncate_guarded()""",
    ),
)
GUARDS = guard("audit", (*append_only("audit_event", "events are append-only"), EMPTIED))
