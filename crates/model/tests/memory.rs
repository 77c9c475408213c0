//! The encoder takes its memory once: reading the same amount again allocates nothing but the list of windows.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod small_model;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use onrecord_model::{Analyser, Kernel, Model};
use onrecord_text::Text;
use small_model::SmallModel;

struct Counting;

static TAKEN: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code)]
// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        TAKEN.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn reading_on_takes_no_more_memory() {
    let model = Model::from_bytes(&SmallModel::new().bytes()).unwrap();
    let raw = "The minister said that the Senate had rejected the charge. ".repeat(60);
    let text = Text::new(&raw);
    let mut analyser = Analyser::new(&model, Kernel::best());
    let mut taken = |texts: &[&Text<'_>]| {
        let before = TAKEN.load(Ordering::Relaxed);
        let pieces = analyser.encode_only(texts).pieces;
        (TAKEN.load(Ordering::Relaxed) - before, pieces)
    };
    let (first, pieces) = taken(&[&text]);
    assert!(pieces > 768, "several batches, so that the memory is used again");
    let (again, _) = taken(&[&text]);
    // What is left are lists of a few bytes a word: its pieces and the windows.
    assert!(again < first / 4 && again < 100_000, "{first} bytes the first time, {again} the second");
}
