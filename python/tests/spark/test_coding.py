"""DataFrames of texts to DataFrames of records, on two executors."""

import json
import pathlib

import pyarrow as pa
import pytest
from conftest import by_id

import onrecord
import onrecord.spark as on_spark
from onrecord import Record

ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def coded(spark, rows):
    return on_spark.code(spark.createDataFrame(rows, "id string, text string").repartition(6)).persist()


def test_rows_are_those_of_one_process(coded, alone):
    assert by_id(coded.toArrow()) == alone
    assert coded.select("made.model").distinct().collect()[0].model == onrecord.default_coder().model


def test_bad_rows_are_rows(coded):
    errors = {row.id: row.error.split(";")[0] for row in on_spark.errors(coded).collect()}
    assert errors == {
        "null": "the text is null",
        "blank": "nothing to read",
        "binary": "binary, not text (zero byte at offset 1)",
    }


def test_flat_tables_hold_what_the_records_hold(coded, alone):
    records = [Record.from_row(row) for row in alone if row["error"] is None]
    said = {(row.id, row.statement): row for row in on_spark.statements(coded).collect()}
    done = {(row.id, row.event): row for row in on_spark.events(coded).collect()}
    assert len(said) == sum(len(it.statements) for it in records) and len(done) == sum(len(it.events) for it in records)
    for record in records:
        for it in record.statements:
            row = said[record.doc.id, it.id]
            assert (row.source, row.cue, row.content) == (it.source.text, it.cue.text, it.content.text)
        for it in record.events:
            row = done[record.doc.id, it.id]
            assert (row.type, row.anchor, row.status, row.statement) == (it.type, it.text, it.status, it.statement)
    counts = on_spark.documents(coded).selectExpr("sum(sentences)", "sum(entities)", "count(*)").collect()[0]
    assert counts[0] == on_spark.sentences(coded).count() == sum(len(it.sentences) for it in records)
    assert counts[1] == on_spark.entities(coded).count() and counts[2] == len(records)
    assert on_spark.mentions(coded).count() == sum(len(e.mentions) for it in records for e in it.entities)


def test_texts_that_are_numbers_or_bytes(spark):
    numbers = on_spark.code(spark.createDataFrame([(1, 7)], "id long, text long")).collect()
    assert numbers[0].id == "1" and numbers[0].error.startswith("the text is a number, not a string")
    page = spark.createDataFrame([("a", bytearray("Zoë said no.".encode()))], "id string, text binary")
    assert on_spark.code(page).collect()[0].text == "Zoë said no."


def test_columns_by_name(spark):
    df = spark.createDataFrame(
        [("a", "The Senate rejected it.", "2021-03-04", "x")], "n string, body string, day string, text string"
    )
    row = on_spark.code(df, text="body", id="n", date="day").collect()[0]
    assert (row.id, row.text, row.doc.published) == ("a", "The Senate rejected it.", "2021-03-04")
    with pytest.raises(ValueError, match="no column 'id' among n, body, day, text; give `id=None`"):
        on_spark.code(df, text="body")


def test_what_is_not_in_the_package_goes_to_the_executors(spark, tmp_path):
    folder = tmp_path / "mine"
    (folder / "types").mkdir(parents=True)
    # PLOVER's own file with one word more makes another codebook.
    reject = (ROOT / "codebook/plover/types/REJECT.toml").read_text(encoding="utf-8")
    (folder / "types/REJECT.toml").write_text(
        reject.replace("snub, rule out", "snub, disdain, rule out", 1), encoding="utf-8"
    )
    model = next((ROOT / "models").glob("*.safetensors"))
    here = onrecord.Coder(model=model, codebook=folder, min_confidence=0.2)
    assert here.codebook != onrecord.default_coder().codebook
    df = spark.createDataFrame([("a", "The Senate rejected the bill.")], "id string, text string")
    row = on_spark.code(df, model=model, codebook=folder, min_confidence=0.2).collect()[0]
    assert (row.made.model, row.made.codebook, row.settings) == (here.model, here.codebook, "min-confidence=0.2")
    assert [it.type for it in row.events] == ["REJECT"]


def test_an_executor_with_another_model_refuses(spark):
    from functools import partial

    from onrecord.spark import worker

    recipe = worker.Recipe(version=onrecord.__version__, model="wire-0@000000000000", codebook=None, registry=None)
    df = spark.createDataFrame([("The Senate rejected it.",)], "text string")
    work = partial(worker.code_batches, recipe, worker.Reading({"text": "text"}))
    with pytest.raises(Exception, match="but the driver .*wire-0@000000000000.*; install the same wheel on both"):
        df.mapInArrow(work, on_spark.schema()).collect()


def test_results_come_into_a_store_exactly_once(coded, tmp_path, alone):
    folder = tmp_path / "coded"
    with pytest.raises(ValueError, match="not done"):
        folder.mkdir()
        on_spark.manifest(folder)
    folder.rmdir()
    on_spark.write(coded, str(folder))
    # What a task that was tried again may leave beside the results is nobody's.
    (folder / "_temporary-part.parquet").write_bytes(b"half a file")
    manifest = on_spark.manifest(folder)
    assert sum(it["rows"] for it in json.load(open(manifest, encoding="utf-8"))["files"]) == len(alone)
    store = onrecord.open_store(tmp_path / "store", create=True)
    good = sum(row["error"] is None for row in alone)
    assert store.import_manifest(manifest)[1:] == (good, 0, 0, 3)
    assert store.import_manifest(manifest)[1:] == (0, good, 0, 3)
    events = pa.table(store.sql("SELECT count(*) AS n FROM events")).column("n").to_pylist()
    assert events == [sum(len(row["events"] or []) for row in alone)]
