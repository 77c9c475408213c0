"""Measures, in one run: Python and Arrow against the program, two executors of Spark against one process, and how long
a beginning takes. No test, since a clock proves nothing on a busy machine.

    ONRECORD=target/release/onrecord python python/tests/measure.py [COPIES [ROUNDS]]
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main(copies: int, rounds: int) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    many = [f"{text}\n\nCopy {at}." for at in range(copies) for text in texts]
    words = sum(len(text.split()) for text in many)
    print(f"{len(many)} documents, {words} words, by white space")
    with tempfile.TemporaryDirectory() as folder:
        beginning()
        threads(pathlib.Path(folder), many, words, rounds)
        spark(pathlib.Path(folder), many, words, rounds)


def beginning() -> None:
    clock = "print(time.perf_counter() - t); t = time.perf_counter()"
    begin = "import time; t = time.perf_counter(); import onrecord"
    line = f"{begin}; {clock}; onrecord.read('The minister denied it.'); {clock}"
    runs = [subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True) for _ in range(5)]
    imports, firsts = zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
    print(f"import {statistics.median(imports):.3f} s, first record {statistics.median(firsts):.3f} s (medians of 5)")


def threads(folder: pathlib.Path, many: list[str], words: int, rounds: int) -> None:
    """The program and Python by turns, both from a file to files, on one thread and on two."""
    import onrecord

    lines = folder / "many.jsonl"
    lines.write_text("".join(json.dumps({"id": str(at), "text": text}) + "\n" for at, text in enumerate(many)))
    for count in (1, 2):
        coder = onrecord.Coder(threads=count)
        program, binding = [], []
        for at in range(rounds):
            store = folder / f"store-{count}-{at}"
            command = [os.environ["ONRECORD"], "code", lines, "--into", store, "--threads", str(count)]
            program.append(timed(lambda command=command: subprocess.run(command, check=True, capture_output=True)))
            given = pa.table({"id": [str(at) for at in range(len(many))], "text": many})

            def through(given=given, coder=coder) -> None:
                rows = pa.RecordBatchReader.from_stream(coder.code_batch(given))
                with pq.ParquetWriter(folder / "rows.parquet", rows.schema, compression="zstd") as out:
                    for batch in rows:
                        out.write_batch(batch)

            binding.append(timed(through))
        ratio = statistics.median(one / other for one, other in zip(program, binding, strict=True))
        print(
            f"{count} threads: program {rate(words, program)}, Python and Arrow {rate(words, binding)} words/s "
            f"(best of {rounds}); median of the ratios of neighbours {ratio:.3f}"
        )
    print(f"rows as zstd Parquet: {(folder / 'rows.parquet').stat().st_size / words:.1f} bytes a word")


def spark(folder: pathlib.Path, many: list[str], words: int, rounds: int) -> None:
    """One process on one thread, and two executors of one core each, by turns; the session is warm."""
    import onrecord
    import onrecord.spark as on_spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_DIRS"] = os.environ["SPARK_WORKER_DIR"] = str(folder / "work")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    given = pa.table({"id": [str(at) for at in range(len(many))], "text": many})
    df = session.createDataFrame(given.to_pylist(), "id string, text string").repartition(8).persist()
    df.count()
    on_spark.code(df.limit(8)).count()
    coder = onrecord.Coder(threads=1)
    alone, cluster = [], []
    for at in range(rounds):
        alone.append(timed(lambda: pq.write_table(pa.table(coder.code_batch(given)), folder / "alone.parquet")))
        cluster.append(timed(lambda at=at: on_spark.write(on_spark.code(df), str(folder / f"coded-{at}"))))
    ratio = statistics.median(one / two for one, two in zip(alone, cluster, strict=True))
    print(
        f"Spark: one process {rate(words, alone)}, two executors {rate(words, cluster)} words/s (best of {rounds}); "
        f"median of the ratios of neighbours {ratio:.2f}"
    )
    session.stop()


def timed(job) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def rate(words: int, times: list[float]) -> str:
    return f"{words / min(times):,.0f}"


if __name__ == "__main__":
    main(*map(int, (sys.argv[1:] + ["20", "3"][len(sys.argv) - 1 :])))
