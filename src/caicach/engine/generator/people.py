"""Applicants nobody could mistake for people: names, numbers and addresses from reserved ranges."""

from caicach.engine.generator.dice import Dice
from caicach.engine.generator.dossier import Person
from caicach.engine.generator.words import FIRMS, GIVEN_NAMES, MIDDLE_NAMES, SURNAMES

CITIZEN, BUSINESS, STATE_AGENCY, OTHER = 1, 2, 3, 4
IDENTITY_PREFIX = "099"
"""No province issues citizen numbers that begin so."""

OLD_IDENTITY_PREFIX = "99"
TAX_PREFIX = "99999"
PHONE_PREFIX = "0000"
PLACEHOLDER = "000000001"


def draw_person(dice: Dice, is_for_citizens: bool) -> Person:
    """Return an applicant; businesses come where citizens do not."""
    if dice.chance(0.9 if is_for_citizens else 0.1):
        return _citizen(dice)
    number = f"{TAX_PREFIX}{dice.below(100_000):05}"
    kind = BUSINESS if dice.chance(0.95) else dice.pick((STATE_AGENCY, OTHER))
    return Person(kind, number, f"{dice.pick(FIRMS)} {number[-3:]}", *_contacts(dice))


def _citizen(dice: Dice) -> Person:
    name = f"{dice.pick(SURNAMES)} {dice.pick(MIDDLE_NAMES)} {dice.pick(GIVEN_NAMES)}"
    number = f"{IDENTITY_PREFIX}{dice.below(10**9):09}"
    if dice.chance(0.04):
        number = f"{OLD_IDENTITY_PREFIX}{dice.below(10**7):07}"
    return Person(CITIZEN, number, name, *_contacts(dice))


def _contacts(dice: Dice) -> tuple[str, str]:
    number = dice.below(10**6)
    return f"{PHONE_PREFIX}{number:06}", f"nguoi.mau.{number}@example.com"
