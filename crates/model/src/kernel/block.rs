//! The shape in which all floats of the forward pass lie: rows of sixteen-float blocks, each on a cache line of its own.
//!
//! Sixteen is the widest vector that any kernel has; narrower machines take a block in two or four steps. Because every
//! kernel works on the same blocks in the same order, all of them make the same sums.
#![allow(unsafe_code)]

use std::ops::Range;

/// Floats in a block.
pub(crate) const LANES: usize = 16;

/// Sixteen floats on one cache line.
#[repr(C, align(64))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Block(pub(crate) [f32; LANES]);

impl Block {
    pub(crate) const ZERO: Self = Self([0.0; LANES]);
}

/// Sixteen exact integer sums.
#[repr(C, align(64))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sums(pub(crate) [i32; LANES]);

impl Sums {
    pub(crate) const ZERO: Self = Self([0; LANES]);
}

/// The floats of consecutive blocks.
pub(crate) fn floats(blocks: &[Block]) -> &[f32] {
    // SAFETY: `Block` is `repr(C)` around `[f32; 16]` and its alignment (64) is its size, so `n` blocks are `16 n`
    // initialised floats without gaps; the lifetime is that of the blocks.
    unsafe { std::slice::from_raw_parts(blocks.as_ptr().cast(), blocks.len() * LANES) }
}

/// The floats of consecutive blocks, to be written.
pub(crate) fn floats_mut(blocks: &mut [Block]) -> &mut [f32] {
    // SAFETY: as in `floats`; the exclusive borrow of the blocks is handed on.
    unsafe { std::slice::from_raw_parts_mut(blocks.as_mut_ptr().cast(), blocks.len() * LANES) }
}

/// The floats as blocks, the last one filled up with zeros.
pub(crate) fn blocks_of(values: &[f32]) -> Vec<Block> {
    let mut blocks = vec![Block::ZERO; values.len().div_ceil(LANES)];
    floats_mut(&mut blocks)[..values.len()].copy_from_slice(values);
    blocks
}

/// Rows of floats, each a whole number of blocks. The memory is kept from use to use.
#[derive(Debug, Default, Clone)]
pub(crate) struct Matrix {
    blocks: Vec<Block>,
    width: usize,
    rows: usize,
}

impl Matrix {
    /// Makes room for `rows` rows of `width` blocks. What the rows hold is left over from earlier use.
    pub(crate) fn shape(&mut self, rows: usize, width: usize) {
        if self.blocks.len() < rows * width {
            self.blocks.resize(rows * width, Block::ZERO);
        }
        (self.rows, self.width) = (rows, width);
    }

    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// Blocks in a row.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn row(&self, row: usize) -> &[Block] {
        &self.blocks[row * self.width..(row + 1) * self.width]
    }

    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [Block] {
        &mut self.blocks[row * self.width..(row + 1) * self.width]
    }

    /// All blocks, row after row.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks[..self.rows * self.width]
    }

    /// Some rows, whole.
    pub(crate) fn view(&self, rows: Range<usize>) -> View<'_> {
        self.part(rows, 0..self.width)
    }

    /// Some blocks of some rows.
    pub(crate) fn part(&self, rows: Range<usize>, blocks: Range<usize>) -> View<'_> {
        assert!(rows.end <= self.rows && blocks.end <= self.width, "a part lies outside its matrix");
        View { matrix: self, rows, blocks }
    }
}

/// Some blocks of some rows of a matrix.
#[derive(Debug, Clone)]
pub(crate) struct View<'a> {
    matrix: &'a Matrix,
    rows: Range<usize>,
    blocks: Range<usize>,
}

impl<'a> View<'a> {
    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Blocks in a row.
    pub(crate) fn width(&self) -> usize {
        self.blocks.len()
    }

    pub(crate) fn row(&self, row: usize) -> &'a [Block] {
        &self.matrix.row(self.rows.start + row)[self.blocks.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lie_without_gaps() {
        let values: Vec<f32> = (0..40).map(|i| i as f32).collect();
        let blocks = blocks_of(&values);
        assert_eq!(blocks.len(), 3);
        assert_eq!(&floats(&blocks)[..40], &values[..]);
        assert_eq!(&floats(&blocks)[40..], &[0.0; 8]);
        assert_eq!(blocks.as_ptr() as usize % 64, 0);
    }
}
