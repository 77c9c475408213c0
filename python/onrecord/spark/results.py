"""Records to files, and the files to a store, exactly once.

Spark moves the files of a task into the folder when the job commits it, so of tasks that were tried again, or run
twice at the same time, one counts. The manifest names the files that are then there, with their hashes; `onrecord
import` takes each document of them once, by its key, however often it is given.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from ..coder import Path
from .worker import local_path

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def write(coded: DataFrame, folder: str) -> None:
    """Writes the rows as Parquet into a folder that is not there yet, in the form that a store takes in. This is
    what runs the job."""
    coded.write.option("compression", "zstd").option(
        "mapreduce.fileoutputcommitter.marksuccessfuljobs", "true"
    ).parquet(folder)


def manifest(folder: Path) -> str:
    """Writes `manifest.json` into a folder that `write` filled, and gives its path for `onrecord import` or
    `Store.import_manifest`.

    The folder must be one that this machine sees. Raises `ValueError` where the job that fills it is not done.
    """
    place = local_path(os.fspath(folder))
    if not os.path.exists(os.path.join(place, "_SUCCESS")):
        raise ValueError(f"{place}: the job that writes here is not done, or failed: there is no _SUCCESS")
    files = []
    for name in sorted(os.listdir(place)):
        if not name.endswith(".parquet") or name.startswith((".", "_")):
            continue
        path = os.path.join(place, name)
        with open(path, "rb") as file:
            sha256 = hashlib.sha256()
            while chunk := file.read(1 << 20):
                sha256.update(chunk)
        rows = pq.read_metadata(path).num_rows
        files.append({"path": name, "rows": rows, "bytes": os.path.getsize(path), "sha256": sha256.hexdigest()})
    written = os.path.join(place, "manifest.json")
    # Whole or not at all: a reader must not find half of it.
    with open(written + ".new", "w", encoding="utf-8") as file:
        json.dump({"onrecord": "manifest/1", "files": files}, file, indent=1)
    os.replace(written + ".new", written)
    return written
