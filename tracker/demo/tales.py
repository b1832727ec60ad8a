"""What most stories have in common: a case is opened, the affidavit filed, the search done and handed in."""

from __future__ import annotations

from collections.abc import Callable

from tracker.demo.answering import Said, answer_concern, judged_and_released
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.filing import file
from tracker.demo.found import Found
from tracker.demo.handing_in import hand_in, put_to_candidate, release
from tracker.demo.inviting import Guest, begin_case, invite
from tracker.demo.lives import Life
from tracker.demo.lives_told import LIVES
from tracker.demo.running import Logged, Run, Seen, begin_search, run_protocol
from tracker.demo.writing import check_finding, write_down
from tracker.policy.vocabulary import SearchResult

Tale = tuple[Company, Diary, str]
"""The stage, the time of the story, and the slug of the candidate it is about."""
When = tuple[int, str]
"""A working day, and a time by the agency's clock."""
Way = Callable[[Company, Diary, Guest, Life], Scenes[None]]
"""How an affidavit comes to be filed."""

DECLARED = Seen(SearchResult.FOUND_CANDIDATE, "The declared account; open to everyone. See the finding.")


def filed(
    company: Company, slug: str, requisition: str, *, opened: When, filed_at: When, way: Way = file
) -> Scenes[Tale]:
    """Open a case and have the affidavit filed; a link whose time is over is made anew that morning."""
    diary = company.diary(*opened)
    guest = yield from begin_case(company, diary, LIVES[slug], requisition)
    if company.days.at(*filed_at) >= guest.issued.expires_at:
        yield diary.go(filed_at[0], "08:05")
        guest = invite(company, slug)
    diary.go(*filed_at)
    yield from way(company, diary, guest, LIVES[slug])
    return company, diary, slug


def searched(tale: Tale, *, at: When, run: Run) -> Scenes[Logged]:
    """Say that there is no tie, and run the protocol."""
    tale[1].go(*at)
    yield from begin_search(*tale)
    return (yield from run_protocol(*tale, run))


def found_and_checked(tale: Tale, logged: Logged, found: Found) -> Scenes[str]:
    """Write a finding down, screen it and answer its checks; return its reference."""
    reference = yield from write_down(*tale, logged, found)
    yield from check_finding(*tale, reference, found)
    return reference


def handed_in(tale: Tale, *, at: When) -> Scenes[None]:
    """Submit at a moment."""
    tale[1].go(*at)
    yield from hand_in(*tale)


def answered_and_released(
    tale: Tale, reviewer: str, said: Said, *, asked: When, answered: When, judged: When
) -> Scenes[None]:
    """Have the candidate asked about the concern, answer it at a moment, and the case go on to the board."""
    company, diary, slug = tale
    diary.go(*asked)
    yield from put_to_candidate(*tale, reviewer, own_posts=True)
    yield diary.go(answered[0], "08:20")
    guest = invite(company, slug)
    diary.go(*answered)
    yield from answer_concern(company, diary, guest, said)
    diary.go(*judged)
    yield from judged_and_released(*tale, reviewer, said)


def released(tale: Tale, reviewer: str, *, at: When, correction: str = "") -> Scenes[None]:
    """Release, or correct what was released, at a moment."""
    tale[1].go(*at)
    yield from release(*tale, reviewer, correction=correction)
