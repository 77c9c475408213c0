"""Stores: SQL and search to Arrow, and what was coded here taken in by manifest."""

import hashlib
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import onrecord


@pytest.fixture(scope="module")
def store(tmp_path_factory, articles, program):
    path = tmp_path_factory.mktemp("stores") / "store"
    program("code", articles, "--into", path)
    return onrecord.open_store(path)


def test_sql_gives_what_the_program_prints(store, program):
    query = "SELECT type, count(*) AS events FROM events GROUP BY type ORDER BY events DESC, type"
    rows = pa.table(store.sql(query)).to_pylist()
    printed = program("sql", store.path, query, "--format", "jsonl").splitlines()
    assert rows == [json.loads(line) for line in printed] and len(rows) > 5
    assert {"documents", "statements", "events", "events_daily"} <= set(store.tables())
    assert pa.table(store.sql("SELECT id FROM documents WHERE false")).column_names == ["id"]


def test_only_questions_are_taken(store):
    with pytest.raises(onrecord.OnRecordError, match="did you mean `type`"):
        store.sql("SELECT typ FROM events")
    with pytest.raises(onrecord.OnRecordError):
        store.sql("DROP TABLE events")
    with pytest.raises(onrecord.OnRecordError, match="store"):
        onrecord.open_store(store.path + "-that-is-not-there")


def test_search_gives_sentences_with_their_marks(store, texts):
    found = store.search('"not one word"', limit=5)
    rows = pa.table(found).to_pylist()
    assert found.sentences >= len(found) == len(rows) > 0
    for row in rows:
        text = texts[row["id"].rsplit("/", 1)[-1]]
        assert text[row["start"] : row["end"]] == row["text"]
        words = " ".join(text[it["start"] : it["end"]] for it in row["marks"])
        assert words.lower() == "not one word"
    assert "Varga" in " ".join(pa.table(store.search(speaker="Varga", limit=1)).to_pylist()[0]["said_by"])
    assert store.search(publisher="Nobody").sentences == 0
    assert store.search(type="REJECT", status=["actual"], since="1990-01-01", until="1990-01-02").sentences == 0
    with pytest.raises(onrecord.OnRecordError):
        store.search('"an open quotation')


def test_coded_rows_come_into_a_store_once(tmp_path, texts, program, articles):
    coder = onrecord.Coder(threads=2)
    given = pa.table({"text": [*texts.values(), None]})
    path = tmp_path / "part-0.parquet"
    pq.write_table(pa.table(coder.code_batch(given)), path, compression="zstd")
    entry = {"path": path.name, "rows": len(given), "bytes": path.stat().st_size}
    entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / "manifest.json").write_text(json.dumps({"onrecord": "manifest/1", "files": [entry]}))
    store = onrecord.open_store(tmp_path / "store", create=True)
    assert store.import_manifest(tmp_path / "manifest.json") == (1, len(texts), 0, 0, 1)
    assert store.import_manifest(tmp_path / "manifest.json") == (1, 0, len(texts), 0, 1)
    # The same texts, files without ids, are known to the program.
    program("code", *sorted(articles.glob("*.txt")), "--into", store.path)
    (count,) = pa.table(store.sql("SELECT count(*) AS n FROM documents")).column("n").to_pylist()
    assert count == len(texts)
    assert program("verify", store.path)
