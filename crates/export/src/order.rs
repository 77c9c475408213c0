//! Sorting more than fits in memory.
//!
//! Items come in any order with a key each. What fills the memory is sorted and kept in a scratch file without a name, which
//! vanishes with the program however it ends; in the end all files are merged. So the order of what is written does not depend on
//! the order of segments, which depends on how a store was filled.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::error::ExportError;

/// Bytes of items in memory before they go to a file.
const MEMORY: usize = 48 << 20;
/// Files merged at once.
const FAN_IN: usize = 48;

/// Items with keys, to be had again in the order of the keys.
pub struct Sorter {
    folder: PathBuf,
    memory: usize,
    items: Vec<(String, String)>,
    bytes: usize,
    /// Sorted files; those at place n were merged n times.
    levels: Vec<Vec<File>>,
}

impl Sorter {
    /// An empty one, which keeps what does not fit in memory in a folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), memory: MEMORY, items: Vec::new(), bytes: 0, levels: Vec::new() }
    }

    /// The same with another bound of memory, in bytes.
    #[must_use]
    pub fn with_memory(mut self, bytes: usize) -> Self {
        self.memory = bytes;
        self
    }

    /// Adds an item.
    ///
    /// # Errors
    /// [`ExportError::Scratch`].
    pub fn add(&mut self, key: String, item: String) -> Result<(), ExportError> {
        self.bytes += key.len() + item.len() + 2 * size_of::<String>();
        self.items.push((key, item));
        if self.bytes >= self.memory { self.spill() } else { Ok(()) }
    }

    /// Gives all items in the order of their keys; those of one key in the order of their text.
    ///
    /// # Errors
    /// [`ExportError::Scratch`], or what `emit` returned.
    pub fn finish(mut self, mut emit: impl FnMut(&str) -> Result<(), ExportError>) -> Result<(), ExportError> {
        self.items.sort_unstable();
        let files: Vec<File> = std::mem::take(&mut self.levels).into_iter().flatten().collect();
        if files.is_empty() {
            return self.items.iter().try_for_each(|(_, item)| emit(item));
        }
        self.spill_into(0)?;
        let mut files: Vec<File> =
            files.into_iter().chain(std::mem::take(&mut self.levels).into_iter().flatten()).collect();
        while files.len() > FAN_IN {
            let some = files.drain(..FAN_IN).collect();
            files.push(self.merged(some)?);
        }
        let scratch = |cause| ExportError::Scratch { folder: self.folder.clone(), cause };
        let mut merge = Merge::new(files).map_err(scratch)?;
        while let Some((_, item)) = merge.next().map_err(scratch)? {
            emit(&item)?;
        }
        Ok(())
    }

    fn spill(&mut self) -> Result<(), ExportError> {
        self.items.sort_unstable();
        self.spill_into(0)?;
        for level in 0.. {
            if self.levels[level].len() < FAN_IN {
                break;
            }
            let files = std::mem::take(&mut self.levels[level]);
            let file = self.merged(files)?;
            self.keep(file, level + 1);
        }
        Ok(())
    }

    /// Writes what is in memory, which is sorted.
    fn spill_into(&mut self, level: usize) -> Result<(), ExportError> {
        self.bytes = 0;
        let mut items = std::mem::take(&mut self.items).into_iter();
        let file = written(&self.folder, || Ok(items.next()));
        let file = file.map_err(|cause| ExportError::Scratch { folder: self.folder.clone(), cause })?;
        self.keep(file, level);
        Ok(())
    }

    fn merged(&self, files: Vec<File>) -> Result<File, ExportError> {
        let merged = Merge::new(files).and_then(|mut merge| written(&self.folder, || merge.next()));
        merged.map_err(|cause| ExportError::Scratch { folder: self.folder.clone(), cause })
    }

    fn keep(&mut self, file: File, level: usize) {
        if self.levels.len() <= level {
            self.levels.resize_with(level + 1, Vec::new);
        }
        self.levels[level].push(file);
    }
}

type Item = (String, String);

/// A scratch file with items, back at its beginning.
fn written(folder: &Path, mut next: impl FnMut() -> io::Result<Option<Item>>) -> io::Result<File> {
    let mut writer = BufWriter::new(tempfile::tempfile_in(folder)?);
    while let Some((key, item)) = next()? {
        for part in [&key, &item] {
            writer.write_all(&(part.len() as u64).to_le_bytes())?;
            writer.write_all(part.as_bytes())?;
        }
    }
    let mut file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// Several sorted files as one.
struct Merge {
    files: Vec<BufReader<File>>,
    heads: BinaryHeap<Reverse<(Item, usize)>>,
}

impl Merge {
    fn new(files: Vec<File>) -> io::Result<Self> {
        let mut merge = Self { files: files.into_iter().map(BufReader::new).collect(), heads: BinaryHeap::new() };
        (0..merge.files.len()).try_for_each(|file| merge.pull(file))?;
        Ok(merge)
    }

    fn next(&mut self) -> io::Result<Option<Item>> {
        let Some(Reverse((item, file))) = self.heads.pop() else { return Ok(None) };
        self.pull(file)?;
        Ok(Some(item))
    }

    /// Takes the next item of a file.
    fn pull(&mut self, file: usize) -> io::Result<()> {
        let reader = &mut self.files[file];
        if let Some(key) = part(reader)? {
            let item = part(reader)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            self.heads.push(Reverse(((key, item), file)));
        }
        Ok(())
    }
}

fn part(reader: &mut impl Read) -> io::Result<Option<String>> {
    let mut length = [0; 8];
    match reader.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        outcome => outcome?,
    }
    let length = usize::try_from(u64::from_le_bytes(length)).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    String::from_utf8(bytes).map(Some).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(items: &[(String, String)], memory: usize) -> Vec<String> {
        let mut sorter = Sorter::new(&std::env::temp_dir()).with_memory(memory);
        items.iter().for_each(|(key, item)| sorter.add(key.clone(), item.clone()).unwrap());
        let mut out = Vec::new();
        sorter
            .finish(|item| {
                out.push(item.to_owned());
                Ok(())
            })
            .unwrap();
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_items_come_out_in_order_whatever_fits_in_memory(
            items in prop::collection::vec(("[a-c]{0,3}", "\\PC{0,9}"), 0..200), memory in 1_usize..3000
        ) {
            let mut expected = items.clone();
            expected.sort();
            let expected: Vec<String> = expected.into_iter().map(|(_, item)| item).collect();
            prop_assert_eq!(sorted(&items, memory), expected);
        }
    }

    #[test]
    fn more_files_than_are_merged_at_once() {
        let items: Vec<_> = (0..3000).rev().map(|number| (format!("{number:05}"), number.to_string())).collect();
        let expected: Vec<_> = (0..3000).map(|number| number.to_string()).collect();
        assert_eq!(sorted(&items, 1), expected);
    }
}
