"""Addresses of cards, their items and evidence."""

from django.urls import path

from caicach.web.rounds.views import cards, evidence, explaining, items, rows, workbooks

ITEM = "cards/<int:pk>/items/<str:code>/"
ADDRESSES = [
    path("cards/", cards.card_list, name="cards"),
    path("cards/<int:pk>/", cards.card_page, name="card"),
    path("cards/<int:pk>/changes/", cards.card_changes, name="card-changes"),
    path("cards/<int:pk>/submit/", cards.card_submit, name="card-submit"),
    path("cards/<int:pk>/approve/", cards.card_approve, name="card-approve"),
    path("cards/<int:pk>/return/", cards.card_return, name="card-return"),
    path("cards/<int:pk>/explain/", explaining.explaining, name="card-explain"),
    path("cards/<int:pk>/explain/send/", explaining.send, name="card-explain-send"),
    path("cards/<int:pk>/workbook/", workbooks.card_workbook, name="card-workbook"),
    path("cards/<int:pk>/import/", workbooks.card_import, name="card-import"),
    path("cards/<int:pk>/import/apply/", workbooks.card_import_apply, name="card-import-apply"),
    path("cards/<int:pk>/evidence/", evidence.evidence_reuse, name="evidence-reuse"),
    path(ITEM, items.item_page, name="card-item"),
    path(f"{ITEM}enter/", items.item_enter, name="card-enter"),
    path(f"{ITEM}row/", items.item_row, name="card-row"),
    path(f"{ITEM}note/", items.item_note, name="card-note"),
    path(f"{ITEM}answer/", explaining.item_answer, name="card-answer"),
    path(f"{ITEM}rows/", rows.counted_rows, name="card-counted"),
    path(f"{ITEM}evidence/", evidence.evidence_add, name="evidence-add"),
    path("evidence/<int:pk>/", evidence.evidence_page, name="evidence"),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence-file"),
    path("evidence/<int:pk>/preview/", evidence.evidence_preview, name="evidence-preview"),
    path("evidence/<int:pk>/image/", evidence.evidence_image, name="evidence-image"),
    path("evidence/<int:pk>/rows/", rows.evidence_rows, name="evidence-rows"),
    path("evidence/<int:pk>/describe/", evidence.evidence_describe, name="evidence-describe"),
    path("evidence/<int:pk>/use/", evidence.evidence_use, name="evidence-use"),
    path("evidence/<int:pk>/withdraw/", evidence.evidence_withdraw, name="evidence-withdraw"),
    path("evidence/<int:pk>/replace/", evidence.evidence_replace, name="evidence-replace"),
]
