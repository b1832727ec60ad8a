"""What a decision rests on: the numbered findings of the packet, and no search of anybody's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import unescape

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import Outcome
from tracker.policy.wording import counted, in_order

Links = Collection[tuple[int, str]]
"""Findings of a packet by number, each with the code of a ground that rests on it."""
_NUMBERED = re.compile(r"<h3>Finding ([0-9]+)</h3>")
_TOLD = re.compile(r"<dt>([^<]*)</dt>\s*<dd>([^<]*)")
NO_OWN_SEARCH = "I did no search of my own on this candidate, and asked nobody to do one"
"""What everybody says who confirms a reading or records a decision."""


@dataclass(frozen=True, slots=True)
class PublishedFinding:
    """A finding as its page told the board of it: what, in which direction, and what it bears on.

    The words are empty where the page does not say them.
    """

    number: int
    statement: str = ""
    direction: str = ""
    bears_on: str = ""


def published_findings(page: str) -> tuple[PublishedFinding, ...]:
    """Return the findings on a page as released; a candidate's words can add or change none of them."""
    parts = _NUMBERED.split(page)[1:]
    found = []
    for number, told in zip(parts[::2], parts[1::2], strict=True):
        words: dict[str, str] = {}
        for label, text in _TOLD.findall(told):
            words.setdefault(label, " ".join(unescape(text).split()))
        found.append(
            PublishedFinding(
                int(number), words.get("What", ""), words.get("Direction", ""), words.get("Bears on", "")
            )
        )
    return tuple(found)


@cites(Clause.HAMDEN_D_2)
def missing_to_attest(*, no_own_search: bool) -> tuple[Unmet, ...]:
    """Say why a reading is not confirmed nor a decision recorded: who decides does not search."""
    if no_own_search:
        return ()
    words = (
        "Say that you did no search of your own on this candidate. If you did one, step out of the decision."
    )
    return (Unmet(Clause.HAMDEN_D_2, words, fix="field:no_own_search"),)


@cites(Clause.HAMDEN_D_6)
def missing_in_links(
    outcome: Outcome | None,
    grounds: Collection[str],
    links: Links,
    findings: Collection[int],
    *,
    outside: bool | None,
    names: Mapping[str, str] | None = None,
) -> tuple[Unmet, ...]:
    """Say what is left to link: against a candidate, each ground rests on findings of the packet by number.

    A ground may rest on none of them only where something outside the packet informed the decision, which is
    then explained; ``outside`` is None while that is not answered. ``names`` are the words of grounds.
    """
    rule, unmet = Clause.HAMDEN_D_6, []
    for number in sorted(
        {number for number, ground in links if ground not in grounds or number not in findings}
    ):
        if number not in findings:
            unmet.append(Unmet(rule, f"This packet has no finding {number}.", fix="field:grounds"))
        else:
            words = (
                f"A ground that you did not choose is linked to finding {number}. Choose it, or take it off."
            )
            unmet.append(Unmet(rule, words, fix=f"field:finding_{number}"))
    bare = set(grounds) - {ground for _, ground in links}
    if outcome is not Outcome.NOT_CONTINUE or not bare or outside is not False:
        return tuple(unmet)
    if not findings:
        words = "The packet has no finding to rely on. Say what outside the packet informed the decision."
        return (*unmet, Unmet(rule, words, fix="field:outside"))
    named = in_order([(names or {}).get(code, code) for code in grounds if code in bare])
    words = (
        f"{counted(len(bare), 'ground rests', 'grounds rest')} on no finding of the packet: {named}. Tick "
        "the finding that it rests on, or say below what outside the packet informed it."
    )
    return (*unmet, Unmet(rule, words, fix=f"field:finding_{min(findings)}"))


def relied_on(grounds: Collection[str], links: Links) -> dict[str, list[int]]:
    """Return the findings that each ground rests on, by number, as a decision keeps them."""
    return {each: sorted({number for number, ground in links if ground == each}) for each in grounds}


def rests_on(numbers: Collection[int] | None) -> str:
    """Say on which findings a ground rests; None where nobody was asked."""
    if numbers is None:
        return "on which finding was not asked then"
    if not numbers:
        return "on no finding of the packet"
    told = in_order([str(number) for number in sorted(numbers)])
    return f"on finding {told}" if len(numbers) == 1 else f"on findings {told}"
