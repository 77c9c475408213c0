//! The stream of documents: file after file, each through the reader that its format asks for.

use std::io::Read;
use std::iter;

use crate::columnar::Columnar;
use crate::compression;
use crate::csv::Table;
use crate::document::{Document, Origin};
use crate::error::{Problem, ReadError};
use crate::feed;
use crate::format::Format;
use crate::html;
use crate::json_lines::JsonLines;
use crate::language;
use crate::limits::Limits;
use crate::options::Options;
use crate::peek::peek;
use crate::plain;
use crate::progress::{Progress, SkipReason};
use crate::source::{Input, Opened, Source, Sources, Step, failed_read};
use crate::warc::Archive;

/// How far into an input its format may hide behind blanks, in bytes.
const HEAD: usize = 64 << 10;

/// What a reader of any format is to the stream.
type Reader = Box<dyn Iterator<Item = Result<Document, ReadError>> + Send>;

/// All documents of the inputs, in their order. One file is open at a time.
#[must_use]
pub fn open(inputs: &[Input], limits: &Limits) -> Documents {
    open_with(inputs, &Options { limits: *limits, ..Options::default() })
}

/// The same, with a say in columns and languages.
#[must_use]
pub fn open_with(inputs: &[Input], options: &Options) -> Documents {
    let progress = Progress::default();
    if let Some(total) = Input::measure_files(inputs) {
        progress.set_total(total);
    }
    let sources = Sources::new(inputs, &progress);
    Documents { sources, current: None, options: options.clone(), progress, folder: Tally::default() }
}

/// All documents of a stream of bytes; its name stands for the path and gives the format by its ending.
pub fn open_reader(name: &str, bytes: impl Read + Send + 'static, limits: &Limits) -> Documents {
    open_reader_with(name, bytes, &Options { limits: *limits, ..Options::default() })
}

/// The same, with a say in columns and languages.
pub fn open_reader_with(name: &str, bytes: impl Read + Send + 'static, options: &Options) -> Documents {
    let progress = Progress::default();
    let bytes = Box::new(progress.count(bytes, None));
    let current = Some((readers(name, Ok(Opened::Stream(bytes)), options, &progress), false));
    let sources = Sources::new(&[], &progress);
    Documents { sources, current, options: options.clone(), progress, folder: Tally::default() }
}

/// A stream of documents and of what could not be read. It can go to a thread of its own.
pub struct Documents {
    sources: Sources,
    /// The file that is open, and whether it was found in a folder.
    current: Option<(Reader, bool)>,
    options: Options,
    progress: Progress,
    folder: Tally,
}

/// What came of a folder so far.
#[derive(Default)]
struct Tally {
    items: u64,
    skipped: u64,
}

impl Documents {
    /// A handle that shows how far the stream has come, from any thread.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The next item of the file that is open.
    fn in_file(&mut self) -> Option<Result<Document, ReadError>> {
        let (reader, found) = self.current.as_mut()?;
        for item in reader {
            match &item {
                Err(error) => {
                    if *found
                        && let Some(reason) = error.problem.passes_over()
                        && error.origin.place.is_none()
                    {
                        self.folder.skipped += 1;
                        self.progress.skip(reason, &error.origin);
                        continue;
                    }
                    self.folder.items += 1;
                    return Some(item);
                }
                Ok(_) => self.folder.items += 1,
            }
            let mut document = item.ok()?;
            if document.language.is_none() {
                document.language = language::detect(&document.text).map(str::to_owned);
            }
            let code = document.language.as_deref();
            if self.options.languages.take(code) {
                return Some(Ok(document));
            }
            let name = language::name(code.unwrap_or_default());
            self.progress.skip(SkipReason::Language(name), &document.origin);
        }
        self.current = None;
        None
    }

    fn start(&self, source: &Source) -> Reader {
        readers(&source.name, source.open(&self.progress), &self.options, &self.progress)
    }
}

impl Iterator for Documents {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.in_file() {
                return Some(item);
            }
            match self.sources.next()? {
                Err(error) => {
                    self.folder.items += 1;
                    return Some(Err(error));
                }
                Ok(Step::Folder) => self.folder = Tally::default(),
                Ok(Step::FolderEnd(name)) => {
                    if self.folder.items == 0 {
                        let problem = Problem::EmptyFolder { skipped: self.folder.skipped };
                        return Some(Err(problem.at(Origin::whole(&name), None)));
                    }
                }
                Ok(Step::File(source)) => self.current = Some((self.start(&source), source.found)),
            }
        }
    }
}

/// The reader for a file, or the one error that it comes to.
fn readers(name: &str, opened: Result<Opened, Problem>, options: &Options, progress: &Progress) -> Reader {
    opened
        .and_then(|opened| reader(name, opened, options, progress))
        .unwrap_or_else(|problem| Box::new(iter::once(Err(problem.at(Origin::whole(name), None)))))
}

fn reader(name: &str, opened: Opened, options: &Options, progress: &Progress) -> Result<Reader, Problem> {
    let raw = match opened {
        Opened::Stream(raw) => raw,
        Opened::Parquet(file) => return Ok(Box::new(Columnar::new(name, file, options, progress)?)),
    };
    let limits = &options.limits;
    let (compression, bytes) = compression::decompress(raw, limits).map_err(Problem::Broken)?;
    let failed = |cause| failed_read(compression, cause);
    let (head, bytes) = peek(bytes, HEAD, Format::shows_in).map_err(failed)?;
    let format = Format::of(name, &head, &options.columns)?;
    let bytes = progress.count_unpacked(bytes);
    Ok(match format {
        Format::Plain => Box::new(iter::once(plain::read(name, compression, bytes, limits))),
        Format::Html => Box::new(iter::once(html::read(name, compression, bytes, limits))),
        Format::Feed => Box::new(feed::read(name, compression, bytes, limits).into_iter()),
        Format::JsonLines => Box::new(JsonLines::new(name, compression, bytes, limits)),
        Format::Csv | Format::Tsv => Box::new(Table::new(name, compression, bytes, format == Format::Tsv, options)),
        Format::Parquet => Box::new(Columnar::from_stream(name, bytes, options, failed)?),
        Format::Warc => Box::new(Archive::new(name, compression, bytes, limits, progress)),
    })
}
