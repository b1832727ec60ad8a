"""The only writer of what an investigator did about each thing that a return asks for."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import NotFound, Overtaken, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.review import missing_to_answer_return
from tracker.release.holding import held, once
from tracker.release.models import ReturnAnswer
from tracker.release.returned import answers_to, seen_of
from tracker.release.slots import RETURN_ANSWER
from tracker.release.standing import Returned, returns_of
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def answer_return(
    work: UnitOfWork, case: CaseFacts, *, seen: str, said: Mapping[int, str]
) -> tuple[ReturnAnswer, ...]:
    """Mark what was asked for with the newest return answered, each in a few words; it stays beside the ask.

    ``said`` are the words by the place of the ask; ``seen`` is the state that the page was made from, as
    ``seen_of`` has it. What is answered again adds a row. Raises Overtaken where another page was first, and
    NotFound for what was never asked.
    """
    fresh = held(work, case, Permission.SUBMIT_CASE)
    newest = next(reversed(returns_of(work.session, fresh.case_id)), None)
    if newest is None or any(place >= len(newest.asked) for place in said):
        raise NotFound
    require(missing_to_answer_return(fresh.stage, said.values()))
    require(tuple(unmet for words in said.values() for unmet in missing_in_text(words)))
    before = answers_to(work.session, fresh.case_id, newest)
    if seen != seen_of(newest, before):
        raise Overtaken
    about = ("case", fresh.reference)
    record(work, Event.RETURN_ANSWERED, about=about, case_id=fresh.case_id, asks=len(said))
    turns = {place: one.turn for place, one in before.items()}
    rows = tuple(
        work.add(_row(work, fresh, newest, (place, turns.get(place, 0) + 1), words))
        for place, words in sorted(said.items())
    )
    with once():
        work.session.flush()
    return rows


def _row(
    work: UnitOfWork, case: CaseFacts, returned: Returned, which: tuple[int, int], words: str
) -> ReturnAnswer:
    place, turn = which
    sealer, row_id = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id), uuid4()
    return ReturnAnswer(
        id=row_id,
        return_id=returned.return_id,
        ask=place,
        turn=turn,
        words=sealer.seal(RETURN_ANSWER, row_id, 1, words),
        answered_by=work.actor.person_id,
        answered_at=work.now(),
    )
