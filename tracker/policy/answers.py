"""How a rule answers: with sentences, each citing the clause it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.policy.clauses import Clause

KEPT_AS_SAVED = Clause.EEOC_1602_31
"""Why nobody's version is overwritten: each is a record of the hiring, which is kept (R-34)."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """One thing that stands in the way, in words that say what to do.

    ``clause`` is the policy clause enforced, None for rules of plain order (a page changed meanwhile).
    ``fix`` names the place that mends it as an endpoint-free key (``"finding:F-7KQ4M:validate"``), which
    the pages turn into a link; empty where no page mends it. ``ref`` is the number of the refusal in the
    catalogue ("R-11"), empty where it has none.
    """

    clause: Clause | None
    sentence: str
    fix: str = ""
    ref: str = ""


class Refused(Exception):
    """A rule was not met; the page shows the same sentences."""

    def __init__(self, *unmet: Unmet) -> None:
        """Keep the unmet rules, at least one."""
        if not unmet:
            raise ValueError("a refusal says at least one thing that is unmet")
        super().__init__(" ".join(item.sentence for item in unmet))
        self.unmet = unmet


class Lapsed(Refused):
    """What was open to the actor is closed by now, for good."""


class Denied(Exception):
    """The actor's role does not allow the act at all."""

    def __init__(self, permission: str, sentence: str = "") -> None:
        """Keep the permission's name and, where one exists, the sentence that explains."""
        super().__init__(sentence or f"{permission} is not given to this role")
        self.permission = permission
        self.sentence = sentence


class NotFound(Exception):
    """The thing does not exist, or is not the actor's to know of; both look the same."""


class Disposed(Exception):
    """The records of a case were disposed of: what it held is read by nobody any more."""


class Unreadable(Exception):
    """What is kept of something cannot be opened, or is not what was kept; it is shown to nobody."""


class Overtaken(Exception):
    """Somebody saved first; both versions are shown and nothing is overwritten (R-34)."""


def overtaken(sentence: str) -> Unmet:
    """Say R-34: somebody saved first, and nothing of theirs is overwritten."""
    return Unmet(KEPT_AS_SAVED, sentence, ref="R-34")


def require(unmet: tuple[Unmet, ...]) -> None:
    """Raise the refusal if anything is unmet."""
    if unmet:
        raise Refused(*unmet)
