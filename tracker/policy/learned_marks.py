"""The marks of lists weighed by what was learned, and marks where no list has any.

A mark of a list stays where its words are likely enough; a run of likely words that no mark of the category
is near, and that is not underlined already, becomes a mark. Nothing is rewritten. What a shape proves, what a
record names and words of the list of opinions are never left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.policy.finding_words import PROTECTED
from tracker.policy.identifying import SHAPES
from tracker.policy.learned import CATEGORIES, Learned, Thresholds
from tracker.policy.marks import PRONOUN, Found, Listed
from tracker.policy.sanitising import Protected
from tracker.policy.word_signs import Cut, cut, inside_of, marks_of, signs_of

ON_RECORD = "is a name or handle on record"
"""What is said of a name or a handle that the agency knows."""
PROVED = frozenset({PRONOUN, ON_RECORD, *(f"is {what}" for _, what in SHAPES)})
"""Marks that stay whatever was learned."""
APART = 2
"""So many words may lie between two likely words of one passage, and make a mark near another."""
BESIDE = 0.4
"""A word beside a likely one belongs to its passage with so much of the chance that makes a mark."""
TELLING = 3
"""So many words are named that told most."""
_SIDES = (
    *(("-0-", (-1, 1)), ("-0+", (-1, 0, 1)), ("-0=", (-1, 0)), ("0+=", (0, 1)), ("--=", (-2, -1))),
    *(("++=", (1, 2)), ("-2", (-2,)), ("+2", (2,)), ("-1", (-1,)), ("+1", (1,)), ("ml:", (-1, 0))),
    *(("mr:", (0, 1)), ("q-=", (-1,)), ("#-", (-1, 0)), ("#+", (0, 1)), ("g", ()), ("S-", (-1,))),
    *(("S+", (1,)), ("Sm", ()), ("<", ()), (">", ()), ("*", ()), ("", (0,))),
)
"""Of which words a sign is made, by how it begins; ``0`` is the word itself."""


def weighed(statement: str, read: Listed, learned: Learned) -> Iterator[Found]:
    """Yield the marks of a wording, from left to right, as weighed by what was learned."""
    text, told = cut(statement, read.tokens, learned.lexicon), read.told
    signs = signs_of(text, marks_of(text, told, read.raw, read.spared))
    chances = [learned.chances(one) for one in signs]
    found = list(
        kept(text, told, chances, learned.thresholds, [one for one in read.raw if one.hint in PROVED])
    )
    for start, last, peak, category in runs(text, told, chances, learned.thresholds, tuple(found)):
        hint = _hint(text, signs[peak], peak, category, learned)
        found.append(Found(text.spans[start][0], text.spans[last][1], category, hint))
    yield from sorted(found, key=lambda one: (one.start, -one.end, one.category))


def kept(
    text: Cut,
    told: Iterable[Found],
    chances: Sequence[Sequence[float]],
    least: Thresholds,
    proved: Sequence[Found] = (),
) -> Iterator[Found]:
    """Yield the marks of lists that stay: the likely ones, those on what is proved, and opinions.

    Source of the last: Policy 1903 C.2, facts and not opinion.
    """
    for one in told:
        place = CATEGORIES.index(one.category)
        inside = inside_of(text, one.start, one.end)
        likely = max((chances[at][place] for at in inside), default=1.0)
        if (
            one.hint in PROVED
            or one.category is Protected.OPINION
            or likely >= least[one.category].listed
            or any(_lies_on(one, other) for other in proved)
        ):
            yield one


def _lies_on(one: Found, other: Found) -> bool:
    return one.category is other.category and one.start < other.end and other.start < one.end


def runs(
    text: Cut,
    told: Sequence[Found],
    chances: Sequence[Sequence[float]],
    least: Thresholds,
    standing: Sequence[Found],
) -> Iterator[tuple[int, int, int, Protected]]:
    """Yield first, last and likeliest word of each run of likely words that becomes a mark.

    No mark of the category is near it, and no mark that stands covers it: whoever settles that one has looked
    at these words.
    """
    for category, threshold in least.items():
        place = CATEGORIES.index(category)
        likely = [at for at, one in enumerate(chances) if one[place] >= BESIDE * threshold.new]
        if not likely:
            continue
        marked = {
            at for one in told if one.category is category for at in inside_of(text, one.start, one.end)
        }
        for run in _together(likely):
            peak = max(run, key=lambda at: chances[at][place])
            near = range(run[0] - APART, run[-1] + APART + 1)
            if chances[peak][place] < threshold.new or not marked.isdisjoint(near):
                continue
            if not any(_covers(one, text.spans[run[0]][0], text.spans[run[-1]][1]) for one in standing):
                yield run[0], run[-1], peak, category


def _covers(one: Found, start: int, end: int) -> bool:
    return one.start <= start and end <= one.end


def _together(places: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in places:
        if run and at - run[-1] > APART:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _hint(text: Cut, signs: Iterable[str], peak: int, category: Protected, learned: Learned) -> str:
    """Say what a passage may show, from how many sentences that was learned, and which words told it."""
    told: dict[int, float] = {}
    for sign, weight in learned.telling(signs, category):
        sides = next(places for start, places in _SIDES if sign.startswith(start))
        for side in sides:
            told[peak + side] = told.get(peak + side, 0.0) + weight / len(sides)
    most = sorted((at for at in told if told[at] > 0 and 0 <= at < len(text.words)), key=lambda at: -told[at])
    words = " ".join(f"“{text.words[at]}”" for at in sorted(most[:TELLING]))
    by = f", told by {words}" if words else ""
    shows = PROTECTED[category]
    return f"may show {shows[0].lower()}{shows[1:]}, as was learned from {learned.sentences:,} sentences{by}"
