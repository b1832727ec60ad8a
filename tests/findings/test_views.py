"""The pages about findings and notes: who gets in, what is recorded, what is kept of what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from tests.factories import files
from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.pages.filled import text_of
from tests.pages.findings import FINDING, investigator_revises_finding, investigator_writes_finding
from tests.people import Browser, People, csrf_off
from tracker.cases.models import AccessEntry
from tracker.findings import capture_service
from tracker.findings.queries import FindingRow, findings_of
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import Stage


@pytest.fixture
def okafor(bench: Bench, people: People) -> Browser:
    """The supervisor's browser."""
    csrf_off(people.app)
    return people.browser(bench.supervisor)


@pytest.fixture
def auditor(bench: Bench, people: People) -> Browser:
    """An auditor's browser."""
    csrf_off(people.app)
    return people.browser(people.make("Grace Kim", Role.AUDITOR))


def openings(evidence: Evidence, thing: str) -> list[str]:
    """Return the references opened of one kind of thing."""
    entries = select(AccessEntry.reference).where(AccessEntry.thing == thing).order_by(AccessEntry.opened_at)
    return evidence.read(lambda session: list(session.scalars(entries)))


def told(evidence: Evidence, name: str) -> list[str]:
    """Return the ledger's lines of one event."""
    lines = select(ledger_entries.c.body).where(ledger_entries.c.event == name)
    return evidence.read(lambda session: list(session.scalars(lines)))


def rows_of(evidence: Evidence, case: CaseFacts) -> tuple[FindingRow, ...]:
    """Return the findings of a case."""
    return evidence.read(lambda session: findings_of(session, case.case_id))


def test_an_empty_list_says_what_it_means(case: CaseFacts, dana: Browser) -> None:
    page = dana.get(f"/cases/{case.reference}/findings").get_data(as_text=True)
    assert "No finding is written." in page
    assert "Searches that found nothing are complete without one." in page


def test_a_finding_is_written_and_shown(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    search, kept = evidence.search(case), evidence.keep(case)
    form = dana.get(f"/cases/{case.reference}/findings/new?search={search}").get_data(as_text=True)
    assert f'<option selected value="{search}">' in form
    answer = investigator_writes_finding(dana, case, search, captures=[kept.reference])
    assert answer.status_code == 303
    page = dana.get(answer.location).get_data(as_text=True)
    (row,) = rows_of(evidence, case)
    assert f"Finding {row.reference} is written." in page
    assert FINDING["observed"] in page
    assert kept.reference in page
    assert "2 independent identifiers tie the account to the candidate." in page
    assert openings(evidence, "finding") == [row.reference]


@pytest.mark.clause("Hampton C.3.c")
def test_link_and_capture_are_explained_apart(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    search = evidence.search(case)
    no_link, no_capture = "Shown in a session together.", "The page keeps nobody's copy."
    page = dana.get(
        investigator_writes_finding(
            dana, case, search, source_link="", no_source_reason=no_link, no_capture_reason=no_capture
        ).location
    ).get_data(as_text=True)
    assert f"No source link, because: {no_link}" in page
    assert "No capture is linked, because: The page keeps nobody&#39;s copy." in page
    (row,) = rows_of(evidence, case)
    form = dana.get(f"/cases/{case.reference}/findings/{row.reference}/edit").get_data(as_text=True)
    assert no_link in form
    assert "The page keeps nobody&#39;s copy." in form
    bare = dana.get(investigator_writes_finding(dana, case, search).location).get_data(as_text=True)
    assert "No capture is linked, and no reason is given. Link one" in bare
    assert bare.index(">Screen the wording<") < bare.index(">Check it<"), "other words have new checks"


def test_nobody_is_asked_why_there_is_no_capture_where_there_is(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    search, kept = evidence.search(case), evidence.keep(case)
    answer = investigator_writes_finding(dana, case, search, captures=[kept.reference])
    page = dana.get(f"{answer.location}/edit").get_data(as_text=True)
    assert "Captures linked already" in page
    assert 'name="no_capture_reason"' not in page
    assert 'name="no_capture_reason"' in dana.get(
        f"/cases/{case.reference}/findings/new?search={search}"
    ).get_data(as_text=True)


@pytest.mark.clause("Hamden D.6")
def test_a_refusal_keeps_what_was_typed(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    search = evidence.search(case)
    answer = investigator_writes_finding(dana, case, search, relevance="", observed="Seen & kept.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Say how this matters for the job. If it does not, leave it as a search result." in page
    assert "Seen &amp; kept." in page
    assert rows_of(evidence, case) == ()


def test_a_dimension_left_out_is_asked_for_beside_its_reason(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    search = evidence.search(case)
    page = text_of(investigator_writes_finding(dana, case, search, dimension=""), 422)
    assert "Choose the job dimension that it matters for" in page
    assert "Say how this matters for the job. If it does not" not in page
    assert rows_of(evidence, case) == ()


def test_a_finding_points_in_one_of_three_directions(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    page = text_of(dana.get(f"/cases/{case.reference}/findings/new?search={evidence.search(case)}"))
    offered = re.findall(r'<input[^>]*name="direction"[^>]*value="([\w-]+)"', page)
    assert offered == ["concern", "favourable", "context"]


def test_all_that_is_missing_is_said_in_one_go(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    evidence.search(case)
    place = f"/cases/{case.reference}/findings/new"
    page = dana.post(place, data={"posted_on": "2031-01-01"}).get_data(as_text=True)
    for said in (
        "Choose the search that led to this. A finding comes from a logged search.",
        "Write what was seen, as a fact",
        "Say how this matters for the job. If it does not, leave it as a search result.",
        "Choose which way it points",
        "Write what ties the account to the candidate, one identifier on a line",
        "The day it was posted must be in the past.",
        "Enter the link where it was seen, or write why there is none.",
    ):
        summary, beside = page.count(said), page.count(f"</span> {said}")
        assert beside == 1, f"{said} stands {summary} times"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"observed": ""}, "Write what was seen, as a fact"),
        ({"direction": "sideways"}, "Choose which way it points"),
        ({"attribution": None}, "Choose what the candidate had to do with it"),
        ({"posted_on": "yesterday"}, "Enter a day such as 2026-03-09"),
        ({"posted_on": "0001-01-01"}, "Enter a day from 1900-01-01 to"),
        ({"posted_on": "9999-12-31"}, "Enter a day from 1900-01-01 to"),
        ({"source_link": "javascript:alert(1)"}, "Enter a link that begins with https:// or http://"),
        ({"source_link": "http://["}, "Enter a link that begins with https:// or http://"),
        ({"identifiers": "password: hunter2"}, "That looks like a password."),
        ({"observed": "x" * 6001}, "Keep to 6,000 characters"),
        ({"search": "S-222222"}, "Choose the search that led to this."),
    ],
)
def test_each_field_says_what_to_change(
    case: CaseFacts, evidence: Evidence, dana: Browser, values: dict[str, Any], words: str
) -> None:
    given = FINDING | {"search": evidence.search(case)} | values
    fields = {name: value for name, value in given.items() if value is not None}
    answer = dana.post(f"/cases/{case.reference}/findings/new", data=fields)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert words in page
    assert "hunter2" not in page
    assert not re.search(r"\b(in)?valid\b|\bplease\b|\bsorry\b", re.sub(r"<[^>]+>", " ", page), re.I)


def test_typed_text_survives_adding_a_capture(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    from tests.pages.findings import investigator_adds_captures

    search = evidence.search(case)
    answer = investigator_writes_finding(dana, case, search, statement="", relevance="", then="capture")
    assert answer.status_code == 303
    draft = answer.location.partition("draft=")[2]
    assert f'value="{draft}"' in dana.get(answer.location).get_data(as_text=True)
    added = investigator_adds_captures(dana, case, (files.png(), "shot.png"), draft=draft)
    assert added.location.endswith(f"/cases/{case.reference}/findings/new?draft={draft}")
    page = dana.get(added.location).get_data(as_text=True)
    assert FINDING["observed"] in page
    assert "Declared account marisol.pena" in page
    assert f'<option selected value="{search}">' in page
    assert re.search(r'checked[^>]*name="captures"', page)
    row_captures = re.findall(r'name="captures"[^>]*value="(K-\w+)"', page)
    saved = investigator_writes_finding(dana, case, search, draft=f"{draft}.2", captures=row_captures)
    assert saved.status_code == 303
    (row,) = rows_of(evidence, case)
    assert row.captures == tuple(row_captures)
    assert "Your drafts" not in dana.get(f"/cases/{case.reference}/findings").get_data(as_text=True)


def test_a_draft_waits_in_the_list_and_can_be_dropped(
    case: CaseFacts, evidence: Evidence, dana: Browser, okafor: Browser
) -> None:
    search = evidence.search(case)
    investigator_writes_finding(dana, case, search, then="draft")
    page = dana.get(f"/cases/{case.reference}/findings").get_data(as_text=True)
    draft = re.search(r"drafts/(D-\w+)/drop", page)
    assert draft
    assert draft[1] not in okafor.get(f"/cases/{case.reference}/findings").get_data(as_text=True)
    assert dana.post(f"/cases/{case.reference}/findings/drafts/{draft[1]}/drop").status_code == 303
    assert dana.post(f"/cases/{case.reference}/findings/drafts/{draft[1]}/drop").status_code == 404
    assert dana.get(f"/cases/{case.reference}/findings/new?draft={draft[1]}").status_code == 404


def test_two_windows_on_one_draft_lose_nothing(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    search = evidence.search(case)
    kept = investigator_writes_finding(dana, case, search, then="draft")
    mark = f"{kept.location.partition('draft=')[2]}.1"
    one = investigator_writes_finding(dana, case, search, then="draft", draft=mark, statement="One window.")
    other = investigator_writes_finding(
        dana, case, search, then="draft", draft=mark, statement="Other window."
    )
    beside = dana.get(other.location).get_data(as_text=True)
    assert "One window." in dana.get(one.location).get_data(as_text=True)
    assert "Other window." in beside
    assert "Another window changed or used the draft" in beside
    newest = re.search(r'value="(D-\w+\.\d+)"', beside)
    assert newest
    assert investigator_writes_finding(dana, case, search, draft=newest[1]).status_code == 303
    again = investigator_writes_finding(dana, case, search, draft=newest[1])
    assert again.status_code == 422
    assert "saved as a finding or dropped in another window" in again.get_data(as_text=True)
    assert newest[1] not in again.get_data(as_text=True)


def test_a_draft_never_keeps_a_password(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    search = evidence.search(case)
    answer = investigator_writes_finding(dana, case, search, then="capture", observed="password: hunter2")
    assert answer.status_code == 422
    assert "hunter2" not in answer.get_data(as_text=True)
    assert "draft=D-" not in dana.get(f"/cases/{case.reference}/findings").get_data(as_text=True)


def test_a_second_tab_sees_both_versions(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    reference = evidence.write(case)
    form = dana.get(f"/cases/{case.reference}/findings/{reference}/edit").get_data(as_text=True)
    assert 'name="seen" type="hidden" value="1"' in form
    first = investigator_revises_finding(dana, case, reference, 1, observed="Theirs, saved first.")
    assert first.status_code == 303
    second = investigator_revises_finding(dana, case, reference, 1, observed="Mine, typed meanwhile.")
    page = second.get_data(as_text=True)
    assert second.status_code == 409
    assert "You saved this finding in another tab" in page
    assert "while you were typing" not in page
    assert "Theirs, saved first." in page
    assert "Mine, typed meanwhile." in page
    assert 'name="seen" type="hidden" value="2"' in page
    assert rows_of(evidence, case)[0].observed == "Theirs, saved first."
    third = investigator_revises_finding(dana, case, reference, 2, observed="Both.")
    assert third.status_code == 303
    shown = dana.get(third.location).get_data(as_text=True)
    assert "Version 2, Dana Ruiz" in shown
    assert "Theirs, saved first." in shown


def test_notes_stay_closed_until_a_reason_is_recorded(
    case: CaseFacts, evidence: Evidence, dana: Browser, okafor: Browser
) -> None:
    reference = evidence.write(case)
    place = f"/cases/{case.reference}/findings/{reference}/notes"
    added = dana.post(f"{place}/new", data={"text": "A private thought."})
    assert added.location == place
    for browser in (dana, okafor):
        assert "A private thought." not in browser.get(place).get_data(as_text=True)
        assert browser.post(place, data={}).status_code == 422
        assert browser.post(place, data={"reason": "curiosity"}).status_code == 422
        opened = browser.post(place, data={"reason": "review"})
        assert "A private thought." in opened.get_data(as_text=True)
    assert openings(evidence, "note") == [reference, reference]
    lines = told(evidence, "NOTE_OPENED")
    assert len(lines) == 2
    assert all('"reason":"review"' in line for line in lines)
    assert "A private thought." not in dana.get(f"/cases/{case.reference}/findings/{reference}").get_data(
        True
    )


def test_an_auditor_opens_notes_under_a_matter(case: CaseFacts, evidence: Evidence, auditor: Browser) -> None:
    reference = evidence.write(case)
    evidence.note(case, reference, "A private thought.")
    place = f"/cases/{case.reference}/findings/{reference}/notes"
    assert auditor.get(place).status_code == 403
    assert auditor.post(f"{place}/unseal", data={"matter": " "}).status_code == 422
    assert auditor.post(f"{place}/unseal", data={"matter": "a@b\n"}).status_code == 422
    assert "A private thought." not in auditor.get(f"{place}/unseal").get_data(as_text=True)
    opened = auditor.post(f"{place}/unseal", data={"matter": "26-114"})
    assert "A private thought." in opened.get_data(as_text=True)
    (line,) = told(evidence, "NOTE_OPENED")
    assert '"reason":"26-114"' in line


def test_a_note_without_words_is_refused_and_the_page_says_so(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    reference = evidence.write(case)
    answer = dana.post(f"/cases/{case.reference}/findings/{reference}/notes/new", data={"text": "..."})
    assert answer.status_code == 422
    assert "Write the note." in answer.get_data(as_text=True)


PAGES = (
    "/cases/{case}/findings",
    "/cases/{case}/findings/new",
    "/cases/{case}/findings/{finding}",
    "/cases/{case}/findings/{finding}/edit",
    "/cases/{case}/findings/{finding}/notes",
    "/cases/{case}/findings/{finding}/notes/new",
    "/cases/{case}/findings/{finding}/notes/unseal",
    "/cases/{case}/captures",
    "/cases/{case}/captures/new",
    "/cases/{case}/captures/{capture}",
    "/cases/{case}/captures/{capture}/download",
    "/cases/{case}/captures/{capture}/unseal",
)


@pytest.mark.clause("Hamden D.2")
def test_no_decision_maker_gets_in_and_foreign_things_are_missing(
    case: CaseFacts, evidence: Evidence, bench: Bench, people: People, dana: Browser
) -> None:
    other = bench.ready("Somebody Else", to=people.make("Luis Ortega", Role.INVESTIGATOR))
    things = {"finding": evidence.write(case), "capture": evidence.keep(case).reference}
    member = people.browser(people.make("Member Reyes", Role.BOARD_MEMBER))
    chief = people.browser(bench.chief)
    for pattern in PAGES:
        own = pattern.format(case=case.reference, **things)
        for browser in (member, chief):
            answer = browser.get(own)
            assert answer.status_code == 403
            assert things["finding"] not in answer.get_data(as_text=True).replace(own, "")
        if "unseal" in pattern:
            continue
        assert dana.get(own).status_code == 200
        foreign = dana.get(pattern.format(case=other.reference, **things))
        missing = dana.get(pattern.format(case="C-26-22222", finding="F-222222", capture="K-222222"))
        assert (foreign.status_code, missing.status_code) == (404, 404)
    for thing in ("findings/F-222222", "captures/K-222222", "findings/new?draft=D-222222"):
        assert dana.get(f"/cases/{case.reference}/{thing}").status_code == 404


def test_pages_of_a_case_with_the_supervisor_still_read(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    reference, search = evidence.write(case), evidence.search(case)
    evidence.move(case, Stage.REVIEW)
    assert dana.get(f"/cases/{case.reference}/findings/{reference}").status_code == 200
    answer = investigator_writes_finding(dana, case, search)
    assert answer.status_code == 422
    assert "not with the investigator now" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("stages", "way"),
    [
        ((Stage.REVIEW,), "Recall it while its review is not begun"),
        ((Stage.REVIEW, Stage.RELEASED), "a supervisor begins a correction"),
        ((Stage.REVIEW, Stage.RELEASED, Stage.DECIDED), "The work on this case is over"),
        ((Stage.WITHDRAWN,), "The candidate withdrew"),
    ],
)
def test_pages_that_add_are_refused_before_anybody_types_and_are_not_offered(
    stages: tuple[Stage, ...], way: str, case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    finding, search = evidence.write(case), evidence.search(case)
    base = f"/cases/{case.reference}"
    adding = (
        f"{base}/findings/new",
        f"{base}/findings/{finding}/edit",
        f"{base}/findings/{finding}/notes/new",
        f"{base}/captures/new",
        f"{base}/searches/{search}/void",
        f"{base}/steps/06/search",
        f"{base}/steps/06/ask-excuse",
        f"{base}/steps/06/ask-extra",
    )
    assert {dana.get(place).status_code for place in adding} == {200}
    evidence.move(case, *stages)
    for place in adding:
        answer = dana.get(place)
        html = answer.get_data(as_text=True)
        assert (place, answer.status_code) == (place, 409)
        assert way in html
        assert "cannot be done now" in html
        assert ("Recall it" in html) == (stages == (Stage.REVIEW,))
        assert (f'href="/cases/{case.reference}/submit"' in html) == (stages == (Stage.REVIEW,))
    for place in ("findings", f"findings/{finding}", f"findings/{finding}/notes", "captures", "searches"):
        html = dana.get(f"{base}/{place}").get_data(as_text=True)
        assert not [one for one in adding if f'href="{one}' in html]


def fetched(browser: Browser, place: str) -> None:
    """Fetch a page that is there."""
    assert browser.get(place).status_code == 200


def counted(engine: Engine, run: Callable[[], object]) -> int:
    """Return how many statements something runs."""
    seen: list[str] = []

    def see(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", see)
    try:
        run()
    finally:
        event.remove(engine, "before_cursor_execute", see)
    return len(seen)


@pytest.mark.sqlite
def test_statements_do_not_grow_with_the_rows(
    case: CaseFacts, evidence: Evidence, dana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_service, "room_taken", lambda *_: (0, 0))
    engine = evidence.read(lambda session: session.get_bind().engine)
    search = evidence.search(case)
    first, capture = evidence.write(case, search), evidence.keep(case, files.png("0")).reference
    places = [
        pattern.format(case=case.reference, finding=first, capture=capture)
        for pattern in PAGES
        if "unseal" not in pattern
    ]
    made = 1
    before: dict[str, int] = {}
    for size in (10, 200):
        for number in range(made, size):
            kept = evidence.keep(case, files.png(str(number)))
            evidence.write(case, search, captures=(kept.reference,))
        made = size
        for place in places:
            count = counted(engine, partial(fetched, dana, place))
            assert before.setdefault(place, count) == count
        count = counted(engine, partial(rows_of, evidence, case))
        assert before.setdefault("findings_of", count) == count
