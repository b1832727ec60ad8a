"""What IT sees: whether the installation is in order, and no case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.antivirus import scanner_check
from tracker.findings.keepers import files_check
from tracker.findings.locked import notes_check
from tracker.findings.rounds import rounds_check
from tracker.health_checks import HealthCheck
from tracker.ledger.report import Verdict
from tracker.mail.queries import MailOutcome, last_outcomes
from tracker.oversight.queries import LedgerState, ledger_state
from tracker.policy.wording import counted


@dataclass(frozen=True, slots=True)
class SystemView:
    """The checks, in words, how the ledger stands, and what became of the last mails."""

    checks: tuple[HealthCheck, ...]
    ledger: LedgerState
    mails: tuple[MailOutcome, ...]

    @property
    def well(self) -> bool:
        """Say whether nothing needs doing."""
        return not self.to_do

    @property
    def to_do(self) -> int:
        """Count what needs doing."""
        return sum(not check.well for check in self.checks)


def system_view(session: Session, checks: tuple[HealthCheck, ...]) -> SystemView:
    """Add to the checks of the machine those of the records: the last ledger check, and sealed files."""
    state = ledger_state(session)
    checks = (
        *checks,
        _ledger(state),
        files_check(session, named=False),
        rounds_check(session),
        scanner_check(session),
        notes_check(session),
    )
    return SystemView(checks, state, last_outcomes(session))


def _ledger(state: LedgerState) -> HealthCheck:
    last = state.last
    if last is None:
        return HealthCheck("ledger", False, f"{state.size} lines, never checked")
    words: Mapping[Verdict, str] = {
        Verdict.SOUND: f"sound up to line {last.size}; {state.added} lines were added since",
        Verdict.BROKEN: f"broken, {counted(last.problems, 'problem')}; run: flask --app wsgi verify-ledger",
        Verdict.UNCHECKED: f"could not be checked in full: {'; '.join(last.told[:1])}",
    }
    return HealthCheck("ledger", last.verdict is Verdict.SOUND, words[last.verdict])
