"""What is found of a file on its way in: if it was looked through for malware, and its tool's own digest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank

DIGEST = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")


class Scan(StrEnum):
    """What became of looking through a file for malware; what is infected is never kept."""

    CLEAN = "clean"
    """A scanner looked through all of it and found nothing."""
    NOT_SCANNED = "not-scanned"
    """No scanner looked through it, for a reason that is kept beside it."""


class NotScanned(StrEnum):
    """Why no scanner looked through a file."""

    NONE_SET = "none-set"
    """The agency has set none up."""
    NO_ANSWER = "no-answer"
    """The scanner that is set up did not answer, or not in time."""
    TOO_LARGE = "too-large-to-scan"
    """The scanner does not take files of this size."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanner said of a file; ``by`` names it and its signatures, ``why`` where it did not scan."""

    scan: Scan
    by: str = ""
    why: str = ""

    @property
    def said(self) -> str:
        """Return it as the ledger has it: ``clean``, or why nobody looked."""
        return self.why or self.scan.value


UNSCANNED = Scanned(Scan.NOT_SCANNED, why=NotScanned.NONE_SET)


@dataclass(frozen=True, slots=True)
class ToldDigest:
    """A SHA-256 that a tool gave, in hex, with the file's name where its line says one."""

    sha256: str
    name: str = ""


def told_digests(text: str) -> tuple[ToldDigest, ...]:
    """Read what a tool gave: one digest on a line, with or without a name, as ``sha256sum`` writes them."""
    told = []
    for line in text.splitlines():
        for found in DIGEST.finditer(line):
            name = (line[: found.start()] + line[found.end() :]).strip(" \t*:=,\"'()")
            told.append(ToldDigest(found.group().lower(), name.removeprefix("SHA256").strip(" (")))
    return tuple(told)


def unread_lines(text: str) -> tuple[int, ...]:
    """Return the numbers of the lines that hold no SHA-256."""
    return tuple(
        number for number, line in enumerate(text.splitlines(), 1) if line.strip() and not DIGEST.search(line)
    )


def own_digest(told: Iterable[ToldDigest], *, name: str, sha256: str, alone: bool) -> str:
    """Return the digest that was told of a file: an equal one, or the one by its name; empty without.

    ``alone`` says that one file was chosen, so that a single digest without a name is told of it.
    """
    given = tuple(told)
    if any(one.sha256 == sha256 for one in given):
        return sha256
    named = next((one.sha256 for one in given if one.name and one.name == name), "")
    return named or (given[0].sha256 if alone and len(given) == 1 else "")


@cites(Clause.HAMDEN_D_6)
def missing_for_own_digest(own: str, *, sha256: str, reason: str) -> tuple[Unmet, ...]:
    """Say that the tool's digest is not that of the file as it came, and no reason says why."""
    if not own or own == sha256 or not blank(reason):
        return ()
    words = (
        f"The fingerprint that the tool gave begins with {own[:8]}, and that of the file as it came with "
        f"{sha256[:8]}. Choose the file that the tool made, or write why they differ."
    )
    return (Unmet(Clause.HAMDEN_D_6, words, fix="field:own_sha256_note"),)


def missing_without_scan(scanned: Scanned, *, keeps_unscanned: bool) -> tuple[Unmet, ...]:
    """Say that the agency keeps no file that was not looked through for malware."""
    if scanned.scan is Scan.CLEAN or keeps_unscanned:
        return ()
    words = {
        NotScanned.TOO_LARGE: "It is larger than what the malware scanner looks through. Ask IT.",
        NotScanned.NONE_SET: "No malware scanner is set up, and this agency keeps nothing without. Ask IT.",
    }
    otherwise = "The malware scanner did not answer, and this agency keeps nothing without. Try again soon."
    return (Unmet(None, words.get(NotScanned(scanned.why), otherwise)),)
