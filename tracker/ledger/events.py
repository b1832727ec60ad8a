"""All events of the ledger in one name: ``Event.SEARCH_LOGGED``.

A new event is one line, with a docstring below it, in its room's module in ``tracker/ledger/acts/``.
"""

from __future__ import annotations

from tracker.ledger.acts.accounts import AccountActs
from tracker.ledger.acts.act import Act, Misrecorded
from tracker.ledger.acts.affidavits import AffidavitActs
from tracker.ledger.acts.answering import AnsweringActs
from tracker.ledger.acts.board import BoardActs
from tracker.ledger.acts.cases import CaseActs
from tracker.ledger.acts.findings import FindingActs
from tracker.ledger.acts.mail import MailActs
from tracker.ledger.acts.on_paper import OnPaperActs
from tracker.ledger.acts.openings import OpeningActs
from tracker.ledger.acts.oversight import OversightActs
from tracker.ledger.acts.protocol import ProtocolActs
from tracker.ledger.acts.records import RecordActs
from tracker.ledger.acts.release import ReleaseActs
from tracker.ledger.acts.requisitions import RequisitionActs
from tracker.ledger.acts.rights import RightsActs
from tracker.ledger.acts.together import TogetherActs
from tracker.ledger.acts.validation import ValidationActs


class Event(
    AccountActs,
    RequisitionActs,
    CaseActs,
    MailActs,
    AffidavitActs,
    OnPaperActs,
    TogetherActs,
    ProtocolActs,
    FindingActs,
    ValidationActs,
    AnsweringActs,
    ReleaseActs,
    RightsActs,
    BoardActs,
    RecordActs,
    OpeningActs,
    OversightActs,
):
    """Everything that can be recorded, in the order of the journey."""


def _acts(rooms: tuple[type, ...]) -> dict[str, Act]:
    acts: dict[str, Act] = {}
    for room in rooms:
        for name, act in vars(room).items():
            if isinstance(act, Act):
                if name in acts:
                    raise Misrecorded(f"two rooms record {name}")
                acts[name] = act
    return acts


EVENTS: dict[str, Act] = _acts(Event.__bases__)
"""Every act by its name."""

OPENINGS: frozenset[str] = frozenset(_acts((OpeningActs,)))
"""The names of the acts that make up the access log."""

REFUSALS: frozenset[str] = frozenset({OpeningActs.ROUTE_DENIED.name, OpeningActs.PERSON_DENIED.name})
"""The names of the acts by which somebody was turned away."""
