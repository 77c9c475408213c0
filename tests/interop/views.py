"""Opens a store in DuckDB through its own views.sql, in pandas and in pyarrow: the columns and counts that researchers use.

Usage: views.py ONRECORD ARTICLES, the program and a folder of articles.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import pandas
import pyarrow.dataset


def main(program: str, articles: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "store"
        wire = pathlib.Path(folder) / "copy.jsonl"
        text = next(pathlib.Path(articles).glob("court.txt")).read_text(encoding="utf-8")
        wire.write_text(json.dumps({"id": "copy", "publisher": "Night Wire", "text": "ARDEN BAY (NPW) - " + text}))
        subprocess.run([program, "code", articles, str(wire), "--into", str(store)], check=True, capture_output=True)

        # What no segment has is seen by a glob and not by the views.
        (store / "events" / "000009.parquet").write_bytes((store / "events" / "000001.parquet").read_bytes())
        base = duckdb.connect()
        base.execute(f"SET file_search_path = '{store}'")
        base.execute((store / "views.sql").read_text(encoding="utf-8"))

        def ask(sql):
            return base.execute(sql).fetchall()

        (documents,), = ask("SELECT count(*) FROM documents")
        assert ask("SELECT count(*) FROM signatures") == [(documents,)]
        assert ask("SELECT count(*), count(DISTINCT story) FROM stories") == [(documents, documents - 1)]
        (events,), = ask("SELECT count(*) FROM events")
        globbed = base.execute(f"SELECT count(*) FROM '{store}/events/*.parquet'").fetchone()[0]
        assert globbed == 2 * events, "the views are restricted to what is committed"

        # The cube and the rows say the same.
        by_rows = ask("SELECT type, status, count(*) FROM events GROUP BY ALL ORDER BY ALL")
        by_cube = ask("SELECT type, status, sum(events)::BIGINT FROM events_by_month GROUP BY ALL ORDER BY ALL")
        assert by_rows == by_cube, (by_rows, by_cube)
        (statements,), = ask("SELECT count(*) FROM statements")
        assert ask("SELECT sum(statements)::BIGINT FROM statements_by_month") == [(statements,)]

        # One row a day, dyad and type; the events of two copies once.
        assert ask("SELECT max(n) FROM (SELECT count(*) AS n FROM events_daily "
                   "GROUP BY day, actor_country, recipient_country, type)") == [(1,)]
        (told, by_story), = ask("SELECT sum(copies)::BIGINT, count(*) FROM events_by_story")
        assert told == events and by_story < events, (told, by_story, events)
        assert ask("SELECT count(*) FROM events_by_story b LEFT JOIN events e ON e.doc = b.doc AND e.event = b.event "
                   "WHERE e.doc IS NULL") == [(0,)]

        stories = pandas.read_parquet(store / "derived" / "stories")
        assert stories.documents.max() == 2 and len(stories) == documents
        table = pyarrow.dataset.dataset(store / "statements").to_table()
        assert table.num_rows == statements

        # After joining and taking out the same file serves.
        for command in (["compact", str(store)], ["remove", str(store), "copy"]):
            subprocess.run([program, *command], check=True, capture_output=True)
        base.execute((store / "views.sql").read_text(encoding="utf-8"))
        assert ask("SELECT count(*) FROM documents") == [(documents - 1,)]
        print(f"views: {documents} documents, {events} events, {by_story} told once, {statements} statements")


if __name__ == "__main__":
    main(*sys.argv[1:])
