"""What a dossier holds besides times: files, payment, ways of return."""

from caicach.engine.generator.dice import Dice
from caicach.engine.generator.dossier import DIRECT, ONLINE, Dossier

NO_FEE, PAID_ON_PORTAL, PAID_LOCALLY, PAID_OFFLINE = 0, 1, 2, 3
EXEMPT = 0.08


def mark(dossier: Dossier, progress: float, dice: Dice) -> None:
    """Set the marks; what is digital grows with `progress`, 0 to 1 over the run."""
    rise = 0.3 * progress
    components = len(dossier.procedure.components)
    # all of them marked is a fault of feeds, and planted as such
    dossier.has_file = dossier.channel == ONLINE or dice.chance(0.5 + rise)
    if dossier.has_file:
        dossier.digitised = dice.below(components) if dice.chance(0.6 + rise) else 0
        dossier.reuses = dice.pick((1, 2)) if dice.chance(0.15 + rise) else 0
        dossier.from_store = dossier.channel == ONLINE and dice.chance(0.1 + rise)
    dossier.is_verified = dossier.channel == ONLINE and dice.chance(0.75)
    dossier.elsewhere = (
        dossier.channel == DIRECT and dossier.procedure.is_boundary_free and dice.chance(0.1)
    )
    if dossier.ended_at is not None and dossier.procedure.returns_document:
        dossier.result_file = dice.chance(0.55 + rise)
        dossier.result_code = dossier.result_file and dice.chance(0.9)
    _pay(dossier, rise, dice)


def _pay(dossier: Dossier, rise: float, dice: Dice) -> None:
    procedure = dossier.procedure
    if not procedure.fee or dice.chance(EXEMPT):
        return
    dossier.paid_fee = procedure.fee
    if procedure.is_payable_online and dossier.channel == ONLINE and dice.chance(0.6 + rise):
        dossier.payment = PAID_LOCALLY if dice.chance(0.2) else PAID_ON_PORTAL
    else:
        dossier.payment = PAID_OFFLINE if dice.chance(0.5) else NO_FEE
