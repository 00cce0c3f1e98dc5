"""Files taken in: merged with what is known, checked, judged, committed."""
