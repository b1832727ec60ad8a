"""Stories of candidates for police officer whose packet the board has."""

from __future__ import annotations

from tracker.cases.service import close_case
from tracker.db import unit_of_work
from tracker.demo.aside import set_aside
from tracker.demo.company import (
    BROWN,
    CHAIR,
    HADDAD,
    HR,
    OKAFOR,
    REYES,
    WHITFIELD,
    Company,
    Scenes,
)
from tracker.demo.deciding import decide, leave_the_table, read_packet, rule_out_ties
from tracker.demo.found_answered import REFEREE_COMMENT, REFEREE_SAID
from tracker.demo.found_released import FOOD_BANK, TRAIL_VIDEOS, WORKSHOP_ANSWERS, WORKSHOP_TWO_YEARS
from tracker.demo.handing_in import hand_in, say_done
from tracker.demo.looks import Planned
from tracker.demo.running import Run, Seen, investigator_of, look, run_protocol
from tracker.demo.setting_up import OFFICER
from tracker.demo.tales import (
    DECLARED,
    answered_and_released,
    filed,
    found_and_checked,
    handed_in,
    released,
    searched,
)
from tracker.demo.writing import check_finding
from tracker.policy.returning import ReturnKind
from tracker.policy.vocabulary import Method, SearchResult
from tracker.protocol.voiding import void_search
from tracker.release.review_service import begin_correction
from tracker.release.standing import Asked

SOMEONE_ELSE = SearchResult.FOUND_SOMEONE_ELSE
COUNTED_WRONG = "The answers were counted over two years, not over one. The wording now says so."


def marisol_pena(company: Company) -> Scenes[None]:
    """Released with a favourable finding; the whole board read it but one who stepped out; decided."""
    tale = yield from filed(company, "marisol-pena", OFFICER, opened=(3, "08:50"), filed_at=(4, "19:20"))
    logged = yield from searched(tale, at=(6, "09:05"), run=Run(seen={FOOD_BANK.step: DECLARED}))
    yield from found_and_checked(tale, logged, FOOD_BANK)
    yield from handed_in(tale, at=(8, "14:10"))
    yield from released(tale, OKAFOR, at=(10, "10:00"))
    diary = tale[1]
    diary.go(12, "09:30")
    yield from leave_the_table(*tale, HADDAD)
    yield from read_packet(*tale, (CHAIR, REYES, WHITFIELD))
    diary.go(15, "13:00")
    yield from decide(*tale, CHAIR, ("reliability",))


def jordan_blake(company: Company) -> Scenes[None]:
    """No accounts at all: the same protocol, nothing found, released, and read by half of the board."""
    tale = yield from filed(company, "jordan-blake", OFFICER, opened=(3, "09:40"), filed_at=(5, "12:15"))
    yield from searched(tale, at=(7, "09:00"), run=Run())
    yield from handed_in(tale, at=(9, "10:20"))
    yield from released(tale, BROWN, at=(11, "09:15"))
    tale[1].go(14, "10:00")
    yield from read_packet(*tale, (REYES, HADDAD))
    yield from rule_out_ties(*tale, (CHAIR,))


def victor_lindgren(company: Company) -> Scenes[None]:
    """Read and decided; then a count turned out wrong, and the page was corrected.

    Whether the decision stands beside the corrected page waits for a new vote, or for the Chief's reason.
    """
    tale = yield from filed(company, "victor-lindgren", OFFICER, opened=(9, "09:00"), filed_at=(11, "18:40"))
    company, diary, slug = tale
    logged = yield from searched(tale, at=(14, "08:45"), run=Run(seen={WORKSHOP_ANSWERS.step: DECLARED}))
    finding = yield from found_and_checked(tale, logged, WORKSHOP_ANSWERS)
    yield from handed_in(tale, at=(16, "11:30"))
    yield from released(tale, BROWN, at=(18, "09:20"))
    diary.go(20, "09:00")
    yield from read_packet(*tale, (WHITFIELD, HADDAD, CHAIR, REYES))
    diary.go(22, "13:30")
    yield from decide(*tale, CHAIR, ("communication",))
    yield diary.go(31, "10:00")
    asked = (
        Asked(finding, "Count again over the look-back, and say over how long.", ReturnKind.WORDING.value),
    )
    with company.act(BROWN) as work:
        begin_correction(work, company.case(slug), reason=COUNTED_WRONG, asked=asked)
    diary.go(32, "13:30")
    yield from check_finding(*tale, finding, WORKSHOP_ANSWERS, wording=WORKSHOP_TWO_YEARS)
    say_done(company, slug, {0: "Counted again over two years; the wording says so now."})
    yield from hand_in(*tale)
    yield from released(tale, BROWN, at=(34, "10:10"), correction=COUNTED_WRONG)
    diary.go(36, "11:00")
    yield from read_packet(*tale, (WHITFIELD,))


def dmitri_kovac(company: Company) -> Scenes[None]:
    """Searched by name far more than anyone else; asked about a concern, and released with the answer."""
    tale = yield from filed(company, "dmitri-kovac", OFFICER, opened=(10, "10:15"), filed_at=(13, "20:05"))
    run = Run(more={"10": 11}, seen={REFEREE_COMMENT.step: DECLARED})
    logged = yield from searched(tale, at=(16, "08:40"), run=run)
    yield from found_and_checked(tale, logged, REFEREE_COMMENT)
    yield from handed_in(tale, at=(20, "09:50"))
    yield from answered_and_released(
        tale, OKAFOR, REFEREE_SAID, asked=(20, "14:00"), answered=(21, "19:30"), judged=(23, "13:00")
    )
    tale[1].go(26, "09:10")
    yield from read_packet(*tale, (REYES,))
    yield from rule_out_ties(*tale, (CHAIR, HADDAD))


def nadia_rahman(company: Company) -> Scenes[None]:
    """A person of the same name was found and ruled out; the board decided, and HR closed the case."""
    tale = yield from filed(company, "nadia-rahman", OFFICER, opened=(12, "11:00"), filed_at=(14, "08:35"))
    ruled_out = "A realtor of the same name two states away: another face, another town. Not pursued."
    seen = {
        "02": Seen(SOMEONE_ELSE, ruled_out),
        "10": Seen(SOMEONE_ELSE, "The realtor again; her listings fill the first page."),
        "13": Seen(SOMEONE_ELSE, "Portraits of the realtor. Closed."),
        "21": Seen(SOMEONE_ELSE, "A prize of the realtor's office. Not the candidate."),
    }
    yield from searched(tale, at=(18, "09:30"), run=Run(seen=seen))
    why = "A realtor two states away: her listings name another town, and the portraits show another face."
    yield from set_aside(*tale, platform="linkedin", handle="nadia-rahman-homes", why=why)
    yield from handed_in(tale, at=(22, "15:00"))
    yield from released(tale, OKAFOR, at=(25, "09:00"))
    tale[1].go(28, "15:00")
    yield from read_packet(*tale, (CHAIR, WHITFIELD, HADDAD, REYES))
    yield from decide(*tale, CHAIR, ())
    yield tale[1].go(31, "10:15")
    with company.act(HR) as work:
        close_case(work, company.case(tale[2]))


def aaron_fields(company: Company) -> Scenes[None]:
    """A finding that weighs neither way; one search entered in error; read by some of the board."""
    tale = yield from filed(company, "aaron-fields", OFFICER, opened=(14, "09:20"), filed_at=(17, "21:10"))
    first = Run(last="15", seen={TRAIL_VIDEOS.step: DECLARED})
    logged = yield from searched(tale, at=(21, "09:10"), run=first)
    wrong = Planned('site:linkedin.com/in "Aaron Field"', "Google", Method.SEARCH_ENGINE)
    entry = yield from look(*tale, step="16", plan=wrong, seen=Seen(SOMEONE_ELSE))
    yield tale[1].on(2)
    with unit_of_work(investigator_of(company, tale[2])) as work:
        reason = "The name was mistyped, so this is about other people."
        void_search(work, company.case(tale[2]), search=entry, reason=reason)
    yield from run_protocol(*tale, Run(first="16"))
    yield from found_and_checked(tale, logged, TRAIL_VIDEOS)
    yield from handed_in(tale, at=(24, "10:45"))
    yield from released(tale, BROWN, at=(27, "13:20"))
    tale[1].go(33, "09:40")
    yield from read_packet(*tale, (REYES, WHITFIELD))
    yield from rule_out_ties(*tale, (CHAIR, HADDAD))
