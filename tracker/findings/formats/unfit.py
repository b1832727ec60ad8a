"""Why a file is not kept, in words that say what to do."""

from __future__ import annotations


class Unfit(Exception):
    """A file is not what it has to be.

    ``code`` is for the ledger, never with a word of the file's own; ``words`` go on after the file's name:
    "'page.png' is empty.".
    """

    def __init__(self, code: str, words: str) -> None:
        """Keep the code and the words."""
        super().__init__(words)
        self.code = code
        self.words = words


def cut_short(kind: str) -> Unfit:
    """Say that the end of the file is missing."""
    return Unfit("cut-short", f"is cut short: the end of the {kind} is missing. Save it again.")


def damaged(kind: str, what: str) -> Unfit:
    """Say that the file breaks off its kind's own structure."""
    return Unfit("damaged", f"could not be read as {kind}: {what}. Save it again.")


def locked(kind: str) -> Unfit:
    """Say that the file needs a password to be read."""
    return Unfit("password-protected", f"is password protected. Choose a {kind} that opens without one.")


def bomb(what: str) -> Unfit:
    """Say that the file would grow beyond measure."""
    return Unfit("grows-too-much", f"{what}. Files that grow this much are not kept.")


def too_many_points(width: int, height: int, most: int) -> Unfit:
    """Say that a picture has more points than are ever drawn."""
    limit = f"Pictures of more than {most // 10**6} million are not kept: make it in parts."
    return Unfit("too-many-points", f"has {width:,} by {height:,} points. {limit}")
