"""What becomes of records: a claim is announced, counsel holds its case and certifies the round."""

from __future__ import annotations

from tracker.checkpointing import make_checkpoint, signer_of
from tracker.demo.company import CHIEF, COUNSEL, Company, Scenes
from tracker.oversight.service import issue_certificate
from tracker.policy.holds import HoldWords
from tracker.policy.incidents import IncidentKind, LineWords
from tracker.records.recording_incidents import add_line, record_incident
from tracker.records.service import place_hold


def a_claim_is_announced(company: Company) -> Scenes[None]:
    """Let counsel hold a case that somebody means to go to law about."""
    diary = company.diary(39, "09:10")
    yield diary.on(5)
    words = HoldWords(
        matter="26-114",
        issuer="Office of the City Attorney",
        issued_on=company.days.at(38, "12:00").date(),
        reason="A claim over this hiring was announced by letter",
    )
    with company.act(COUNSEL) as work:
        place_hold(work, company.case("marisol-pena"), words)
    yield diary.on(1)
    something_went_astray(company)
    make_checkpoint()
    with company.act(COUNSEL) as work:
        issue_certificate(work, company.requisition("officer"), signer_of(work.session))


def something_went_astray(company: Company) -> None:
    """Let counsel record that papers were left where anybody could read them, and what was done."""
    found = "The records clerk found a printed summary in the tray of the shared printer, and locked it away."
    discovered = company.days.at(38, "16:20")
    with company.act(COUNSEL) as work:
        touched = company.case("marisol-pena").reference
        incident = record_incident(work, IncidentKind.SEEN, found, discovered, touched).reference
    with company.act(COUNSEL) as work:
        done = "The printer now prints only for whoever stands at it; its log names one reader of the tray."
        add_line(work, incident, LineWords(company.days.at(38, "17:00"), done))
    with company.act(CHIEF) as work:
        told = "By telephone: what was found, and that nobody else is known to have read it."
        add_line(work, incident, LineWords(company.days.at(38, "17:30"), told, "City Attorney"))
