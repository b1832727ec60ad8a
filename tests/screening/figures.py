"""Writes docs/SCREEN.md: how well the screen does on the corpus, by category, with intervals.

``python -m tests.screening.figures`` writes the page; a test computes it anew and compares.
"""

from __future__ import annotations

from math import sqrt
from pathlib import Path

from tests.screening.corpus import DEV, FOLDER, HELD, LABEL, Tally, tally
from tracker.policy.finding_words import PROTECTED
from tracker.policy.sanitising import Protected

PAGE = Path(__file__).resolve().parents[2] / "docs" / "SCREEN.md"
SURE = 1.96
"""Intervals hold with 95 of 100."""

HEAD = """# How well the screen for protected information does

This page is written by `python -m tests.screening.figures`. A test counts everything anew and fails when a
figure here is not true. The screen only suggests; a person settles each suggestion.

## What was counted

The corpus lies in `tests/screening/corpus/`: {statements} invented statements in the language of summaries,
{labels} passages of which are labelled with category and whose characteristic it is. {clean} statements have
no label and hold trap words: streets, brands, idioms, plain facts about the job.

- *Recall*: of the labelled passages, how many a suggestion of the right category lies on. A passage that has
  several right categories counts with its first.
- *Precision*: of the suggestions, how many lie on a passage labelled with their category. A suggestion on a
  passage that was labelled as something else, or that the writer of the labels passed over, counts as wrong.
- In brackets stands the interval of Wilson that holds with 95 of 100.

| part | statements | recall | precision | whose, said rightly | without a label, yet marked |
|---|---|---|---|---|---|
"""

HONEST = """
## What these figures are worth

- **The held-out parts are not strangers' sentences.** They were written before the lists and patterns of this
  version, and their sentences were not read again: only counts were. But whoever wrote them also wrote the
  lists, so both share one imagination. Expect less on sentences of others; how much less is not known
  until an agency's own reviewers label some.
- **The development part says nothing about what to expect.** Lists, patterns and some of its labels were
  mended by looking at what was missed in it. Held out, recall is {recall_gap} points lower and precision
  {precision_gap}.
- The aim is recall of at least 0.95 and precision of at least 0.80: {aim}. The lower ends of the intervals
  are {low_recall} and {low_precision}.
- A category with few passages has a wide interval; read it as "not yet known".
- *Whose* it is, is a guess from the words around. It never settles anything by itself.

## By category, held out

| category | passages | recall | suggestions | precision |
|---|---|---|---|---|
"""


def wilson(good: int, of: int) -> tuple[float, float]:
    """Return the interval of Wilson for a share."""
    if not of:
        return 0.0, 1.0
    share, square = good / of, SURE * SURE
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = SURE * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(good: int, of: int) -> str:
    """Write a share with its counts and its interval; a dash where there is nothing to count."""
    low, high = wilson(good, of)
    return f"{good / of:.3f} ({good} of {of}) [{low:.2f}, {high:.2f}]" if of else "–"


def _of_part(name: str, one: Tally) -> str:
    found, missed = one.found.total(), one.missed.total()
    right, wrong = one.right.total(), one.wrong.total()
    return (
        f"| {name} | {one.statements} | {share(found, found + missed)} | {share(right, right + wrong)} "
        f"| {share(one.whose[True], one.whose.total())} | {one.alarmed} of {one.clean} |\n"
    )


def _of_category(category: Protected, one: Tally) -> str:
    name = category.value
    found, right = one.found[name], one.right[name]
    of, made = found + one.missed[name], right + one.wrong[name]
    return f"| {PROTECTED[category]} | {of} | {share(found, of)} | {made} | {share(right, made)} |\n"


def page() -> str:
    """Return the page as it has to be now."""
    dev, held, every = tally(*DEV), tally(*HELD), tally(*DEV, *HELD)
    counted = [
        (one.found.total(), one.missed.total(), one.right.total(), one.wrong.total()) for one in (dev, held)
    ]
    recalls = [found / (found + missed) for found, missed, _, _ in counted]
    precisions = [right / (right + wrong) for _, _, right, wrong in counted]
    found, missed, right, wrong = counted[1]
    met = recalls[1] >= 0.95 and precisions[1] >= 0.80
    parts = [("development", dev), *((f"held out {n}", tally(part)) for n, part in enumerate(HELD, 1))]
    return "".join(
        (
            HEAD.format(statements=every.statements, labels=_labels(), clean=every.clean),
            *(_of_part(name, one) for name, one in parts),
            _of_part("**held out, together**", held),
            HONEST.format(
                recall_gap=f"{100 * (recalls[0] - recalls[1]):.1f}",
                precision_gap=f"{100 * (precisions[0] - precisions[1]):.1f}",
                aim="met on these parts" if met else "not met on these parts",
                low_recall=f"{wilson(found, found + missed)[0]:.3f}",
                low_precision=f"{wilson(right, right + wrong)[0]:.3f}",
            ),
            *(_of_category(category, held) for category in Protected),
        )
    )


def _labels() -> int:
    texts = ((FOLDER / f"{part}.txt").read_text("utf-8") for part in (*DEV, *HELD))
    return sum(match[3] != "-" for text in texts for match in LABEL.finditer(text))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
