"""What the database refuses of results: publications never change, answers are given once."""

from caicach.web.audit.guards import append_only, guard, never_deleted, refusal

GUARDS = guard(
    "results",
    (
        *append_only("results_publication", "publications are append-only"),
        *append_only("results_publishedfile", "publications are append-only"),
        *append_only("results_agencyresult", "publications are append-only"),
        *append_only("results_restated", "publications are append-only"),
        *never_deleted("results_correction", "corrections are never deleted"),
        refusal(
            "results_correction",
            "update",
            {"published corrections never change": "OLD.publication_id IS NOT NULL"},
        ),
        *never_deleted("results_complaint", "complaints are never deleted"),
        refusal(
            "results_complaint",
            "update",
            {"answered complaints never change": "OLD.state <> 'filed'"},
        ),
        *append_only("results_complaintfile", "files of complaints are append-only"),
    ),
)
