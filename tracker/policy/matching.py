"""How a word list is looked up in a text: whole words and phrases, however they are spelled.

A phrase is written in small letters. Each of its words may be one of several (``man|men``), have any ending
(``widow*``), be left out (``very?``), be one of a set that the list names (``<person>``), a number
(``<number>``) or of a kind (``kinds.py``). A word stands for its plural and its possessive, too. ``^``
before a phrase asks for a capital in what was written. A text is read once, so a longer one takes as much
longer and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.policy.definitions import WordEntry, WordList
from tracker.policy.kinds import ANY, KINDS
from tracker.policy.spelling import folded, read
from tracker.policy.tokens import Tokens, tokens_of

BETWEEN = re.compile(r"[\s\-'\"\u201c\u201d/.,]{0,3}\Z")
"""What may stand between the words of a phrase."""
CLOSE = re.compile(r"(?:\s{0,2}[\s\-'/&.]\s?)?\Z")
"""What may stand between the words of a phrase that is no hint: no comma and no quotation mark."""
NUMBER = "<number>"
INNOCENT = "innocent"
"""The word list of phrases in which a word is no hint."""
SHORT_INSIDE = frozenset({"mom", "dad", "gay", "god", "vet"})
"""Words of three letters that are looked for in runs of words, where most would be found by chance."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a phrase: what it may be, its beginnings, and whether it may be left out."""

    words: frozenset[str]
    stems: tuple[str, ...]
    left_out: bool
    number: bool
    open: bool = False

    def fits(self, forms: tuple[str, ...]) -> bool:
        """Say whether a word of a text, by its forms, is this one."""
        if self.open or (self.number and forms[0].isdecimal()):
            return True
        if not self.words.isdisjoint(forms):
            return True
        return bool(self.stems) and forms[0].startswith(self.stems)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[_Word, ...]
    entry: WordEntry
    capital: bool

    def seconds(self) -> frozenset[str]:
        """Return the words of which one has to come second; none where that is not settled by words alone."""
        if self.words[0].left_out:
            return frozenset()
        found: frozenset[str] = frozenset()
        for word in self.words[1:]:
            if word.stems or word.number or word.open:
                return frozenset()
            found |= word.words
            if not word.left_out:
                return found
        return frozenset()


@dataclass(frozen=True, slots=True)
class _Index:
    """The phrases of a list by what they begin with; ``by_both`` is filled for the words that texts hold."""

    by_word: Mapping[str, tuple[_Phrase, ...]]
    by_stem: Mapping[str, tuple[_Phrase, ...]]
    lengths: tuple[int, ...]
    by_number: tuple[_Phrase, ...]
    by_both: dict[str, dict[str, list[_Phrase]]] = field(default_factory=dict)

    def after(self, first: str) -> dict[str, list[_Phrase]]:
        """Return the phrases that begin with a word by the second; under nothing those that leave it open."""
        if first not in self.by_both:
            seconds = self.by_both[first] = {}
            for phrase in self.by_word.get(first, ()):
                for second in phrase.seconds() or ("",):
                    seconds.setdefault(second, []).append(phrase)
        return self.by_both[first]

    def beginning(self, forms: tuple[str, ...], following: tuple[str, ...] = ()) -> list[_Phrase]:
        """Return the phrases that may begin with a word of a text, by its forms and those of the next."""
        found: list[_Phrase] = []
        for form in forms:
            seconds = self.after(form) if form in self.by_word else {}
            for second in ("", *following):
                found += seconds.get(second, ())
        first = forms[0]
        for length in self.lengths:
            if length > len(first):
                break
            found += self.by_stem.get(first[:length], ())
        if first.isdecimal():
            found += self.by_number
        return found


@lru_cache(maxsize=64)
def _indexed(words: WordList) -> _Index:
    """Return a list's phrases by their first words."""
    by_word: dict[str, list[_Phrase]] = {}
    by_stem: dict[str, list[_Phrase]] = {}
    by_number: list[_Phrase] = []
    known = dict(words.sets)
    for entry in words.entries:
        phrase = _phrase(entry, known)
        for first in _firsts(phrase.words):
            for one in first.words:
                by_word.setdefault(one, []).append(phrase)
            for stem in first.stems:
                by_stem.setdefault(stem, []).append(phrase)
            if first.number:
                by_number.append(phrase)
    return _Index(
        {word: tuple(found) for word, found in by_word.items()},
        {stem: tuple(found) for stem, found in by_stem.items()},
        tuple(sorted({len(stem) for stem in by_stem})),
        tuple(by_number),
    )


def _firsts(words: tuple[_Word, ...]) -> Iterator[_Word]:
    for word in words:
        yield word
        if not word.left_out:
            return


def _phrase(entry: WordEntry, sets: Mapping[str, str]) -> _Phrase:
    pattern = entry.pattern.strip()
    capital = pattern.startswith("^")
    parts = re.split(r"[\s-]+", pattern.removeprefix("^").strip())
    words = tuple(_word(part, sets) for part in parts if part)
    if all(word.left_out for word in words):
        raise ValueError(f"nothing in {pattern!r} has to stand")
    return _Phrase(words, entry, capital)


def _word(part: str, sets: Mapping[str, str]) -> _Word:
    left_out = part.endswith("?")
    body = part.removesuffix("?")
    number = NUMBER in body.split("|")
    for name, members in sets.items():
        body = body.replace(f"<{name}>", members)
    choices = [one for one in body.split("|") if one and one not in (NUMBER, ANY)]
    words = frozenset(_as_is(one) for one in choices if not one.endswith("*"))
    stems = tuple(read(one.removesuffix("*")) for one in choices if one.endswith("*"))
    return _Word(words, stems, left_out, number, ANY in body.split("|"))


def _as_is(word: str) -> str:
    return word if word in KINDS or word.startswith("=") else read(word)


def matches(text: str, words: WordList) -> Iterator[tuple[int, int, WordEntry]]:
    """Yield start, end and entry of each passage that the list knows, from left to right."""
    yield from matches_in(tokens_of(text), words)


def matches_in(text: Tokens, words: WordList) -> Iterator[tuple[int, int, WordEntry]]:
    """Yield the same of a text that is cut into words; of a category the longest phrase wins."""
    reading, tokens = text.reading, text.words
    index, between = _indexed(words), CLOSE if words.name == INNOCENT else BETWEEN
    beyond: dict[str, int] = {}
    for place, (start, _, forms) in enumerate(tokens):
        best: dict[str, tuple[int, WordEntry]] = {}
        following = tokens[place + 1][2] if place + 1 < len(tokens) else ()
        for phrase in index.beginning(forms, following):
            category = phrase.entry.category
            if place < beyond.get(category, 0):
                continue
            if phrase.capital and not _is_name(phrase, forms, reading.written[reading.places[start]]):
                continue
            length = _length(phrase.words, tokens, place, reading.plain, between)
            if length > best.get(category, (0,))[0]:
                best[category] = (length, phrase.entry)
        for category, (length, entry) in best.items():
            beyond[category] = place + length
            yield *reading.span(start, tokens[place + length - 1][1]), entry


def _is_name(phrase: _Phrase, forms: tuple[str, ...], sign: str) -> bool:
    """Say whether a word stands with a capital and is no plural, as a name is written."""
    return sign.isupper() and not phrase.words[0].words.isdisjoint((forms[0], forms[0].removesuffix("'s")))


def _length(
    words: tuple[_Word, ...],
    tokens: tuple[tuple[int, int, tuple[str, ...]], ...],
    place: int,
    plain: str,
    between: re.Pattern[str],
) -> int:
    """Return how many words of the text a phrase takes from a place on; nought where it does not stand.

    A word that may be left out is left out where the rest would not stand otherwise. The ends that are
    reached so are few, each word adding one at most.
    """
    ends = {place}
    for word in words:
        further = set(ends) if word.left_out else set()
        for at in ends:
            there = at < len(tokens) and word.fits(tokens[at][2])
            if there and at > place:
                there = between.match(plain[tokens[at - 1][1] : tokens[at][0]][:4]) is not None
            if there:
                further |= {at + 1}
        if not further:
            return 0
        ends = further
    return max(ends) - place


def words_inside(run_together: str, words: WordList) -> Iterator[WordEntry]:
    """Yield the entries of single words that a run of words without spaces begins or ends with."""
    index = _indexed(words)
    for length in range(3, len(run_together)):
        for part in (run_together[:length], run_together[-length:]):
            if length > 3 or part in SHORT_INSIDE:
                single = (one for one in index.by_word.get(part, ()) if len(one.words) == 1)
                yield from (one.entry for one in single)


def first_match(text: str, words: WordList) -> tuple[str, WordEntry] | None:
    """Return the first passage that the list knows, as written, with its entry; None when there is none."""
    for start, end, entry in matches(text, words):
        return text[start:end], entry
    return None


def without(text: str, own: Iterable[str]) -> str:
    """Return the text with these names blanked out, each as a whole and by its single words."""
    plain = folded(text)
    words = {folded(name).strip() for name in own}
    words |= {part for name in words for part in name.split()}
    for word in sorted((word for word in words if word), key=len, reverse=True):
        plain = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda found: " " * len(found[0]), plain)
    return "".join(new if new == " " else old for old, new in zip(text, plain, strict=True))
