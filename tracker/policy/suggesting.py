"""What the protected-information screen suggests to look at in a wording (IACP model clause, Hampton C.2)."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.policy.definitions import WordList
from tracker.policy.identifying import shaped
from tracker.policy.learned import Learned
from tracker.policy.learned_marks import ON_RECORD, weighed
from tracker.policy.learned_whose import signs_of_whose, whose_learned
from tracker.policy.marks import PRONOUN, Found, Listed, beside, joined, once, whole
from tracker.policy.matching import INNOCENT, matches, matches_in, words_inside
from tracker.policy.named_people import names_alone
from tracker.policy.quoting import quoted, stands_in
from tracker.policy.sanitising import Protected, Whose
from tracker.policy.spelling import folded, read, shown
from tracker.policy.tokens import Tokens, tokens_of
from tracker.policy.whose import whose_is

NAMES = "names"
"""The word list of given names."""
TAG = re.compile(r"#(\w{3,60})")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
SURNAME = re.compile(r"(?:\s+[A-Z]\.)?\s+[A-Z][a-z'\u2019-]+[\w-]*\b|\s+[A-Z]\.")
SAID_BETTER: dict[Protected, frozenset[Protected]] = {
    Protected.OTHER_PERSON: frozenset(
        {
            *(Protected.FAMILY, Protected.MINOR, Protected.IDENTIFIER, Protected.ADDRESS),
            *(Protected.RACE, Protected.RELIGION, Protected.ORIGIN, Protected.POLITICS),
        }
    ),
    Protected.AGE: frozenset({Protected.IDENTIFIER, Protected.MINOR}),
    Protected.HEALTH: frozenset({Protected.GENETICS}),
}
"""What is not said of a passage of which one of these is said: one passage, one question."""
AROUND = 3
"""So many words to each side make the place of a suggestion."""
PLACE_SIGNS = 12
"""So many hexadecimal signs of its digest stand for a place."""

_BECAUSE: dict[Whose, str] = {
    Whose.CANDIDATE: "it seems to be the candidate's own, which the board may not use",
    Whose.TARGET: "it seems to name those whom words were aimed at, who may be named in general words",
    Whose.THIRD_PERSON: "it seems to be about somebody else, who is left out",
    Whose.UNCLEAR: "",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage to look at: where it stands, what it may show, whose characteristic it seems to be.

    ``key`` is made of the passage and the words beside it, so that it stays the same while the wording
    changes elsewhere, and is another once that place changes; ``start`` and ``end`` count characters.
    """

    key: str
    start: int
    end: int
    passage: str
    category: Protected
    hint: str
    whose: Whose

    @property
    def why(self) -> str:
        """Say in one sentence why the passage is marked."""
        if self.category is Protected.IDENTIFIER:
            ending = ", and nothing that identifies somebody goes to a board"
        elif self.category is Protected.OPINION:
            ending = ", and the board judges for itself"
        else:
            ending = f"; {_BECAUSE[self.whose]}" if _BECAUSE[self.whose] else ""
        return f"“{self.passage}” {self.hint}{ending}."


def suggestions(
    statement: str,
    lists: Iterable[WordList],
    names: Iterable[str] = (),
    learned: Learned | None = None,
) -> tuple[Suggestion, ...]:
    """Return what to look at in a statement, from left to right.

    ``lists`` are word lists whose entries carry a category, and the list of innocent phrases; ``names`` are
    the candidate's names and handles and those of other people on record, which a statement does not repeat.
    What was ``learned`` from sentences weighs what lists find, and adds to it.
    """
    read = listed(statement, lists, names)
    marks: Iterable[Found] = read.told
    if learned is not None:
        marks = weighed(statement, read, learned)
    return tuple(_named(statement, (whole(statement, one) for one in marks), learned))


def listed(statement: str, lists: Iterable[WordList], names: Iterable[str] = ()) -> Listed:
    """Return what lists and patterns say of a statement."""
    every, tokens = tuple(lists), tokens_of(statement)
    innocent = [words for words in every if words.name == INNOCENT]
    spared = tuple(one for words in innocent for one in _listed(statement, tokens, words))
    raw = tuple(_found(statement, tokens, [words for words in every if words.name != INNOCENT], names))
    return Listed(tokens, tuple(_told(statement, raw, _by_category(spared))), raw, spared)


def _told(statement: str, raw: Iterable[Found], innocent: dict[Protected, list[Found]]) -> Iterator[Found]:
    """Yield the marks that stay of what was found: one of a passage, none of what another says better."""
    others = quoted(statement)
    found = [
        one
        for one in raw
        if not any(_spares(other, one) for other in _over(innocent.get(one.category, []), one))
        and not (one.category is Protected.OPINION and stands_in(one.end - 1, one.end, others))
    ]
    found.sort(key=lambda one: (one.start, -one.end, one.category))
    reach: dict[Protected, int] = {}
    kept = []
    for one in found:
        if one.start >= reach.get(one.category, 0):
            kept.append(one)
            reach[one.category] = one.end
    said = _by_category(kept)
    told = [
        one
        for one in kept
        if not any(_over(said.get(better, []), one) for better in SAID_BETTER.get(one.category, ()))
    ]
    yield from once(beside(statement, joined(statement, told)))


def _by_category(found: Iterable[Found]) -> dict[Protected, list[Found]]:
    apart: dict[Protected, list[Found]] = {}
    for one in found:
        apart.setdefault(one.category, []).append(one)
    return apart


def _over(found: list[Found], one: Found) -> list[Found]:
    """Return those that lie on a passage, of passages from left to right that do not lie on each other."""
    last = bisect_left(found, one.end, key=lambda other: other.start)
    first = bisect_right(found, one.start, key=lambda other: other.end)
    return found[first:last]


def _spares(innocent: Found, one: Found) -> bool:
    """Say whether a phrase is no hint: it holds all of a passage, or goes on where the passage ends."""
    return one.end < innocent.end or (innocent.start <= one.start and one.end <= innocent.end)


def _named(statement: str, kept: Iterable[Found], learned: Learned | None) -> Iterator[Suggestion]:
    counts: dict[str, int] = {}
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+", statement)]
    plain = folded(statement)
    at = 0
    for one in kept:
        while at < len(words) and words[at][1] <= one.start:
            at += 1
        place = hashlib.sha256(_place(plain, words, at, one).encode()).hexdigest()[:PLACE_SIGNS]
        name = f"{one.category}:{plain[one.start : one.end]}:{place}"
        counts[name] = counts.get(name, 0) + 1
        before, after = plain[max(0, one.start - 200) : one.start], plain[one.end : one.end + 200]
        whose = whose_is(before, after, one.category, one.whose)
        if learned is not None and one.hint != PRONOUN:
            passage = plain[one.start : one.end]
            signs = signs_of_whose(before, after, passage, one.category, whose)
            whose = whose_learned(signs, whose, learned.whose)
        yield Suggestion(
            f"{name}:{counts[name]}",
            one.start,
            one.end,
            statement[one.start : one.end],
            one.category,
            one.hint,
            whose,
        )


def _place(plain: str, words: list[tuple[int, int]], at: int, one: Found) -> str:
    """Return the words of a passage with those beside it, by which its place is known again."""
    end = at
    while end < len(words) and words[end][0] < one.end:
        end += 1
    before = [plain[a:b] for a, b in words[max(0, at - AROUND) : at]]
    after = [plain[a:b] for a, b in words[end : end + AROUND]]
    return f"{' '.join(before)}<{plain[one.start : one.end]}>{' '.join(after)}"


def _found(
    statement: str, tokens: Tokens, lists: Iterable[WordList], names: Iterable[str]
) -> Iterator[Found]:
    for words in lists:
        yield from _listed(statement, tokens, words)
        yield from _tagged(statement, words)
    seen = shown(statement)
    for start, end, category, hint in shaped(seen.plain):
        yield Found(*seen.span(start, end), category, hint)
    text = folded(seen.plain)
    for name in names:
        wanted = folded(name).strip()
        if len(wanted) > 2:
            for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text):
                yield Found(*seen.span(*match.span()), Protected.IDENTIFIER, ON_RECORD)


def _listed(statement: str, tokens: Tokens, words: WordList) -> Iterator[Found]:
    for start, end, entry in matches_in(tokens, words):
        named = entry.pattern.startswith("^") and words.name != INNOCENT
        surname = SURNAME.match(statement, end) if named else None
        last = surname.end() if surname else end
        if named and words.name == NAMES and surname is None and not names_alone(statement, start, end):
            continue
        yield Found(start, last, Protected(entry.category), entry.hint, entry.whose)


def _tagged(statement: str, words: WordList) -> Iterator[Found]:
    """Look into hashtags, which run words together."""
    for match in TAG.finditer(statement):
        apart = HUMP.sub(" ", match[1])
        inside = [entry for _, _, entry in matches(apart, words)] if apart != match[1] else []
        for entry in (*inside, *words_inside(read(match[1]), words)):
            if not entry.pattern.startswith("^"):
                hint, whose = entry.hint, entry.whose
                yield Found(match.start(), match.end(), Protected(entry.category), hint, whose)
