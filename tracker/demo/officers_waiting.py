"""Stories of candidates for police officer who are still on the way to the board."""

from __future__ import annotations

from datetime import timedelta

from tracker.cases.handing_over import leave_words
from tracker.cases.inviting import Channel
from tracker.cases.service import withdraw_case
from tracker.db import unit_of_work
from tracker.demo.aside import saw_a_password, set_aside
from tracker.demo.clarified import LIVE_VIDEO, ask_about_answer
from tracker.demo.company import HR, OKAFOR, Company, Scenes
from tracker.demo.filing import amend, fill
from tracker.demo.found_waiting import (
    AMBULANCE_ADVICE,
    BANK_COMPLAINT,
    MOTORCYCLE_VIDEO,
    SHELTER_KITCHEN,
)
from tracker.demo.handing_in import give_back, hand_in, open_review, put_to_candidate, say_done
from tracker.demo.inviting import begin_case, invite
from tracker.demo.lives import Account
from tracker.demo.lives_told import LIVES
from tracker.demo.looks import Planned
from tracker.demo.post_office import hand_over, refuse
from tracker.demo.running import (
    Excuse,
    Run,
    Seen,
    excuse_steps,
    investigator_of,
    look,
    rule,
    run_protocol,
)
from tracker.demo.setting_up import OFFICER
from tracker.demo.swearing import file_sworn
from tracker.demo.tales import DECLARED, Tale, filed, found_and_checked, handed_in, searched
from tracker.demo.writing import check_finding, write_down
from tracker.policy.returning import ReturnKind
from tracker.policy.vocabulary import Method, SearchResult
from tracker.protocol.asking_time import ask_more_time
from tracker.protocol.differing import Wish, ask_extra
from tracker.release.standing import Asked

DOWN = Seen(SearchResult.COULD_NOT_SEARCH, "The register answers with an error page.")
FORGOTTEN = Account("twitch", "calebcooks_live")
"""The account that Caleb Nguyen adds once he is asked."""


def brooke_tanner(company: Company) -> Scenes[None]:
    """One step was passed over, and the case is past its day."""
    tale = yield from filed(company, "brooke-tanner", OFFICER, opened=(8, "10:05"), filed_at=(10, "17:45"))
    yield from searched(tale, at=(12, "09:15"), run=Run(left_out=("17",)))
    company, diary, slug = tale
    yield diary.go(39, "11:10")
    with unit_of_work(investigator_of(company, slug)) as work:
        reason = (
            "Snapchat shows nothing without an account; the unit asks counsel whether step 17 is excused."
        )
        ask_more_time(work, company.case(slug), until=diary.now.date() + timedelta(days=7), reason=reason)


def rosa_delgado(company: Company) -> Scenes[None]:
    """Withdrew while the search was under way; it stopped at once."""
    tale = yield from filed(company, "rosa-delgado", OFFICER, opened=(16, "09:10"), filed_at=(18, "18:15"))
    yield from searched(tale, at=(22, "13:00"), run=Run(last="08"))
    yield tale[1].go(24, "10:30")
    with company.act(HR) as work:
        withdraw_case(work, company.case(tale[2]))


def keisha_monroe(company: Company) -> Scenes[None]:
    """Returned once, and in review again; a copy that she handed over was read by the access she gave."""
    tale = yield from filed(company, "keisha-monroe", OFFICER, opened=(22, "09:00"), filed_at=(26, "12:40"))
    run = Run(
        seen={
            BANK_COMPLAINT.step: DECLARED,
            "04": Seen(note="Copy of her own posts, handed over on a stick. Read to the end; nothing."),
        },
        beyond={"04": Method.CANDIDATE_EXPORT},
    )
    logged = yield from searched(tale, at=(31, "09:00"), run=run)
    finding = yield from found_and_checked(tale, logged, BANK_COMPLAINT)
    yield from handed_in(tale, at=(34, "09:40"))
    tale[1].go(35, "11:10")
    asked = (
        Asked(
            finding,
            "A number is named, not told. Say so, and how soon the answers came.",
            ReturnKind.WORDING.value,
        ),
        Asked("", "Say whether the handed-over copy was read to its end.", ReturnKind.SEARCH.value),
    )
    yield from give_back(*tale, OKAFOR, asked=asked)
    tale[1].go(37, "10:20")
    wording = BANK_COMPLAINT.reworded.replace("told the number", "naming the number")
    yield from check_finding(*tale, finding, BANK_COMPLAINT, wording=wording)
    yield tale[1].go(38, "09:30")
    said = {0: "The wording says what was answered, and how soon.", 1: "It was; step 4 says so in its note."}
    say_done(tale[0], tale[2], said)
    yield from hand_in(*tale)


def lucia_ferrer(company: Company) -> Scenes[None]:
    """A concern: its candidate is asked before the board reads of it, and has time to answer."""
    tale = yield from filed(company, "lucia-ferrer", OFFICER, opened=(22, "10:30"), filed_at=(24, "20:20"))
    logged = yield from searched(tale, at=(28, "09:20"), run=Run(seen={MOTORCYCLE_VIDEO.step: DECLARED}))
    yield from found_and_checked(tale, logged, MOTORCYCLE_VIDEO)
    yield from handed_in(tale, at=(36, "11:00"))
    tale[1].go(38, "09:50")
    yield from put_to_candidate(*tale, OKAFOR, own_posts=True)


def theo_marsh(company: Company) -> Scenes[None]:
    """Swore to the affidavit at the counter; handed in, and returned with reasons."""
    tale = yield from filed(
        company, "theo-marsh", OFFICER, opened=(23, "08:45"), filed_at=(25, "08:40"), way=file_sworn
    )
    logged = yield from searched(tale, at=(29, "09:10"), run=Run(seen={AMBULANCE_ADVICE.step: DECLARED}))
    finding = yield from found_and_checked(tale, logged, AMBULANCE_ADVICE)
    yield from handed_in(tale, at=(33, "14:30"))
    tale[1].go(35, "09:30")
    asked = (
        Asked(
            finding,
            "The capture shows the comment alone. Capture the whole thread, with its date.",
            ReturnKind.EVIDENCE.value,
        ),
        Asked(
            finding,
            "Check 4: say how the date was found, once the thread was read to its end.",
            ReturnKind.CHECKS.value,
        ),
    )
    yield from give_back(*tale, OKAFOR, asked=asked)
    yield tale[1].on(95)
    say_done(
        tale[0], tale[2], {1: "The thread was read to its end; its date stands above the first comment."}
    )


def hannah_weiss(company: Company) -> Scenes[None]:
    """A register was out of order on three days; the step is excused, and the review has begun."""
    tale = yield from filed(company, "hannah-weiss", OFFICER, opened=(23, "11:20"), filed_at=(26, "19:05"))
    yield from searched(tale, at=(30, "13:00"), run=Run(left_out=("22",)))
    register = Planned("Hannah Weiss", "State license register", Method.PUBLIC_RECORD)
    for day in (32, 33, 34):
        tale[1].go(day, "10:10")
        yield from look(*tale, step="22", plan=register, seen=DOWN)
    reason = "The register did not answer on three days in a row; see the three entries."
    ruling = "Looked myself on the third day: it is down, and its owner says until next month."
    yield from excuse_steps(*tale, [Excuse("22", "place-unreachable", reason, ruling)])
    yield from handed_in(tale, at=(37, "10:00"))
    tale[1].go(40, "09:15")
    yield from open_review(*tale, OKAFOR)


def samuel_oyelaran(company: Company) -> Scenes[None]:
    """Public view only; the search stands still since its investigator's designation ended."""
    tale = yield from filed(company, "samuel-oyelaran", OFFICER, opened=(24, "09:30"), filed_at=(27, "18:30"))
    yield from searched(tale, at=(34, "13:10"), run=Run(last="11"))
    yield tale[1].go(37, "16:20")
    with unit_of_work(investigator_of(company, tale[2])) as work:
        words = "My designation ended yesterday. Steps 01 to 11 are done and nothing is left half looked at."
        leave_words(work, company.case(tale[2]), words=f"{words} He asks to be called before noon.")


def caleb_nguyen(company: Company) -> Scenes[None]:
    """Asked about one answer, and signed a second edition; an extra search was refused."""
    tale = yield from filed(company, "caleb-nguyen", OFFICER, opened=(26, "10:00"), filed_at=(28, "21:30"))
    diary, slug = tale[1:]
    run = Run(last="07", seen={SHELTER_KITCHEN.step: DECLARED})
    logged = yield from searched(tale, at=(33, "09:00"), run=run)
    yield from write_down(*tale, logged, SHELTER_KITCHEN)
    why = "The profile tells of a school in Manitoba, which the candidate's application does not name."
    yield from set_aside(*tale, platform="facebook", handle="caleb.nguyen.wpg", why=why)
    yield from saw_a_password(*tale, "facebook")
    yield from _ask_in_vain(tale)
    yield diary.go(35, "09:40")
    ask_about_answer(company, slug, "now", LIVE_VIDEO)
    yield diary.on(20)
    guest = invite(company, slug, Channel.MAIL)
    hand_over()
    diary.go(36, "07:15")
    yield from amend(company, diary, guest, LIVES[slug], added=FORGOTTEN)
    diary.go(38, "13:00")
    yield from run_protocol(*tale, Run(first="08", last="15"))


def _ask_in_vain(tale: Tale) -> Scenes[None]:
    company, diary, slug = tale
    yield diary.on(15)
    wish = Wish("Caleb Nguyen Riverton", "Nextdoor", Method.SITE_SEARCH.value)
    reason = "A caller said that the candidate is talked about there."
    with unit_of_work(investigator_of(company, slug)) as work:
        asked = ask_extra(work, company.case(slug), step="14", wish=wish, reason=reason).reference
    yield diary.on(90)
    answer = "Nobody else got this search, and what others say of a candidate is not what we look for."
    rule(company, slug, asked, approve=False, reason=answer)


def imani_cole(company: Company) -> Scenes[None]:
    """Filling the affidavit in, in the lunch break."""
    diary = company.diary(39, "14:00")
    guest = yield from begin_case(company, diary, LIVES["imani-cole"], OFFICER)
    diary.go(40, "12:20")
    yield from fill(company, diary, guest, LIVES["imani-cole"], pages=3)


def peter_lowell(company: Company) -> Scenes[None]:
    """Invited yesterday by e-mail; the mail server refused the mail."""
    diary = company.diary(40, "15:10")
    yield from begin_case(company, diary, LIVES["peter-lowell"], OFFICER, channel=Channel.MAIL)
    yield diary.on(1)
    refuse()
