"""Many texts in Arrow to records in Arrow."""

import threading
import time

import duckdb
import pandas
import polars
import pyarrow as pa
import pytest

import onrecord
from onrecord import Coder, Record

FRENCH = "Le ministre a déclaré lundi que les pourparlers avec l'État voisin reprendraient la semaine prochaine."


@pytest.fixture(scope="module")
def coder():
    return Coder(threads=2)


def table(texts: dict[str, str]) -> pa.Table:
    return pa.table({"id": list(texts), "text": list(texts.values())})


def test_a_row_is_the_record_that_read_gives(coder, texts):
    rows = pa.table(coder.code_batch(table(texts))).to_pylist()
    assert [row["id"] for row in rows] == list(texts), "in the order given"
    for row in rows:
        record = coder.read(texts[row["id"]], id=row["id"])
        assert Record.from_row(row) == record
        assert Record.from_row(row).to_json() == record.to_json()
        assert row["error"] is None and len(row["key"]) == 32
        assert row["made"] == {
            "program": onrecord.__version__,
            "model": coder.model,
            "codebook": coder.codebook,
            "registry": None,
        }


def test_any_kind_of_frame_goes_in_and_comes_out(coder, texts):
    given = table(texts)
    wanted = pa.table(coder.code_batch(given))
    batch = given.combine_chunks().to_batches()[0]
    assert pa.table(pa.record_batch(coder.code_batch(batch))) == wanted
    for frame in (polars.DataFrame(given), given.to_pandas()):
        assert pa.table(coder.code_batch(frame)) == wanted
    assert polars.DataFrame(coder.code_batch(given))["statements"].list.len().sum() > 50
    assert len(pandas.DataFrame(pa.table(coder.code_batch(given)).to_pandas())) == len(texts)


def test_duckdb_gives_texts_and_asks_of_records(coder, articles):
    base = duckdb.connect()
    texts = base.sql(f"SELECT filename AS id, content AS text FROM read_text('{articles}/court.txt')")
    base.register("coded", pa.table(coder.code_batch(texts)))
    cues = "SELECT s.cue.class, count(*) FROM (SELECT unnest(statements) AS s FROM coded) GROUP BY 1"
    assert dict(base.sql(cues).fetchall())["say"] >= 3


def test_bad_rows_say_why_and_stop_nothing(coder):
    texts = ["The Senate rejected the bill.", None, " ", FRENCH, "x" * 200, b"%PDF-1.7".decode()]
    rows = pa.table(coder.code_batch(pa.table({"id": list("abcdef"), "text": texts}), max_text=150)).to_pylist()
    assert [row["id"] for row in rows] == list("abcdef")
    reasons = [(row["error"] or "").split(";")[0] for row in rows]
    assert reasons == [
        "",
        "the text is null",
        "nothing to read",
        "written in French",
        "the text is longer than 150 bytes",
        "a PDF, not text",
    ]
    assert all(row["text"] is None and row["made"]["model"] == coder.model for row in rows[1:])
    with pytest.raises(ValueError, match="the text is null"):
        Record.from_row(rows[1])
    french = pa.table(coder.code_batch(pa.table({"text": [FRENCH]}), language="any")).to_pylist()
    assert french[0]["doc"]["language"] == "fr"


def test_a_column_of_another_type_is_an_error_in_each_row(coder):
    rows = pa.table(coder.code_batch(pa.table({"text": [1, 2]}))).to_pylist()
    assert [row["error"].split(";")[0] for row in rows] == ["the text is a number, not a string"] * 2
    with pytest.raises(ValueError, match="no column of texts among n"):
        coder.code_batch(pa.table({"n": ["a"]}))


def test_bytes_are_decoded_and_text_is_not_believed(coder):
    column = pa.array([b"The caf\xe9 said no.", b"\x00\x01", "Zoë said no.".encode()], pa.binary())
    rows = pa.table(coder.code_batch(pa.table({"text": column}))).to_pylist()
    assert [row["text"] for row in rows] == ["The café said no.", None, "Zoë said no."]
    # A string column whose bytes are no UTF-8, as a careless writer makes it.
    broken = pa.array([b"The caf\xe9 said no."], pa.binary()).view(pa.string())
    assert pa.table(coder.code_batch(pa.table({"text": broken}))).column("text").to_pylist() == ["The café said no."]


def test_columns_by_other_names_and_documents_without_an_id(coder):
    given = pa.table({"body": ["The Senate rejected the bill."], "day": ["2021-03-04"], "text": ["not this"]})
    row = pa.table(coder.code_batch(given, columns={"text": "body", "date": "day"})).to_pylist()[0]
    assert row["doc"]["published"] == "2021-03-04" and row["text"] == "The Senate rejected the bill."
    assert row["id"] is None and row["doc"]["id"] == row["key"], "called by what it is, not by where it stood"
    with pytest.raises(ValueError, match="boddy"):
        coder.code_batch(given, columns={"text": "boddy"})


def test_rows_do_not_depend_on_threads_or_batches(texts):
    given = pa.concat_tables([table(texts)] * 3)
    wanted = pa.table(Coder(threads=1).code_batch(given)).combine_chunks()
    for threads, size in [(1, 1), (2, 5), (3, 100)]:
        batches = pa.table(given).to_batches(max_chunksize=size)
        reader = pa.RecordBatchReader.from_batches(given.schema, batches)
        assert pa.table(Coder(threads=threads).code_batch(reader)).combine_chunks() == wanted


def test_a_stream_is_coded_while_it_is_taken(coder):
    taken = []

    def batches():
        for at in range(10_000):
            taken.append(at)
            yield pa.record_batch({"text": [f"Minister {at} said no."]})

    schema = pa.schema([("text", pa.string())])
    stream = coder.code_batch(pa.RecordBatchReader.from_batches(schema, batches()))
    reader = pa.RecordBatchReader.from_stream(stream)
    assert reader.read_next_batch().num_rows > 0
    del reader
    known = -1
    while known < len(taken):  # what was being coded is coded to its end
        known = len(taken)
        time.sleep(1)
    assert known < 10_000, "nobody wants more, so nothing more is read"
    with pytest.raises(RuntimeError, match="taken already"):
        pa.table(stream)


def test_an_error_of_what_comes_in_comes_out(coder):
    def batches():
        yield pa.record_batch({"text": ["No, said the Senate."]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("text", pa.string())]), batches())
    with pytest.raises(Exception, match="the disk is gone"):
        pa.table(coder.code_batch(reader))


def test_python_goes_on_while_texts_are_coded(coder, texts):
    ticks = []
    done = threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    batch = pa.concat_tables([table(texts)] * 4).combine_chunks().to_batches()[0]
    began = time.monotonic()
    coder.code_batch(batch, threads=1)
    ended = time.monotonic()
    done.set()
    thread.join()
    # Held, the lock would leave one tick before and one after.
    assert sum(began < it < ended for it in ticks) > 5


def test_files_give_the_rows_that_the_program_codes(coder, articles, program):
    rows = pa.table(coder.code_files(articles / "wire.jsonl", articles / "brief.txt")).to_pylist()
    printed = program("read", articles / "wire.jsonl", articles / "brief.txt", "--format", "jsonl").splitlines()
    assert [Record.from_row(row) for row in rows] == [Record.from_json(line) for line in printed]
    (row,) = pa.table(coder.code_files(articles / "missing.txt")).to_pylist()
    assert "no such file or folder" in row["error"] and row["id"].endswith("missing.txt")
    page = (
        b"<html><title>Bill</title><body><article><p>The Senate rejected the bill on Tuesday, and its leader, "
        b"Ana Roy, said that she would not try again before the summer.</p>"
        b"<p>Nobody in the chamber objected to that, the clerk noted.</p></article>"
    )
    (row,) = pa.table(coder.code_bytes("page.html", page)).to_pylist()
    assert row["text"].startswith("The Senate rejected the bill") and row["error"] is None
