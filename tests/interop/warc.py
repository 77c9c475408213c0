"""Archives that warcio writes, held against what OnRecord reads of them.

    python tests/interop/warc.py PROGRAM

PROGRAM is the example `documents` of the crate onrecord-ingest. Archives are written plain and with one gzip member a
record, in WARC 1.0 and 1.1, with payloads that are chunked, packed with gzip or brotli, or in an old character set; what is
expected is what warcio itself reads back: ids, addresses, and the payload's text. Ends with status 1 at the first difference.
"""

import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PLACES = ["Lissa", "Port Amber", "Genève", "Kőszeg", "Orava"]
VERBS = ["runs again", "stays in the harbour", "was sold", "will be repaired"]


def sentence(dice):
    return f"The ferry to {dice.choice(PLACES)} {dice.choice(VERBS)}, the harbour office said on day {dice.randrange(1000)}."


def page(dice, n):
    """A page, and a sentence that must be in its text."""
    sure = f"Boat number {n} is the only one that the island has, said Ivo Brandt, who leads the office of the harbour."
    body = "".join(f"<p>{sentence(dice)}</p>\n" for _ in range(dice.randrange(2, 30)))
    head = f"<title>Ferry {n} leaves the harbour early | Harbour Post</title><nav><a href='/'>Home</a></nav>"
    return f"<!doctype html><html lang=en>{head}<article><h1>Ferry {n} leaves the harbour early</h1><p>{sure}</p>{body}</article></html>", sure


def chunked(data, size):
    pieces = [data[at:at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def write(path, packed, version, dice, count):
    """Writes an archive; gives for each page, by id, what must be in its text."""
    expected = {}
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=packed, warc_version=version)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "interop"}))
        for n in range(count):
            html, sure = page(dice, n)
            charset = dice.choice(["utf-8", "iso-8859-2", "utf-8"])
            data = html.encode(charset, "xmlcharrefreplace")
            headers = [("Content-Type", f"text/html; charset={charset}")]
            form = dice.randrange(5)
            if form in (1, 3):
                data = gzip.compress(data)
                headers.append(("Content-Encoding", "gzip"))
            if form in (2, 3):
                data = chunked(data, dice.randrange(10, 5000))
                headers.append(("Transfer-Encoding", "chunked"))
            status = "404 Not Found" if form == 4 and n % 3 == 0 else "200 OK"
            url = f"https://post.example/{version}/{n}"
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "post.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=request))
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=http)
            writer.write_record(record)
            if status.startswith("200"):
                expected[record.rec_headers.get_header("WARC-Record-ID").strip("<>")] = (url, sure)
    return expected


def read_back(path):
    """What warcio itself reads: id and address of each page that a server gave."""
    pages = {}
    with open(path, "rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
                head = record.rec_headers
                payload = record.content_stream().read().decode("latin-1")
                number = head.get_header("WARC-Target-URI").rsplit("/", 1)[1]
                assert f"Boat number {number} is" in payload
                pages[head.get_header("WARC-Record-ID").strip("<>")] = head.get_header("WARC-Target-URI")
    return pages


def documents(program, path):
    run = subprocess.run([program, path], capture_output=True, check=True, text=True, encoding="utf-8")
    return [json.loads(line) for line in run.stdout.splitlines()]


def check(program, path, expected):
    found = documents(program, path)
    wrong = [each for each in found if "error" in each]
    assert not wrong, wrong[:3]
    pages = read_back(path)
    assert {each["id"]: each["url"] for each in found} == pages, f"{path}: other records than warcio reads"
    assert pages.keys() == expected.keys()
    for each in found:
        url, sure = expected[each["id"]]
        assert each["url"] == url and sure in each["text"], (url, each["text"][:200])
        assert each["language"] == "en" and each["publisher"] == "Harbour Post", each
        assert each["published"], each
    return len(found)


def check_damaged(program, path, dice):
    """One damaged member costs one record, wherever the damage is; the others are as before."""
    with open(path, "rb") as stream:
        records = ArchiveIterator(stream)
        places = [(records.get_record_offset(), records.get_record_length()) for _ in records]
    whole = [each["id"] for each in documents(program, path)]
    data = bytearray(path.read_bytes())
    offset, length = places[len(places) // 2 | 1]
    data[offset + length // 2] ^= 1 << dice.randrange(8)
    damaged = path.with_name("damaged.warc.gz")
    damaged.write_bytes(data)
    found = documents(program, damaged)
    lost = set(whole) - {each.get("id") for each in found}
    assert len(lost) <= 1, lost
    assert sum("error" in each for each in found) <= 2, [each for each in found if "error" in each]


def main():
    program = sys.argv[1]
    dice = random.Random(20260302)
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        for version in ["WARC/1.0", "WARC/1.1"]:
            for packed in [False, True]:
                path = Path(folder) / f"{version[-3:]}-{packed}.warc{'.gz' if packed else ''}"
                expected = write(path, packed, version, dice, 200)
                total += check(program, path, expected)
                if packed:
                    for _ in range(5):
                        check_damaged(program, path, dice)
    print(f"warcio: {total} pages in 4 archives are read as warcio reads them")


if __name__ == "__main__":
    main()
