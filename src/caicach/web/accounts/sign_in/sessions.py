"""Sessions ended from another device, left in the log."""

from collections.abc import Sequence

from allauth.core import context
from allauth.usersessions.models import UserSession

from caicach.web.accounts.sign_in.events import leave


class SessionsAdapter:
    """What the list of sessions asks of us."""

    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        """End the sessions, and leave how many they were."""
        for session in sessions:
            session.end()
        if sessions:
            count = {"count": len(sessions)}
            leave(context.request, sessions[0].user, "person.sessions_ended", count)
