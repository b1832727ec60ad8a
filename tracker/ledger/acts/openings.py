"""Acts of opening: who read something sensitive, recorded before the bytes left, and who was not let."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class OpeningActs:
    """The access log: every act here is a look at something that is not everybody's to see."""

    AFFIDAVIT_OPENED = Act("{actor} opened affidavit {about}", "reason")
    """The signed statement was read; ``reason`` is a code or a matter number, none where none is asked."""
    CASE_FILE_OPENED = Act("{actor} opened case {about}")
    """The overview of a case was read."""
    PAPER_OPENED = Act("{actor} opened paper {about}")
    """A signed paper, or its copy, was read by somebody who copies or compares it."""
    SESSION_OPENED = Act("{actor} opened session {about}")
    """What was recorded of a meeting with the candidate was read."""
    SEARCH_LOG_OPENED = Act("{actor} opened the search log of case {about}")
    """What was searched for, and found, was read."""
    FINDING_READ = Act("{actor} opened finding {about}")
    """A finding's observed fact and statement were read."""
    NOTE_OPENED = Act("{actor} opened the evidence notes of finding {about}", "reason")
    """Sealed notes were read; ``reason`` as above."""
    CAPTURE_OPENED = Act("{actor} opened capture {about}", "reason")
    """A sealed file was shown or downloaded; ``reason`` as above."""
    REVIEW_READ = Act("{actor} read case {about} for review")
    """Findings were read beside their sources, by a supervisor who did not search."""
    PREVIEW_OPENED = Act("{actor} looked at the board page of case {about}")
    """The page was rendered as the board would see it."""
    ANSWERS_OPENED = Act("{actor} read what the candidate answered in case {about}", "reason")
    """What was answered about concerns was read as it was sent; ``reason`` as above."""
    QUESTION_OPENED = Act("{actor} opened question {about}")
    """What a candidate asked was read, with the answers to it."""
    HANDOVER_OPENED = Act("{actor} read the handover of case {about}")
    """What is open in a case was read, with the words left for whoever has it next."""
    TIES_OPENED = Act("{actor} read what was explained of ties in case {about}")
    """Whoever rules on a declared tie read why it was declared."""
    COPY_REQUEST_OPENED = Act("{actor} opened request {about} for a copy")
    """What a candidate wants a copy of was read, with what was given."""
    PACKET_OPENED = Act("{actor} opened packet {about}, edition {edition}")
    """A released page was read."""
    UNIFORMITY_OPENED = Act("{actor} opened the uniformity table of requisition {about}")
    """What was done for each candidate was compared."""
    LEDGER_OPENED = Act("{actor} read the ledger")
    """The record of acts itself was read."""
    ACCESS_LOG_OPENED = Act("{actor} read who opened what")
    """The record of openings was read."""
    DUTIES_OPENED = Act("{actor} read who searched, released and decided where")
    """The separation of duties was looked at."""
    IMPACT_OPENED = Act("{actor} read who went on by groups in {year}")
    """The numbers of adverse impact of a year were read."""
    EXPOSURE_OPENED = Act("{actor} read whose raw material {person:person} has opened")
    """One person's openings and searches were looked at, by candidate."""
    ROUTE_DENIED = Act("{actor} was not allowed to {permission:ability}", "endpoint")
    """A page was not the actor's to open."""
    PERSON_DENIED = Act(
        "{actor} was not allowed to {permission:ability}, on the page of {person:person}", "endpoint"
    )
    """A page about one person was not the actor's to open."""
