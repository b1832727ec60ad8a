"""Whose characteristic a passage names, as was learned from sentences, beside what the rule says of it.

The rule (:mod:`tracker.policy.whose`) reads the words around a passage; what it says is one sign among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import fsum

from tracker.policy.sanitising import Protected, Whose
from tracker.policy.whose import AIMED_AT, HOSTILE, OF_ONESELF, OTHERS, OWN, QUOTED_IN, QUOTED_ON, SPOKEN_TO
from tracker.policy.word_classes import stem_of

SIDES = (Whose.CANDIDATE, Whose.TARGET, Whose.THIRD_PERSON)
"""Whose it may be, in the order in which weights stand."""
_WORD = re.compile(r"[a-z0-9][\w'\u2019-]*")
_ENDS = re.compile(r"[.!?;\n]\s")
_POSSESSIVE = frozenset(
    ("my", "his", "her", "their", "our", "your", "its", "the", "a", "an", "this", "that", "these")
)
_PERSON = re.compile(r"[a-z]+'s\b|\b(?:i|he|she|they|we|you|who)\b")
_READ, _BEFORE, _AFTER = 160, 6, 4
_EDGE = "^"


def whose_learned(signs: Iterable[str], rule: Whose, weights: Mapping[str, tuple[float, ...]]) -> Whose:
    """Return whose characteristic a passage most likely names; what the rule says where none was learned."""
    known = [weights[one] for one in set(signs) if one in weights]
    if not known:
        return rule
    sums = [fsum(of) for of in zip(*known, strict=True)]  # rounded once: the same in whatever order
    return SIDES[sums.index(max(sums))]


def signs_of_whose(before: str, after: str, passage: str, category: Protected, rule: Whose) -> Iterator[str]:
    """Yield the signs of a passage: what the rule says, whether it is quoted, the words around and in it."""
    left, right = (
        _WORD.findall(_ENDS.split(before[-_READ:])[-1]),
        _WORD.findall(_ENDS.split(after[:_READ])[0]),
    )
    inside, state = _WORD.findall(passage), _quoted(before, after, passage)
    yield from ("*", f"rule={rule}", f"of={category}", f"rule={rule} {category}", f"q={state}")
    yield from (f"q={state} {category}", f"q={state} {rule}", f"q={state} {rule} {category}")
    yield from (f"b={stem_of(one)}" for one in left[-_BEFORE:])
    yield from (f"a={stem_of(one)}" for one in right[:_AFTER])
    yield from (f"p={stem_of(one)}" for one in inside)
    yield from (
        f"b1={left[-1] if left else _EDGE}",
        f"b2={' '.join(left[-2:])}",
        f"a1={right[0] if right else _EDGE}",
    )
    near = next((one for one in reversed([*left[-3:], *inside[:1]]) if one in _POSSESSIVE), "")
    yield from (f"near={near}", f"near={near} {category}", f"near={near} {state}")
    people = _PERSON.findall(" ".join(left))
    who = people[-1] if people else ""
    yield from (f"who={who}", f"who={who} {category}", f"start={' '.join(left[:2])}")
    for name in _aimed(" ".join(left), " ".join(right), passage, before[-_READ:]):
        yield from (name, f"{name} {category}")


def _quoted(before: str, after: str, passage: str) -> str:
    """Say whether a passage is quoted, and whether whoever is quoted speaks of themselves."""
    opened, closing = QUOTED_IN.search(before), QUOTED_ON.match(after)
    if opened is None or closing is None:
        return "out"
    return "own" if OF_ONESELF.search(f"{opened[1]} {passage} {closing[0]}") else "quoted"


def _aimed(left: str, right: str, passage: str, before: str) -> Iterator[str]:
    for name, pattern in (("hostile", HOSTILE), ("aimed", AIMED_AT)):
        for place, words in (("left", left), ("right", right), ("in", passage)):
            if pattern.search(words):
                yield f"{name} {place}"
    for name, pattern in (("own", OWN), ("to", SPOKEN_TO), ("others", OTHERS)):
        if pattern.search(before):
            yield name
