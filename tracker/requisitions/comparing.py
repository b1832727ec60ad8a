"""Two editions of a protocol beside each other: each field that differs, as it was and as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.policy.definitions import ExcuseReason, StepDefinition
from tracker.policy.protocol_difference import Changed, ProtocolDifference
from tracker.policy.vocabulary import Method
from tracker.policy.wording import capital, counted
from tracker.policy.words import METHODS

FIELD_WORDS: Mapping[str, str] = {
    "title": "Title",
    "look_back_years": "Years looked back",
    "sections": "Sections",
    "do_not": "Never done",
    "excuses": "Reasons for an excuse",
    "section": "Section",
    "why": "Why",
    "method_text": "What to do",
    "queries": "Queries",
    "places": "Places",
    "methods": "Methods",
    "required": "Required",
    "expected_searches": "Searches at least",
    "platform": "Platform",
    "evidence": "What is kept",
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field in words, as it was and as it is."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class StepLines:
    """A step that says something else."""

    step: StepDefinition
    was: str
    lines: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions beside each other."""

    sentence: str
    head: tuple[FieldLine, ...]
    taken_out: tuple[StepDefinition, ...]
    added: tuple[StepDefinition, ...]
    reworded: tuple[StepLines, ...]
    renumbered: tuple[tuple[str, str, str], ...]


def compared(difference: ProtocolDifference) -> Compared:
    """Return what differs in words; the sentence says how much."""
    return Compared(
        sentence=_sentence(difference),
        head=tuple(map(_line, difference.head)),
        taken_out=difference.taken_out,
        added=difference.added,
        reworded=tuple(
            StepLines(one.new, one.old.code if one.moved else "", tuple(map(_line, one.fields)))
            for one in difference.reworded
        ),
        renumbered=tuple((one.new.title, one.old.code, one.new.code) for one in difference.renumbered),
    )


def _sentence(difference: ProtocolDifference) -> str:
    if not difference:
        return "Both say the same, word by word."
    parts = (
        (len(difference.added), "{} added"),
        (len(difference.taken_out), "{} taken out"),
        (len(difference.reworded), "{} changed"),
        (len(difference.renumbered), "{} under another number alone"),
    )
    said = [words.format(counted(number, "step")) for number, words in parts if number]
    if difference.head:
        said.append(f"{counted(len(difference.head), 'thing')} changed that all steps share")
    return capital(", ".join(said)) + "."


def _line(changed: Changed) -> FieldLine:
    return FieldLine(FIELD_WORDS[changed.field], said(changed.old), said(changed.new))


def said(value: object) -> str:
    """Return a value of a field in words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return " · ".join(map(said, value))
    if isinstance(value, Method):
        return METHODS[value]
    if isinstance(value, ExcuseReason):
        return value.words
    return str(value).replace("{", "‹").replace("}", "›") or "Nothing"
