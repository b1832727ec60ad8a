"""The parts of a package unpacked as the package passes by once more; every byte is counted, none is kept."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tracker.findings.formats.packages import DEFLATED, LOCAL_HEADER, RATIO, RATIO_FROM, Part
from tracker.findings.formats.unfit import Unfit, bomb, damaged

PIECE = 256 * 1024
PACKAGES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
"""How packages begin, whatever their name; what is packed with gzip is one only where it is no archive."""
See = Callable[[bytes], object]


class Unpacking:
    """One part on its way: its local header, then its bytes, as many as its list says and no more."""

    def __init__(self, part: Part, see: See) -> None:
        """Begin at the part's local header; ``see`` is shown its bytes, unpacked."""
        self.part, self._see = part, see
        self._header, self._skip, self._left = b"", -1, part.packed
        self._inflate = zlib.decompressobj(wbits=-15) if part.method == DEFLATED else None
        self._begins = b""
        self._size = self._crc = 0

    def feed(self, data: bytes) -> bytes:
        """Take what is the part's and return the rest."""
        if self._skip < 0:
            self._header += data
            if len(self._header) < LOCAL_HEADER:
                return b""
            data, self._header = self._header, b""
            self._skip = self._behind_header(data[:LOCAL_HEADER])
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        data = data[skipped:]
        taken, rest = data[: self._left], data[self._left :]
        self._left -= len(taken)
        self._unpack(taken)
        return rest

    @property
    def over(self) -> bool:
        """Say whether all of it has passed by."""
        return not self._skip and not self._left

    def end(self) -> None:
        """Raise Unfit unless the part is as long as its list says, and has the checksum that it says."""
        ended = self._inflate is None or self._inflate.eof
        if not ended or self._size != self.part.size or self._crc != self.part.crc:
            raise damaged("WACZ", "a part is not what the list of contents says")

    def _behind_header(self, header: bytes) -> int:
        """Return how many bytes lie between here and the part's own, its header included."""
        mark, _, flags, method, *_, named, extra = struct.unpack("<4s5H3I2H", header)
        if mark != b"PK\x03\x04" or method != self.part.method or flags & 1 or named != self.part.named:
            raise damaged("WACZ", "a part is not where the list of contents says")
        if LOCAL_HEADER + named + extra + self.part.packed > self.part.room:
            raise damaged("WACZ", "parts of it lie upon one another")
        return LOCAL_HEADER + int(named) + int(extra)

    def _unpack(self, data: bytes) -> None:
        if self._inflate is None:
            self._show(data)
            return
        piece = b""
        while data or len(piece) == PIECE:
            try:
                piece = self._inflate.decompress(data, PIECE)
            except zlib.error as error:
                raise damaged("WACZ", "the packing of a part is broken") from error
            self._show(piece)
            data = self._inflate.unconsumed_tail
            if self._inflate.eof and (data or self._inflate.unused_data):
                raise damaged("WACZ", "a part goes on behind its end")

    def _show(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self.part.size:
            if self._size > max(RATIO_FROM, RATIO * self.part.packed):
                raise bomb(f"holds a part of more than {RATIO} times its packed size")
            raise damaged("WACZ", "a part is larger than the list of contents says")
        self._crc = zlib.crc32(piece, self._crc)
        if len(self._begins) < 8:
            self._begins += piece[:8]
            if self._begins.startswith(PACKAGES):
                raise Unfit(
                    "package-in-package", "holds a further package inside. Choose what is in it, one by one."
                )
        if piece:
            self._see(piece)
