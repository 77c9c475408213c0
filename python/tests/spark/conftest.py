"""A real cluster of two executors, each a Java process with a Python worker of its own."""

import os
import pathlib
import sys

import pyarrow as pa
import pytest

import onrecord

COPIES = 8


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    # Workers are to find this package and these tests, wherever they lie.
    package = pathlib.Path(onrecord.__file__).resolve().parents[1]
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(package), str(pathlib.Path(__file__).parent)])
    os.environ["SPARK_LOCAL_DIRS"] = str(tmp_path_factory.mktemp("spark"))
    os.environ["SPARK_WORKER_DIR"] = str(tmp_path_factory.mktemp("work"))
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("onrecord tests")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.task.maxFailures": "4",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def rows(texts) -> list[tuple[str, str | None]]:
    """Documents that all differ, and some that are none."""
    many = [(f"{name}#{at}", f"{text}\n\nCopy {at}.") for at in range(COPIES) for name, text in texts.items()]
    return [*many, ("null", None), ("blank", " "), ("binary", "a\0b")]


@pytest.fixture(scope="session")
def alone(rows) -> list[dict]:
    """The rows that one process on one machine makes of them, by id."""
    given = pa.table({"id": [it[0] for it in rows], "text": pa.array([it[1] for it in rows], pa.string())})
    return by_id(pa.table(onrecord.Coder().code_batch(given)))


def by_id(table: pa.Table) -> list[dict]:
    return sorted(table.to_pylist(), key=lambda row: row["id"])
