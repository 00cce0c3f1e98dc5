"""Issues as pages tell them: what is wrong and what to do, in the language of the page."""

from collections.abc import Iterable

from django.forms import Form
from django.utils.translation import get_language

from caicach.core.issues import Issue, Lang


def said_of(fault: Issue) -> str:
    """Return problem and remedy."""
    lang: Lang = "en" if (get_language() or "vi").startswith("en") else "vi"
    return f"{fault.problem(lang)} {fault.remedy(lang)}"


def add_issues(form: Form, issues: Iterable[Issue]) -> None:
    """Tell each issue at the field it names, the others at the head of the form."""
    for each in issues:
        form.add_error(each.where if each.where in form.fields else None, said_of(each))
