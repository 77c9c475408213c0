"""What runs in an executor's Python: the coder, made once for each worker, and batches through it.

A task may be tried again, on another executor too, and a worker may serve many tasks. So nothing here depends on
what came before, and whatever stands in a row follows from the document alone.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pyarrow as pa

from .. import Coder, OnRecordError, __version__

# Texts are held three times meanwhile: as they came, as they are coded, and in the rows.
_ROWS = 128

Opener = Callable[[str], BinaryIO]


@dataclass(frozen=True)
class Recipe:
    """What the driver codes with, and so what every executor must."""

    version: str
    model: str
    codebook: str | None
    registry: str | None
    min_confidence: float | None = None
    # Names under which files were added to the job.
    model_file: str | None = None
    codebook_archive: str | None = None
    registry_files: tuple[str, ...] = ()

    def coder(self) -> Coder:
        """The coder of this worker; raises `OnRecordError` where it is not the driver's."""
        coder = _coders.get(self)
        if coder is None:
            coder = _coders[self] = self._made()
        return coder

    def _made(self) -> Coder:
        from pyspark import SparkFiles

        def at(name: str | None) -> str | None:
            return None if name is None else SparkFiles.get(name)

        coder = Coder(
            model=at(self.model_file),
            codebook=None if self.codebook_archive is None else _unpacked(SparkFiles.get(self.codebook_archive)),
            registry=[SparkFiles.get(name) for name in self.registry_files],
            min_confidence=self.min_confidence,
        )
        here = (__version__, coder.model, coder.codebook, coder.registry)
        there = (self.version, self.model, self.codebook, self.registry)
        if here != there:
            raise OnRecordError(
                f"this executor has onrecord {here}, but the driver {there}; install the same wheel on both, "
                "and do not change the files of a job while it runs"
            )
        return coder


_coders: dict[Recipe, Coder] = {}


def _unpacked(archive: str) -> str:
    """The folder of an archive, in a place of this worker's own, since others unpack it at the same time."""
    folder = tempfile.mkdtemp(prefix="onrecord-codebook-")
    shutil.unpack_archive(archive, folder, "zip")
    return folder


@dataclass(frozen=True)
class Reading:
    """How texts are read; the arguments of `Coder.code_batch`."""

    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    max_text: int | None = None
    threads: int = 1

    def arguments(self) -> dict[str, Any]:
        return {
            "columns": self.columns,
            "language": self.language,
            "max_text": self.max_text,
            "threads": self.threads,
        }


def code_batches(recipe: Recipe, reading: Reading, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow`: rows with texts to rows of records."""
    coder = recipe.coder()
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            yield pa.record_batch(coder.code_batch(batch.slice(start, _ROWS), **reading.arguments()))


def code_ranges(
    recipe: Recipe, reading: Reading, opener: Opener | None, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow`: rows `path`, `offset`, `length` to rows of records, one for each page in the range."""
    coder = recipe.coder()
    for path, offset, length in _ranges(batches):
        try:
            data = read_range(path, offset, length, opener)
        except (OSError, ValueError) as error:
            reason = f"cannot be read ({error}); check the path, the range, and the way to it from the executors"
            yield pa.record_batch(coder._coder.failed([(f"{path}:{offset}", reason)]))
            continue
        name = urllib.parse.urlsplit(path).path.rsplit("/", 1)[-1]
        yield from pa.RecordBatchReader.from_stream(coder.code_bytes(name, data, **reading.arguments()))


def _ranges(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[str, int, int]]:
    for batch in batches:
        for row in batch.to_pylist():
            yield row["path"], row["offset"], row["length"]


def read_range(path: str, offset: int, length: int, opener: Opener | None = None) -> bytes:
    """The bytes of a range: of a local file, by HTTP, or of what `opener` opens for reading and seeking."""
    scheme = urllib.parse.urlsplit(path).scheme
    if opener is None and scheme in ("http", "https"):
        request = urllib.request.Request(path, headers={"Range": f"bytes={offset}-{offset + length - 1}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            if answer.status != 206:
                raise ValueError(f"the server gives no ranges (status {answer.status})")
            data: bytes = answer.read(length)
    else:
        with (opener or _local)(path) as file:
            file.seek(offset)
            data = file.read(length)
    if len(data) != length:
        raise ValueError(f"{len(data)} bytes from {offset} on, but the range has {length}")
    return data


def _local(path: str) -> BinaryIO:
    return open(local_path(path), "rb")


def local_path(path: str) -> str:
    """A path without `file:`; refuses what is no file here."""
    parts = urllib.parse.urlsplit(path)
    if parts.scheme not in ("", "file"):
        raise ValueError(f"there is no way to {parts.scheme}:// without an `opener`")
    return urllib.request.url2pathname(parts.path) if parts.scheme else os.fspath(path)


def find_ranges(size: int, opener: Opener | None, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """For `mapInArrow`: rows `path` to rows `path`, `offset`, `length` of about `size` bytes, cut where records
    begin."""
    from .members import cuts

    for batch in batches:
        for path in batch.column("path").to_pylist():
            with (opener or _local)(path) as file:
                ends = list(cuts(file, size, gzip=path.endswith(".gz")))
            starts = [0, *ends[:-1]]
            lengths = [end - start for start, end in itertools.zip_longest(starts, ends)]
            yield pa.record_batch({"path": [path] * len(ends), "offset": starts, "length": lengths}, schema=RANGES)


RANGES = pa.schema([("path", pa.string()), ("offset", pa.int64()), ("length", pa.int64())])
