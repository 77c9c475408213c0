//! From inputs to files: folders are walked in the order of names, standard input is one of the files.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::columnar::MARK;
use crate::compression::{Bomb, Compression};
use crate::document::Origin;
use crate::error::{Problem, ReadError};
use crate::progress::{Progress, SkipReason};

/// Something to read, as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that is in it.
    Path(PathBuf),
    /// Standard input.
    Standard,
}

impl<S: AsRef<OsStr> + ?Sized> From<&S> for Input {
    /// `-` is standard input.
    fn from(argument: &S) -> Self {
        let argument = argument.as_ref();
        if argument == "-" { Self::Standard } else { Self::Path(argument.into()) }
    }
}

impl Input {
    /// Bytes that all inputs hold together as they lie on the disk. Walks folders, so it takes a while for large ones
    /// and is for a thread of its own. `None` where a pipe is among the inputs.
    #[must_use]
    pub fn measure(inputs: &[Self]) -> Option<u64> {
        let mut total = 0;
        for input in inputs {
            let Self::Path(path) = input else { return None };
            match fs::metadata(path) {
                Ok(found) if found.is_dir() => {
                    let files = walk(path, None).flatten().filter(|entry| entry.file_type().is_file());
                    total += files.filter_map(|file| Some(file.metadata().ok()?.len())).sum::<u64>();
                }
                Ok(found) if found.is_file() => total += found.len(),
                Ok(_) => return None,
                Err(_) => {} // it will be an error of its own
            }
        }
        Some(total)
    }

    /// The same without walking: `None` where a folder is among the inputs.
    pub(crate) fn measure_files(inputs: &[Self]) -> Option<u64> {
        let folder = |input: &Self| matches!(input, Self::Path(path) if path.is_dir());
        if inputs.iter().any(folder) { None } else { Self::measure(inputs) }
    }
}

/// One step through the inputs.
pub(crate) enum Step {
    /// A folder begins.
    Folder,
    /// The folder of this name is at its end.
    FolderEnd(String),
    /// A file to be read.
    File(Source),
}

/// A file to be read.
pub(crate) struct Source {
    /// As it is named in ids and messages.
    pub(crate) name: String,
    /// Where it lies; standard input lies nowhere.
    path: Option<PathBuf>,
    /// Whether it was found in a folder and not named by the user.
    pub(crate) found: bool,
}

impl Source {
    /// Opens it.
    pub(crate) fn open(&self, progress: &Progress) -> Result<Opened, Problem> {
        let Some(path) = &self.path else {
            return Ok(Opened::Stream(Box::new(progress.count(io::stdin(), None))));
        };
        let mut file = File::open(path).map_err(failed_open)?;
        let length = file.metadata().ok().filter(fs::Metadata::is_file).map(|found| found.len());
        if length.is_some_and(|length| length > 0) {
            let mut head = Vec::new();
            (&file).take(MARK.len() as u64).read_to_end(&mut head).map_err(Problem::Broken)?;
            file.rewind().map_err(Problem::Broken)?;
            if head == MARK {
                return Ok(Opened::Parquet(file));
            }
        }
        Ok(Opened::Stream(Box::new(progress.count(file, length))))
    }
}

/// A file that is open.
pub(crate) enum Opened {
    /// To be read from its beginning to its end.
    Stream(Box<dyn Read + Send>),
    /// A file of Parquet, which is read here and there.
    Parquet(File),
}

/// A folder that holds a file of this name is a store of ours.
const STORE: &str = "catalogue.sqlite";

/// What a folder holds, entry by entry.
type Walk = Box<dyn Iterator<Item = walkdir::Result<DirEntry>> + Send>;

/// All files of all inputs, one after another.
pub(crate) struct Sources {
    inputs: VecDeque<Input>,
    folder: Option<(String, Walk)>,
    progress: Progress,
}

impl Sources {
    pub(crate) fn new(inputs: &[Input], progress: &Progress) -> Self {
        Self { inputs: inputs.iter().cloned().collect(), folder: None, progress: progress.clone() }
    }

    /// The next file of the folder that is open.
    fn in_folder(&mut self) -> Option<Result<Step, ReadError>> {
        let (name, walk) = self.folder.as_mut()?;
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return Some(Err(failed_walk(error, name))),
            };
            let path_name = entry.path().display().to_string();
            if entry.file_type().is_file() {
                return Some(Ok(Step::File(Source { name: path_name, path: Some(entry.into_path()), found: true })));
            }
            if !entry.file_type().is_dir() {
                self.progress.skip(SkipReason::NotAFile, &Origin::whole(&path_name));
            }
        }
        self.folder.take().map(|(name, _)| Ok(Step::FolderEnd(name)))
    }
}

impl Iterator for Sources {
    type Item = Result<Step, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(step) = self.in_folder() {
            return Some(step);
        }
        let path = match self.inputs.pop_front()? {
            Input::Path(path) => path,
            Input::Standard => {
                return Some(Ok(Step::File(Source { name: "-".to_owned(), path: None, found: false })));
            }
        };
        let name = path.display().to_string();
        if path.is_dir() {
            if is_store(&path) {
                return Some(Err(Problem::Store.at(Origin::whole(&name), None)));
            }
            self.folder = Some((name, walk(&path, Some(self.progress.clone()))));
            return Some(Ok(Step::Folder));
        }
        Some(Ok(Step::File(Source { name, path: Some(path), found: false })))
    }
}

/// All that is in a folder, by name, without what is hidden and without stores, which are counted. Links are followed.
fn walk(folder: &Path, progress: Option<Progress>) -> Walk {
    let hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let kept_out = move |entry: &DirEntry| {
        let store = entry.file_type().is_dir() && is_store(entry.path());
        if store && let Some(progress) = &progress {
            progress.skip(SkipReason::Store, &Origin::whole(&entry.path().display().to_string()));
        }
        store
    };
    Box::new(entries.filter_entry(move |entry| !hidden(entry) && !kept_out(entry)))
}

fn is_store(folder: &Path) -> bool {
    folder.join(STORE).is_file()
}

fn failed_open(cause: io::Error) -> Problem {
    if cause.kind() == io::ErrorKind::NotFound { Problem::NotFound } else { Problem::Unreadable(cause) }
}

fn failed_walk(error: walkdir::Error, folder: &str) -> ReadError {
    let origin = error.path().map_or_else(|| Origin::whole(folder), |path| Origin::whole(&path.display().to_string()));
    let cause = if error.loop_ancestor().is_some() {
        io::Error::other("a link that leads back to a folder around it")
    } else {
        error.into()
    };
    Problem::Unreadable(cause).at(origin, None)
}

/// Why reading stopped: the data, if the decoder says so, else whatever they come from.
pub(crate) fn failed_read(compression: Option<Compression>, cause: io::Error) -> Problem {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    let Some(compression) = compression else { return Problem::Broken(cause) };
    if let Some(bomb) = cause.get_ref().and_then(|cause| cause.downcast_ref::<Bomb>()) {
        return Problem::Bomb { compression, packed: bomb.packed, unpacked: bomb.unpacked };
    }
    if matches!(cause.kind(), InvalidData | InvalidInput | UnexpectedEof | Other) {
        Problem::Damaged { compression, cause }
    } else {
        Problem::Broken(cause)
    }
}
