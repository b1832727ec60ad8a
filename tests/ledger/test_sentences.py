"""Every act, with what is really recorded of it, is a sentence for people: no codes, no raw times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import chain
from uuid import UUID

import pytest

from tracker.findings.formats.recognise import BY_MEDIA_TYPE
from tracker.ledger.acts.act import Act
from tracker.ledger.events import EVENTS
from tracker.ledger.report import Verdict
from tracker.policy import vocabulary
from tracker.policy.actors import Role
from tracker.policy.answering import Outcome as Judged
from tracker.policy.captures import FileState
from tracker.policy.clauses import Clause
from tracker.policy.mailing import MailKind
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import (
    AccessMode,
    CheckAnswer,
    ConflictAnswer,
    Direction,
    Outcome,
    SearchResult,
    Stage,
    StepStatus,
)
from tracker.protocol.models import RequestKind

DANA = UUID("1bf966d3-fa0d-40d0-84b9-064709c9ebf3")
RULES = [
    ["R-03"],
    ["R-08"],
    ["R-09"],
    ["R-10", "R-11"],
    ["R-12"],
    ["R-13"],
    ["R-14"],
    ["R-15"],
    ["Hamden D.5"],
    ["unknown"],
]
UNFIT = [
    *("cut-short", "damaged", "password-protected", "grows-too-much", "too-large", "empty", "no-name"),
    *("too-many", "unknown-kind", "not-a-wacz", "leads-outside", "package-in-package", "too-many-points"),
]

BELIEVABLE: Mapping[str, list[object]] = {
    "account": ["1"],
    "accounts": [0, 1, 4],
    "after": list(Stage),
    "answer": list(CheckAnswer),
    "before": list(Stage),
    "by_telephone": [True, False],
    "CONFLICT_DECLARED.answer": list(ConflictAnswer),
    "KEYS_ROTATED.before": ["k1"],
    "AFFIDAVIT_FILED_FOR.way": ["paper", "oath", "notary"],
    "AFFIDAVIT_AMENDED_FOR.way": ["paper", "oath", "notary"],
    "capture": ["K-7NAGND"],
    "case": ["C-26-7KQ4M"],
    "choice": ["saved", "dropped"],
    "clause": [clause.key for clause in Clause],
    "decision": list(Outcome),
    "dimension": ["self-control", "respect"],
    "direction": list(Direction),
    "due": [datetime(2026, 11, 26, 21, 0, tzinfo=UTC)],
    "COPY_REQUESTED.due": [date(2026, 11, 27)],
    "ends": [date(2027, 11, 2)],
    "ended": [date(2027, 10, 2)],
    "expires": [datetime(2026, 10, 14, 13, 35, tzinfo=UTC)],
    "fields": [["title", "position_class"]],
    "investigator": [DANA],
    "key": ["k2"],
    "kind": list(RequestKind),
    "media_type": list(BY_MEDIA_TYPE),
    "mode": list(AccessMode),
    "part": ["names", "now", "accounts", "former", "other", "access", "change"],
    "permission": list(Permission),
    "person": [DANA],
    "profile": ["ct", "strictest"],
    "protocol": ["social-media"],
    "requisition": ["R-26-7KQ4M"],
    "role": list(Role),
    "ruling": ["cleared", "withheld"],
    "starts": [date(2026, 9, 28)],
    "step": ["04"],
    "step_title": ["Every other declared account"],
    "verdict": list(Verdict),
    "what": ["uniformity-table", "cycle-times"],
    "ANSWER_JUDGED.what": list(Judged),
    **{f"{act}.what": list(MailKind) for act in EVENTS if act.startswith("MAIL_")},
    "again": [datetime(2026, 10, 14, 13, 35, tzinfo=UTC)],
    "MAIL_DROPPED.reason": ["replaced", "withdrawn", "closed", "expired", "passed-on"],
    "MAIL_NOT_AGAIN.reason": ["replaced", "withdrawn", "closed", "passed-on"],
    "CAPTURE_VERIFIED.result": list(FileState),
    "SEARCH_LOGGED.result": list(SearchResult),
    "STEP_OUTCOME_RECORDED.result": [*StepStatus, "opened-again"],
    "CAPTURE_REFUSED.reason": list(UNFIT),
    "SCAN_REFUSED.reason": ["infected"],
    "INVITATION_STOPPED.reason": ["replaced", "by-hand", "withdrawn", "closed", "too-many-wrong-codes"],
    "SEARCH_REFUSED.reason": list(RULES),
    "SIGN_IN_REFUSED.reason": ["not-matched"],
    "SIGNED_OUT.reason": ["by-hand", "to-sign-in-anew"],
}
SPELLED_OUT = {
    *("FORM_SETTLED", "EXPORT_MADE", "EVIDENCE_EXPORTED"),
}
"""Acts that say a code as it is spelled, for it reads as words; all others have words of their own."""
NUMBERS = {
    *("candidates", "check", "count", "edition", "hints", "keys", "number", "problems", "profile_version"),
    *("reasons", "rewrapped", "rows", "size", "tries", "tries_left", "unmet", "version"),
}
CODES = sorted(
    {
        str(member.value)
        for listed in (*vars(vocabulary).values(), Role, Permission, RequestKind)
        if isinstance(listed, type) and issubclass(listed, StrEnum)
        for member in listed
        if "-" in member.value
    }
)
RAW = {
    "a time of a machine": r"\d{4}-\d\d-\d\d|\d\dT\d\d",
    "an underscore": r"_",
    "a code": r"\b(?!sign-in\b)[a-z]+(-[a-z]+)+\b",
    "the number of a refusal": r"\bR-\d\d\b(?!-)",
    "no word for it": r"done nothing|for could not",
    "a type of file": r"[a-z]/[a-z]",
    "one of many": r"\b1 (?:\w+ )?\w+s\b(?<!address)(?<!access)",
}


def values_of(act: Act, key: str) -> list[object]:
    """Return what is really recorded under a parameter of an act."""
    if key in NUMBERS:
        return [0, 1, 24]
    return BELIEVABLE.get(f"{act.name}.{key}") or BELIEVABLE.get(key) or ["0a1b2c3d"]


def _sentences(act: Act) -> Iterator[str]:
    """Say an act with each value of each parameter once."""
    first = {key: values_of(act, key)[0] for key in act.keys}
    each = ({**first, key: value} for key in sorted(act.keys) for value in values_of(act, key))
    for params in chain([first], each):
        parts = act.parts("S-7KQ4M2", act.settle(params))
        named = {"actor": "Dana Ruiz", "person": "Chidi Okafor", "dimension": "judgment"}
        yield "".join(named.get(part.kind, part.text) for part in parts)


@pytest.mark.parametrize("act", EVENTS.values(), ids=lambda act: act.name)
def test_no_sentence_says_anything_raw(act: Act) -> None:
    for sentence in _sentences(act):
        for what, pattern in RAW.items():
            assert not re.search(pattern, sentence), f"{act.name} shows {what}: {sentence}"
        for code in CODES:
            assert code not in sentence
        assert "yes" not in sentence or "{answer:answer}" in act.sentence, sentence


def _said(name: str, **params: object) -> str:
    act = EVENTS[name]
    return "".join(
        {"actor": "Dana"}.get(part.kind, part.text) for part in act.parts("Q-JE67TY", act.settle(params))
    )


def test_moments_are_of_the_agencys_clock_and_counts_agree_with_their_nouns() -> None:
    invited = _said("INVITATION_ISSUED", channel="letter", expires=datetime(2026, 12, 4, 21, 25, tzinfo=UTC))
    assert re.search(r"open until December \d, 2026, \d+:25 [ap]\.m\. [A-Z]+$", invited)
    assert _said("CASE_RETURNED", reasons=1, kinds=["other"]) == "Dana returned case Q-JE67TY with 1 reason"
    assert _said("REQUEST_MADE", kind="could-not-be-done", step="21") == (
        "Dana asked about step 21, in request Q-JE67TY: an excuse, because it could not be done"
    )


def test_reasons_and_permissions_are_said_aloud_and_not_spelled_out() -> None:
    assert _said("ROUTE_DENIED", permission="read-case-states", endpoint="cases.cases") == (
        "Dana was not allowed to see how far each case is, without its content"
    )
    assert _said("SIGNED_OUT", reason="by-hand") == "Dana signed out: at their own wish"
    assert _said("INVITATION_STOPPED", reason="by-hand").endswith("was stopped: staff stopped it")
    changed = ["position_class", "profile_digest", "profile_version", "title"]
    assert _said("REQUISITION_CHANGED", fields=changed) == (
        "Dana changed the legal profile, position and title of requisition Q-JE67TY"
    )
    assert "legal profile “Connecticut”, version 1" in _said(
        "REQUISITION_CREATED", profile="ct", profile_version=1
    )
    assert _said("CAPTURE_VERIFIED", result=FileState.INTACT) == "Dana verified capture Q-JE67TY: as received"
    assert _said("CAPTURE_VERIFIED", result=FileState.MISSING).endswith(": file missing")
    assert _said("FINDING_RULED", ruling="withheld").endswith(": withheld from the board")
    saved = _said("AFFIDAVIT_DRAFT_SAVED", part="former")
    assert saved == "Dana saved answers of the affidavit, on accounts used before"
    for judged in Judged:
        assert judged.value not in _said("ANSWER_JUDGED", what=judged).split(": ")[1].split()
    assert _said("SIGNED_IN", role=Role.AUDITOR) == "Dana signed in", "the role stands beside it"
    for act in EVENTS.values():
        assert ":words}" not in act.sentence or act.name in SPELLED_OUT, act.name


def test_what_an_older_edition_wrote_is_shown_as_far_as_it_goes() -> None:
    act = EVENTS["INVITATION_ISSUED"]
    assert act.parts("C-26-7KQ4M", {"expires": "soon"})[-1].text == "soon"
    assert EVENTS["CASE_RETURNED"].parts("C-26-7KQ4M", {"reasons": "few"})[-1].text == "few reasons"
    assert EVENTS["SEARCHER_DESIGNATED"].parts("", {"starts": None, "ends": "late"})[-1].text == "late"
    assert EVENTS["DEVIATION_RECORDED"].parts("", {"clause": "of-old"})[2].text == "of old"
