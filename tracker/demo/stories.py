"""All stories of the sample data, and what goes on beside them."""

from __future__ import annotations

from collections.abc import Callable

from tracker.checkpointing import make_checkpoint
from tracker.demo import dispatchers, dispatchers_unfiled, officers_released, officers_waiting
from tracker.demo.company import CHAIR, HADDAD, REYES, WHITFIELD, Company, Scenes
from tracker.demo.deciding import take_up_duties
from tracker.demo.post_office import mornings
from tracker.demo.records import a_claim_is_announced
from tracker.demo.setting_up import DISPATCHER, OFFICER, chiefs_exception, next_meeting, setting_up
from tracker.demo.stage import Story

ABOUT: tuple[Callable[[Company], Scenes[None]], ...] = (
    officers_released.marisol_pena,
    officers_released.jordan_blake,
    officers_released.victor_lindgren,
    officers_released.dmitri_kovac,
    officers_released.nadia_rahman,
    officers_released.aaron_fields,
    officers_waiting.brooke_tanner,
    officers_waiting.rosa_delgado,
    officers_waiting.keisha_monroe,
    officers_waiting.lucia_ferrer,
    officers_waiting.theo_marsh,
    officers_waiting.hannah_weiss,
    officers_waiting.samuel_oyelaran,
    officers_waiting.caleb_nguyen,
    officers_waiting.imani_cole,
    officers_waiting.peter_lowell,
    dispatchers.emily_carver,
    dispatchers.noah_whitaker,
    dispatchers.fatima_zahra,
    dispatchers.george_ivanov,
    dispatchers.tessa_holm,
    dispatchers.marcus_bell,
    dispatchers_unfiled.ines_duarte,
    dispatchers_unfiled.walter_finch,
    dispatchers_unfiled.leah_osborne,
    dispatchers_unfiled.ruben_castillo,
    dispatchers_unfiled.alma_whitlock,
    dispatchers_unfiled.curtis_boyd,
)
"""One story for each candidate."""


def stories(company: Company) -> tuple[Story, ...]:
    """Return all stories, each ready to be told."""
    return (
        setting_up(company),
        chiefs_exception(company),
        next_meeting(company),
        take_up_duties(company, OFFICER, (CHAIR, REYES, WHITFIELD, HADDAD), 9),
        take_up_duties(company, DISPATCHER, (WHITFIELD, CHAIR, REYES), 13),
        *(tell(company) for tell in ABOUT),
        a_claim_is_announced(company),
        mornings(company),
        _sign_weekly(company),
    )


def _sign_weekly(company: Company) -> Scenes[None]:
    """Have the ledger signed at the end of each week."""
    for day in range(5, 41, 5):
        yield company.days.at(day, "16:50")
        make_checkpoint()
