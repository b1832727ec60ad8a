"""The writer of what a supervisor does about a candidate's answer: asks, waits no longer, and judges it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from tracker.answering.drafts import carry_draft
from tracker.answering.judging import judge, reopen
from tracker.answering.queries import RequestRow, newest_of, request_of, requests_of
from tracker.answering.service import ask_candidate, end_request, rule_of, tell_by_mail
from tracker.answering.wording import Asking
from tracker.clock import agency_day, agency_zone
from tracker.db import UnitOfWork
from tracker.policy.answering import Ending, Outcome
from tracker.policy.answers import Overtaken, require
from tracker.policy.asking import (
    is_settled,
    missing_for_outcome,
    missing_in_reason,
    missing_to_be_waiting,
    missing_to_go_on,
    missing_to_reopen,
    time_given_again,
)
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.release import missing_to_ask
from tracker.policy.vocabulary import Attribution
from tracker.release.holding import held, open_review
from tracker.release.material import Material, material_of
from tracker.release.review_service import return_case, rule_on_finding
from tracker.release.standing import Asked, release_facts


def ask(work: UnitOfWork, case: CaseFacts, *, seen: str, own_posts: Collection[str] = ()) -> None:
    """Ask the candidate about every concern that is left, in the words that the board would read.

    ``seen`` is the digest of the notice that the supervisor looked at; raises Overtaken where it changed.
    ``own_posts`` are captures ticked as showing the candidate's own post and nobody else's: those alone, of
    the findings asked about, does the candidate get to see.
    """
    fresh = held(work, case, Permission.ASK_CANDIDATE)
    open_review(work, fresh)
    material = material_of(work.session, fresh)
    askings = askings_of(material)
    facts = release_facts(work.session, material, work.actor.person_id, agency_day(work.now()))
    require(missing_to_ask(facts, len(askings)))
    if notice_digest(askings) != seen:
        raise Overtaken
    ask_candidate(work, fresh, askings=tuple(_showing(one, own_posts) for one in askings))


def askings_of(material: Material) -> tuple[Asking, ...]:
    """Return what the candidate is to be asked about now: concerns not asked about in these words.

    Their captures are those that may be ticked as the candidate's own post: of what the candidate wrote.
    """
    asked = []
    for one in material.concerns:
        words, before = material.wordings[one.row.finding_id], material.requests.get(one.row.finding_id)
        if is_settled(before.facts if before else None, words.digest):
            continue
        search = next(iter(one.facts.searches), None)
        own = one.row.attribution is Attribution.AUTHORED
        asked.append(
            Asking(
                finding=one.row.reference,
                words=words,
                platform=(search.platform_name or search.place) if search else "",
                link=one.row.source_link,
                captures=one.row.captures if own else (),
            )
        )
    return tuple(asked)


def _showing(asking: Asking, own_posts: Collection[str]) -> Asking:
    return replace(asking, captures=tuple(one for one in asking.captures if one in own_posts))


def notice_digest(askings: tuple[Asking, ...]) -> str:
    """Return what tells one notice from another."""
    return ".".join(one.words.digest[:16] for one in askings)


def go_on_without(work: UnitOfWork, case: CaseFacts, *, response: str) -> None:
    """Go on without an answer, once the time for it is over: silence counts as nothing."""
    fresh, request = _awaited(work, case, response)
    require(missing_to_go_on(request.facts, work.now()))
    end_request(work, fresh, request, Ending.SILENT)


def record_waiver(work: UnitOfWork, case: CaseFacts, *, response: str, reason: str) -> None:
    """Record that the candidate gave up the time to answer, in writing; ``reason`` says where."""
    _end(work, case, response, reason, Ending.WAIVED)


def take_back(work: UnitOfWork, case: CaseFacts, *, response: str, reason: str) -> None:
    """Take back a question before it is answered: its wording, or whether it stands, is looked at again."""
    _end(work, case, response, reason, Ending.TAKEN_BACK)


def reopen_time(work: UnitOfWork, case: CaseFacts, *, response: str, reason: str) -> datetime:
    """Give the candidate the days to answer once more, from now, with a reason that is kept.

    A time that is still running grows. One that ended without an answer is over for ever, so the candidate is
    asked once more, in the same words, and finds there what was typed before.
    """
    fresh = held(work, case, Permission.ASK_CANDIDATE)
    request = request_of(work.session, fresh.case_id, response)
    digest = material_of(work.session, fresh).wordings[request.finding_id].digest
    require(missing_to_reopen(_newest(work, fresh, request).facts, fresh.stage, digest))
    require(missing_in_reason(reason))
    now, days = work.now().astimezone(agency_zone()), rule_of(work, fresh).days
    due_at = time_given_again(request.facts, now, days)
    reopen(work, fresh, request, due_at=due_at, reason=reason)
    if request.facts.is_open:
        tell_by_mail(work, fresh, due_at)
        return due_at
    open_review(work, fresh)
    (again,) = ask_candidate(work, fresh, askings=(request.asking,), until=due_at)
    carry_draft(work, fresh, request, again)
    return due_at


def _newest(work: UnitOfWork, case: CaseFacts, request: RequestRow) -> RequestRow:
    if newest_of(requests_of(work.session, case.case_id))[request.finding_id] != request:
        raise Overtaken
    return request


def judge_answer(work: UnitOfWork, case: CaseFacts, *, response: str, outcome: Outcome, reason: str) -> None:
    """Record what comes of an answer, and do it: withhold the finding, give the case back, or go on."""
    fresh = held(work, case, Permission.ASK_CANDIDATE)
    request = request_of(work.session, fresh.case_id, response)
    require(missing_for_outcome(request.facts, fresh.stage))
    require(missing_in_reason(reason))
    judge(work, fresh, request, outcome=outcome, reason=reason)
    if outcome is Outcome.WITHDRAW:
        rule_on_finding(work, fresh, finding=request.finding, withhold=True, reason=reason)
    elif outcome in (Outcome.REWORD, Outcome.SEARCH):
        return_case(work, fresh, asked=(Asked(request.finding, reason),))


def _awaited(work: UnitOfWork, case: CaseFacts, response: str) -> tuple[CaseFacts, RequestRow]:
    fresh = held(work, case, Permission.ASK_CANDIDATE)
    require(missing_to_be_waiting(fresh.stage))
    request = request_of(work.session, fresh.case_id, response)
    if not request.facts.is_open:
        raise Overtaken
    return fresh, request


def _end(work: UnitOfWork, case: CaseFacts, response: str, reason: str, ending: Ending) -> None:
    fresh, request = _awaited(work, case, response)
    require(missing_in_reason(reason))
    end_request(work, fresh, request, ending, reason=reason)
