"""Acts on affidavits that candidates signed on paper."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class OnPaperActs:
    """From a paper that came in to the edition that is filed of it (Hampton F.2)."""

    PAPER_BEGUN = Act("{actor} began to copy paper {about}, which is in {language:language}")
    """A signed paper came in, and HR began to copy it."""
    PAPER_TYPED = Act("{actor} typed from paper {about}: {part:part}")
    """Something of the paper was copied; the ledger holds none of it."""
    PAPER_PAGE_TAKEN_OFF = Act("{actor} took page {page} off paper {about}")
    """A file was a wrong one, or showed what nobody is to see; nobody is shown it any more."""
    PAPER_HANDED_ON = Act("{actor} handed the copy of paper {about} on to be compared")
    """The copy is whole; somebody who typed nothing of it compares it."""
    PAPER_DIFFERS = Act("{actor} said that the copy of paper {about} differs from it")
    """The copy goes back to be typed again; what differs is sealed."""
    PAPER_SAME = Act("{actor} said that the copy of paper {about} says the same")
    """The second person's word, on which the copy is filed."""
    PAPER_LETTER_SENT = Act("{actor} sent the candidate the letter and the copy of filed paper {about}")
    """What a candidate has in hand who signed on paper went out."""
    PAPER_LEFT = Act("{actor} ended the copy of paper {about} without filing it")
    """What was typed and scanned stays on record."""
