"""Acts of captures, evidence notes and findings."""

from __future__ import annotations

from tracker.ledger.acts.act import Act


class FindingActs:
    """What was seen, kept, and stated to matter for the job."""

    CAPTURE_ADDED = Act("{actor} added capture {about}: {media_type:media}, {size:counted byte}", "sha256")
    """A file was sealed as received; ``sha256`` is of the bytes received."""
    CAPTURE_REFUSED = Act("{actor} offered a file that was not kept: {reason:why}")
    """A file was empty, cut short, too large, or not what it said."""
    CAPTURE_VERIFIED = Act("{actor} verified capture {about}: {result:file}")
    """A sealed file was opened and its digest compared."""
    CAPTURE_EXPORTED = Act("{actor} exported capture {about}")
    """A copy left the product."""
    FILES_ROUND_BEGUN = Act("{actor} began to verify every sealed file")
    """A round over all captures, and all files of answers, began."""
    FILES_ROUND_WENT_ON = Act("{actor} verified {checked:counted sealed file}, {failed} not as received")
    """A part of the round is done; it can be broken off and taken up again here."""
    FILES_ROUND_ENDED = Act("{actor} has verified every sealed file: {checked}, {failed} not as received")
    """The round came to the last file."""
    FILE_FOUND_UNLIKE = Act("{actor} verified file {about}: {result:file}")
    """A sealed file that is no capture was found not to be what was received."""
    CAPTURES_SWEPT = Act("{actor} swept away {count:counted sealed file} that had no record")
    """What a crash left between a file and its record; nothing that anybody was told was kept."""
    CAPTURE_LINKED = Act("{actor} linked capture {capture} to finding {about}")
    """A capture was said to show what a finding says."""
    NOTE_WRITTEN = Act("{actor} wrote an evidence note on finding {about}")
    """The investigator's own words, sealed; never for the board."""
    NOTES_LOCKED = Act("evidence notes of finding {about} could not be unlocked for {actor}; IT was told")
    """The key of a case was not to be had; what was typed is kept where it can be."""
    FINDING_DRAFT_KEPT = Act("{actor} kept a draft of a finding as {about}")
    """What was typed and not saved yet, sealed; nobody else reads it."""
    FINDING_DRAFT_SETTLED = Act("{actor} gave up draft {about}")
    """A draft was emptied without becoming a finding."""
    FINDING_OPENED = Act("{actor} wrote finding {about}: {direction:direction}, {dimension:dimension}")
    """The first version of a finding."""
    FINDING_REVISED = Act(
        "{actor} wrote version {number} of finding {about}: {direction:direction}, {dimension:dimension}"
    )
    """A further version; the earlier ones stay."""
