"""Web archives by ranges: executors read their own."""

import gzip
import pathlib

import pyarrow as pa
import pytest
from conftest import by_id

import onrecord
import onrecord.spark as on_spark
from onrecord.spark.members import cuts


def page(at: int) -> bytes:
    body = f"""<html><head><title>Bridge {at}</title></head><body><article><h1>Bridge {at} is closed</h1>
<p>The mayor of Harbour Town, Ana Roy, said on Tuesday that bridge number {at} had been closed for repairs.</p>
<p>The engineers denied that it had ever been unsafe, and they promised a report before the end of the month.</p>
<p>Nobody was hurt, a spokesman for the police told reporters, and the ferry would run every hour.</p>
</article></body></html>""".encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0000-{at}>\r\n"
        f"WARC-Target-URI: https://example.org/{at}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


PAGES = 30


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> pathlib.Path:
    path = tmp_path_factory.mktemp("archives") / "news.warc.gz"
    path.write_bytes(b"".join(gzip.compress(page(at)) for at in range(PAGES)))
    return path


def test_ranges_are_cut_between_records(spark, archive):
    ranges = on_spark.warc_ranges(spark, [str(archive)], size=2_000).orderBy("offset").collect()
    assert len(ranges) > 4
    at = 0
    for it in ranges:
        assert it.offset == at
        at += it.length
    assert at == archive.stat().st_size
    data = archive.read_bytes()
    whole = [gzip.decompress(data[it.offset : it.offset + it.length]) for it in ranges]
    assert b"".join(whole) == b"".join(map(page, range(PAGES))) and all(it.startswith(b"WARC/1.0") for it in whole)


def test_plain_archives_are_cut_too_and_damage_ends_the_cutting(tmp_path):
    plain = tmp_path / "news.warc"
    plain.write_bytes(b"".join(map(page, range(5))))
    with plain.open("rb") as file:
        ends = list(cuts(file, 1, gzip=False))
    assert len(ends) == 5 and ends[-1] == plain.stat().st_size
    broken = tmp_path / "news.warc.gz"
    broken.write_bytes(gzip.compress(page(0)) + gzip.compress(page(1)) + b"no gzip at all")
    with broken.open("rb") as file:
        ends = list(cuts(file, 1, gzip=True))
    assert len(ends) == 3 and ends[-1] == broken.stat().st_size


def test_rows_of_ranges_are_the_rows_of_the_archive(spark, archive):
    ranges = on_spark.warc_ranges(spark, [str(archive)], size=2_000).repartition(4)
    coded = by_id(on_spark.code_warc(ranges).toArrow())
    whole = by_id(pa.table(onrecord.Coder().code_files(archive)))
    assert len(coded) == PAGES and coded == whole
    assert coded[0]["doc"]["uri"] == "https://example.org/0"


def test_a_range_that_cannot_be_read_is_a_row(spark, archive):
    places = [(str(archive), 0, 10_000_000), ("/nowhere/news.warc.gz", 0, 5), ("s3://bucket/news.warc.gz", 7, 5)]
    rows = on_spark.code_warc(spark.createDataFrame(places, "path string, offset long, length long")).collect()
    errors = {row.id.rsplit("/", 1)[-1]: row.error for row in rows}
    assert "but the range has 10000000" in errors["news.warc.gz:0"] or "No such file" in errors["news.warc.gz:0"]
    assert len(rows) == 3 and all(row.error for row in rows)
    assert "without an `opener`" in errors["news.warc.gz:7"]


def test_an_opener_of_ones_own(spark, archive):
    def opener(path: str):
        return open(path.replace("store://", "/"), "rb")

    ranges = on_spark.warc_ranges(spark, [f"store:/{archive}"], size=4_000, opener=opener)
    assert on_spark.code_warc(ranges, opener=opener).where("error is null").count() == PAGES
