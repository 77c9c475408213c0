//! CSV, TSV and Parquet: rows that are documents, rows that are not, and columns by any name.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Cursor;
use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use onrecord_ingest::{
    Document, Input, Languages, Limits, Options, Place, ReadError, SkipReason, open_reader, open_reader_with, open_with,
};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

fn read_with(name: &str, bytes: impl AsRef<[u8]>, options: &Options) -> Vec<Result<Document, ReadError>> {
    open_reader_with(name, Cursor::new(bytes.as_ref().to_vec()), options).collect()
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Result<Document, ReadError>> {
    read_with(name, bytes, &Options::default())
}

/// Texts of documents, messages of errors.
fn told(items: &[Result<Document, ReadError>]) -> Vec<String> {
    items.iter().map(|item| item.as_ref().map_or_else(ToString::to_string, |document| document.text.clone())).collect()
}

#[test]
fn a_row_brings_its_own_facts() {
    let table = "\u{feff}id,Headline,body,published_at,source,url,words\r\n\
        a7,\"Ferry, again\",\"The ferry runs.\r\n\r\n\"\"At last,\"\" said Ivo Brandt.\",2026-03-02T10:00:00Z,Harbour Post,https://post.example/7,9\r\n\
        \r\n\
        ,,No.,,,,1";
    let items = read("news.csv", table);
    let (first, second) = (items[0].as_ref().unwrap(), items[1].as_ref().unwrap());
    assert_eq!(first.text, "The ferry runs.\r\n\r\n\"At last,\" said Ivo Brandt.");
    assert_eq!((first.id.as_str(), first.id_given), ("a7", true));
    assert_eq!(first.title.as_deref(), Some("Ferry, again"));
    assert_eq!(first.published.as_deref(), Some("2026-03-02"));
    assert_eq!(
        (first.publisher.as_deref(), first.uri.as_deref()),
        (Some("Harbour Post"), Some("https://post.example/7"))
    );
    assert_eq!((second.id.as_str(), second.id_given), ("news.csv:4", false), "the header is row 1, blank rows count");
    assert_eq!((second.origin.place, second.title.as_ref()), (Some(Place::Row(4)), None));
}

#[test]
fn delimiters_are_told_by_the_header() {
    for table in
        ["id;text\n1;Yes, no.\n", "id\ttext\n1\tYes, no.\n", "id|text\n1|Yes, no.\n", "\n\ntext;id\nYes, no.;1"]
    {
        assert_eq!(told(&read("news.csv", table)), ["Yes, no."], "{table:?}");
    }
    assert_eq!(told(&read("news.csv", "text\nYes.\nNo.\n")), ["Yes.", "No."]);
}

#[test]
fn columns_have_the_names_that_the_user_says() {
    let options = Options { columns: "text=Summary,date=seen".parse().unwrap(), ..Options::default() };
    let items = read_with("news.csv", "text,summary,seen\nlong,Short.,17 May 2020\n", &options);
    let document = items[0].as_ref().unwrap();
    assert_eq!((document.text.as_str(), document.published.as_deref()), ("Short.", Some("2020-05-17")));
    let items = read_with("-", "summary\tseen\nShort.\t2020-05-17\n", &options);
    assert_eq!(told(&items), ["Short."], "a stream without a name, known by the columns");
    assert_eq!(
        told(&read_with("news.csv", "text,seen\nNo.,2020-05-17\n", &options)),
        ["news.csv, row 1: no column \"Summary\" among text, seen; \
          say which column holds what, for example --columns text=body,date=published_at"]
    );
    assert!(
        told(&read("news.csv", "a,b\n1,2\n"))[0].starts_with("news.csv, row 1: no column of texts among a, b; say")
    );
}

#[test]
fn a_broken_row_is_one_error_and_the_rest_is_read() {
    let table = "id,text\n\
        1,First.\n\
        2,\"He said \"no\" and left.\nIt was Monday, they said, and cold.\n\"\n\
        3,Third.\n\
        4,too,many\n\
        5,Fifth.\n\
        6,\"never closed\n\
        7,Seventh.\n";
    let items = read("news.csv", table);
    assert_eq!(
        told(&items),
        [
            "First.",
            "news.csv, row 3: broken row: a quotation mark within a quoted cell (and the 2 lines after it); \
             write quotation marks within a quoted cell twice, and close each quoted cell",
            "Third.",
            "news.csv, row 5: broken row: 3 cells where the header has 2; \
             give each row as many cells as the header, with \"…\" around those that hold delimiters or line ends",
            "Fifth.",
            "news.csv, row 7: broken row: a quoted cell that is never closed; \
             write quotation marks within a quoted cell twice, and close each quoted cell",
            "Seventh.",
        ]
    );
    let offsets: Vec<_> = items.iter().filter_map(|item| item.as_ref().err()?.offset).collect();
    let places = ["2,\"He", "4,too", "6,\"never"].map(|row| table.find(row).unwrap() as u64);
    assert_eq!(offsets, places);
}

#[test]
fn tabs_without_quoting_keep_quotation_marks() {
    let table = "id\ttext\n1\t\"No,\" he said.\n2\t\"Quoted\ttab\"\n3\tHe said \"no\".\n";
    assert_eq!(told(&read("news.tsv", table)), ["\"No,\" he said.", "Quoted\ttab", "He said \"no\"."]);
}

#[test]
fn rows_without_text_or_in_other_characters_are_told() {
    let items = read(
        "news.csv",
        b"id,text\n1,\n2,caf\xe9 talks in Gen\xe8ve go on as the minister said until the end of the week\n",
    );
    assert!(told(&items)[0].starts_with("news.csv, row 2: nothing to read; "));
    let document = items[1].as_ref().unwrap();
    assert_eq!(document.encoding, "windows-1252");
    assert!(document.text.starts_with("café talks in Genève"));
    let wide: Vec<u8> = "\u{feff}id,text\n1,No.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let said = told(&read("news.csv", wide));
    assert_eq!(said, ["news.csv, row 1: a table in UTF-16LE, not UTF-8; convert it, for example with iconv -t UTF-8"]);
}

#[test]
fn a_cell_that_never_ends_is_given_up_within_bounds() {
    let limits = Limits { line: 1 << 16, search: 1 << 20, ..Limits::default() };
    let read = |table: String| -> Vec<_> { open_reader("news.csv", Cursor::new(table), &limits).collect() };
    let open = format!("id,text\n1,\"{}\n2,Second.\n", "x".repeat(1 << 17));
    let said = told(&read(open));
    assert!(said[0].contains("row 2: the line is longer than 64 KB; it was skipped"), "{said:?}");
    assert_eq!(said[1], "Second.");
    // Each line opens a quoted cell, and within one does not close it.
    let crossed = format!("id,text\n{}", "a\",\"b\n".repeat(1 << 16));
    let said = told(&read(crossed));
    assert!(said.last().unwrap().contains("the rest of the input was left"), "{:?}", said.last());
}

#[test]
fn other_languages_are_counted_and_passed_over_where_english_is_asked_for() {
    let table = "id,text,lang\n\
        1,The minister said on Monday that the talks would go on for another week. Both sides had asked for more time and \
        nobody should expect an agreement before the summer; she would travel to Geneva again on Thursday.,\n\
        2,Le ministre a déclaré lundi que les pourparlers reprendraient la semaine prochaine à Genève. Les deux parties \
        avaient demandé un délai et personne ne devait s'attendre à un accord avant la fin de l'été.,\n\
        3,No.,\n\
        4,Nein.,deu_Latn\n";
    let all = read("news.csv", table);
    let languages: Vec<_> = all.iter().map(|item| item.as_ref().unwrap().language.as_deref()).collect();
    assert_eq!(languages, [Some("en"), Some("fr"), None, Some("de")]);
    let options = Options { languages: Languages::English, ..Options::default() };
    let mut documents = open_reader_with("news.csv", Cursor::new(table), &options);
    let ids: Vec<_> = documents.by_ref().map(|item| item.unwrap().id).collect();
    assert_eq!(ids, ["1", "3"]);
    let skipped: Vec<_> = documents.progress().skipped().into_iter().map(|each| (each.reason, each.first)).collect();
    assert_eq!(
        skipped,
        [
            (SkipReason::Language("French"), "news.csv:3".to_owned()),
            (SkipReason::Language("German"), "news.csv:5".to_owned())
        ]
    );
}

/// Rows as Infini-News has them, in groups of two.
fn infini_news(rows: usize, compression: Compression) -> Vec<u8> {
    let texts =
        |make: &dyn Fn(usize) -> Option<String>| -> ArrayRef { Arc::new((0..rows).map(make).collect::<StringArray>()) };
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("url", texts(&|n| Some(format!("https://post.example/{n}")))),
        ("url_hostname", texts(&|_| Some("post.example".into()))),
        ("warc_record_id", texts(&|n| Some(format!("<urn:uuid:{n}>")))),
        ("warc_date", Arc::new(TimestampMicrosecondArray::from(vec![1_772_445_600_000_000; rows]))),
        ("publish_date", texts(&|n| (n != 1).then(|| "2026-03-01".into()))),
        ("sitename", texts(&|n| (n == 0).then(|| "Harbour Post".into()))),
        ("title", texts(&|n| Some(format!("Title {n}")))),
        ("text", texts(&|n| (n != 2).then(|| format!("Report {n} says that the talks go on.")))),
        ("lang", texts(&|_| Some("eng".into()))),
        ("year", Arc::new(Date32Array::from(vec![20_000; rows]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties =
        WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(2)).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn a_row_of_infini_news_is_a_document() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("part-1.parquet");
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::LZ4_RAW] {
        fs::write(&path, infini_news(5, compression)).unwrap();
        let options = Options { languages: Languages::English, ..Options::default() };
        let mut documents = open_with(&[Input::from(&path)], &options);
        let items: Vec<_> = documents.by_ref().collect();
        let first = items[0].as_ref().unwrap();
        assert_eq!((first.id.as_str(), first.id_given), ("urn:uuid:0", true));
        assert_eq!(
            (first.published.as_deref(), first.publisher.as_deref()),
            (Some("2026-03-01"), Some("Harbour Post"))
        );
        assert_eq!((first.uri.as_deref(), first.language.as_deref()), (Some("https://post.example/0"), Some("en")));
        let second = items[1].as_ref().unwrap();
        assert_eq!(second.published.as_deref(), Some("2026-03-02"), "the day of the crawl, where no other is known");
        assert_eq!(second.publisher.as_deref(), Some("post.example"));
        assert!(items[2].as_ref().unwrap_err().to_string().contains("part-1.parquet, row 3: nothing to read"));
        assert_eq!(items[4].as_ref().unwrap().origin.place, Some(Place::Row(5)));
        assert_eq!(items.len(), 5);
        assert_eq!(documents.progress().read(), fs::metadata(&path).unwrap().len());
    }
}

#[test]
fn parquet_through_a_pipe_or_packed_once_more_is_read_as_well() {
    let file = infini_news(3, Compression::UNCOMPRESSED);
    let packed = zstd::encode_all(file.as_slice(), 1).unwrap();
    let plain = told(&read("-", &file));
    assert_eq!(plain[0], "Report 0 says that the talks go on.");
    assert_eq!(told(&read("news.parquet.zst", packed))[..2], plain[..2]);
}

#[test]
fn a_cut_or_damaged_file_of_parquet_is_told() {
    let file = infini_news(6, Compression::UNCOMPRESSED);
    for cut in [4, 100, file.len() / 2, file.len() - 1] {
        let said = told(&read("news.parquet", &file[..cut]));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("news.parquet: cut or damaged Parquet ("), "{said:?}");
        assert!(said[0].ends_with("; fetch it or write it again"), "{said:?}");
    }
    // Damage in the pages of one row group leaves the others.
    let mut damaged = file.clone();
    for byte in &mut damaged[4..40] {
        *byte = 0xff;
    }
    let said = told(&read("news.parquet", damaged));
    assert!(said[0].contains("row 1: cut or damaged Parquet"), "{said:?}");
    assert!(said.iter().any(|said| said == "Report 5 says that the talks go on."), "{said:?}");
}
