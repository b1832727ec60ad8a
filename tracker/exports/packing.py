"""An evidence package made ready: its number, its name, and all its files below the signed list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.exports.bag import TAGS, Measured, bag, measured
from tracker.exports.package import LINES, PROOFS, Package, package_of
from tracker.exports.package_words import STYLE, draft_certificate, how_to
from tracker.exports.queries import last_package
from tracker.exports.service import Sent
from tracker.ledger.checkpoints import newest, read_checkpoint
from tracker.ledger.entries import written
from tracker.ledger.notes import Signer, open_note
from tracker.policy.actors import Actor
from tracker.policy.answers import Refused
from tracker.policy.exporting import ExportWords, Scope, missing_to_send
from tracker.policy.facts import CaseFacts
from tracker.rights.archive import File, file_of
from tracker.vault.trouble import NoKey


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that is ready to leave; ``checkpoint`` is the signed note that its proofs lead to."""

    name: str
    number: int
    made_at: datetime
    size: int
    checkpoint: str
    package: Package
    files: tuple[File, ...] = ()
    sha256: str = ""

    @property
    def sent(self) -> Sent:
        """Return what is recorded of it."""
        return Sent(self.number, self.sha256, len(self.files), self.size)


def packed(
    session: Session,
    case: CaseFacts,
    words: ExportWords,
    *,
    asked_by: Actor,
    agency: str,
    made_at: datetime,
    signer: Signer,
    index: Callable[[Packed], Mapping[str, bytes]],
) -> Packed:
    """Read a case's evidence, and return it as a package against the newest checkpoint of the signer's key.

    ``index`` makes the page to begin with. Raises Refused where the case's keys are destroyed.
    """
    checkpoint = newest(session, signer.verifier)
    size = read_checkpoint(open_note(checkpoint, (signer.verifier,))[0]).size
    try:
        package = package_of(session, case, words.scope, words.redaction, size)
    except NoKey:
        raise Refused(*missing_to_send(case.reference, under_way=False, kept=False)) from None
    number = last_package(session, case.case_id) + 1
    name = f"evidence-{case.reference}-{number}"
    bare = Packed(name, number, made_at, size, checkpoint, package)
    made = _made(bare, words, case.reference, agency, index(bare))
    files = bag(
        name,
        (*package.files, *made),
        about=_about(case, words, bare, asked_by),
        told=(
            ("Source-Organization", agency),
            ("External-Identifier", name),
            ("External-Description", f"Evidence of case {case.reference} for matter {words.matter}"),
        ),
        how_to=how_to(name, signer.verifier.text()),
        made_at=made_at,
        signer=signer,
    )
    last = next(one for one in files if one.name == f"{name}/{TAGS}")
    return Packed(name, number, made_at, size, checkpoint, package, files, last.digest)


def _made(
    bare: Packed, words: ExportWords, case: str, agency: str, index: Mapping[str, bytes]
) -> tuple[Measured, ...]:
    """Return what is written for the package: the page to begin with, and the draft of a certificate."""
    draft = draft_certificate(
        [(one.file.digest, one.size, one.file.name, one.line) for one in bare.package.items],
        name=bare.name,
        case=case,
        matter=words.matter,
        agency=agency,
        custody=words.scope is Scope.EVERYTHING,
    )
    texts = {**index, "style.css": STYLE, "certificate-draft.txt": draft}
    return tuple(measured(file_of(f"data/{name}", "", text, bare.made_at)) for name, text in texts.items())


def _about(case: CaseFacts, words: ExportWords, bare: Packed, asked_by: Actor) -> dict[str, Any]:
    return {
        "case": {"reference": case.reference, "id": str(case.case_id)},
        "number": bare.number,
        "made_at": written(bare.made_at),
        "asked_by": {"name": asked_by.name, "role": asked_by.role.value},
        "matter": words.matter,
        "purpose": words.purpose.value,
        "scope": words.scope.value,
        "redaction": words.redaction.value,
        "checkpoint": bare.checkpoint,
        "lines": LINES,
        "proofs": PROOFS,
        "absent": list(bare.package.absent),
    }


def letting_go(session: Session, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces, for which the records are read again, and let go of the database behind the last."""
    try:
        yield from pieces
    finally:
        session.rollback()
