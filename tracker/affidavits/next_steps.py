"""What happens after the filing, by when, and how to come back: what the paper of a receipt says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.affidavits.calls import calls_due
from tracker.affidavits.dates import Dates, dates_of, stands_of
from tracker.affidavits.setting import Setting, setting_of
from tracker.affidavits.words import Say, mode_next
from tracker.policy.calls import is_calling
from tracker.printing.moments import day_in, moment_in


def next_steps(
    session: Session, case_id: UUID, now: datetime, *, language: str, phone: str, _: Say
) -> tuple[str, ...]:
    """Return what follows as things stand now, sentence by sentence; nothing once nothing follows.

    ``_`` speaks ``language``. It is what the page of the receipt says at the same moment.
    """
    setting = setting_of(session, case_id)
    stands = stands_of(setting)
    if stands not in ("with-the-unit", "with-the-board"):
        return ()
    dates = dates_of(session, setting, now)
    if stands == "with-the-unit":
        begun = is_calling(setting.header.seen_as)
        calls = calls_due(session, (case_id,), now).get(case_id, ()) if begun else ()
        return (
            *_at_the_unit(setting, dates, {call.mode for call in calls}, language, phone, _),
            *_way_back(dates, language, phone, _),
        )
    done = _("The background check is done. The hiring board reads a short summary and decides.")
    return (done, *_way_back(dates, language, phone, _))


def _at_the_unit(
    setting: Setting, dates: Dates, called: set[str], language: str, phone: str, _: Say
) -> Iterator[str]:
    if setting.header.investigator_name:
        yield _("Your investigator is %(who)s.", who=setting.header.investigator_name)
        yield _("The investigator who has your case looks in the same places for every candidate.")
    else:
        yield _("The investigator who gets your case looks in the same places for every candidate.")
    planned = day_in(language, dates.planned)
    if dates.longer:
        yield _("We planned to be done by %(when)s. It takes longer than we planned.", when=planned)
    else:
        yield _("We plan to be done by %(when)s.", when=planned)
    words = [sentence for mode, sentence in mode_next(_).items() if mode in called]
    yield from words
    if words:
        yield _("If nobody has called you, call %(phone)s.", phone=phone)
    yield _("A supervisor checks the summary before the hiring board reads it.")
    yield _("The hiring board reads a short summary and decides.")


def _way_back(dates: Dates, language: str, phone: str, _: Say) -> Iterator[str]:
    if dates.link_until is not None:
        yield _(
            "To come back, open the link in our message or letter again. Then enter the same code. "
            "Both work until %(when)s.",
            when=moment_in(language, dates.link_until),
        )
    yield _(
        "Until a decision you can see where it stands, stop access, change what you filed, or withdraw. "
        "If your link does not work any more, call %(phone)s. We can stop access or withdraw for you while "
        "you call, or make you a new link and code.",
        phone=phone,
    )
