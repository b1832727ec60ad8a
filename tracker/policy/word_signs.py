"""What a word of a wording shows to whoever learned from sentences: itself, its neighbors, what lists say.

Each word has signs, short texts such as ``s=bump`` or ``m:sex``. What was learned is a weight of a sign for
a category (:mod:`tracker.policy.learned`). Words that say nothing alone, such as "the", have none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.policy.kinds import KINDS
from tracker.policy.marks import Found
from tracker.policy.quoting import quoted
from tracker.policy.tokens import Tokens
from tracker.policy.word_classes import Lexicon, stem_of

_WORDS = re.compile(r"\S+")
_ONESELF = frozenset(_WORDS.findall("i i'm im i've my me mine myself our we us"))
_SHAPES = (
    (re.compile(r"[A-Z]+"), "X"),
    (re.compile(r"[a-z\u00e0-\u00ff]+"), "x"),
    (re.compile(r"\d+"), "9"),
)
_NUMBERS = (
    *((5, "1-5"), (12, "6-12"), (17, "13-17"), (25, "18-25"), (39, "26-39"), (69, "40-69"), (99, "70-99")),
    *((999, "hundreds"), (1929, "thousands"), (2010, "old year"), (2030, "year")),
)
_EDGE = "^"
_FAR = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """A wording cut into words, each as it is read, with its stem, its shape, and what stands before it."""

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]
    shapes: tuple[str, ...]
    gaps: tuple[str, ...]
    known: tuple[tuple[str, ...], ...]
    quotes: tuple[str, ...]
    plain: tuple[bool, ...]
    owners: frozenset[str]


def cut(statement: str, tokens: Tokens, lexicon: Lexicon) -> Cut:
    """Return a wording cut into words."""
    spans = tuple(tokens.reading.span(start, end) for start, end, _ in tokens.words)
    words = tuple(forms[0] for _, _, forms in tokens.words)
    stems = tuple(map(stem_of, words))
    ends = (0, *(end for _, end in spans))
    starts = (*(start for start, _ in spans), len(statement))
    return Cut(
        spans,
        words,
        stems,
        tuple(_shape(statement[start:end]) for start, end in spans),
        tuple(_gap(statement[end:start]) for end, start in zip(ends, starts, strict=True)),
        tuple(
            (*lexicon.of(forms, stem), *(f"k:{one}" for one in forms if one in KINDS))
            for (_, _, forms), stem in zip(tokens.words, stems, strict=True)
        ),
        tuple(_quotes(statement, spans, words)),
        tuple(word in lexicon.plain for word in words),
        lexicon.owners,
    )


def _shape(written: str) -> str:
    for pattern, sign in _SHAPES:
        written = pattern.sub(sign, written)
    return written[:6]


def _gap(between: str) -> str:
    return "".join(sorted({sign for sign in between[:20] if not sign.isspace()}))


def _quotes(statement: str, spans: Sequence[tuple[int, int]], words: Sequence[str]) -> Iterator[str]:
    """Say of each word whether it is quoted, and whether whoever is quoted speaks of themselves."""
    passages = quoted(statement)
    begins = [begin for begin, _ in passages]
    within = [bisect_right(begins, start) - 1 for start, _ in spans]
    within = [
        at if at >= 0 and stop <= passages[at][1] else -1 for at, (_, stop) in zip(within, spans, strict=True)
    ]
    oneself = {at for at, word in zip(within, words, strict=True) if word in _ONESELF}
    for at in within:
        yield "out" if at < 0 else "own" if at in oneself else "quoted"


def marks_of(
    text: Cut, told: Iterable[Found], raw: Iterable[Found], spared: Iterable[Found]
) -> list[list[str]]:
    """Return what lists and patterns say of each word: their marks, what they read first, what they spare."""
    signs: list[list[str]] = [[] for _ in text.words]
    for kind, found in (("m", told), ("r", raw), ("i", spared)):
        for one in found:
            inside = inside_of(text, one.start, one.end)
            for at in inside:
                signs[at].append(f"{kind}:{one.category}")
                if kind == "m":
                    signs[at] += _of_mark(text, one, at, inside)
    return signs


def inside_of(text: Cut, start: int, end: int) -> range:
    """Return the places of the words that a passage holds."""
    first = bisect_right(text.spans, start, key=lambda span: span[1])
    return range(first, bisect_left(text.spans, end, key=lambda span: span[0]))


def _of_mark(text: Cut, one: Found, at: int, inside: range) -> Iterator[str]:
    place = "first" if at == inside[0] else "later"
    yield f"h:{one.category}:{one.hint}"
    yield f"n:{one.category}:{min(len(inside), 4)}{place}"
    yield f"mw:{one.category}:{text.stems[at]}"
    if at == inside[0]:
        yield f"ml:{one.category}:{text.words[at - 1] if at else _EDGE}"
    if at == inside[-1]:
        yield f"mr:{one.category}:{text.words[at + 1] if at + 1 < len(text.words) else _EDGE}"


def signs_of(text: Cut, marks: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the signs of each word; none for words that say nothing alone."""
    there = sorted({one for row in marks for one in row if one.startswith("m:")})
    return [
        []
        if text.plain[at]
        else sorted({*_itself(text, at), *_around(text, at, marks), *_beyond(there, marks[at])})
        for at in range(len(text.words))
    ]


def _beyond(there: Iterable[str], here: Sequence[str]) -> Iterator[str]:
    return (f"S{one}" for one in there if one not in here)


def _itself(text: Cut, at: int) -> Iterator[str]:
    words, stems, shapes = text.words, text.stems, text.shapes
    word, stem, last = words[at], stems[at], len(words) - 1
    left, right = (words[at - 1] if at else _EDGE), (words[at + 1] if at < last else _EDGE)
    before, after = (stems[at - 1] if at else _EDGE), (stems[at + 1] if at < last else _EDGE)
    yield from ("*", f"w={word}", f"s={stem}", f"-1={left}", f"+1={right}", f"-0={before} {stem}")
    yield from (f"0+={stem} {after}", f"-0-={left} _ {right}", f"p3={word[:3]}", f"p4={word[:4]}")
    yield from (f"-0+={before} {stem} {after}", f"x3={word[-3:]}", f"x4={word[-4:]}", f"S={shapes[at]}")
    yield from (f"S-={shapes[at - 1] if at else _EDGE}", f"S+={shapes[at + 1] if at < last else _EDGE}")
    yield from (f"g-={text.gaps[at]}", f"g+={text.gaps[at + 1]}")
    yield from (f"q={text.quotes[at]}", f"qs={text.quotes[at]} {stem}", f"q-={text.quotes[at]} {left}")
    if at > 1:
        yield f"-2={words[at - 2]}"
        yield f"--={words[at - 2]} {left}"
    if at + 2 <= last:
        yield f"+2={words[at + 2]}"
        yield f"++={right} {words[at + 2]}"
    if word.isdecimal():
        number = next((name for most, name in _NUMBERS if int(word[:6]) <= most), "long")
        yield from (f"#={number}", f"#+={number} {right}", f"#-={left} {number}")
    own = next((words[n] for n in range(at - 1, max(-1, at - 1 - _FAR), -1) if words[n] in text.owners), "")
    if own:
        yield from (f"own={own}", f"own={own} {stem}")


def _around(text: Cut, at: int, marks: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from marks[at]
    yield from text.known[at]
    for far in range(-_FAR, _FAR + 1):
        place = at + far
        if far and 0 <= place < len(text.words):
            side = f"{far:+d}" if abs(far) == 1 else "<" if far < 0 else ">"
            yield from (f"{side}{one}" for one in marks[place] if one[1] == ":" and one[0] in "mri")
            yield from (f"{side}{one}" for one in text.known[place])
