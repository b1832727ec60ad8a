"""What is known of single words, wherever they stand: how lists use them, in which classes they are.

A class says what a word is, never that it shows anything; that is learned from sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.policy.definitions import WordList
from tracker.policy.matching import INNOCENT

_ENDINGS = tuple(re.findall(r"\w+", "ingly edly ings ing ies ied ers est ed er es ly s y e"))
PLAIN, OWNERS = "plain", "owners"
"""The classes of words that say nothing alone, and of those after which something is somebody's."""
_LEAST = 3
"""So many letters stay of a word at least when its ending is cut off."""
_SIDES = {INNOCENT: "-", "names": "~"}
"""What stands before a category that a list of another kind gives."""
_SELDOM = 0.3
"""Of a word that phrases of a category hold less often than so, it is not said."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words: how lists use them, in which of their sets and in which classes they stand."""

    used: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]
    """Words that say nothing alone."""
    owners: frozenset[str]
    """Words after which something is somebody's."""

    def of(self, forms: tuple[str, ...], stem: str) -> tuple[str, ...]:
        """Return what is known of a word, by its forms and its stem."""
        used = next((self.used[one] for one in forms if one in self.used), ("u:none",))
        sets = next((self.sets[one] for one in forms if one in self.sets), ())
        return (*used, *sets, *self.classes.get(stem, ()))


def stem_of(word: str) -> str:
    """Return a word without its ending, as rough as that is."""
    bare = word.removesuffix("'s")
    for ending in _ENDINGS:
        if len(bare) - len(ending) >= _LEAST and bare.endswith(ending):
            bare = bare[: -len(ending)]
            break
    return bare[:-1] if len(bare) > _LEAST and bare[-1] == bare[-2] else bare


def lexicon_of(lists: Iterable[WordList], classes: Mapping[str, Iterable[str]]) -> Lexicon:
    """Return what lists and classes know of single words; two classes are kept for themselves."""
    rest = {name: members for name, members in classes.items() if name not in (PLAIN, OWNERS)}
    counts: dict[str, dict[str, int]] = {}
    sets: dict[str, dict[str, None]] = {}
    for words in lists:
        side = _SIDES.get(words.name, "")
        for name, members in words.sets if words.name == "protected" else ():
            for one in members.split("|"):
                sets.setdefault(one, {})[f"t:{name}"] = None
        for entry in words.entries:
            for word in _words_of(entry.pattern):
                of = counts.setdefault(word, {})
                of[f"{side}{entry.category}"] = of.get(f"{side}{entry.category}", 0) + 1
    stems: dict[str, dict[str, None]] = {}
    for name, those in rest.items():
        for word in those:
            stems.setdefault(stem_of(word), {})[f"c:{name}"] = None
    return Lexicon(
        {word: tuple(_used(of)) for word, of in counts.items()},
        {word: tuple(of) for word, of in sets.items()},
        {word: tuple(of) for word, of in stems.items()},
        frozenset(classes.get(PLAIN, ())),
        frozenset(classes.get(OWNERS, ())),
    )


def _words_of(pattern: str) -> set[str]:
    parts = (part.rstrip("?*") for part in re.split(r"[\s|-]+", pattern.strip("^ ")))
    return {part for part in parts if part and not part.startswith(("<", "="))}


def _used(of: Mapping[str, int]) -> Iterator[str]:
    """Yield by category how large a part of the phrases with a word is of it, and how many there are."""
    every = sum(of.values())
    for category, count in of.items():
        if count / every > _SELDOM:
            most = "most" if count > 0.6 * every else "some"
            yield f"u:{category}:{most}{1 if count == 1 else 2 if count < 4 else 4}"
