"""The blank form of the affidavit: the same questions as on the screen, with room to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.affidavits.document import former_question, names_question
from tracker.affidavits.words import (
    Say,
    ended_words,
    mode_hints,
    mode_words,
    nobody_yet,
    visible_words,
    whose_words,
)
from tracker.policy.vocabulary import AccessMode
from tracker.printing.frame import frame_words
from tracker.printing.moments import day_in
from tracker.printing.press import pdf

ROOMS = 6
"""For so many accounts in use there is room; for more there are further sheets."""
FORMER_ROOMS = 3
NAME_LINES = 3
OTHER_LINES = 4

Item = Mapping[str, Any]
"""A line to write on, boxes to tick, or a sentence."""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """What the form says of one case.

    ``modes`` are the ways of looking that the legal profile offers; ``declaration`` is what is signed under
    inside the United States, ``declaration_abroad`` outside. ``told`` says whether an answer must be given
    and what follows; ``accounts_ground`` is the law's citation where accounts may not be asked for.
    """

    agency: str
    phone: str
    position: str
    case: str
    candidate: str
    law: str
    investigator: str
    language: str
    written_at: datetime
    access_ends: date
    look_back_years: int
    modes: tuple[AccessMode, ...]
    declaration: str
    declaration_abroad: str
    told: tuple[str, ...] = ()
    accounts_ground: str = ""


def blank_form(form: BlankForm, _: Say) -> bytes:
    """Return the blank form as PDF, in the language of the form. Raises NotPrinted."""
    sections = [_names(form, _)]
    if form.accounts_ground:
        sections.append(_not_asked(form, _))
    else:
        sections += [_current(_), *_rooms(form, _), _more(_), _former(form, _), *_former_rooms(_)]
        sections += [_other(_), _access(form, _)]
    return _printed(form, _("Affidavit on paper"), _how(form, _), [*sections, _signature(form, _)], _)


def further_sheets(form: BlankForm, _: Say) -> bytes:
    """Return sheets with room for further accounts in use alone. Raises NotPrinted."""
    how = [_("Put these sheets with your form. Sign the last page of the form, after all sheets.")]
    return _printed(
        form,
        _("Further accounts you use now"),
        how,
        [_section(_("Accounts you use now")), *_rooms(form, _, numbered=False)],
        _,
    )


def _printed(form: BlankForm, title: str, how: list[str], sections: list[Item], _: Say) -> bytes:
    data = {
        "title": title,
        "agency": form.agency,
        "foot": f"{form.agency} · {form.case}",
        "words": frame_words(_),
        "never": _("Never write a password on this paper."),
        "head": [{"label": label, "value": value} for label, value in _head(form, _)],
        "how": how,
        "told": form.told,
        "sections": sections,
    }
    return pdf("blank", data, language=form.language, made_at=form.written_at)


def _head(form: BlankForm, _: Say) -> Iterator[tuple[str, str]]:
    yield _("Agency"), form.agency
    yield _("Position"), form.position
    yield _("Case"), form.case
    yield _("Candidate"), form.candidate
    yield _("Law of"), form.law


def _how(form: BlankForm, _: Say) -> list[str]:
    return [
        _("Write with a pen. Tick the boxes that fit."),
        _("Sign the last page. Write the day and the place."),
        _(
            "Keep a copy. Then bring the paper, or send it by letter. Call %(phone)s to ask where.",
            phone=form.phone,
        ),
        _(
            "We copy your answers word for word. A second person compares the copy with your paper. Then it "
            "is filed, and we send you the copy."
        ),
        _("It counts the same as on the screen."),
    ]


def _line(label: str, count: int = 1) -> Item:
    return {"kind": "lines", "label": label, "count": count, "choices": []}


def _ticks(label: str, *choices: str) -> Item:
    return {"kind": "ticks", "label": label, "count": 0, "choices": choices}


def _section(heading: str, sentences: tuple[str, ...] = (), *items: Item, under: bool = False) -> Item:
    return {"heading": heading, "sentences": sentences, "items": items, "under": under}


def _names(form: BlankForm, _: Say) -> Item:
    asked = _("Have you used other names?") if form.accounts_ground else names_question(_)
    named = _("Name") if form.accounts_ground else _("Name or handle")
    title = _("Names") if form.accounts_ground else _("Names and handles")
    return _section(title, (), _ticks(asked, _("Yes"), _("No")), _line(named, NAME_LINES))


def _not_asked(form: BlankForm, _: Say) -> Item:
    return _section(
        _("Accounts"),
        (
            _(
                "The law protects your accounts here. We do not ask which ones you have. Do not write them "
                "here."
            ),
            _("Law: %(ground)s", ground=form.accounts_ground),
        ),
    )


def _current(_: Say) -> Item:
    return _section(
        _("Accounts you use now"),
        (),
        _ticks(_("Do you use any social media now?"), _("Yes"), _("No, I do not use any")),
        _ticks("", _("I also hold an account for official duty that I may not name")),
        _ticks(_("Have you listed every account you use?"), _("Yes")),
    )


def _rooms(form: BlankForm, _: Say, *, numbered: bool = True) -> Iterator[Item]:
    words = mode_words(_)
    who = form.investigator or nobody_yet(_)
    for number in range(1, ROOMS + 1):
        yield _section(
            _("Account %(number)s", number=number if numbered else "____"),
            (),
            _line(_("App or site")),
            _line(_("Username or link to your profile")),
            _ticks("", _("I do not remember it")),
            _ticks(_("Who uses this account?"), *whose_words(_).values()),
            _ticks(_("Who can see it?"), *visible_words(_).values()),
            _ticks(_("How may %(who)s look?", who=who), *(words[mode] for mode in form.modes)),
            under=True,
        )


def _more(_: Say) -> Item:
    words = _("You use more accounts? Ask us for more sheets, or answer the same questions on plain paper.")
    return _section("", (words,))


def _former(form: BlankForm, _: Say) -> Item:
    asked = former_question(form.look_back_years, _)
    return _section(_("Accounts you used before"), (), _ticks(asked, _("Yes"), _("No")))


def _former_rooms(_: Say) -> Iterator[Item]:
    for number in range(1, FORMER_ROOMS + 1):
        yield _section(
            _("Account used before, %(number)s", number=number),
            (),
            _line(_("App or site")),
            _line(_("Username or link to your profile")),
            _ticks("", _("I do not remember it")),
            _line(_("The year you stopped, about")),
            _ticks(_("What happened to it?"), *ended_words(_).values()),
            under=True,
        )


def _other(_: Say) -> Item:
    asked = _("Forums, game names, blogs, or reviews that we did not ask about.")
    return _section(_("Anything else"), (asked,), _line("", OTHER_LINES))


def _access(form: BlankForm, _: Say) -> Item:
    who = form.investigator or nobody_yet(_)
    words, hints = mode_words(_), mode_hints(who, _)
    return _section(
        _("Access"),
        (
            _(
                "This is how %(who)s may look at each account, from when I sign until a decision is made on "
                "my application, and not after %(last)s. I can stop it at any time. It does not pass to "
                "anyone else unless I agree. I did not give a password.",
                who=who,
                last=day_in(form.language, form.access_ends),
            ),
            *(f"{words[mode]}: {hints[mode]}" for mode in form.modes),
            _("If you tick no box for an account, it is public only. That is a full answer."),
        ),
    )


def _signature(form: BlankForm, _: Say) -> Item:
    abroad = _(
        "If you sign outside the United States, this holds instead: %(words)s", words=form.declaration_abroad
    )
    both = form.declaration_abroad != form.declaration
    return _section(
        _("Declaration"),
        (form.declaration, *((abroad,) if both else ())),
        *((_ticks("", _("I am outside the United States")),) if both else ()),
        _line(_("Signature")),
        _line(_("Name, in capital letters")),
        _line(_("If this is not the name you applied with, tell us why")),
        _line(_("Date")),
        _line(_("Place: city and state")),
    )
