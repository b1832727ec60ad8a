"""Stories of candidates for dispatcher."""

from __future__ import annotations

from tracker.affidavits.access import agree_access
from tracker.cases.inviting import Channel
from tracker.db import unit_of_work
from tracker.demo.asking import answer, ask, ask_for_more
from tracker.demo.clarified import BUILDING, BUILDING_SAID, NAME_BACK, ask_about_answer, say_in_words
from tracker.demo.company import BROWN, CHAIR, ORTEGA, REYES, RUIZ, WHITFIELD, Company, Scenes
from tracker.demo.deciding import read_packet
from tracker.demo.filing import file, stop
from tracker.demo.found_answered import SHARED_PAGE, SHARED_SAID
from tracker.demo.inviting import add, assign, invite, say_tie, uphold_tie
from tracker.demo.lives_told import LIVES
from tracker.demo.looks import Planned
from tracker.demo.meeting import confirm, offer_times
from tracker.demo.papering import file_on_paper
from tracker.demo.post_office import ask_for_link, hand_over
from tracker.demo.running import Run, Seen, investigator_of, look, rule, run_protocol
from tracker.demo.setting_up import DISPATCHER
from tracker.demo.tales import Tale, answered_and_released, filed, found_and_checked, handed_in, searched
from tracker.policy.vocabulary import Method, SearchResult, Tie
from tracker.protocol.differing import Wish, ask_excuse, ask_extra

OWN_CHANNEL = Planned("noahrepairsradios", "Mastodon", Method.SITE_SEARCH)
NEWS = (
    (Planned('"Fatima Zahra"', "Google News", Method.SEARCH_ENGINE), Seen()),
    (
        Planned("Fatima Zahra", "Local newspaper", Method.PUBLIC_VIEW),
        Seen(SearchResult.COULD_NOT_SEARCH, "The archive asks to subscribe and to sign in."),
    ),
)
SAME_NAME = Seen(
    SearchResult.FOUND_CANDIDATE, "An account stands open under the former username. See the finding."
)
EVENINGS = "I start a night shift next month. Does a call in the evening suit you too?"
MORE = "Everything that you may give me about the search."
EVENINGS_TOLD = "Yes. Tell us here which hours suit you, and we will call then."


def emily_carver(company: Company) -> Scenes[None]:
    """Said that an account was not hers: the finding was withdrawn, and all read that there is none."""
    tale = yield from filed(company, "emily-carver", DISPATCHER, opened=(5, "09:00"), filed_at=(7, "18:10"))
    logged = yield from searched(tale, at=(10, "09:00"), run=Run(seen={SHARED_PAGE.step: SAME_NAME}))
    yield from found_and_checked(tale, logged, SHARED_PAGE)
    yield from handed_in(tale, at=(12, "14:00"))
    yield from answered_and_released(
        tale, BROWN, SHARED_SAID, asked=(13, "09:10"), answered=(13, "20:15"), judged=(15, "09:00")
    )
    tale[1].go(17, "10:00")
    yield from read_packet(*tale, (WHITFIELD, CHAIR, REYES))


def noah_whitaker(company: Company) -> Scenes[None]:
    """Search under way, with one search beyond the protocol that a supervisor approved."""
    tale = yield from filed(
        company, "noah-whitaker", DISPATCHER, opened=(24, "11:10"), filed_at=(28, "17:20")
    )
    yield from searched(tale, at=(32, "09:10"), run=Run(last="13"))
    yield from _search_beyond(tale)
    tale[1].go(38, "09:30")
    yield from run_protocol(*tale, Run(first="14", last="19"))


def _search_beyond(tale: Tale) -> Scenes[None]:
    company, diary, slug = tale
    yield diary.on(10)
    wish = Wish(OWN_CHANNEL.query, OWN_CHANNEL.place, OWN_CHANNEL.method.value)
    reason = "The declared video channel names this account as the candidate's own; the affidavit does not."
    with unit_of_work(investigator_of(company, slug)) as work:
        asked = ask_extra(work, company.case(slug), step="14", wish=wish, reason=reason).reference
    yield diary.on(70)
    rule(company, slug, asked, approve=True, reason="The candidate points there in public. One look.")
    note = "An account of that name with four posts about antennas. Nothing job-related."
    yield from look(*tale, step="14", plan=OWN_CHANNEL, seen=Seen(note=note), request=asked)


def fatima_zahra(company: Company) -> Scenes[None]:
    """Looked at one account together, then stopped the access, asked and was answered; an excuse waits."""
    tale = yield from filed(company, "fatima-zahra", DISPATCHER, opened=(25, "10:40"), filed_at=(27, "19:50"))
    company, diary, slug = tale
    together = Run(
        last="04",
        seen={"04": Seen(note="Shown by the candidate on her own phone, 25 minutes, at the unit.")},
        beyond={"04": Method.TOGETHER_SESSION},
    )
    yield from searched(tale, at=(32, "10:00"), run=together)
    yield diary.go(33, "09:00")
    guest = invite(company, slug, Channel.LETTER)
    yield diary.go(33, "18:30")
    confirm(company, slug, guest.come_in())
    yield diary.on(5)
    stop(company, guest, number=1)
    yield diary.on(4)
    asked = ask(company, slug, guest.come_in(), EVENINGS)
    yield diary.go(35, "09:05")
    answer(company, slug, asked, EVENINGS_TOLD)
    ask_for_more(company, slug, guest.come_in(), MORE)
    diary.go(35, "09:10")
    yield from run_protocol(*tale, Run(first="05", last="20"))
    yield from _ask_to_leave_out(tale)


def _ask_to_leave_out(tale: Tale) -> Scenes[None]:
    company, diary, slug = tale
    diary.go(40, "14:20")
    for plan, seen in NEWS:
        yield from look(*tale, step="21", plan=plan, seen=seen)
    yield diary.on(4)
    reason = "The archive of the newspaper is behind a subscription since Monday; the news tab was read."
    with unit_of_work(investigator_of(company, slug)) as work:
        ask_excuse(work, company.case(slug), step="21", excuse_code="place-changed", reason=reason)


def george_ivanov(company: Company) -> Scenes[None]:
    """No accounts now, two former ones, on paper; in review. The link ended, and a new one was asked for."""
    tale = yield from filed(
        company, "george-ivanov", DISPATCHER, opened=(23, "10:50"), filed_at=(24, "14:00"), way=file_on_paper
    )
    company, diary, slug = tale
    yield diary.go(25, "09:10")
    guest = invite(company, slug, Channel.MAIL)
    hand_over()
    yield from searched(tale, at=(31, "13:00"), run=Run())
    yield from handed_in(tale, at=(39, "09:20"))
    yield diary.go(40, "18:40")
    ask_for_link(guest.issued.token)


def tessa_holm(company: Company) -> Scenes[None]:
    """Agreed that another investigator looks; asked about one answer, said more of it and changed nothing."""
    tale = yield from filed(company, "tessa-holm", DISPATCHER, opened=(24, "09:50"), filed_at=(26, "20:30"))
    company, diary, slug = tale
    yield diary.go(29, "08:50")
    say_tie(company, slug, RUIZ, Tie.FRIEND, "We climb in the same hall on Thursdays.")
    yield diary.go(30, "09:00")
    assign(company, slug, ORTEGA)
    uphold_tie(company, slug, RUIZ, "They meet every week, so somebody else looks.")
    yield diary.on(30)
    guest = invite(company, slug)
    yield diary.go(31, "12:10")
    with unit_of_work(guest.come_in()) as work:
        case = company.case(slug)
        agree_access(work, case, number=1, to=case.investigator_id)
    note = "Shown by the candidate on her own tablet at the unit, 20 minutes."
    run = Run(last="18", seen={"03": Seen(note=note)}, beyond={"03": Method.TOGETHER_SESSION})
    yield from searched(tale, at=(34, "13:20"), run=run)
    yield diary.go(37, "09:00")
    asked = ask_about_answer(company, slug, "account-3", BUILDING)
    yield diary.on(50)
    guest = invite(company, slug)
    yield diary.go(37, "18:20")
    say_in_words(company, slug, guest.come_in(), asked, BUILDING_SAID)
    yield diary.go(40, "11:20")
    offer_times(company, slug, by=investigator_of(company, slug))


def marcus_bell(company: Company) -> Scenes[None]:
    """Does not remember a username, and is asked about that; signed before anybody had the case."""
    diary, life = company.diary(30, "09:40"), LIVES["marcus-bell"]
    yield diary.now
    add(company, life.slug, DISPATCHER)
    yield diary.on(20)
    guest = invite(company, life.slug)
    diary.go(33, "18:00")
    yield from file(company, diary, guest, life)
    yield diary.go(34, "08:40")
    assign(company, life.slug, life.searcher)
    tale = (company, diary, life.slug)
    unsure = Seen(SearchResult.FOUND_UNSURE, "Two accounts of that first name; nothing says whose they are.")
    yield from searched(tale, at=(39, "10:20"), run=Run(last="06", seen={"05": unsure}))
    yield diary.go(40, "10:10")
    ask_about_answer(company, life.slug, "account-2", NAME_BACK)
