"""How a word list is looked up in a text: whole words, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tracker.policy.definitions import WordEntry, WordList
from tracker.policy.spelling import folded, read, spelled


@lru_cache(maxsize=64)
def _compiled(
    digest: str, entries: tuple[WordEntry, ...]
) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Compile a list into one pattern that finds, and one for each entry; ``digest`` only keys the cache.

    The finding pattern names no groups, so that it passes over a word that no entry begins like at once.
    """
    del digest
    parts = [_expression(entry.pattern) for entry in entries]
    whole = re.compile(rf"(?<!\w)(?=\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)")
    return whole, tuple(re.compile(rf"(?:{part})(?!\w)") for part in parts)


def _expression(pattern: str) -> str:
    words = read(pattern).strip().rstrip("*").split()
    body = r"[\s-]+".join(re.escape(word) for word in words)
    return body + (r"\w*" if pattern.rstrip().endswith("*") else "")


def matches(text: str, words: WordList) -> Iterator[tuple[int, int, WordEntry]]:
    """Yield start, end and entry of each passage that the list knows, from left to right."""
    whole, single = _compiled(words.digest, words.entries)
    reading = spelled(text)
    plain = reading.plain
    for match in whole.finditer(plain):
        found = (
            entry for entry, one in zip(words.entries, single, strict=True) if one.match(plain, match.start())
        )
        yield *reading.span(match.start(), match.end()), next(found)


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
