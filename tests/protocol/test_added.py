"""An account that is declared after its step was closed opens the step again, for every candidate alike."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.factories.protocol import TIKTOK, Account, Bench, add_account
from tests.people import People
from tracker.affidavits.models import Affidavit
from tracker.affidavits.slots import ANSWERS, DOCUMENT, SIGNED_NAME
from tracker.cases.queries import facts_of
from tracker.cases.service import move_case
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import Refused
from tracker.policy.casework import StepFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.steps import is_settled, missing_steps
from tracker.policy.vocabulary import Stage, StepStatus
from tracker.protocol import settling
from tracker.protocol.pinned import definition_of
from tracker.protocol.queries import steps_of
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

MASTODON = Account("other", "mari", name="Mastodon")
OLD = Account("tiktok", "mari.old", former=True, name="TikTok")
REDDIT = Account("reddit", "mari", name="Reddit")


def change(bench: Bench, case: CaseFacts, *accounts: Account) -> None:
    """File a second edition that declares these accounts, in place of what was declared before."""
    with bench.people.app.app_context(), unit_of_work(SYSTEM) as work:
        row_id, now = uuid4(), clock_of(db.session).now()
        sealer = vault_of(db.session).domain(db.session, Domain.CASE, case.case_id)
        db.session.add(
            Affidavit(
                id=row_id,
                reference=f"D-26-{row_id.hex[:5].upper()}",
                case_id=case.case_id,
                edition=2,
                document=sealer.seal(DOCUMENT, row_id, 1, "the text"),
                answers=sealer.seal_json(ANSWERS, row_id, 1, {"other_names": [], "has_other_names": False}),
                signed_name=sealer.seal(SIGNED_NAME, row_id, 1, "Marisol Peña"),
                signed_place=None,
                language="en",
                declaration="declaration",
                profile="ct",
                profile_version=1,
                fingerprint="1" * 64,
                filed_at=now,
            )
        )
        db.session.flush()
        about = ("affidavit", f"D-26-{row_id.hex[:5].upper()}")
        record(
            work,
            Event.AFFIDAVIT_AMENDED,
            about=about,
            case_id=case.case_id,
            edition=2,
            accounts=len(accounts),
            fingerprint="1" * 64,
        )
        for number, account in enumerate(accounts, start=1):
            add_account(case, row_id, number, account, bench.dana.person_id, now)


def steps(bench: Bench, case: CaseFacts) -> dict[str, StepFacts]:
    def read(session: Session) -> dict[str, StepFacts]:
        definition = definition_of(session, case.requisition_id)
        return {one.code: one for one in steps_of(session, case.case_id, definition)}

    return bench.read(read)


def settle(bench: Bench, case: CaseFacts, step: str) -> None:
    with bench.people.app.app_context(), unit_of_work(bench.dana) as work:
        settling.settle_step(work, case, step=step, status=StepStatus.DONE_NOTHING)


@pytest.fixture
def closed(bench: Bench, case: CaseFacts, clock: FixedClock) -> CaseFacts:
    """A case in which the steps on TikTok, other and former accounts are closed, a day ago."""
    for step, place in (("06", "TikTok"), ("08", "The declared site"), ("09", "The declared site")):
        bench.log(case, step, place=place)
        settle(bench, case, step)
    clock.set(clock.now() + timedelta(days=1))
    return case


@pytest.mark.clause("Hamden D.5")
@pytest.mark.parametrize(("account", "opened"), [(MASTODON, "08"), (OLD, "09")])
def test_the_step_that_looks_at_it_is_open_again_until_it_is_looked_at(
    bench: Bench, closed: CaseFacts, clock: FixedClock, account: Account, opened: str
) -> None:
    change(bench, closed, TIKTOK, account)
    now = steps(bench, closed)
    assert [code for code in ("06", "08", "09") if not is_settled(now[code])] == [opened]
    sentence = missing_steps([now[opened]])[0].sentence
    assert f"after step {opened} was closed: 1 account added." in sentence
    with pytest.raises(Refused, match="A change of the affidavit added 1 account"):
        settle(bench, closed, opened)
    clock.set(clock.now() + timedelta(minutes=5))
    bench.log(closed, opened, place="The declared site", query="mari", account=2)
    assert not is_settled(steps(bench, closed)[opened])
    settle(bench, closed, opened)
    assert is_settled(steps(bench, closed)[opened])


def test_a_step_of_its_own_platform_is_asked_for_it_and_an_unchanged_account_for_nothing(
    bench: Bench, closed: CaseFacts
) -> None:
    change(bench, closed, TIKTOK, REDDIT)
    now = steps(bench, closed)
    assert all(is_settled(now[code]) for code in ("06", "08", "09"))
    platform = bench.read(lambda session: definition_of(session, closed.requisition_id))
    reddit = next(step.code for step in platform.steps if step.platform == "reddit")
    assert (now[reddit].added, now[reddit].unlooked) == (0, 1)


def test_what_is_taken_off_again_and_what_came_after_the_packet_open_nothing(
    bench: Bench, closed: CaseFacts
) -> None:
    change(bench, closed, TIKTOK, MASTODON)
    with bench.people.app.app_context(), unit_of_work(SYSTEM) as work:
        move_case(work, closed, to=Stage.REVIEW)
    assert not is_settled(steps(bench, closed)["08"])
    with bench.people.app.app_context(), unit_of_work(SYSTEM) as work:
        move_case(work, facts_of(work.session, closed.case_id), to=Stage.RELEASED)
    assert is_settled(steps(bench, closed)["08"])


def test_the_desk_and_the_case_tell_of_it(bench: Bench, closed: CaseFacts, people: People) -> None:
    change(bench, closed, TIKTOK, MASTODON)
    words = "after step 08 was closed: 1 account added."
    dana = people.browser(bench.dana)
    assert words in dana.get("/desk").text
    assert words in dana.get(f"/cases/{closed.reference}").text
