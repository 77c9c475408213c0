"""A store coded by the program, opened by DuckDB, pandas and pyarrow: the counts are those of `onrecord sql`.

    python tests/interop/tables.py PROGRAM FOLDER_OF_ARTICLES
"""
import csv
import io
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import pandas
import pyarrow.parquet

program, articles = sys.argv[1:]


def asked(store, query):
    run = subprocess.run([program, "sql", store, query, "--format", "csv"], capture_output=True, text=True, check=True)
    return list(csv.DictReader(io.StringIO(run.stdout)))


with tempfile.TemporaryDirectory() as folder:
    store = pathlib.Path(folder) / "store"
    # Some example folders hold files that are no articles, which is told by the status 1.
    coded = subprocess.run([program, "code", articles, "--into", store], capture_output=True, text=True)
    assert coded.returncode in (0, 1), coded.stderr
    for table in ("documents", "sentences", "statements", "events", "roles", "entities", "mentions", "times"):
        n = int(asked(store, f"SELECT count(*) AS n FROM {table}")[0]["n"])
        files = sorted((store / table).glob("*.parquet"))
        duck = duckdb.sql(f"SELECT count(*) FROM read_parquet('{store / table}/*.parquet')").fetchall()[0][0]
        rows = pandas.concat(pandas.read_parquet(f) for f in files)
        arrow = sum(pyarrow.parquet.read_metadata(f).num_rows for f in files)
        assert n == duck == len(rows) == arrow, (table, n, duck, len(rows), arrow)
    types = {r["type"]: int(r["n"]) for r in asked(store, "SELECT type, count(*) AS n FROM events GROUP BY type")}
    frame = pandas.concat(pandas.read_parquet(f) for f in sorted((store / "events").glob("*.parquet")))
    assert types == frame.groupby("type").size().to_dict(), types
    texts = dict(duckdb.sql(f"SELECT doc, text FROM read_parquet('{store}/documents/*.parquet')").fetchall())
    for row in frame.itertuples():
        words = " … ".join(texts[row.doc][s["start"]:s["end"]] for s in row.anchor_spans)
        assert words == row.anchor_text, (words, row.anchor_text)
    print(f"tables: {len(texts)} documents, {len(frame)} events, read alike by SQL, DuckDB, pandas and pyarrow")
