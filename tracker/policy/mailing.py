"""What is mailed, to whom it can be, and when a mail that was not taken is tried again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.policy.answers import Unmet


class MailKind(StrEnum):
    """What a mail is about; each kind has one text, and no text names a person, a post or a platform."""

    INVITATION = "invitation"
    """The link of an invitation; its code travels apart."""
    WAY_BACK = "way-back"
    """A new link, because the candidate asked for one."""
    OWN_FILE = "own-file"
    """A new link from HR to one's own file, once the application is over; its code travels apart."""
    SIGN_CODE = "sign-code"
    """Six digits that a signature asks for, good for a few minutes."""
    RECEIPT = "receipt"
    """The affidavit is filed; the receipt lies behind the way in."""
    TO_ANSWER = "to-answer"
    """Something waits for the candidate's answer, by a day."""
    READY_NOT_SIGNED = "ready-not-signed"
    """All questions are answered, and nothing is signed yet."""
    DUE_SOON = "due-soon"
    """The last day for the affidavit is near, and it is not filed."""
    INVESTIGATOR_CHANGED = "investigator-changed"
    """Somebody else has the case, so that access given before may be looked at anew."""
    TIME_TO_CHOOSE = "time-to-choose"
    """A time to meet waits for the candidate's word; when and where lie behind the way in."""
    ANSWER_RECEIVED = "answer-received"
    """The candidate's answer has arrived."""
    QUESTION_ANSWERED = "question-answered"
    """Staff answered what the candidate asked; the words lie behind the way in."""
    COPY_ANSWERED = "copy-answered"
    """Staff answered a request for a copy; what was given lies behind the way in."""
    WITHDRAWN = "withdrawn"
    """The application is withdrawn: the receipt of it, which names nothing."""
    CORRECTED = "corrected"
    """What decision makers read of the candidate was corrected; what it says lies behind the way in."""
    READ_ANEW = "read-anew"
    """To a member of a board: a page that they opened was corrected; the docket says which."""
    SEALED_SHUT = "sealed-shut"
    """To IT: something sealed could not be opened; the system page says when."""
    ACCESS_STOPPED = "access-stopped"
    """To an investigator: a candidate stopped access to an account; the case says which, and since when."""
    FILE_UNLIKE = "file-unlike"
    """To IT and to whoever works on the case: a file that is kept is not as it was received."""


class Stopped(StrEnum):
    """Why an invitation, or a mail that waits, has no use any more."""

    REPLACED = "replaced"
    """A newer one was made."""
    BY_HAND = "by-hand"
    """Staff stopped it."""
    ANSWERED = "answered"
    """What it asked for came."""
    FILED = "filed"
    """The affidavit it led to is filed."""
    WITHDRAWN = "withdrawn"
    """The application was withdrawn."""
    CLOSED = "closed"
    """The case was closed."""
    PASSED_ON = "passed-on"
    """Whoever offered it has the case no more."""
    EXPIRED = "expired"
    """Its time was over."""
    TOO_MANY_WRONG_CODES = "too-many-wrong-codes"
    """Somebody typed wrong codes too often."""


class MailState(StrEnum):
    """How far a mail is."""

    WAITING = "waiting"
    """Nobody has tried to send it yet."""
    PUT_OFF = "put-off"
    """The mail server did not take it just now; it is tried again."""
    HANDED_OVER = "handed-over"
    """The mail server took it."""
    REFUSED = "refused"
    """The mail server will not take it, however often it is tried."""
    GIVEN_UP = "given-up"
    """It was tried for as long as settings say."""
    DROPPED = "dropped"
    """It had no use any more before it could be sent."""


STOPPED: dict[Stopped, str] = {
    Stopped.REPLACED: "A newer one was made",
    Stopped.BY_HAND: "Staff stopped it",
    Stopped.ANSWERED: "Nothing waits for an answer any more",
    Stopped.FILED: "The affidavit is filed",
    Stopped.WITHDRAWN: "The application was withdrawn",
    Stopped.CLOSED: "The case was closed",
    Stopped.PASSED_ON: "Whoever offered it has the case no more",
    Stopped.EXPIRED: "Its time was over",
    Stopped.TOO_MANY_WRONG_CODES: "Too many wrong codes were entered",
}
"""Why an invitation or a mail has no use any more."""

OVER = frozenset({MailState.HANDED_OVER, MailState.REFUSED, MailState.GIVEN_UP, MailState.DROPPED})
"""States that do not change any more; what such a mail was filled with is gone."""
TO_STAFF: Mapping[MailKind, str] = {
    MailKind.READ_ANEW: "/board",
    MailKind.ACCESS_STOPPED: "/desk",
    MailKind.FILE_UNLIKE: "/",
    MailKind.SEALED_SHUT: "/admin/system",
}
"""Kinds that go to people of the agency, each with the page it leads to; only who is signed in sees it."""
WITH_LINK = frozenset({MailKind.INVITATION, MailKind.WAY_BACK, MailKind.OWN_FILE})
"""Kinds that carry a secret link, and so have no use once the link is replaced."""

WHILE_OPEN = WITH_LINK | {
    MailKind.SIGN_CODE,
    MailKind.TO_ANSWER,
    MailKind.READY_NOT_SIGNED,
    MailKind.DUE_SOON,
    MailKind.INVESTIGATOR_CHANGED,
    MailKind.TIME_TO_CHOOSE,
}
"""Kinds that ask for something, and so have no use once the application is over."""
TO_FILE = frozenset({MailKind.READY_NOT_SIGNED, MailKind.DUE_SOON})
"""Kinds that ask for the affidavit, and so have no use once it is filed."""
READY_FOR = timedelta(hours=48)
"""For so long everything is answered and nothing is signed before somebody is reminded, once."""
NEWS_FOR = timedelta(days=14)
"""What has stood for longer than this is no reason for a reminder any more."""
DUE_SOON_DAYS = 3
"""So many days before the last one somebody is reminded of it, once."""
ASKED_AGAIN = timedelta(hours=1)
"""A question so soon after a mail that something waits needs no mail of its own: that one leads to both."""
QUIET = timedelta(hours=48)
"""Nobody is reminded of the last day who had any mail within this time."""

MAIL_KINDS: Mapping[MailKind, str] = {
    MailKind.INVITATION: "Invitation",
    MailKind.WAY_BACK: "New link, as asked for",
    MailKind.OWN_FILE: "Link to their own file",
    MailKind.SIGN_CODE: "Code for signing",
    MailKind.RECEIPT: "Affidavit filed",
    MailKind.TO_ANSWER: "Something to answer",
    MailKind.READY_NOT_SIGNED: "Reminder to sign",
    MailKind.DUE_SOON: "Reminder of the last day",
    MailKind.INVESTIGATOR_CHANGED: "Another investigator",
    MailKind.TIME_TO_CHOOSE: "A time to meet",
    MailKind.ANSWER_RECEIVED: "Answer received",
    MailKind.QUESTION_ANSWERED: "Answer to a question",
    MailKind.COPY_ANSWERED: "Answer to a request for a copy",
    MailKind.WITHDRAWN: "Application withdrawn",
    MailKind.CORRECTED: "What was read was corrected",
    MailKind.READ_ANEW: "A page to read anew, to a member",
    MailKind.SEALED_SHUT: "Something could not be opened, to IT",
    MailKind.ACCESS_STOPPED: "Access stopped, to the investigator",
    MailKind.FILE_UNLIKE: "A file not as received, to IT and the unit",
}
"""What staff read for each kind."""
MAIL_STATES: Mapping[MailState, str] = {
    MailState.WAITING: "Waiting to be sent",
    MailState.PUT_OFF: "Not taken yet, tried again",
    MailState.HANDED_OVER: "Handed to the mail server",
    MailState.REFUSED: "Refused by the mail server",
    MailState.GIVEN_UP: "Given up",
    MailState.DROPPED: "Not sent, as it had no use any more",
}
"""What staff read for each state."""

LONGEST_ADDRESS = 254
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+",
    re.ASCII,
)
_LINK = re.compile(r"(/[A-Za-z0-9_~-]+)+")
_CODE = re.compile(r"[0-9]{6}")

CANNOT_BE_MAILED = (
    "Mail cannot go to this address. Check each letter and sign of it, or send a letter instead."
)
NO_MAIL_HERE = "This system sends no mail. Give the link by hand or by letter."


def can_be_mailed(address: str) -> bool:
    """Say whether mail can go to an address: one line, one plain address, nothing beside it."""
    return len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None


def missing_to_post(*, address: str, available: bool) -> tuple[Unmet, ...]:
    """Return what stands in the way of a mail."""
    if not available:
        return (Unmet(None, NO_MAIL_HERE),)
    return () if can_be_mailed(address) else (Unmet(None, CANNOT_BE_MAILED),)


def fits_in_mail(*, link: str, code: str) -> bool:
    """Say whether link and code are no more than that: a path of this site without a query, six digits."""
    return (not link or _LINK.fullmatch(link) is not None) and (not code or _CODE.fullmatch(code) is not None)


def next_try(
    *, tries: int, posted_at: datetime, now: datetime, pauses: Sequence[int], hours: int
) -> datetime | None:
    """Return when a mail is tried again that was not taken, None when it is given up.

    ``pauses`` are minutes after the first, second, ... try; the last one goes on. ``hours`` after it was
    posted it is tried no more.
    """
    pause = pauses[min(tries, len(pauses)) - 1]
    again = now + timedelta(minutes=pause)
    return again if again <= posted_at + timedelta(hours=hours) else None
