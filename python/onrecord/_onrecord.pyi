"""The border to the core, written in Rust. `onrecord.coder` and `onrecord.store` are what is meant to be used."""

import os
from collections.abc import Sequence
from typing import Any, Union

Path = Union[str, os.PathLike[str]]
Reading = tuple[list[tuple[str, str]], str, int | None]

__version__: str

class OnRecordError(Exception):
    """A model, codebook, registry or store that cannot be used; the message says what is wrong and what to do."""

class Batch:
    """Rows that are all there: `pyarrow.record_batch(batch)`, `polars.DataFrame(batch)`."""

    columns: list[str]
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> Any: ...
    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class Stream:
    """Rows that are made while they are taken, once: `pyarrow.table(stream)`,
    `pyarrow.RecordBatchReader.from_stream(stream)`."""

    columns: list[str]
    def __arrow_c_schema__(self) -> Any: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class Coder:
    model: str
    codebook: str | None
    registry: str | None
    def __new__(
        cls,
        model: Path | None = None,
        codebook: Path | None = None,
        registry: Sequence[Path] = (),
        min_confidence: float | None = None,
    ) -> Coder: ...
    def read_json(self, text: str, fields: list[tuple[str, str]]) -> str: ...
    def code_arrow(self, data: Any, reading: Reading, threads: int | None = None) -> Batch | Stream: ...
    def code_files(self, paths: Sequence[Path], reading: Reading, threads: int | None = None) -> Stream: ...
    def code_bytes(self, name: str, data: bytes, reading: Reading, threads: int | None = None) -> Stream: ...
    def failed(self, rows: list[tuple[str | None, str]]) -> Batch: ...
    @staticmethod
    def schema() -> Any: ...

class Store:
    path: os.PathLike[str]
    def __new__(cls, path: Path, create: bool = False) -> Store: ...
    def tables(self) -> list[str]: ...
    def sql(self, query: str, threads: int = 2, megabytes: int = 400) -> Stream: ...
    def search(
        self,
        words: str,
        speaker: str | None,
        about: str | None,
        types: list[str],
        statuses: list[str],
        countries: list[str],
        publishers: list[str],
        days: tuple[int | None, int | None],
        limit: int,
    ) -> tuple[int, Batch]: ...
    def import_manifest(self, manifest: Path) -> tuple[int, int, int, int, int]: ...
