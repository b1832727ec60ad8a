"""What an act is to the ledger: a name in the past tense, exact parameters, and one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from string import Formatter
from uuid import UUID

from tracker.ledger.acts.phrases import NAMED, NOBODY, PERSON, known, phrase

ACTOR = "actor"
ABOUT = "about"

RESERVED = frozenset({"work", "event", "case_id", "outcome"})
"""Words that a recording uses itself, so that no parameter can be called so."""

LONGEST = 120
"""Characters of one parameter, at the most."""

TYPE_WORD = re.compile(r"[a-z][a-z-]{0,39}")
CODE_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,119}")
_PLAIN = re.compile(r"[^\x00-\x1f\x7f-\x9f@]*")

Scalar = str | int | bool | None
Value = Scalar | list[Scalar]


class Misrecorded(Exception):
    """A recording does not fit the act it names; it is a mistake in the code, never in what a user typed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence.

    ``kind`` is ``text``, ``actor``, ``person`` (``text`` holds an id for the caller to put a name to),
    ``dimension`` (a code, likewise), ``about`` (``text`` is the reference), or ``value``.
    """

    kind: str
    text: str


class Act:
    """One kind of act.

    The sentence's fields are its parameters, save ``{actor}`` and ``{about}``; parameters that the sentence
    leaves out do not show. ``{reason:words}`` spells a code out, ``{by:person}`` is shown as a name, and
    ``{role:role}``, ``{ends:day}`` or ``{tries:counted try/tries}`` are said as pages say them.
    """

    __slots__ = ("_pieces", "keys", "name", "needs_about", "sentence")

    def __init__(self, sentence: str, *also: str) -> None:
        """Read the parameters off the sentence."""
        self.name = ""
        self.sentence = sentence
        self._pieces = tuple(
            (literal, field, style or "") for literal, field, style, _ in Formatter().parse(sentence)
        )
        if unknown := [style for _, _, style in self._pieces if not known(style or "")]:
            raise Misrecorded(
                f"a sentence shows a parameter as {unknown[0]!r}, which no table of words holds"
            )
        named = {field for _, field, _ in self._pieces if field}
        self.needs_about = ABOUT in named
        self.keys = frozenset((named | set(also)) - {ACTOR, ABOUT})
        if taken := self.keys & RESERVED:
            raise Misrecorded(f"{min(taken)!r} means something else to a recording; use another word")

    def __set_name__(self, _owner: type, name: str) -> None:
        """Take the name it is given in its room."""
        self.name = name

    def __repr__(self) -> str:
        """Show it as code names it."""
        return f"Event.{self.name}"

    def settle(self, params: Mapping[str, object]) -> dict[str, Value]:
        """Return the parameters as the ledger keeps them; other keys, or words of a person, raise."""
        if params.keys() != self.keys:
            lacking, surplus = sorted(self.keys - params.keys()), sorted(params.keys() - self.keys)
            raise Misrecorded(f"{self.name} takes {sorted(self.keys)}; lacking {lacking}, surplus {surplus}")
        return {key: self._settle(key, value) for key, value in params.items()}

    def _settle(self, key: str, value: object) -> Value:
        if isinstance(value, list | tuple | frozenset | set):
            items = sorted(value, key=str) if isinstance(value, frozenset | set) else value
            return [self._scalar(key, item) for item in items]
        return self._scalar(key, value)

    def _scalar(self, key: str, value: object) -> Scalar:
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        elif isinstance(value, UUID | date):
            value = str(value)
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, str) and len(value) <= LONGEST and _PLAIN.fullmatch(value):
            return str(value)
        raise Misrecorded(f"{self.name}.{key} is to be a short code, a reference or a number")

    def parts(self, about: str, params: Mapping[str, object]) -> tuple[Part, ...]:
        """Return the sentence in pieces; an entry that an older edition wrote is shown as far as it goes."""
        shown: list[Part] = []
        for literal, field, style in self._pieces:
            if literal:
                shown.append(Part("text", literal))
            if field == ACTOR:
                shown.append(Part("actor", ""))
            elif field == ABOUT:
                shown.append(Part("about", about))
            elif field and style == PERSON and params.get(field) is None:
                shown.append(Part("text", NOBODY))
            elif field:
                shown.append(Part(style if style in NAMED else "value", phrase(params.get(field), style)))
        return tuple(shown)
