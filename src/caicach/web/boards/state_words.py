"""States of targets in the words of tables."""

from caicach.web.boards.standings import STATES
from caicach.web.look.templatetags.look import STATES as DRAWN

STATE_WORDS = {state: DRAWN[state][1] for state in STATES}
