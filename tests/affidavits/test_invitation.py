"""The way in: looking uses nothing up, five wrong codes stop the link, and it leads back until it expires."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from tests.affidavits.conftest import Site
from tests.pages.affidavits import candidate_enters
from tests.people import PASSWORD, People
from tracker.cases.invitation_codes import canonical_code, hash_code, new_token, token_digest
from tracker.cases.inviting import Channel, add_link, locked_code
from tracker.cases.models import Invitation, InvitationCode
from tracker.cases.way_back import AskedFrom
from tracker.clock import FixedClock
from tracker.db import db, unit_of_work
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.vocabulary import Stage
from tracker.web.pace import Pace

WRONG = "AAAA-AAAA"


def kept(site: Site, token: str) -> Invitation:
    """Return what is kept of a link."""
    with site.inside():
        found = select(Invitation).where(Invitation.token_digest == token_digest(token))
        return db.session.scalars(found).one()


def code_kept(site: Site, token: str) -> InvitationCode:
    """Return what is kept of the code that a link takes."""
    with site.inside():
        found = select(InvitationCode).join(Invitation, Invitation.code_id == InvitationCode.id)
        return db.session.scalars(found.where(Invitation.token_digest == token_digest(token))).one()


def ledger_size(site: Site) -> int:
    """Return how many acts are recorded."""
    with site.inside():
        return len(db.session.execute(select(ledger_entries.c.idx)).all())


def test_a_hundred_looks_use_nothing_up(site: Site) -> None:
    issued = site.invite()
    before = ledger_size(site)
    for _ in range(100):
        page = site.stranger().get(f"/i/{issued.token}")
        assert page.status_code == 200
    assert code_kept(site, issued.token).tries_left == 5
    assert ledger_size(site) == before
    assert candidate_enters(site.stranger(), issued.token, issued.code).location == "/a/start"


def test_the_page_names_the_agency_and_nobody_else(site: Site) -> None:
    issued = site.invite()
    page = site.stranger().get(f"/i/{issued.token}")
    assert "Riverton Police Department" in page.text
    assert "Marisol" not in page.text
    assert site.case.reference not in page.text


def test_the_links_secret_is_on_no_page(site: Site) -> None:
    issued, browser = site.invite(), site.stranger()
    looked = browser.get(f"/i/{issued.token}")
    asked = browser.post(f"/i/{issued.token}")
    refused = browser.post(f"/i/{issued.token}", data={"code": WRONG})
    for page in (looked, asked, refused, browser.get(f"/i/{issued.token}x")):
        assert issued.token not in page.text
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"


def test_an_empty_code_is_not_a_try(site: Site) -> None:
    issued, browser = site.invite(), site.stranger()
    page = browser.post(f"/i/{issued.token}", data={"code": "  "})
    assert page.status_code == 422
    assert "Enter the code we gave you" in page.text
    assert code_kept(site, issued.token).tries_left == 5


def test_a_fourth_place_ends_the_first(site: Site, clock: FixedClock) -> None:
    issued, places = site.invite(), [site.stranger() for _ in range(4)]
    for place in places:
        clock.advance(timedelta(minutes=1))
        assert candidate_enters(place, issued.token, issued.code).location == "/a/start"
    assert "You can be signed in in 3 places at once" in places[3].get("/a/start").text
    assert [place.get("/a").status_code for place in places] == [303, 200, 200, 200]


def test_five_wrong_codes_stop_the_link_and_the_right_one_comes_too_late(site: Site) -> None:
    issued, browser = site.invite(), site.stranger()
    for left in (4, 3, 2, 1):
        page = browser.post(f"/i/{issued.token}", data={"code": WRONG})
        assert page.status_code == 422
        assert f"You can try {left} more time" in page.text
    last = browser.post(f"/i/{issued.token}", data={"code": WRONG})
    assert last.status_code == 410
    assert "This invitation was stopped" in last.text
    sixth = browser.post(f"/i/{issued.token}", data={"code": issued.code})
    assert sixth.status_code == 410
    assert browser.get("/a").location == "/a/link"
    desk = site.round.people.browser(site.round.hr)
    assert "Stopped by wrong codes" in desk.get(f"/admin/candidates/{site.case.reference}/invitation").text


def test_a_right_code_gives_the_tries_back(site: Site) -> None:
    issued = site.invite()
    for _ in range(3):
        browser = site.stranger()
        for _ in range(4):
            browser.post(f"/i/{issued.token}", data={"code": WRONG})
        assert candidate_enters(browser, issued.token, issued.code).status_code == 303


def test_a_code_is_taken_in_any_spelling(site: Site) -> None:
    issued = site.invite()
    first, second = issued.code.split("-")
    for typed in (
        f"{issued.code} ",
        f" {first} {second}",
        first + second,
        f"{first}–{second}",
        issued.code.lower(),
    ):
        assert candidate_enters(site.stranger(), issued.token, typed).location == "/a/start", typed


def test_wide_letters_are_letters() -> None:
    assert canonical_code("ａｂ２３ – cd45") == "AB23CD45"


def test_the_link_and_the_code_lead_back_until_they_expire(site: Site, clock: FixedClock) -> None:
    issued = site.invite()
    assert candidate_enters(site.stranger(), issued.token, issued.code).status_code == 303
    clock.advance(timedelta(hours=71))
    assert candidate_enters(site.stranger(), issued.token, issued.code).status_code == 303
    clock.advance(timedelta(hours=2))
    page = site.stranger().get(f"/i/{issued.token}")
    assert page.status_code == 410
    assert "This invitation is too old" in page.text
    late = site.stranger().post(f"/i/{issued.token}", data={"code": issued.code})
    assert late.status_code == 410


def test_a_newer_invitation_takes_the_place_of_an_older_one(site: Site) -> None:
    old, new = site.invite(), site.invite()
    page = site.stranger().get(f"/i/{old.token}")
    assert page.status_code == 410
    assert "There is a newer invitation" in page.text
    assert candidate_enters(site.stranger(), new.token, new.code).status_code == 303


def test_an_unknown_link_has_a_page_of_its_own(site: Site) -> None:
    for token in ("nothing", "x" * 300, "ünïcode", "%20"):
        page = site.stranger().get(f"/i/{token}")
        assert page.status_code == 404
        assert "We cannot find that invitation" in page.text


def test_the_code_of_one_link_does_not_open_another(site: Site) -> None:
    first = site.invite()
    with site.inside() as hiring:
        second = hiring.invite(hiring.case("Ana Lima"))
    page = site.stranger().post(f"/i/{second.token}", data={"code": first.code})
    assert page.status_code == 422


def test_a_withdrawn_application_takes_the_code_and_leads_to_the_own_file(site: Site) -> None:
    issued = site.invite()
    with site.inside() as hiring:
        hiring.move(site.case, Stage.WITHDRAWN)
    page = site.stranger().get(f"/i/{issued.token}")
    assert "Your application is over. Nothing is asked of you any more." in page.text
    assert "10 to 15 minutes" not in page.text
    browser = site.stranger()
    assert browser.post(f"/i/{issued.token}", data={"code": issued.code}).location == "/a/start"
    assert browser.get("/a/start").location == "/a/status"


def test_without_a_session_every_page_leads_to_how_to_come_back(site: Site) -> None:
    browser = site.stranger()
    for path in ("/a", "/a/start", "/a/names", "/a/sign", "/a/receipt", "/a/status"):
        assert browser.get(path).location == "/a/link"
    assert "open the link in our message or letter again" in browser.get("/a/link").text


def test_only_digests_are_kept(site: Site) -> None:
    issued = site.invite()
    row = kept(site, issued.token)
    assert len(row.token_digest) == 32
    assert issued.token.encode() not in row.token_digest
    assert canonical_code(issued.code).lower() not in code_kept(site, issued.token).code_hash.lower()


def test_the_code_is_taken_from_its_own_page_and_from_no_other_site(site: Site) -> None:
    issued, browser = site.invite(), site.stranger()
    path, code = f"/i/{issued.token}", {"code": issued.code}
    elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.post(path, data=code, headers=elsewhere).status_code == 403
    hidden = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
    assert browser.post(path, data=code, headers=hidden).status_code == 403
    own = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert browser.post(path, data=code, headers=own).location == "/a/start"


def test_a_link_does_not_end_the_session_of_staff_without_a_word(site: Site, people: People) -> None:
    issued, browser = site.invite(), people.browser(people.make("Lt. Ama Okafor", Role.SUPERVISOR))
    for data in ({}, {"code": issued.code}, {"code": WRONG}):
        page = browser.post(f"/i/{issued.token}", data=data)
        assert page.status_code == 409
        assert "You are signed in as staff" in page.text
    assert browser.get("/team").status_code == 200
    assert code_kept(site, issued.token).tries_left == 5
    assert candidate_enters(site.stranger(), issued.token, issued.code).location == "/a/start"


def test_staff_do_not_end_the_session_of_a_candidate_without_a_word(site: Site, people: People) -> None:
    issued, browser = site.invite(), site.stranger()
    candidate_enters(browser, issued.token, issued.code)
    people.make("Lt. Ama Okafor", Role.SUPERVISOR)
    data = {"email": "ama.okafor@riverton.example", "password": PASSWORD}
    page = browser.post("/sign-in", data=data)
    assert page.status_code == 409
    assert "open for a candidate" in page.text
    assert browser.get("/a/start").status_code == 200


def further_link(site: Site, of: str) -> str:
    """Make one more link for the code of another, and return its secret."""
    with site.inside(), unit_of_work(SYSTEM) as work:
        link = work.session.scalars(
            select(Invitation).where(Invitation.token_digest == token_digest(of))
        ).one()
        record(work, Event.LINK_ASKED_FOR, about=("case", site.case.reference), asked_from=AskedFrom.LINK)
        return add_link(work, locked_code(work, link), Channel.BY_HAND).token


def test_a_further_link_takes_the_same_code(site: Site) -> None:
    issued = site.invite()
    more = further_link(site, issued.token)
    for token in (more, issued.token):
        assert candidate_enters(site.stranger(), token, issued.code).location == "/a/start"


def test_more_links_are_not_more_tries(site: Site) -> None:
    issued = site.invite()
    links = [issued.token, *(further_link(site, issued.token) for _ in range(2))]
    for turn in range(5):
        site.stranger().post(f"/i/{links[turn % 3]}", data={"code": WRONG})
    for token in links:
        page = site.stranger().post(f"/i/{token}", data={"code": issued.code})
        assert page.status_code == 410
        assert "This invitation was stopped" in page.text
    assert code_kept(site, issued.token).tries_left == 0


def test_a_new_invitation_stops_every_earlier_link(site: Site) -> None:
    old = site.invite()
    links = [old.token, further_link(site, old.token)]
    new = site.invite()
    for token in links:
        assert "There is a newer invitation" in site.stranger().get(f"/i/{token}").text
        assert site.stranger().post(f"/i/{token}", data={"code": new.code}).status_code == 410
    assert candidate_enters(site.stranger(), new.token, new.code).location == "/a/start"


def test_heads_and_looks_use_nothing_up(site: Site) -> None:
    issued = site.invite()
    for _ in range(100):
        assert site.stranger().head(f"/i/{issued.token}").status_code == 200
    assert code_kept(site, issued.token).tries_left == 5
    assert candidate_enters(site.stranger(), issued.token, issued.code).location == "/a/start"


def test_tries_in_parallel_count_each(site: Site) -> None:
    issued = site.invite()
    links = [issued.token, further_link(site, issued.token)]

    def wrong(place: int) -> int:
        with site.app.test_client() as browser:
            return browser.post(f"/i/{links[place % 2]}", data={"code": WRONG}).status_code

    with ThreadPoolExecutor(6) as places:
        statuses = sorted(places.map(wrong, range(6)))
    assert code_kept(site, issued.token).tries_left == 0
    assert statuses == [410, 410, 422, 422, 422, 422]
    assert site.stranger().post(f"/i/{issued.token}", data={"code": issued.code}).status_code == 410


def test_a_link_from_before_codes_had_rows_of_their_own(site: Site) -> None:
    token, code = new_token(), "7KQ4-M2XP"
    with site.inside() as hiring, unit_of_work(hiring.hr) as work:
        digest = token_digest(token)
        record(work, Event.LINK_ASKED_FOR, about=("case", site.case.reference), asked_from=AskedFrom.LINK)
        work.add(
            Invitation(
                case_id=site.case.case_id,
                token_digest=digest,
                code_hash=hash_code(work.session, digest, code),
                tries_left=3,
                issued_by=hiring.hr.person_id,
                issued_at=work.now(),
                expires_at=work.now() + timedelta(hours=72),
            )
        )
    page = site.stranger().post(f"/i/{token}", data={"code": WRONG})
    assert "You can try 2 more times" in page.text
    assert candidate_enters(site.stranger(), token, code).location == "/a/start"
    assert code_kept(site, token).tries_left == 5
    new = site.invite()
    assert "There is a newer invitation" in site.stranger().get(f"/i/{token}").text
    assert candidate_enters(site.stranger(), new.token, new.code).location == "/a/start"


def test_whoever_tries_codes_without_end_is_asked_to_wait_and_uses_no_try_up(site: Site) -> None:
    site.app.extensions["tracker.pace"]["affidavits.invitation"] = Pace(most=1)
    issued, browser = site.invite(), site.stranger()
    link = f"/i/{issued.token}"
    assert browser.post(link, data={"code": WRONG}).status_code == 422
    for _ in range(9):
        waiting = browser.post(link, data={"code": WRONG})
        assert waiting.status_code == 429
        assert "Wait a minute, then send it again." in waiting.text
    assert code_kept(site, issued.token).tries_left == 4
    assert browser.post(link).status_code == 200
    assert "Espere un minuto" in browser.post(f"/es{link}", data={"code": WRONG}).text
    elsewhere = browser.post(link, data={"code": issued.code}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.location == "/a/start"
