"""Where a web archive may be cut: between the members of its gzip, each of which holds one record.

An archive has no index of its own, so it is unpacked once to find them, which costs a few seconds a gigabyte where
coding takes core-hours. A plain archive is cut by the lengths that its records state.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 20


def cuts(file: BinaryIO, size: int, gzip: bool) -> Iterator[int]:
    """Offsets of ends of ranges, each of `size` bytes or a little more; the last is the end of the file.

    Behind damage there is no more cut: what is left is one range, and its reader says what is wrong with it.
    """
    last = 0
    for end in _members(file) if gzip else _records(file):
        if end - last >= size:
            yield end
            last = end
    total = file.seek(0, 2)
    if total > last:
        yield total


def _members(file: BinaryIO) -> Iterator[int]:
    """Ends of the members of a gzip file."""
    at = 0  # of the next byte in the file
    rest = b""
    member = zlib.decompressobj(wbits=31)
    while True:
        chunk = rest or file.read(_CHUNK)
        if not chunk:
            return
        at += 0 if rest else len(chunk)
        rest = b""
        try:
            # What is unpacked is not wanted; it is let out in pieces, so that a bomb costs time and no memory.
            while chunk and not member.eof:
                member.decompress(chunk, _CHUNK)
                chunk = member.unconsumed_tail
        except zlib.error:
            return
        if member.eof:
            rest = member.unused_data
            yield at - len(rest)
            member = zlib.decompressobj(wbits=31)


def _records(file: BinaryIO) -> Iterator[int]:
    """Ends of the records of an archive that is not compressed."""
    at = 0
    while True:
        file.seek(at)
        length = None
        line = file.readline(1 << 16)
        if not line.startswith(b"WARC/"):
            return
        while (line := file.readline(1 << 16)).strip():
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
        if length is None:
            return
        at = file.tell() + length + 4
        yield at
