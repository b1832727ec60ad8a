"""Stories of candidates for dispatcher whose affidavit is not filed yet."""

from __future__ import annotations

from tracker.cases.inviting import Channel
from tracker.demo.asking import ask
from tracker.demo.company import Company, Scenes
from tracker.demo.filing import fill
from tracker.demo.inviting import add, begin_case
from tracker.demo.lives_told import LIVES
from tracker.demo.papering import copy_part, copy_whole
from tracker.demo.setting_up import DISPATCHER
from tracker.demo.swearing import CLERK, ask_for_code, bring_paper, make_ready, send_back
from tracker.policy.legal import SigningMethod


def ines_duarte(company: Company) -> Scenes[None]:
    """Answered everything, asked for a code and a question that waits, and has not signed yet."""
    diary = company.diary(39, "09:00")
    guest = yield from begin_case(company, diary, LIVES["ines-duarte"], DISPATCHER)
    diary.go(40, "07:40")
    yield from fill(company, diary, guest, LIVES["ines-duarte"])
    yield diary.on(6)
    candidate = guest.come_in()
    ask_for_code(company, candidate, guest.slug)
    yield diary.on(2)
    ask(company, guest.slug, candidate, "Can I still change an answer after I sign?")


def leah_osborne(company: Company) -> Scenes[None]:
    """Chose to swear before an officer; the statement is ready, and waits for her to come in."""
    diary, life = company.diary(37, "10:20"), LIVES["leah-osborne"]
    guest = yield from begin_case(company, diary, life, DISPATCHER)
    diary.go(39, "19:10")
    candidate = yield from fill(company, diary, guest, life)
    yield diary.on(3)
    make_ready(company, candidate, life.slug, SigningMethod.OATH)


def ruben_castillo(company: Company) -> Scenes[None]:
    """Wrote in Spanish, wanted to swear at the counter, then went to a notary; the second scan waits."""
    diary, life = company.diary(34, "11:30"), LIVES["ruben-castillo"]
    guest = yield from begin_case(company, diary, life, DISPATCHER)
    diary.go(36, "18:40")
    candidate = yield from fill(company, diary, guest, life)
    yield diary.on(3)
    make_ready(company, candidate, life.slug, SigningMethod.OATH, "es")
    yield diary.go(37, "07:50")
    candidate = guest.come_in()
    make_ready(company, candidate, life.slug, SigningMethod.NOTARY, "es")
    yield diary.go(38, "17:30")
    bring_paper(company, guest.come_in(), life.slug, whole=False)
    yield diary.go(39, "09:20")
    send_back(company, life.slug)
    yield diary.go(39, "18:05")
    bring_paper(company, guest.come_in(), life.slug, whole=True)


def alma_whitlock(company: Company) -> Scenes[None]:
    """Handed a signed paper in, which is being copied."""
    diary, life = company.diary(38, "09:30"), LIVES["alma-whitlock"]
    yield from begin_case(company, diary, life, DISPATCHER)
    diary.go(40, "15:10")
    yield from copy_part(company, diary, life, pages=4)


def curtis_boyd(company: Company) -> Scenes[None]:
    """Sent a signed paper by post; it is copied, and waits to be compared."""
    diary, life = company.diary(33, "13:30"), LIVES["curtis-boyd"]
    yield from begin_case(company, diary, life, DISPATCHER, channel=Channel.LETTER)
    diary.go(39, "11:00")
    yield from copy_whole(company, diary, life, by=CLERK)


def walter_finch(company: Company) -> Scenes[None]:
    """Added yesterday; neither given to anybody nor invited yet."""
    yield company.diary(40, "15:40").now
    add(company, "walter-finch", DISPATCHER)
