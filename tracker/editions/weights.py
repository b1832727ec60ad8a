"""What the screen learned, loaded at first use and kept: weights of signs, and classes of words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tracker.editions.shelf import CONFIG, FaultyEdition, editions
from tracker.policy.learned import CATEGORIES, Learned, Threshold
from tracker.policy.sanitising import Protected
from tracker.policy.word_classes import lexicon_of

CLASSES, WEIGHTS, WHOSE = "classes-1.toml", "weights-2.txt", "whose-2.txt"
"""The newest files of what was learned."""
SHARED = "@"
"""What stands instead of a category beside a weight that all share."""


@lru_cache(maxsize=1)
def learned() -> Learned:
    """Return what the screen learned, as the product has it."""
    return read_weights(CONFIG)


def classes_of(config: Path) -> dict[str, list[str]]:
    """Return the classes of words, each with its words."""
    found = tomllib.loads((config / "learned" / CLASSES).read_text("utf-8"))
    return {name: words.split() for name, words in found["classes"].items()}


def _heads(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n\n", 1)[0].splitlines():
        if not line.startswith("#"):
            name, _, value = line.partition(": ")
            yield name, value


def read_weights(config: Path) -> Learned:
    """Return what a file of weights says; raises :class:`FaultyEdition` where it cannot be read."""
    text = (config / "learned" / WEIGHTS).read_text("utf-8")
    try:
        heads = dict(_heads(text))
        weights, shared = _weights(text.split("\n\n", 1)[1])
        return Learned(
            weights,
            shared,
            {one: Threshold(*map(float, heads[f"least {one}"].split())) for one in Protected},
            lexicon_of(editions().screens(), classes_of(config)),
            int(heads["sentences"]),
            _whose((config / "learned" / WHOSE).read_text("utf-8")),
        )
    except (KeyError, ValueError, IndexError) as error:
        raise FaultyEdition(f"{WEIGHTS} or {WHOSE}: {error}") from error


def _whose(text: str) -> dict[str, tuple[float, ...]]:
    rows = (line.split("\t") for line in text.split("\n\n", 1)[1].splitlines())
    return {sign: tuple(map(float, numbers)) for sign, *numbers in rows}


def _weights(body: str) -> tuple[dict[str, tuple[tuple[int, float], ...]], dict[str, float]]:
    places = {category.value: place for place, category in enumerate(CATEGORIES)}
    weights: dict[str, tuple[tuple[int, float], ...]] = {}
    shared: dict[str, float] = {}
    for line in body.splitlines():
        sign, *pairs = line.split("\t")
        parts = [pair.rpartition("=") for pair in pairs]
        if parts[0][0] == SHARED:
            shared[sign] = float(parts[0][2])
        else:
            weights[sign] = tuple((places[name], float(value)) for name, _, value in parts)
    return weights, shared
