"""The parts of an affidavit, how far each is, and where to go on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from tracker.affidavits.answers import Answers, Uses
from tracker.affidavits.drafts import Draft
from tracker.affidavits.setting import Setting, facts_of
from tracker.affidavits.words import Say
from tracker.policy.affidavit import missing_in_answers
from tracker.policy.answers import Unmet

DONE, OPEN, LATER = "done", "open", "later"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it is called, where it is answered, and whether it is done, open or not yet possible.

    ``hint`` says what a part waits for. An ``optional`` part holds nobody up.
    """

    key: str
    name: str
    endpoint: str
    state: str
    status: str
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Parts under one heading."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the affidavit is; ``left`` are the rule's own sentences."""

    groups: tuple[Group, ...]
    left: tuple[Unmet, ...]

    @property
    def _parts(self) -> list[Part]:
        return [part for group in self.groups for part in group.parts]

    @property
    def done(self) -> int:
        """Count the parts that are done."""
        return sum(part.state == DONE for part in self._parts)

    @property
    def total(self) -> int:
        """Count the parts, as many as the list has rows."""
        return len(self._parts)

    @property
    def optional(self) -> int:
        """Count the optional parts that are not answered."""
        return sum(part.optional and part.state != DONE for part in self._parts)

    @property
    def next(self) -> str:
        """Return the endpoint to go on with."""
        waiting = (part.endpoint for part in self._parts if part.state == OPEN and not part.optional)
        return next(waiting, "affidavits.check")


def progress_of(setting: Setting, draft: Draft, _: Say, *, ready: str = "", ours: bool = False) -> Progress:
    """Return how far an affidavit is.

    ``ready`` is the endpoint of a statement that is ready and waits to be signed otherwise than on the page,
    empty where none does; ``ours`` says that its signed paper is here to be looked at.
    """
    left = missing_in_answers(facts_of(setting, draft.answers))
    places = {place_of(unmet) for unmet in left}
    names = _names(draft.answers, places, _("Names you use"), _)
    groups = [Group(_("About you"), (names,))]
    if setting.accounts_asked:
        groups = [Group(_("About your accounts"), _accounts(draft.answers, places, _))]
        if draft.answers.current or draft.answers.uses != Uses.NO:
            groups.append(Group(_("Access"), (_access(draft.answers, places, _),)))
    finish = _made_ready(ready, ours, _) if ready else _finish(bool(left), _)
    groups.append(Group(_("Finish"), finish))
    return Progress(tuple(groups), left)


def place_of(unmet: Unmet) -> str:
    """Return the part that an unmet rule belongs to."""
    place = unmet.fix.removeprefix("affidavit:").split(":", maxsplit=1)[0]
    return "accounts" if place == "account" else place


def digests_of(answers: Answers) -> dict[str, str]:
    """Return a short digest of each part, by which a page knows later which part changed."""
    values = asdict(answers)
    accounts = values["accounts"]
    parts = {
        "names": [values["has_other_names"], values["other_names"]],
        "now": [values["uses"], values["official_duty"]],
        "accounts": [{**one, "mode": ""} for one in accounts if not one["former"]],
        "former": [values["has_former"], [one for one in accounts if one["former"]]],
        "other": values["anything_else"],
        "access": [[one["number"], one["mode"]] for one in accounts],
    }
    return {
        key: hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:8]
        for key, part in parts.items()
    }


def _part(key: str, name: str, *, done: bool, begun: bool, _: Say, endpoint: str = "") -> Part:
    state = DONE if done else OPEN
    status = _("Completed") if done else _("In progress") if begun else _("Not started")
    return Part(key, name, endpoint or f"affidavits.{key}", state, status)


def _names(answers: Answers, places: set[str], name: str, _: Say) -> Part:
    begun = answers.has_other_names is not None
    return _part("names", name, done="names" not in places, begun=begun, _=_)


def _accounts(answers: Answers, places: set[str], _: Say) -> tuple[Part, ...]:
    now_done = not places & {"now", "accounts"}
    listing = answers.uses == Uses.YES or bool(answers.current)
    now = _part(
        "now",
        _("Accounts you use now"),
        done=now_done,
        begun=bool(answers.uses),
        _=_,
        endpoint="affidavits.accounts" if listing else "affidavits.now",
    )
    former = _part(
        "former",
        _("Accounts you used before"),
        done="former" not in places,
        begun=answers.has_former is not None,
        _=_,
    )
    told = answers.has_other is not None
    other = Part(
        "other",
        _("Apps and sites we did not list"),
        "affidavits.other",
        DONE if told else OPEN,
        _("Completed") if told else _("Optional"),
        optional=True,
    )
    names = _names(answers, places, _("Names and handles you use"), _)
    return (names, now, former, other)


def _access(answers: Answers, places: set[str], _: Say) -> Part:
    name = _("How we may look at each account")
    if not answers.current:
        hint = _("Starts when an account that you use now is listed.")
        return Part("access", name, "affidavits.access", LATER, _("Cannot start yet"), hint)
    begun = any(account.mode for account in answers.current)
    return _part("access", name, done="access" not in places, begun=begun, _=_)


def _made_ready(endpoint: str, ours: bool, _: Say) -> tuple[Part, ...]:
    """Return the last parts while a statement waits: it was checked, and is to be signed or looked at."""
    check, sign = _("Check your answers"), _("Sign and file")
    return (
        Part("check", check, "affidavits.check", DONE, _("Completed")),
        Part("sign", sign, endpoint, LATER, _("We look at it"))
        if ours
        else Part("sign", sign, endpoint, OPEN, _("In progress")),
    )


def _finish(left: bool, _: Say) -> tuple[Part, ...]:
    check, sign = _("Check your answers"), _("Sign and file")
    later = _("Cannot start yet")
    if left:
        shows, waits = (
            _("You can look at any time. It shows what is left."),
            _("Starts when all parts above are done."),
        )
        return (
            Part("check", check, "affidavits.check", OPEN, _("Not started"), shows),
            Part("sign", sign, "affidavits.sign", LATER, later, waits),
        )
    return (
        Part("check", check, "affidavits.check", OPEN, _("Not started")),
        Part("sign", sign, "affidavits.sign", LATER, later, _("Starts when you have checked your answers.")),
    )
