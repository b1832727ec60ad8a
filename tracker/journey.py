"""The rooms that have pages, in the order in which a candidate's data walks through them."""

from __future__ import annotations

from flask import Blueprint

from tracker.accounts.views import blueprint as accounts
from tracker.affidavits.clarified import tell_clarifications
from tracker.affidavits.progress import how_far_affidavits_are, which_wait
from tracker.affidavits.proved import Prover
from tracker.affidavits.reminding import due_soon, investigator_changed, ready_not_signed
from tracker.affidavits.told import Teller
from tracker.affidavits.views import blueprint as affidavits
from tracker.affidavits.waiting_statement import tell_statement
from tracker.answering.asked import asked_of
from tracker.answering.proving import prove as answering_proves
from tracker.answering.reminding import answer_ends_soon
from tracker.answering.telling import tell as answering_tells
from tracker.answering.views import blueprint as answering
from tracker.board.views import blueprint as board
from tracker.cases.how_far import Knower
from tracker.cases.on_hold import Holder
from tracker.cases.reminding import Seeker
from tracker.cases.views import blueprint as cases
from tracker.cases.waits import Counter
from tracker.exports.views import blueprint as exports
from tracker.findings.verified import Checker
from tracker.findings.views import blueprint as findings
from tracker.impact.views import blueprint as impact
from tracker.on_paper.told import tell_of_paper
from tracker.on_paper.views import blueprint as on_paper
from tracker.on_paper.waiting import how_far_papers_are
from tracker.oversight.views import blueprint as oversight
from tracker.protocol.away import waits_of_stops
from tracker.protocol.views import blueprint as protocol
from tracker.records.queries import tell_holds
from tracker.records.views import blueprint as records
from tracker.release.telling import tell_correction
from tracker.release.views import blueprint as release
from tracker.requisitions.views import blueprint as requisitions
from tracker.rights.views import blueprint as rights
from tracker.rights.waiting import told_of_rights, waits_of_rights
from tracker.together.told import tell_sessions
from tracker.together.views import blueprint as together
from tracker.validation.asked import Asker
from tracker.validation.queries import all_ten_hold
from tracker.validation.views import blueprint as validation

JOURNEY: tuple[Blueprint, ...] = (
    accounts,
    requisitions,
    cases,
    affidavits,
    on_paper,
    together,
    protocol,
    findings,
    validation,
    answering,
    release,
    board,
    rights,
    impact,
    records,
    exports,
    oversight,
)

TELLERS: tuple[Teller, ...] = (
    tell_statement,
    tell_clarifications,
    tell_of_paper,
    tell_sessions,
    answering_tells,
    tell_correction,
    told_of_rights,
)
"""What the rooms tell a candidate on the status page, in the order of the journey."""

COUNTERS: tuple[Counter, ...] = (waits_of_stops, waits_of_rights)
"""What of the later rooms waits for staff beside their cases."""

CHECKER: Checker = all_ten_hold
"""Who says whether a finding is verified, on its own page."""

HOLDER: Holder = tell_holds
"""Who says for which matters a case is on hold, on its own pages."""

ASKER: Asker = asked_of
"""Who says what the candidate was asked about findings, for the checks."""

PROVERS: tuple[Prover, ...] = (answering_proves,)
"""What the rooms after the affidavit say of a fingerprint."""

KNOWERS: tuple[Knower, ...] = (how_far_affidavits_are, which_wait, how_far_papers_are)
"""What the rooms tell HR of how far candidates are; where several know, the later one is heard."""

REMINDERS: tuple[Seeker, ...] = (investigator_changed, ready_not_signed, due_soon, answer_ends_soon)
"""What the rooms find due to be told by mail; the worker posts it."""
