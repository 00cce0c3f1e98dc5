"""Issues as pages tell them: what is wrong and what to do, in the language of the page."""

from django.utils.translation import get_language

from caicach.core.issues import Issue, Lang


def said_of(fault: Issue) -> str:
    """Return problem and remedy."""
    lang: Lang = "en" if (get_language() or "vi").startswith("en") else "vi"
    return f"{fault.problem(lang)} {fault.remedy(lang)}"
