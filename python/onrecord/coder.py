"""The coder: one text to a record, many to Arrow."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping
from typing import Any, Union

from ._onrecord import Batch, Stream
from ._onrecord import Coder as _Coder
from .record import Record

Path = Union[str, "os.PathLike[str]"]


class Coder:
    """Reads with one model, codebook, registry and threshold.

    - `model`: a model file; without it the one inside the package, which all coders share.
    - `codebook`: a folder laid over PLOVER.
    - `registry`: sheets or stores that tell who bore which office when; later ones correct earlier ones.
    - `min_confidence`: events of this probability (0 to 1) and more are told; without it those for which F1 is highest.
    - `threads`: how many code at once in `code_*`; without it as many as the machine has.

    A coder may be used by many threads at once. It raises `OnRecordError` where something that was named cannot be
    used.
    """

    def __init__(
        self,
        *,
        model: Path | None = None,
        codebook: Path | None = None,
        registry: Path | Iterable[Path] = (),
        min_confidence: float | None = None,
        threads: int | None = None,
    ) -> None:
        registries = [registry] if isinstance(registry, (str, os.PathLike)) else list(registry)
        self._coder = _Coder(model, codebook, registries, min_confidence)
        self.threads = threads

    @property
    def model(self) -> str:
        """`name@hash`, as records give it under `made`."""
        return self._coder.model

    @property
    def codebook(self) -> str | None:
        """`name@hash`"""
        return self._coder.codebook

    @property
    def registry(self) -> str | None:
        """Version of the registry."""
        return self._coder.registry

    def __repr__(self) -> str:
        return f"<onrecord.Coder {self.model}, {self.codebook}>"

    def read(
        self,
        text: str,
        *,
        id: str = "text",
        title: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Record:
        """The record of one text. `published` is a date (`2020-05-17`); texts of any language are read as English.

        Raises `ValueError` where the text is empty, longer than 16 MB, or no text.
        """
        if not isinstance(text, str):
            raise TypeError(f"the text is {type(text).__name__}, not str")
        fields = {
            "id": id,
            "title": title,
            "date": published,
            "publisher": publisher,
            "url": url,
            "language": language,
        }
        given = [(name, str(field)) for name, field in fields.items() if field is not None]
        return Record.from_json(self._coder.read_json(text, given))

    def code_batch(
        self,
        data: Any,
        *,
        columns: Mapping[str, str] | None = None,
        language: str = "en",
        max_text: int | None = None,
        threads: int | None = None,
    ) -> Batch | Stream:
        """Rows of Arrow with texts to rows of Arrow with records: one for each, in the same order.

        - `data`: anything with `__arrow_c_array__` or `__arrow_c_stream__` (pyarrow, polars, pandas, DuckDB). An
          array gives a `Batch`, a stream a `Stream`, whose rows are coded while they are taken and are never all in
          memory.
        - `columns`: which column holds what, `{"text": "body", "id": "n", "date": "day"}`; fields are `text`, `id`,
          `title`, `date`, `publisher`, `url`, `language`. Without it columns are known by their usual names, as for
          `onrecord code`.
        - `language`: `en`, or `any`; a text in another language is a row with an error.
        - `max_text`: bytes of one text at most, 16 MB without it.

        A row has the columns `id`, `key`, `schema`, `made`, `settings`, `doc`, `text`, `paragraphs`, `sentences`,
        `entities`, `times`, `statements`, `events`, nested as the record is, a span a structure `start`, `end` in
        code points; and `error`, which says why there is no record: the text is null, not a string, too long, not
        text, or in another language. Such a row stops nothing. The rows are the same for any number of threads and
        any size of batches. The interpreter's lock is free meanwhile.
        """
        return self._coder.code_arrow(data, _reading(columns, language, max_text), threads or self.threads)

    def code_files(
        self,
        *paths: Path,
        columns: Mapping[str, str] | None = None,
        language: str = "en",
        max_text: int | None = None,
        threads: int | None = None,
    ) -> Stream:
        """Files and folders, in all formats that `onrecord code` reads, to rows as `code_batch` gives them.

        What cannot be read is a row with an error; documents in other languages are passed over, as the program does.
        """
        reading = _reading(columns, language, max_text)
        return self._coder.code_files([os.fspath(path) for path in paths], reading, threads or self.threads)

    def code_bytes(
        self,
        name: str,
        data: bytes,
        *,
        columns: Mapping[str, str] | None = None,
        language: str = "en",
        max_text: int | None = None,
        threads: int | None = None,
    ) -> Stream:
        """The same of a file's bytes; the ending of `name` (`.warc.gz`, `.jsonl`, `.html`, …) says what they are."""
        reading = _reading(columns, language, max_text)
        return self._coder.code_bytes(name, data, reading, threads or self.threads)


def _reading(
    columns: Mapping[str, str] | None, language: str, max_text: int | None
) -> tuple[list[tuple[str, str]], str, int | None]:
    return list((columns or {}).items()), language, max_text


_lock = threading.Lock()
_default: Coder | None = None


def default_coder() -> Coder:
    """The coder with the model and codebook of the package, made when it is first asked for."""
    global _default
    with _lock:
        if _default is None:
            _default = Coder()
        return _default


def read(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Record:
    """The record of one text, by the default coder; see `Coder.read`.

    >>> import onrecord
    >>> record = onrecord.read("Ana Roy, the mayor, denied that the bridge was unsafe.", published="2021-03-04")
    >>> record.entities[0].name
    'Ana Roy'
    """
    return default_coder().read(
        text, id=id, title=title, published=published, publisher=publisher, url=url, language=language
    )
