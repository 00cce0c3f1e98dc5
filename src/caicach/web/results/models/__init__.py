"""What is kept of results once they are published, and of what follows."""

from caicach.web.results.models.complaint import Complaint, ComplaintFile
from caicach.web.results.models.correction import Correction
from caicach.web.results.models.publication import (
    AgencyResult,
    Publication,
    PublishedFile,
    Restated,
)
from caicach.web.results.models.remedy import LossCause, Remedy
from caicach.web.results.models.statistics import KeptStatistics

__all__ = [
    "AgencyResult",
    "Complaint",
    "ComplaintFile",
    "Correction",
    "KeptStatistics",
    "LossCause",
    "Publication",
    "PublishedFile",
    "Remedy",
    "Restated",
]
