"""The words that stand on every paper."""

from __future__ import annotations

from tracker.printing.press import Say


def frame_words(_: Say) -> dict[str, str]:
    """Return the words of the frame; the press fills in the two numbers."""
    return {
        "page": _("Page %(number)s of %(count)s", number="{number}", count="{count}"),
        "spelled": _(
            "Signs that this paper cannot show stand as U+ and their number. The text that was signed has "
            "the signs themselves."
        ),
    }
