"""What stands against the wording of a protocol, before anybody is searched for by it (Hamden D.4, D.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.policy.clauses import Clause, cites
from tracker.policy.definitions import ProtocolDefinition, StepDefinition, WordList
from tracker.policy.matching import first_match
from tracker.policy.wording import in_order

SUPPLIED = frozenset({"name", "other_name", "handle", "email"})
"""What the affidavit and the candidate's record supply, written in braces in a query."""
BY_HAND = frozenset({"town", "employer", "school"})
"""What whoever searches fills in from the application, written in brackets in a query."""
LOOSE = re.compile(
    r"\b(?:(?:if|when|where|as|unless) (?:\w+ )?(?:suspicious|needed|appropriate|necessary|warranted|desired"
    r"|required|possible|indicated|justified|useful|helpful|time (?:allows|permits))"
    r"|(?:at|in) (?:your|the \w+['\u2019]s) (?:own )?(?:discretion|judge?ment)|use (?:your )?judge?ment"
    r"|red flags?|gut feeling|looks? (?:off|suspicious|odd|wrong)"
    r"|if (?:he|she|they|the candidate) (?:seems?|looks?|appears?|acts?))\b",
    re.IGNORECASE,
)
"""Wording that leaves to whoever searches what is done for which candidate."""


class Fault(StrEnum):
    """What a wording is told for."""

    PROTECTED = "protected"
    """It looks for something that no search looks for."""
    NOT_SUPPLIED = "not-supplied"
    """A query names what neither the affidavit nor the application supplies."""
    NOT_UNIFORM = "not-uniform"
    """Words leave to whoever searches what is done for which candidate."""
    NO_EVIDENCE = "no-evidence"
    """Nothing says what is kept of what is seen."""


BARRING = frozenset({Fault.PROTECTED, Fault.NOT_SUPPLIED})
"""What keeps a wording from being published; the rest is for whoever reviews it to judge."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of a wording; ``step`` is empty where it is about the whole protocol."""

    fault: Fault
    step: str
    passage: str
    words: str

    @property
    def bars(self) -> bool:
        """Say whether the wording cannot be published with it."""
        return self.fault in BARRING


@cites(Clause.HAMDEN_D_4, Clause.HAMDEN_D_5)
def told_of(protocol: ProtocolDefinition, protected: WordList) -> tuple[Told, ...]:
    """Return all that is told of a protocol, step by step, what bars it first."""
    found = [one for step in protocol.steps for one in told_of_step(step, protected)]
    silent = [step.code for step in protocol.steps if not step.evidence.strip()]
    if silent:
        which = f"Step {silent[0]} does" if len(silent) == 1 else f"Steps {in_order(silent)} do"
        which = "The steps do" if len(silent) == len(protocol.steps) > 1 else which
        words = f"{which} not say what is kept as evidence, so it may differ by who searches."
        found.append(Told(Fault.NO_EVIDENCE, "", "", words))
    return tuple(sorted(found, key=lambda one: not one.bars))


def told_of_step(step: StepDefinition, protected: WordList) -> Iterator[Told]:
    """Yield what is told of the words of one step, in their order."""
    for text in (step.title, step.why, step.method_text, *step.queries, *step.places, step.evidence):
        found = first_match(text, protected)
        if found is not None:
            yield _about(Fault.PROTECTED, step, found[0], f"“{found[0]}” {found[1].hint}, and no search may")
        yield from (
            _about(Fault.NOT_UNIFORM, step, loose, f"“{loose}” leaves to each searcher what is done for whom")
            for loose in _each(LOOSE.findall, text)
        )
    for query in step.queries:
        yield from (
            _about(Fault.NOT_SUPPLIED, step, name, f"{name} stands in a query, and nothing supplies it")
            for name in not_supplied(query)
        )


def not_supplied(query: str) -> tuple[str, ...]:
    """Return what a query names in braces or brackets that nothing supplies, each once."""
    braces = [f"{{{name}}}" for name in re.findall(r"\{([^{}]*)\}", query) if name not in SUPPLIED]
    brackets = [f"[{name}]" for name in re.findall(r"\[([^\[\]]*)\]", query) if name not in BY_HAND]
    rest = re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]", "", query)
    return tuple(dict.fromkeys((*braces, *brackets, *(sign for sign in "{}[]" if sign in rest))))


def _about(fault: Fault, step: StepDefinition, passage: str, words: str) -> Told:
    return Told(fault, step.code, passage, f"Step {step.code}: {words}.")


def _each(find: Callable[[str], Iterable[str]], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(find(text)))
