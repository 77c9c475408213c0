"""Stores: what `onrecord code` filled, asked by SQL and search, with answers in Arrow."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from typing import Any, NamedTuple, Union

from ._onrecord import Batch, Stream
from ._onrecord import Store as _Store

Path = Union[str, "os.PathLike[str]"]
Day = Union[str, datetime.date]


class Imported(NamedTuple):
    """What a manifest came to."""

    files: int
    documents: int
    """Documents that came in"""
    known: int
    """Documents that the store held already"""
    removed: int
    """Documents that were taken out for good"""
    errors: int
    """Rows that say why there is no record"""


class Found:
    """Sentences that were found: the best of them as Arrow, best first.

    Columns: `doc` (the document's key), `id`, `publisher`, `published` (ISO date), `title`, `sentence` (number,
    from 1), `start`, `end` (code points of the document's text), `text`, `said_by` (names, outermost voice first),
    `marks` (where the words stand, in code points of the document's text), `score` (BM25, higher is better).
    """

    def __init__(self, sentences: int, rows: Batch) -> None:
        self.sentences = sentences
        """How many sentences fit, shown or not"""
        self._rows = rows

    def __len__(self) -> int:
        """How many are shown."""
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<onrecord.Found {len(self)} of {self.sentences} sentences>"

    def __arrow_c_schema__(self) -> Any:
        return self._rows.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any:
        return self._rows.__arrow_c_array__(requested_schema)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._rows.__arrow_c_stream__(requested_schema)


class Store:
    """A store at a path. Each question sees what is committed when it is asked."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._store = _Store(path, create)

    @property
    def path(self) -> str:
        """Where it lies."""
        return os.fspath(self._store.path)

    def __repr__(self) -> str:
        return f"<onrecord.Store {self.path!r}>"

    def tables(self) -> list[str]:
        """Names of all tables and views, which `docs/store.md` describes."""
        return self._store.tables()

    def sql(self, query: str, *, threads: int = 2, megabytes: int = 400) -> Stream:
        """The rows of an answer as a stream of Arrow: `pyarrow.table(store.sql("SELECT …"))`.

        Nothing but `SELECT` is taken. What needs more memory than `megabytes` goes to temporary files.
        """
        return self._store.sql(query, threads, megabytes)

    def search(
        self,
        words: str = "",
        *,
        speaker: str | None = None,
        about: str | None = None,
        type: str | Iterable[str] = (),
        status: str | Iterable[str] = (),
        country: str | Iterable[str] = (),
        publisher: str | Iterable[str] = (),
        since: Day | None = None,
        until: Day | None = None,
        limit: int = 20,
    ) -> Found:
        """Sentences by `words "and phrases" NOT these OR thos*`, by part of a speaker's name or of one of whom they
        speak, by type, status and country of an act, by publisher (the whole name) and by day of publication. The index
        is brought up to date first.
        """
        days = (_days(since), _days(until))
        lists = [[it] if isinstance(it, str) else list(it) for it in (type, status, country, publisher)]
        return Found(*self._store.search(words, speaker, about, *lists, days, limit))

    def import_manifest(self, manifest: Path) -> Imported:
        """Takes in what a job coded and `onrecord.spark.manifest` listed. Each document comes in once, however
        often it is given."""
        return Imported(*self._store.import_manifest(manifest))


def open_store(path: Path, *, create: bool = False) -> Store:
    """The store at `path`; with `create`, an empty one where there is none. Raises `OnRecordError` where there is
    none."""
    return Store(path, create=create)


def _days(day: Day | None) -> int | None:
    """Days from 1970-01-01."""
    if day is None:
        return None
    date = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    return (date - datetime.date(1970, 1, 1)).days
