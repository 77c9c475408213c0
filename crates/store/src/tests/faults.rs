//! Disks that fill up and programs that are killed, at every single step.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{all_rows, article, articles, files, key, recipe, undisturbed};
use crate::disk::{Disk, DiskFile, RealDisk};
use crate::layout::Layout;
use crate::writer::{Bounds, Writer};
use crate::{Store, StoreError, segment, tables};

/// A disk on which something goes wrong at one step.
#[derive(Clone)]
pub(super) struct FaultyDisk {
    steps: Arc<AtomicUsize>,
    fault: usize,
    /// Whether all later steps fail as well, as for a program that is no more; else the disk was full for one step.
    killed: bool,
}

impl FaultyDisk {
    pub(super) fn new(fault: usize, killed: bool) -> Self {
        Self { steps: Arc::default(), fault, killed }
    }

    /// Nothing goes wrong on it. Like the others it does not wait for the platter: nobody pulls the plug here.
    pub(super) fn sound() -> Self {
        Self::new(usize::MAX, false)
    }

    fn step(&self) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::Relaxed);
        if step == self.fault || (self.killed && step > self.fault) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

impl Disk for FaultyDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.step()?;
        Ok(Box::new(FaultyFile { file: RealDisk.create(path)?, disk: self.clone() }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove(path)
    }

    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        self.step()
    }
}

struct FaultyFile {
    file: Box<dyn DiskFile>,
    disk: FaultyDisk,
}

impl Write for FaultyFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if let Err(full) = self.disk.step() {
            self.file.write_all(&buffer[..buffer.len() / 2])?; // torn in the middle
            return Err(full);
        }
        self.file.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl DiskFile for FaultyFile {
    fn sync(&mut self) -> io::Result<()> {
        self.disk.step()
    }
}

/// Codes what is not done yet, five documents a segment; the first error ends it.
fn code(store: &Path, disk: impl Disk + 'static) -> Result<(), StoreError> {
    Store::create_or_open(store)?;
    let writer = Writer::open(&Layout::new(store), &recipe(), "0.1.0", Box::new(disk))?;
    let mut writer = writer.with_bounds(Bounds { documents: 5, ..Bounds::default() });
    let claims = writer.claims()?;
    for (key, record) in articles() {
        if claims.claim(&key)? {
            writer.add(&key, &record)?;
        }
    }
    writer.finish().map(drop)
}

/// The catalogue's files, with every file that lies there accounted for.
pub(super) fn nothing_unlisted(store: &Path) {
    let segments = Store::open(store).unwrap().segments().unwrap();
    let mut listed: Vec<_> = segments.into_iter().flat_map(|segment| segment.files).map(|file| file.path).collect();
    listed.sort();
    assert_eq!(files(store), listed);
}

#[test]
fn a_disk_that_is_full_at_any_step_leaves_nothing_half_written() {
    let whole = tempfile::tempdir().unwrap();
    undisturbed(whole.path());
    let wanted = all_rows(whole.path());
    let mut failures = 0;
    for fault in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let disk = FaultyDisk::new(fault, false);
        match code(folder.path(), disk) {
            Ok(()) => break,
            Err(error) => {
                let said = error.to_string();
                assert!(said.contains("make room on the disk, then run again"), "step {fault}: {said}");
            }
        }
        failures += 1;
        nothing_unlisted(folder.path());
        code(folder.path(), FaultyDisk::sound()).unwrap();
        nothing_unlisted(folder.path());
        assert!(all_rows(folder.path()) == wanted, "step {fault}");
    }
    assert!(failures > 50, "only {failures} steps were tried");
}

#[test]
fn a_program_killed_at_any_step_loses_and_repeats_nothing() {
    let whole = tempfile::tempdir().unwrap();
    undisturbed(whole.path());
    let wanted = all_rows(whole.path());
    let mut leftovers = 0;
    for fault in 0.. {
        let folder = tempfile::tempdir().unwrap();
        if code(folder.path(), FaultyDisk::new(fault, true)).is_ok() {
            break;
        }
        let left = files(folder.path());
        let committed = Store::open(folder.path()).unwrap().segments().unwrap().len() * 5;
        leftovers += left.len() - committed;
        code(folder.path(), FaultyDisk::sound()).unwrap();
        nothing_unlisted(folder.path());
        assert!(all_rows(folder.path()) == wanted, "step {fault}");
    }
    assert!(leftovers > 50, "only {leftovers} files were left behind");
}

#[test]
fn a_program_killed_between_the_files_and_the_catalogue_codes_that_segment_again() {
    let (folder, whole) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    undisturbed(whole.path());
    Store::create_or_open(folder.path()).unwrap();
    let layout = Layout::new(folder.path());
    let batches = crate::TABLES.map(|table| (table, tables::batch(table, &mut *table.buffer()).unwrap()));
    let number = 1;
    segment::write(&RealDisk, &layout, number, &batches).unwrap();
    assert_eq!(files(folder.path()).len(), crate::TABLES.len());

    let store = Store::open(folder.path()).unwrap();
    assert!(store.segments().unwrap().is_empty(), "what is not in the catalogue is not there");
    assert_eq!(store.writer(&recipe(), "0.1.0").unwrap().summary().leftovers, crate::TABLES.len() as u64);
    assert!(files(folder.path()).is_empty());
    code(folder.path(), FaultyDisk::sound()).unwrap();
    assert_eq!(all_rows(folder.path()), all_rows(whole.path()));
}

#[test]
fn a_writer_goes_on_after_a_full_disk_has_room_again() {
    let folder = tempfile::tempdir().unwrap();
    Store::create_or_open(folder.path()).unwrap();
    let disk = FaultyDisk::new(0, false);
    let mut writer = Writer::open(&Layout::new(folder.path()), &recipe(), "0.1.0", Box::new(disk)).unwrap();
    let claims = writer.claims().unwrap();
    let (key, record) = &articles()[0];
    assert!(claims.claim(key).unwrap());
    writer.add(key, record).unwrap();
    assert!(writer.commit().is_err());
    assert!(claims.claim(key).unwrap(), "it is not done, so it may be taken on again");
    writer.add(key, record).unwrap();
    assert_eq!(writer.finish().unwrap().documents, 1);
    nothing_unlisted(folder.path());
}

#[test]
fn a_catalogue_without_room_takes_the_segments_files_with_it() {
    let folder = tempfile::tempdir().unwrap();
    Store::create_or_open(folder.path()).unwrap();
    let open = || Writer::open(&Layout::new(folder.path()), &recipe(), "0.1.0", Box::new(FaultyDisk::sound())).unwrap();
    let mut writer = open();
    let records: Vec<_> = (0..500).map(|i| article(&format!("a{i}"), "Ana Lind")).collect();
    for record in &records {
        writer.add(&key(record), record).unwrap();
    }
    writer.fill_catalogue();
    let said = writer.finish().unwrap_err().to_string();
    assert!(said.contains("catalogue.sqlite") && said.contains("make room on the disk and run again"), "{said}");
    assert_eq!(files(folder.path()), Vec::<String>::new());

    let mut writer = open();
    for record in &records {
        assert!(writer.add(&key(record), record).unwrap());
    }
    assert_eq!(writer.finish().unwrap().documents, 500);
    nothing_unlisted(folder.path());
}
