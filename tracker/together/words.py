"""What the pages of sessions call things in the reader's language, and the words that are read aloud."""

from __future__ import annotations

from tracker.affidavits.words import Say
from tracker.policy.together import Medium, Stopper
from tracker.policy.together_answers import TimeAnswer
from tracker.policy.vocabulary import AccessMode, Language
from tracker.policy.words import LANGUAGES


def title_of(mode: AccessMode, _: Say) -> str:
    """Say what a session is for."""
    return _("Looking together") if mode is AccessMode.TOGETHER else _("Handing over your copy")


def script(mode: AccessMode, _: Say) -> tuple[str, ...]:
    """Return what is read aloud before anything is shown."""
    always = (
        _("You can stop at any time, and you do not have to say why. That does not count against you."),
        _("We never ask for your password. Do not tell it to me, and do not let me see you type it."),
        _("If I see a password by accident, I do not keep it and I do not use it."),
    )
    if mode is AccessMode.TOGETHER:
        return (
            _("You hold the device. I do not touch it."),
            *always,
            _("You sign in yourself. You show me only the accounts that you chose to show."),
            _(
                "I write down when and where we met, and which accounts you showed. You can read that later "
                "and say if something was different."
            ),
            _("I also write a note of what you showed. The note is sealed, and you do not read it later."),
        )
    return (
        _("You choose what is in the copy. You hand it over because you want to."),
        *always,
        _("I write down when and how you gave it to me. You can read that later."),
    )


def stopped_words(_: Say) -> dict[str, str]:
    """Say to the candidate who ended a session."""
    return {
        Stopper.NOBODY: _("It went to its end"),
        Stopper.CANDIDATE: _("You stopped it"),
        Stopper.INVESTIGATOR: _("The investigator stopped it"),
    }


def medium_words(_: Say) -> dict[str, str]:
    """Say on what a copy was handed over."""
    return {
        Medium.STICK: _("On a memory stick"),
        Medium.DISC: _("On a disc"),
        Medium.PAPER: _("On paper"),
        Medium.SCREEN: _("From device to device, in the room"),
    }


def answer_words(_: Say) -> dict[str, str]:
    """Say what was answered to the times offered."""
    return {
        TimeAnswer.AGREED: _("A time is agreed"),
        TimeAnswer.ANOTHER_TIME: _("Another time is asked for"),
        TimeAnswer.NOT_ANY_MORE: _("Not wanted any more"),
    }


def language_words(_: Say) -> dict[Language, str]:
    """Say in which language the words were read."""
    return {language: _(words) for language, words in LANGUAGES.items()}
