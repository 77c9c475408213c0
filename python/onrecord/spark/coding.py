"""From a DataFrame of texts, or of places in web archives, to a DataFrame of records."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from .. import Coder, __version__
from ..coder import Path
from . import worker
from .worker import Opener, Reading, Recipe

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

# Field of a document, and the columns by which it is known.
_USUAL = {
    "title": ("title",),
    "date": ("date", "published"),
    "publisher": ("publisher",),
    "url": ("url", "uri"),
    "language": ("language",),
}


def schema() -> StructType:
    """The columns of the rows; `Coder.code_batch` says what they hold."""
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    # Anything may be null to Spark: where a structure is null it cannot do with parts of it that may not be.
    columns = from_arrow_schema(pa.record_batch(_empty()).schema)
    return StructType.fromJson(_nullable(columns.jsonValue()))


def _nullable(of: Any) -> Any:
    """The JSON of a type of Spark with every `nullable` and `containsNull` true."""
    if isinstance(of, dict):
        return {name: True if name in ("nullable", "containsNull") else _nullable(it) for name, it in of.items()}
    return [_nullable(it) for it in of] if isinstance(of, list) else of


def _empty() -> Any:
    from .._onrecord import Coder as Border

    return Border.schema()


def code(
    df: DataFrame,
    text: str = "text",
    id: str | None = "id",
    *,
    title: str | None = None,
    date: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language_column: str | None = None,
    language: str = "en",
    max_text: int | None = None,
    model: Path | None = None,
    codebook: Path | None = None,
    registry: Path | Iterable[Path] = (),
    min_confidence: float | None = None,
    threads: int = 1,
) -> DataFrame:
    """One row a document, in the order of `df` within each partition: a record, or in `error` the reason why there
    is none.

    - `text`, `id`, `title`, `date`, `publisher`, `url`, `language_column`: names of columns. Title, date and so on
      are taken from columns of these very names where none is given; a document without an id is called by its key.
      A text may be a string or bytes.
    - `language`: `en` or `any`; a text in another language is a row with an error.
    - `max_text`: bytes of one text at most, 16 MB without it.
    - `model`, `codebook`, `registry`: files here, which go to the executors; the rest as for `Coder`.
    - `threads`: that code in one task; give as many as `spark.task.cpus`.

    The first action on a session lowers `spark.sql.execution.arrow.maxRecordsPerBatch` from Spark's 10,000 to 256,
    since a text may be long; a value that you have set stays.
    """
    fields = {"text": text}
    given = {"title": title, "date": date, "publisher": publisher, "url": url, "language": language_column}
    if id is not None:
        fields["id"] = id
    for name, column in given.items():
        usual = next((it for it in _USUAL[name] if it in df.columns), None)
        if column or usual:
            fields[name] = column or usual  # type: ignore[assignment]
    missing = [column for column in fields.values() if column not in df.columns]
    if missing:
        raise ValueError(
            f"no column {missing[0]!r} among {', '.join(df.columns)}"
            + ("; give `id=None` where the texts have no ids" if missing == [id] else "")
        )
    _short_batches(df.sparkSession)
    recipe = _recipe(df.sparkSession, model, codebook, registry, min_confidence)
    # No more than is needed goes to Python. One column may serve as two fields.
    wanted = df.select(*dict.fromkeys(f"`{column}`" for column in fields.values()))
    reading = Reading(fields, language, max_text, threads)
    return wanted.mapInArrow(partial(worker.code_batches, recipe, reading), schema())


def code_warc(
    ranges: DataFrame,
    *,
    opener: Opener | None = None,
    language: str = "en",
    max_text: int | None = None,
    model: Path | None = None,
    codebook: Path | None = None,
    registry: Path | Iterable[Path] = (),
    min_confidence: float | None = None,
    threads: int = 1,
) -> DataFrame:
    """One row for each page with an article, from places in web archives: rows `path`, `offset`, `length` in bytes.

    Ranges come from `warc_ranges`, or from an index of the archive, where each is one record. Executors read local
    paths and HTTP by themselves; for anything else, `opener(path)` gives a file to read and seek in
    (`fsspec.filesystem("s3").open`). A range that cannot be read is a row with an error, and so is a damaged
    record. Pages without an article, and in other languages, are passed over, as the program does.
    """
    recipe = _recipe(ranges.sparkSession, model, codebook, registry, min_confidence)
    reading = Reading({}, language, max_text, threads)
    places = ranges.selectExpr("path", "cast(offset as bigint) offset", "cast(length as bigint) length")
    return places.mapInArrow(partial(worker.code_ranges, recipe, reading, opener), schema())


def warc_ranges(
    spark: SparkSession, paths: Iterable[str], *, size: int = 8 << 20, opener: Opener | None = None
) -> DataFrame:
    """Rows `path`, `offset`, `length` of some `size` bytes for `code_warc`, cut between records. Each archive is
    read once for it."""
    paths = list(paths)
    df = spark.createDataFrame([(path,) for path in paths], "path string").repartition(max(len(paths), 1))
    places = "path string, offset bigint, length bigint"
    return df.mapInArrow(partial(worker.find_ranges, size, opener), places)


def _short_batches(spark: SparkSession) -> None:
    name = "spark.sql.execution.arrow.maxRecordsPerBatch"
    if spark.conf.get(name) == "10000":
        spark.conf.set(name, "256")


def _recipe(
    spark: SparkSession,
    model: Path | None,
    codebook: Path | None,
    registry: Path | Iterable[Path],
    min_confidence: float | None,
) -> Recipe:
    """What this driver codes with, its files sent on their way."""
    registries = [registry] if isinstance(registry, (str, os.PathLike)) else list(registry)
    here = Coder(model=model, codebook=codebook, registry=registries, min_confidence=min_confidence)

    def sent(path: Path | None) -> str | None:
        if path is None:
            return None
        whole = os.path.abspath(os.fspath(path))
        if os.path.isdir(whole):
            raise ValueError(f"{whole}: a folder; give the executors a sheet of it (`onrecord registry build`)")
        spark.sparkContext.addFile(whole)
        return os.path.basename(whole)

    def packed(folder: Path | None) -> str | None:
        """A folder as one file, which is all that a cluster takes; its name says what is in it."""
        if folder is None:
            return None
        place = os.path.join(tempfile.mkdtemp(), str(here.codebook).replace("@", "-"))
        return sent(shutil.make_archive(place, "zip", os.fspath(folder)))

    return Recipe(
        version=__version__,
        model=here.model,
        codebook=here.codebook,
        registry=here.registry,
        min_confidence=min_confidence,
        model_file=sent(model),
        codebook_archive=packed(codebook),
        registry_files=tuple(filter(None, map(sent, registries))),
    )
