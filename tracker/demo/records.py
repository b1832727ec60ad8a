"""What becomes of records: a claim is announced, counsel holds its case and certifies the round."""

from __future__ import annotations

from tracker.checkpointing import make_checkpoint, signer_of
from tracker.demo.company import COUNSEL, Company, Scenes
from tracker.oversight.service import issue_certificate
from tracker.policy.holds import HoldWords
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
    make_checkpoint()
    with company.act(COUNSEL) as work:
        issue_certificate(work, company.requisition("officer"), signer_of(work.session))
