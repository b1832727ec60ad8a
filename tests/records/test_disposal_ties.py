"""Whoever declared a tie to a candidate neither proposes nor approves the disposal of their case (D.2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.board.test_declared_ties import tied
from tests.board.test_walls import write
from tests.factories.around import put
from tests.factories.cases import supervisor
from tests.factories.requisitions import hr
from tests.pages.filled import send, text_of
from tests.people import People
from tests.records.test_disposal import approving, as_it_is, chief, keys_of, proposing, two_closed
from tests.records.test_disposal_edges import both_closed
from tracker.cases.models import ConflictRuling
from tracker.cases.queries import facts_of
from tracker.clock import FixedClock
from tracker.db import unit_of_work
from tracker.policy.actors import Actor, Role
from tracker.policy.answers import Refused
from tracker.policy.vocabulary import ConflictAnswer
from tracker.records.disposing import refuse_batch
from tracker.records.models_disposal import DisposalBatch, DisposalItem, DisposalRuling
from tracker.settings import Settings

pytestmark = pytest.mark.clause("Hamden D.2")


def cousin(people: People) -> Actor:
    """Return another administrator of HR, who has or gets a tie."""
    return people.make("Lena Ortiz", Role.HR_ADMIN)


@pytest.mark.parametrize("answer", [ConflictAnswer.YES, ConflictAnswer.UNSURE], ids=str)
def test_who_declared_a_tie_to_one_case_of_a_batch_neither_proposes_nor_approves_it(
    session: Session, people: People, clock: FixedClock, answer: ConflictAnswer
) -> None:
    case, other = two_closed(people, clock)
    lena, keeper, head = cousin(people), hr(people), chief(people)
    tie = tied(other.case_id, lena, answer)
    named = f"You declared a tie to the candidate of case {other.reference}, or that there may be one."
    with pytest.raises(Refused, match=named):
        proposing(lena, case, other)
    batch = proposing(keeper, case, other)
    with pytest.raises(Refused, match=named) as refused:
        approving(lena, batch)
    assert case.reference not in str(refused.value)
    assert keys_of(session, other.case_id)
    write(
        lambda work: ConflictRuling(
            declaration_id=tie.id,
            ruling="lifted",
            reason=b"sealed",
            ruled_by=supervisor(people).person_id,
            ruled_at=work.now(),
        )
    )
    approving(lena, batch)
    assert facts_of(session, other.case_id).disposed, "a tie that somebody else lifted keeps nobody"
    assert head.person_id != lena.person_id


def test_a_tie_counts_in_every_case_of_the_candidate_and_for_who_proposed(
    session: Session, people: People, clock: FixedClock
) -> None:
    first, second = both_closed(people, clock)
    lena = cousin(people)
    batch = proposing(lena, first)
    tied(second.case_id, lena)
    since = f"Whoever proposed this batch declared a tie to the candidate of case {first.reference} since"
    with pytest.raises(Refused, match=since):
        approving(chief(people), batch)
    with unit_of_work(lena) as work:
        refuse_batch(work, batch, reason="I know the candidate")
    assert as_it_is(session, batch).line.ruling == "refused"
    approving(chief(people), proposing(hr(people), first))
    assert facts_of(session, first.case_id).disposed


def test_the_database_holds_it_too(
    session: Session, settings: Settings, people: People, clock: FixedClock
) -> None:
    case, other = two_closed(people, clock)
    lena, keeper, now = cousin(people), hr(people), clock.now()
    tied(other.case_id, lena)
    row: dict[str, Any] = {"ending": "withdrawn", "years": None, "series": "GS-03"}
    row |= {"since": date(2026, 3, 9), "due_on": date(2028, 3, 9)}
    mine = put(settings, DisposalBatch, reference="Z-ZZZZZZ", proposed_by=lena.person_id, proposed_at=now)
    put(settings, DisposalItem, batch_id=mine, case_id=case.case_id, **row)
    with pytest.raises(DatabaseError, match="a tie to a candidate does not propose"):
        put(settings, DisposalItem, batch_id=mine, case_id=other.case_id, **row)
    theirs = as_it_is(session, proposing(keeper, case, other)).line.batch_id
    ruling = {"reason": "", "ruled_at": now, "batch_id": theirs, "ruled_by": lena.person_id}
    with pytest.raises(DatabaseError, match="a tie to a candidate does not approve"):
        put(settings, DisposalRuling, ruling="approved", **ruling)
    tied(case.case_id, keeper)
    with pytest.raises(DatabaseError, match="a tie to a candidate does not approve"):
        put(settings, DisposalRuling, ruling="approved", **{**ruling, "ruled_by": chief(people).person_id})
    put(settings, DisposalRuling, ruling="refused", **ruling)


def test_the_pages_say_whose_tie_it_is_and_offer_the_case_to_others(
    people: People, clock: FixedClock
) -> None:
    with people.app.app_context():
        case, other = two_closed(people, clock)
        tied(other.case_id, cousin(people))
        batch = proposing(hr(people), other)
    lena = people.browser(cousin(people))
    page = lena.get("/admin/retention")
    assert "Your tie: for somebody else" in text_of(page)
    assert f'value="{case.reference}"' in page.text
    assert f'value="{other.reference}"' not in page.text
    assert f'value="{other.reference}"' in people.browser(hr(people)).get("/admin/retention").text
    said = f"You declared a tie to the candidate of case {other.reference}"
    here = f"/admin/retention/batches/{batch}"
    assert said in text_of(lena.get(here))
    assert f"{here}/approve" not in lena.get(here).text
    looked = {"authority": "RC-075 no. 26-31", "looked": "y"}
    assert send(people.browser(chief(people)), here, f"{here}/approve", **looked).status_code == 303
