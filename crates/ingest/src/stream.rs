//! The stream of documents: file after file, each through the reader that its format asks for.

use std::io::Read;
use std::iter;

use crate::compression;
use crate::document::{Document, Origin};
use crate::error::{Problem, ReadError};
use crate::feed;
use crate::format::Format;
use crate::html;
use crate::json_lines::JsonLines;
use crate::limits::Limits;
use crate::peek::peek;
use crate::plain;
use crate::progress::Progress;
use crate::source::{Input, Source, Sources, Step, failed_read};

/// How far into an input its format may hide behind blanks, in bytes.
const HEAD: usize = 64 << 10;

/// What a reader of any format is to the stream.
type Reader = Box<dyn Iterator<Item = Result<Document, ReadError>> + Send>;

/// All documents of the inputs, in their order. One file is open at a time.
#[must_use]
pub fn open(inputs: &[Input], limits: &Limits) -> Documents {
    let progress = Progress::default();
    if let Some(total) = Input::measure_files(inputs) {
        progress.set_total(total);
    }
    let sources = Sources::new(inputs, &progress);
    Documents { sources, current: None, limits: *limits, progress, folder: Tally::default() }
}

/// All documents of a stream of bytes; its name stands for the path and gives the format by its ending.
pub fn open_reader(name: &str, bytes: impl Read + Send + 'static, limits: &Limits) -> Documents {
    let progress = Progress::default();
    let bytes = Box::new(progress.count(bytes, None));
    let current = Some((readers(name, Ok(bytes), limits), false));
    let sources = Sources::new(&[], &progress);
    Documents { sources, current, limits: *limits, progress, folder: Tally::default() }
}

/// A stream of documents and of what could not be read. It can go to a thread of its own.
pub struct Documents {
    sources: Sources,
    /// The file that is open, and whether it was found in a folder.
    current: Option<(Reader, bool)>,
    limits: Limits,
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
            if let Err(error) = &item
                && *found
                && let Some(reason) = error.problem.passes_over()
                && error.origin.line.is_none()
            {
                self.folder.skipped += 1;
                self.progress.skip(reason, &error.origin.path);
                continue;
            }
            self.folder.items += 1;
            return Some(item);
        }
        self.current = None;
        None
    }

    fn start(&self, source: &Source) -> Reader {
        readers(&source.name, source.open(&self.progress), &self.limits)
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
fn readers(name: &str, raw: Result<Box<dyn Read + Send>, Problem>, limits: &Limits) -> Reader {
    raw.and_then(|raw| reader(name, raw, limits))
        .unwrap_or_else(|problem| Box::new(iter::once(Err(problem.at(Origin::whole(name), None)))))
}

fn reader(name: &str, raw: Box<dyn Read + Send>, limits: &Limits) -> Result<Reader, Problem> {
    let (compression, bytes) = compression::decompress(raw).map_err(Problem::Broken)?;
    let (head, bytes) = peek(bytes, HEAD, Format::shows_in).map_err(|cause| failed_read(compression, cause))?;
    Ok(match Format::of(name, &head)? {
        Format::Plain => Box::new(iter::once(plain::read(name, compression, bytes, limits))),
        Format::Html => Box::new(iter::once(html::read(name, compression, bytes, limits))),
        Format::Feed => Box::new(feed::read(name, compression, bytes, limits).into_iter()),
        Format::JsonLines => Box::new(JsonLines::new(name, compression, bytes, limits)),
    })
}
