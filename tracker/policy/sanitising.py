"""Protected information that may not reach a board, and whose characteristic it is (IACP model clause).

The screen suggests and never rewrites. Each suggestion is removed, reworded, or kept for a job-related reason
that the reviewer reads. Word lists are data; what identifies a person is found by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.policy.answers import Unmet
from tracker.policy.casework import FindingFacts, SuggestionFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.definitions import WordList
from tracker.policy.matching import matches
from tracker.policy.spelling import folded
from tracker.policy.wording import blank


class Protected(StrEnum):
    """What a suggestion is about."""

    RACE = "race"
    """Race, colour or ethnicity."""
    RELIGION = "religion"
    """Religion, creed, or its signs."""
    SEX = "sex"
    """Sex, pregnancy, orientation or identity."""
    ORIGIN = "origin"
    """National origin, language or immigration."""
    AGE = "age"
    """Age, or what gives it away."""
    HEALTH = "health"
    """Disability or health."""
    GENETICS = "genetics"
    """Genetics or the family's health."""
    FAMILY = "family"
    """Family or marital status, children."""
    MILITARY = "military"
    """Military or veteran status."""
    POLITICS = "politics"
    """Politics, union activity, protected speech."""
    MINOR = "minor"
    """Something of somebody under 18."""
    ARREST = "arrest"
    """An arrest without conviction, or an erased record."""
    ASSISTANCE = "assistance"
    """Public assistance."""
    ADDRESS = "address"
    """Where somebody lives."""
    OTHER_PERSON = "other-person"
    """A third person, or what names one."""
    IDENTIFIER = "identifier"
    """A handle, link, address, number or date that identifies."""
    OPINION = "opinion"
    """A judgement instead of a fact."""


class Whose(StrEnum):
    """Whose characteristic a suggestion names."""

    CANDIDATE = "candidate"
    """The candidate's own: it goes."""
    TARGET = "target"
    """Of those whom biased words were aimed at: may stay, in general words."""
    THIRD_PERSON = "third-person"
    """Of somebody else: it goes."""
    UNCLEAR = "unclear"
    """To be said by the person who settles it."""


class Disposition(StrEnum):
    """What was done about a suggestion."""

    REMOVED = "removed"
    """The words are gone."""
    REWORDED = "reworded"
    """A fresh wording says only what matters for the job."""
    KEPT = "kept"
    """The words stay, for a job-related reason."""


NEVER_KEPT: frozenset[str] = frozenset({Protected.IDENTIFIER, Protected.GENETICS, Protected.ADDRESS})
"""What no reason keeps: it identifies somebody, or the law lets nobody use it."""
LEAST_REASON = 4
"""A reason for keeping words has at least this many words of its own."""

SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE), "a link"),
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"), "an e-mail address"),
    (re.compile(r"(?<![\w@.])@[\w][\w.]{1,}"), "a handle"),
    (
        re.compile(r"(?<![\w.-])(?:[\w-]+\.)+(?:com|org|net|edu|gov|social|tv|me|io|gg)(?:/\S*)?\b"),
        "a web address",
    ),
    (re.compile(r"(?<!\w)(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}\b"), "a phone number"),
    (re.compile(r"\b\d{3}-\d{2}-\d{4}\b"), "a social security number"),
    (re.compile(r"\b(?:u|r)/\w{3,}\b"), "a handle or forum"),
    (
        re.compile(r"\b(?:born|birthday|date of birth|dob)\b[^.;]{0,30}?\d[\d/.-]*", re.IGNORECASE),
        "a birth date",
    ),
    (re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b"), "a full date"),
)
"""What identifies by its shape, with what it is."""
STREET = re.compile(
    r"\b\d{1,5}\s+(?:[A-Z][\w.]*\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd)\b"
)
"""A street address."""
AGES = re.compile(
    r"\bage[ds]?\s+(?:of\s+)?\d{1,3}\b"
    r"|\b\d{1,3}[\s-]years?[\s-]olds?\b"
    r"|\b(?:she|he|the\s+candidate)(?:\s+(?:is|was|turned|turns|just\s+turned)\s+|['’]s\s+)"
    r"\d{2}(?=\s*(?:[.,;:!?)]|$|\b(?:and|but|now|when)\b))"
    r"|\bcandidate(?:,\s+|\s+\()\d{2}(?=[,)])"
    r"|\bin\s+(?:his|her|their)\s+(?:(?:early|mid|late)[\s-]+)?"
    r"(?:\d0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b",
    re.IGNORECASE,
)
"""An age in numbers, said of somebody; a number of anything else is none."""
TARGETED = re.compile(
    r"\b(?:against|towards?|mock(?:ed|ing)|insult(?:ed|ing)|demean(?:ed|ing)|threaten\w*|slurs?|hatred of"
    r"|harass\w*|disparag\w*|stereotyp\w*|attack\w*|violence|(?:aimed|directed|laughed|yelled|shouted) at"
    r"|(?:jokes?|threats?|insults?|rants?|memes?) (?:about|at|on|to))\b[^.;]{0,60}$"
)
"""Words after which a class is that of the people aimed at."""
OTHERS = re.compile(
    r"\b(?:her|his|their|the candidate's)\s+(?:\w+\s+)?"
    r"(?:friend|neighbor|neighbour|cousin|roommate|coworker|boss|ex)\b[^.;]*$"
)
"""Words after which the talk is of a third person."""


NEAR = 160
"""How many characters before a passage are read to say whose characteristic it is."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage to look at: where it stands, what it may show, whose characteristic it seems to be.

    ``key`` stays the same while the wording around the passage changes; ``start`` and ``end`` count
    characters.
    """

    key: str
    start: int
    end: int
    passage: str
    category: Protected
    hint: str
    whose: Whose


def suggestions(
    statement: str, lists: Iterable[WordList], names: Iterable[str] = ()
) -> tuple[Suggestion, ...]:
    """Return what to look at in a statement, from left to right.

    ``lists`` are word lists whose entries carry a category; ``names`` are the candidate's names and handles
    and those of other people on record, which a statement for the board does not repeat.
    """
    found = sorted(_found(statement, lists, names), key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int, Protected, str]] = []
    for start, end, category, hint in found:
        overlaps = any(start < other[1] and end > other[0] and category is other[2] for other in kept)
        if not overlaps:
            kept.append((start, end, category, hint))
    counts: dict[str, int] = {}
    made = []
    for start, end, category, hint in kept:
        passage = statement[start:end]
        name = f"{category}:{folded(passage)}"
        counts[name] = counts.get(name, 0) + 1
        whose = _whose(statement[:start], category)
        made.append(Suggestion(f"{name}:{counts[name]}", start, end, passage, category, hint, whose))
    return tuple(made)


def _found(
    statement: str, lists: Iterable[WordList], names: Iterable[str]
) -> Iterator[tuple[int, int, Protected, str]]:
    for words in lists:
        for start, end, entry in matches(statement, words):
            yield start, end, Protected(entry.category), entry.hint
    for shape, what in SHAPES:
        for match in shape.finditer(statement):
            yield match.start(), match.end(), Protected.IDENTIFIER, what
    for match in STREET.finditer(statement):
        yield match.start(), match.end(), Protected.ADDRESS, "a street address"
    for match in AGES.finditer(statement):
        yield match.start(), match.end(), Protected.AGE, "may show age"
    text = folded(statement)
    for name in names:
        wanted = folded(name).strip()
        if len(wanted) > 2:
            for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text):
                yield match.start(), match.end(), Protected.IDENTIFIER, "a name or handle on record"


def _whose(before: str, category: Protected) -> Whose:
    if category is Protected.OTHER_PERSON:
        return Whose.THIRD_PERSON
    if category in (Protected.IDENTIFIER, Protected.OPINION):
        return Whose.UNCLEAR
    near = folded(before[-NEAR:])
    if TARGETED.search(near):
        return Whose.TARGET
    return Whose.THIRD_PERSON if OTHERS.search(near) else Whose.CANDIDATE


@cites(Clause.IACP_FILTER, Clause.HAMPTON_C_2, Clause.HAMPTON_C_3_F, Clause.HAMPTON_D_2)
def missing_for_screening(finding: FindingFacts) -> tuple[Unmet, ...]:
    """Say what of the screen is not settled; empty means that the wording may be previewed."""
    fix = f"finding:{finding.reference}:screen"
    if not finding.screened:
        words = f"Finding {finding.reference} has wording that was not screened for protected information."
        return (Unmet(Clause.IACP_FILTER, words, fix=fix),)
    return tuple(
        Unmet(_clause(suggestion), words, fix=fix)
        for suggestion in finding.suggestions
        if (words := _unsettled(suggestion))
    )


def _clause(suggestion: SuggestionFacts) -> Clause:
    if suggestion.category == Protected.OPINION:
        return Clause.HAMPTON_C_2
    third = suggestion.category in (Protected.OTHER_PERSON, Protected.IDENTIFIER, Protected.ADDRESS)
    return Clause.HAMPTON_C_3_F if third else Clause.IACP_FILTER


def _unsettled(suggestion: SuggestionFacts) -> str:
    passage = suggestion.passage
    if not suggestion.still_present:
        return ""
    if suggestion.disposition in (Disposition.REMOVED, Disposition.REWORDED):
        return f"'{passage}' is marked {suggestion.disposition}, and it still stands in the wording."
    if suggestion.disposition != Disposition.KEPT:
        return f"Say what is done about '{passage}': removed, reworded, or kept for a reason."
    if suggestion.category in NEVER_KEPT:
        return f"'{passage}' identifies somebody or may not be used at all. Remove or reword it."
    if len(suggestion.reason.split()) < LEAST_REASON or blank(suggestion.reason):
        return f"Write why the board needs '{passage}' to judge something about the job."
    return ""
