//! Sound inputs, damaged at random: whatever comes, each input ends, in bounded time and memory, without a panic, and no text
//! is made up.
//!
//! A few hundred inputs of each kind in the normal run; `ONRECORD_FUZZ=1000000` makes that many. `ONRECORD_FUZZ_SEED` begins
//! elsewhere.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use onrecord_ingest::{Limits, open_reader};
use parquet::arrow::ArrowWriter;

/// A small generator (SplitMix64), so that each input can be made again from its number.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % most.max(1) as u64).unwrap()
    }
}

/// Words that readers look for.
const WORDS: &[&[u8]] = &[
    b"\"",
    b"\n",
    b"\r\n\r\n",
    b",",
    b"\t",
    b"\0",
    b"\xff\xfe",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Length: 0\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n",
    b"\x1f\x8b\x08\x00",
    b"\x28\xb5\x2f\xfd",
    b"ffffffff\r\n",
    b"PAR1",
    b"<html>",
    b"\x7f\xff\xff\xff",
];

/// Damages an input in one to four places.
fn damaged(sound: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let to = (at + dice.below(64)).min(bytes.len());
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 if at < bytes.len() => bytes[at] = dice.roll() as u8,
            3 => drop(bytes.drain(at..to)),
            4 => {
                let piece = bytes[at..to].to_vec();
                let into = dice.below(bytes.len());
                bytes.splice(into..into, piece);
            }
            5 => {
                let word = WORDS[dice.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            _ => {
                let word = WORDS[dice.below(WORDS.len())];
                let end = (at + word.len()).min(bytes.len());
                bytes.splice(at..end, word.iter().copied());
            }
        }
    }
    bytes
}

/// How many inputs of each kind.
fn count(normal: u64) -> u64 {
    std::env::var("ONRECORD_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(normal)
}

fn seed() -> u64 {
    std::env::var("ONRECORD_FUZZ_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0)
}

/// Reads damaged kin of the samples, and looks at what comes.
fn fuzz(name: &str, samples: &[Vec<u8>], normal: u64) {
    let limits = Limits { text: 1 << 20, line: 1 << 20, record: 1 << 20, search: 1 << 22, ..Limits::default() };
    for number in 0..count(normal) {
        let mut dice = Dice(seed().wrapping_add(number).wrapping_mul(0x5851_f42d_4c95_7f2d));
        let sample = &samples[dice.below(samples.len())];
        let bytes = damaged(sample, &mut dice);
        let length = bytes.len();
        let mut items = 0;
        for item in open_reader(name, Cursor::new(bytes), &limits) {
            items += 1;
            // A row or a record needs a byte at least.
            assert!(items <= length + 1, "{name}, input {number}: more items than bytes");
            match item {
                Ok(document) => assert!(!document.text.trim().is_empty(), "{name}, input {number}: an empty text"),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(n: usize, kind: &str, http: &str, body: &[u8]) -> Vec<u8> {
    let block = [http.as_bytes(), body].concat();
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Target-URI: https://post.example/{n}\r\n\
         WARC-Date: 2026-03-02T09:30:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), &block, b"\r\n\r\n"].concat()
}

fn archive() -> Vec<Vec<u8>> {
    let html = "<html><title>Ferry</title><p>The ferry to Lissa runs again, the harbour office said on Friday after three weeks.\
        <p>The island needs its boat, said Ivo Brandt, who leads the office of the harbour there.</html>";
    let packed = gzip(html.as_bytes());
    let chunked = format!("{:x}\r\n{html}\r\n0\r\n\r\n", html.len());
    vec![
        record(1, "request", "GET / HTTP/1.1\r\n\r\n", b""),
        record(2, "response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", html.as_bytes()),
        record(3, "response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n", &packed),
        record(
            4,
            "response",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
            chunked.as_bytes(),
        ),
        record(5, "response", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"The talks go on."),
    ]
}

#[test]
fn damaged_archives_come_to_an_end() {
    fuzz("a.warc", &[archive().concat()], 2000);
}

#[test]
fn damaged_packed_archives_come_to_an_end() {
    let members: Vec<u8> = archive().iter().flat_map(|record| gzip(record)).collect();
    let whole = archive().concat();
    let zstd = zstd::encode_all(whole.as_slice(), 1).unwrap();
    let mut xz = Vec::new();
    liblzma::bufread::XzEncoder::new(whole.as_slice(), 1).read_to_end(&mut xz).unwrap();
    let mut bzip2 = Vec::new();
    bzip2::bufread::BzEncoder::new(whole.as_slice(), bzip2::Compression::fast()).read_to_end(&mut bzip2).unwrap();
    fuzz("a.warc.gz", &[members.clone(), members, zstd, xz, bzip2], 2000);
}

#[test]
fn damaged_tables_come_to_an_end() {
    let csv = "id,text,date,source\n\
        1,\"The minister said: \"\"No.\"\"\nHe left, and so did they.\",2026-03-02,Harbour Post\r\n\
        2,The talks go on.,2 March 2026,\n\
        3,\"Ferry, again\",,Gazette\n";
    fuzz("a.csv", &[csv.into(), csv.replace(',', ";").into(), csv.replace("\"\"", "\"").into()], 4000);
    fuzz("a.tsv", &[csv.replace(',', "\t").into()], 2000);
}

#[test]
fn damaged_parquet_comes_to_an_end() {
    let column = |make: &dyn Fn(usize) -> String| -> ArrayRef {
        Arc::new((0..40).map(|n| Some(make(n))).collect::<StringArray>())
    };
    let batch = RecordBatch::try_from_iter([
        ("id", column(&|n| n.to_string())),
        ("text", column(&|n| format!("Report {n} says that talks go on."))),
        ("date", column(&|_| "2026-03-02".to_owned())),
    ])
    .unwrap();
    let write = |compression| {
        let properties = parquet::file::properties::WriterProperties::builder()
            .set_compression(compression)
            .set_max_row_group_row_count(Some(16))
            .build();
        let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.into_inner().unwrap()
    };
    use parquet::basic::Compression;
    let zstd = Compression::ZSTD(parquet::basic::ZstdLevel::default());
    let samples = [Compression::UNCOMPRESSED, Compression::SNAPPY, zstd, Compression::LZ4_RAW].map(write);
    fuzz("a.parquet", &samples, 1500);
}
