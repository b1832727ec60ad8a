"""What a published edition says: protocols, word lists, platforms, job dimensions.

Editions are data; :mod:`tracker.editions` loads and checks them and gives them out in these frozen shapes.
What the law of a place says is in :mod:`tracker.policy.legal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.policy.vocabulary import Method


@dataclass(frozen=True, slots=True)
class ExcuseReason:
    """A reason for which a step may be excused, the same list for every candidate."""

    code: str
    words: str
    not_applicable: bool
    """True when the step does not apply, False when it could not be done."""


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """One piece of the uniform work.

    ``queries`` are patterns with ``{name}``, ``{handle}`` or ``{email}``; ``places`` where to look;
    ``platform`` ties the step to one platform's declared accounts, empty otherwise; ``evidence`` says what
    is kept of what is seen, empty where the edition says nothing of it.
    """

    code: str
    section: str
    title: str
    why: str
    method_text: str
    queries: tuple[str, ...]
    places: tuple[str, ...]
    methods: tuple[Method, ...]
    required: bool
    expected_searches: int
    platform: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ProtocolDefinition:
    """A published version of the uniform list of work, pinned by the SHA-256 of its file, in hex."""

    id: str
    version: int
    title: str
    published_on: date
    look_back_years: int
    sections: tuple[str, ...]
    steps: tuple[StepDefinition, ...]
    excuses: tuple[ExcuseReason, ...]
    do_not: tuple[str, ...]
    digest: str

    def step(self, code: str) -> StepDefinition:
        """Return the step with this code; raises ``KeyError`` when there is none."""
        for step in self.steps:
            if step.code == code:
                return step
        raise KeyError(code)

    def excuse(self, code: str) -> ExcuseReason | None:
        """Return the reason with this code, or None."""
        return next((reason for reason in self.excuses if reason.code == code), None)


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One entry of a word list.

    ``pattern`` is a word or phrase, written as :mod:`tracker.policy.matching` says. ``hint`` says what it may
    show, ``whose`` whose characteristic it is wherever it stands, empty where the sentence tells.
    """

    pattern: str
    category: str
    hint: str = ""
    whose: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """A list of words with its source, pinned by the SHA-256 of its file, in hex.

    Each loaded list is itself, so that what is made of it is found again without comparing all its words.
    ``sets`` are words that its phrases name together, each with its members as ``a|b``.
    """

    name: str
    version: int
    source: str
    entries: tuple[WordEntry, ...]
    digest: str
    sets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform that a candidate may name.

    ``hosts`` are without ``www.`` and ``m.``. ``paths`` are patterns such as ``/{handle}`` or
    ``/user/{handle}``; ``handle_pattern`` is a regular expression for the whole handle.
    """

    key: str
    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    handle_pattern: str
    handle_hint: str
    case_sensitive: bool = False
    subdomain_handles: bool = False
    """True where ``{handle}.host`` is a profile."""
    federated: bool = False
    """True where an account is a name at a server, so that any host may be meant."""
    ignored: str = ""
    """Signs that make no difference between two handles."""
    prefixes: tuple[str, ...] = ()
    """What people write before a handle, as in ``u/``."""
    reserved: tuple[str, ...] = ()
    """First parts of a link's path that never name an account."""
    default_suffix: str = ""
    """What a handle without a dot ends in, when it is left out."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """An attribute of the job that a finding may bear on."""

    code: str
    name: str
    meaning: str
