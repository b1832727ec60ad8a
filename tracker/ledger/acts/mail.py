"""Acts of mail: what was posted and what became of it; never to whom, nor with which words."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class MailActs:
    """From the outbox to the mail server."""

    MAIL_POSTED = Act("mail {about} waits to be sent: {what:mail}", "language")
    """A mail was put into the outbox, with the act that it tells of."""
    MAIL_TAKEN = Act("mail {about} is being sent, for the {tries:counted try/tries}")
    """A worker took a mail in hand."""
    MAIL_HANDED_OVER = Act("mail {about} was handed to the mail server: {what:mail}", "tries")
    """The mail server took it; what it was filled with is gone from here."""
    MAIL_PUT_OFF = Act(
        "mail {about} was not taken yet, and is tried again on {again:moment}: {what:mail}", "tries", "code"
    )
    """The mail server did not answer, or asked for patience; ``code`` is its answer, none where none came."""
    MAIL_REFUSED = Act("the mail server refused mail {about}: {what:mail}", "tries", "code")
    """The mail server will not take it; ``code`` is its answer."""
    MAIL_GIVEN_UP = Act("mail {about} was given up after {tries:counted try/tries}: {what:mail}", "code")
    """It was tried for as long as settings say."""
    MAIL_DROPPED = Act("mail {about} was not sent, as {reason:stopped}: {what:mail}")
    """It had no use any more before it could be sent."""
    MAIL_NOT_AGAIN = Act("mail {about}, which is being sent, is not tried again, as {reason:stopped}")
    """It lost its use while a worker had it in hand."""
