"""PDF pages and pictures, looked into and drawn."""

from caicach.files.pages.drawing import NoPageError, page_image
from caicach.files.pages.facts import PdfFacts
from caicach.files.pages.looking import look_into_pdf, page_count
from caicach.files.pages.office import office_pdf, office_program
from caicach.files.pages.pictures import image_preview

__all__ = [
    "NoPageError",
    "PdfFacts",
    "image_preview",
    "look_into_pdf",
    "office_pdf",
    "office_program",
    "page_count",
    "page_image",
]
