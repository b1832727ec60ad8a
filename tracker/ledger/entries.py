"""A line of the ledger: what its body holds, written and read back in the one final format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tracker.ledger.canonical import Uncanonical, canonical, read_canonical

FORMAT = 1
"""The number of the body's format."""

_WHO = ("actor", "role", "session", "ip", "request")
_WHAT = ("event", "about", "case", "outcome", "params", "rows")
MEMBERS = frozenset(("v", "idx", "t", "skew", *_WHO, *_WHAT))
OUTCOMES = ("ok", "denied")


@dataclass(frozen=True, slots=True)
class RowDigest:
    """The state of one row as written: its table, id, version, and the SHA-256 of all its columns in hex."""

    table: str
    id: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger.

    ``skew`` is by how many microseconds the clock lay before the line above, whose time was then kept;
    ``about`` is the type and reference of the object; ``session`` the first 16 hex digits of its digest.
    """

    idx: int
    at: datetime
    actor: str
    role: str
    event: str
    skew: int = 0
    session: str | None = None
    ip: str | None = None
    request: str | None = None
    about: tuple[str, str] | None = None
    case: str | None = None
    outcome: str = "ok"
    params: dict[str, Any] = field(default_factory=dict)
    rows: tuple[RowDigest, ...] = ()

    def body(self) -> bytes:
        """Return the canonical JSON that is hashed."""
        return canonical(
            {
                "v": FORMAT,
                "idx": self.idx,
                "t": written(self.at),
                "skew": self.skew,
                "actor": self.actor,
                "role": self.role,
                "session": self.session,
                "ip": self.ip,
                "request": self.request,
                "event": self.event,
                "about": None if self.about is None else list(self.about),
                "case": self.case,
                "outcome": self.outcome,
                "params": self.params,
                "rows": [[row.table, row.id, row.version, row.sha256] for row in self.rows],
            }
        )


def written(moment: datetime) -> str:
    """Return a moment as RFC 3339 in UTC with microseconds: 27 characters, so that text sorts as time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """Return the moment that was written."""
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    if written(moment) != text:
        raise ValueError("a moment has 27 characters")
    return moment


def read_entry(body: bytes) -> Entry:
    """Return the line that a body holds; raises :class:`Uncanonical` where it is not of this format."""
    value = read_canonical(body)
    if not isinstance(value, dict) or value.keys() != MEMBERS or value["v"] != FORMAT:
        raise Uncanonical(f"not a body of format {FORMAT}")
    about = value["about"]
    _require_types(value)
    try:
        return Entry(
            idx=int(value["idx"]),
            at=moment_of(value["t"]),
            skew=int(value["skew"]),
            actor=value["actor"],
            role=value["role"],
            session=value["session"],
            ip=value["ip"],
            request=value["request"],
            event=value["event"],
            about=None if about is None else (about[0], about[1]),
            case=value["case"],
            outcome=value["outcome"],
            params=dict(value["params"]),
            rows=tuple(RowDigest(*row) for row in value["rows"]),
        )
    except (TypeError, ValueError, IndexError) as error:
        raise Uncanonical(f"not a body of format {FORMAT}") from error


def _require_types(value: dict[str, Any]) -> None:
    texts = all(isinstance(value[name], str) for name in ("t", "actor", "role", "event", "outcome"))
    optional = all(isinstance(value[name], str | None) for name in ("session", "ip", "request", "case"))
    whole = all(type(value[name]) is int for name in ("v", "idx", "skew"))
    about = value["about"] is None or _is_list(value["about"], str, str)
    rows = isinstance(value["rows"], list) and all(_is_list(row, str, str, int, str) for row in value["rows"])
    if not (texts and optional and whole and about and rows and isinstance(value["params"], dict)):
        raise Uncanonical(f"not a body of format {FORMAT}")


def _is_list(value: object, *kinds: type) -> bool:
    """Tell whether it is a list of values of just these kinds, in this order."""
    return isinstance(value, list) and [type(item) for item in value] == list(kinds)
