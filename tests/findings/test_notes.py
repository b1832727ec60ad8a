"""The notes of a case: by finding, with drafts kept for their writer, and words where keys are not there."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.pages.filled import shown
from tests.people import Browser, People
from tracker.accounts import kept_forms
from tracker.findings.locked import notes_check
from tracker.findings.models import EvidenceNote
from tracker.ledger.queries import entries_of
from tracker.mail.models import OutgoingMail
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind
from tracker.vault.format import Domain
from tracker.vault.trouble import KeyTrouble
from tracker.vault.vault import Vault

SECRET = "Tr4cker!Blue-78"
TYPED = "Two accounts, one of them older than it says."
SHUT = "We cannot unlock notes right now."

Lock = Callable[..., None]


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Lock:
    """Takes the keys of some domains away."""
    opened = Vault.domain

    def take(*domains: Domain) -> None:
        def domain(vault: Vault, session: Session, which: Domain, holder: UUID) -> Any:
            if which in domains:
                raise KeyTrouble("the key is not offered")
            return opened(vault, session, which, holder)

        monkeypatch.setattr(Vault, "domain", domain)

    return take


def notes(evidence: Evidence) -> int:
    """Return how many notes there are."""
    return evidence.read(lambda session: len(session.scalars(select(EvidenceNote.id)).all()))


def test_notes_stand_by_finding_with_their_number_and_none_is_opened(
    case: CaseFacts, evidence: Evidence, dana: Browser, bench: Bench, people: People
) -> None:
    place = f"/cases/{case.reference}/notes"
    assert "Notes belong to findings." in shown(dana, place)
    first, second = evidence.write(case), evidence.write(case)
    for text in ("A first thought.", "A second thought."):
        evidence.note(case, first, text)
    page = shown(dana, place)
    assert "Notes (2)" in page
    assert "thought." not in page
    assert f"/cases/{case.reference}/findings/{second}/notes/new" in page
    assert place in shown(dana, f"/cases/{case.reference}")
    assert f"{first}/notes/new" not in shown(people.browser(bench.supervisor), place)
    auditor = people.browser(people.make("Grace Kim", Role.AUDITOR))
    assert auditor.get(place).status_code == 403
    assert place not in shown(auditor, f"/cases/{case.reference}/findings")


def test_a_draft_waits_for_its_writer_and_goes_once_it_is_sealed(
    case: CaseFacts, evidence: Evidence, dana: Browser
) -> None:
    finding = evidence.write(case)
    place, new = f"/cases/{case.reference}/notes", f"/cases/{case.reference}/findings/{finding}/notes/new"
    assert dana.post(new, data={"text": TYPED, "later": "y"}).headers["Location"] == place
    page = shown(dana, place)
    assert f"You have a draft of a note on finding {finding}" in page
    (again,) = (part.split('"')[0] for part in page.split('href="') if "kept_form=" in part)
    form = shown(dana, unescape(again))
    assert TYPED in form
    kept_form = again.rpartition("=")[2]
    kept = dana.post(new, data={"text": f"{TYPED} And more.", "later": "y", "kept_form": kept_form})
    assert kept.status_code == 303
    page = shown(dana, place)
    assert page.count("You have a draft of a note") == 1
    kept_form = page.partition("kept_form=")[2].split('"')[0]
    assert notes(evidence) == 0
    assert dana.post(new, data={"text": TYPED, "kept_form": kept_form}).status_code == 303
    assert "You have a draft" not in shown(dana, place)
    assert notes(evidence) == 1


def test_a_draft_that_cannot_be_kept_is_never_sealed_instead(
    case: CaseFacts, evidence: Evidence, dana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = f"/cases/{case.reference}/findings/{evidence.write(case)}/notes/new"
    assert dana.post(new, data={"text": "", "later": "y"}).status_code == 422
    told = dana.post(new, data={"text": SECRET, "later": "y"})
    assert told.status_code == 422
    assert "password" in told.get_data(as_text=True)
    monkeypatch.setattr(kept_forms, "AT_ONCE", 1)
    assert dana.post(new, data={"text": TYPED, "later": "y"}).status_code == 303
    full = dana.post(new, data={"text": f"{TYPED} Again.", "later": "y"})
    assert full.status_code == 409
    page = full.get_data(as_text=True)
    assert "20 drafts and forms of yours wait already" in page
    assert f"{TYPED} Again." in page
    assert notes(evidence) == 0


def test_what_two_windows_seal_at_once_both_stays(case: CaseFacts, evidence: Evidence, dana: Browser) -> None:
    finding = evidence.write(case)
    new = f"/cases/{case.reference}/findings/{finding}/notes/new"
    for _ in range(2):
        shown(dana, new)
    for text in ("From the first window.", "From the second window."):
        assert dana.post(new, data={"text": text}).status_code == 303
    opened = dana.post(new.removesuffix("/new"), data={"reason": "own-work"})
    if opened.status_code == 422:
        opened = dana.post(new.removesuffix("/new"), data={"reason": "review"})
    told = opened.get_data(as_text=True)
    assert "From the first window." in told
    assert "From the second window." in told


def test_without_the_key_of_a_case_typing_is_kept_and_it_is_told(
    case: CaseFacts,
    evidence: Evidence,
    dana: Browser,
    people: People,
    lock: Lock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finding = evidence.write(case)
    evidence.note(case, finding)
    tom = people.make("Tom Becker", Role.IT)
    settings = people.app.extensions["settings"].model_copy(update={"mail_files": True})
    monkeypatch.setitem(people.app.extensions, "settings", settings)
    assert evidence.read(notes_check).well
    lock(Domain.CASE)
    place = f"/cases/{case.reference}/findings/{finding}/notes"
    for _ in range(2):
        answer = dana.post(f"{place}/new", data={"text": TYPED})
        assert answer.status_code == 503
        told = answer.get_data(as_text=True)
        assert SHUT in told
        assert "Your typing is kept" in told
        assert "IT has been told." in told
        assert TYPED in told
    read = dana.post(place, data={"reason": "review"})
    assert read.status_code == 503
    assert SHUT in read.get_data(as_text=True)
    assert TYPED not in shown(dana, f"/cases/{case.reference}/notes")
    assert f"You have a draft of a note on finding {finding}" in shown(dana, f"/cases/{case.reference}/notes")
    assert not evidence.read(notes_check).well
    assert "could not be unlocked" in shown(people.browser(tom), "/admin/system")
    lines = evidence.read(lambda session: list(entries_of(session, [case.case_id], ["NOTES_LOCKED"])))
    assert len(lines) == 3
    kinds = evidence.read(lambda session: session.scalars(select(OutgoingMail.kind)).all())
    assert kinds.count(MailKind.SEALED_SHUT) <= 1
    assert notes(evidence) == 1


@pytest.mark.parametrize("others", [(Domain.SYSTEM,), (Domain.SYSTEM, Domain.CANDIDATE)])
def test_without_any_key_the_words_stay_on_the_page_to_be_copied(
    case: CaseFacts, evidence: Evidence, dana: Browser, lock: Lock, others: tuple[Domain, ...]
) -> None:
    finding = evidence.write(case)
    lock(Domain.CASE, *others)
    answer = dana.post(f"/cases/{case.reference}/findings/{finding}/notes/new", data={"text": TYPED})
    assert answer.status_code == 503
    told = answer.get_data(as_text=True)
    assert TYPED in told
    assert "not saved" in told
    assert "Traceback" not in told
