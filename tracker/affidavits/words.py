"""What the candidate's pages and the signed document call things, in the reader's language.

Every function takes ``_``, the gettext of the language wanted, so that the signed text does not depend on who
asks for it.
"""

from __future__ import annotations

from typing import Protocol

from tracker.affidavits.answers import Ended, Visible, Whose
from tracker.policy.legal import NoticeAbout
from tracker.policy.vocabulary import AccessMode
from tracker.policy.words import TALK_WITHIN


class Say(Protocol):
    """Puts a sentence into a language and fills in its values."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the sentence."""
        ...


def english(text: str, /, **values: object) -> str:
    """Say a sentence as it stands in the source."""
    return text % values if values else text


def yes_or_no(answer: bool | None, _: Say) -> str:
    """Say an answer, nothing while there is none."""
    if answer is None:
        return ""
    return _("Yes") if answer else _("No")


def whose_words(_: Say) -> dict[str, str]:
    """Say who can use an account."""
    return {
        Whose.ME: _("Only me"),
        Whose.SHARED: _("I share it with others"),
        Whose.PAGE: _("A page or group that I run"),
        Whose.OTHER_NAME: _("I use it under a name that does not show who I am"),
    }


def visible_words(_: Say) -> dict[str, str]:
    """Say who can see an account."""
    return {
        Visible.PUBLIC: _("Anyone"),
        Visible.PRIVATE: _("Only people I let in"),
        Visible.MIXED: _("Anyone can see some of it"),
        Visible.NOT_SURE: _("I am not sure"),
    }


def ended_words(_: Say) -> dict[str, str]:
    """Say how an account came to an end."""
    return {
        Ended.CLOSED: _("I closed it"),
        Ended.LEFT: _("It is still there, but I do not use it"),
        Ended.LOCKED_OUT: _("I can no longer get in"),
        Ended.REMOVED: _("The app or site took it down"),
    }


def mode_words(_: Say) -> dict[str, str]:
    """Say each way of looking in a few words."""
    return {
        AccessMode.PUBLIC_ONLY: _("Public only"),
        AccessMode.CANDIDATE_EXPORT: _("A copy that I make and hand over"),
        AccessMode.TOGETHER: _("Together, on my own device"),
        AccessMode.TALK_FIRST: _("I want to talk to someone first"),
    }


def mode_hints(who: str, _: Say) -> dict[str, str]:
    """Say what each way of looking means; ``who`` is the named investigator."""
    first = who[:1].upper() + who[1:]
    return {
        AccessMode.PUBLIC_ONLY: _(
            "%(first)s may look at what anyone on the internet can see. You do not have to log in, show, or "
            "change anything.",
            first=first,
        ),
        AccessMode.CANDIDATE_EXPORT: _(
            "You ask the app for a copy of your own posts and give the file to %(who)s. You choose what is "
            "in it. We will call you to agree on when and how.",
            who=who,
        ),
        AccessMode.TOGETHER: _(
            "You sign in on your own device and show %(who)s the account at a time you agree on. We will "
            "call you about the time. You keep the device. %(first)s writes down what you looked at. You can "
            "stop at any time.",
            who=who,
            first=first,
        ),
        AccessMode.TALK_FIRST: _(
            "This does not count against you. We will call you within %(days)s working days. Until then, we "
            "look only at what anyone can see.",
            days=TALK_WITHIN,
        ),
    }


def mode_next(_: Say) -> dict[str, str]:
    """Say what follows on each way of looking that takes more than one; who calls whom, and what for."""
    return {
        AccessMode.CANDIDATE_EXPORT: _(
            "A copy that you make: we will call you to agree on when and how you hand it over. Keep it until "
            "then. Do not send it by e-mail."
        ),
        AccessMode.TOGETHER: _(
            "Looking together: we will call you to agree on a time. Until then, we look only at what anyone "
            "can see."
        ),
        AccessMode.TALK_FIRST: _(
            "Talking first: we will call you within %(days)s working days after you filed. Until then, we "
            "look only at what anyone can see. After that you can change your answer, or leave it as it is.",
            days=TALK_WITHIN,
        ),
    }


def mode_sworn(who: str, _: Say) -> dict[str, str]:
    """Say each way of looking as the signed text does."""
    return {
        AccessMode.PUBLIC_ONLY: _("Public only: what anyone on the internet can see"),
        AccessMode.CANDIDATE_EXPORT: _("A copy that I make and hand over to %(who)s", who=who),
        AccessMode.TOGETHER: _("Together with %(who)s, on my own device", who=who),
        AccessMode.TALK_FIRST: _("I want to talk first; until then public only"),
    }


def notice_words(_: Say) -> dict[str, str]:
    """Say what a notice on answering is about."""
    return {
        NoticeAbout.AFFIDAVIT: _("Filing the affidavit"),
        NoticeAbout.ACCOUNTS: _("Naming your accounts"),
        NoticeAbout.ACCESS: _("Letting us see more than the public sees"),
        NoticeAbout.CONCERN: _("Answering what we found"),
    }


def nobody_yet(_: Say) -> str:
    """Name the investigator while nobody is assigned."""
    return _("your investigator")


def nothing_mailed(_: Say) -> str:
    """Say that six digits are a code by e-mail, and that none works now."""
    return _(
        "Six numbers are a code by e-mail. You did not ask for one yet, or it does not work any more. Ask "
        "for a new one, or enter the code that you got with your link."
    )


def tries_words(left: int | None, _: Say) -> str:
    """Say that a code for signing did not match, and how often one can try; None where no code works."""
    if left is None:
        return _("That code does not work any more. Ask for a new one, or call us.")
    if not left:
        return _("That code did not match, and it can no longer be used. Ask for a new one, or call us.")
    return _("That code did not match. Check each letter and number. Tries left: %(left)s.", left=left)
