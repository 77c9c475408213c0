//! What is left of a page when its tags are read: blocks of text, and the boxes that they lie in.
//!
//! ```text
//! tokens ──Builder──▶ text: one string
//!                     blocks: stretches of it that no tag of a block breaks
//!                     boxes: a tree, each with its parent before it
//! ```
//!
//! No tree of all elements is built. Boxes nested deeper than [`DEPTH`] are taken for their surroundings, and there are at
//! most [`BOXES`] of them, so that time and memory stay linear in the page.

use std::ops::Range;

use crate::elements::Tag;
use crate::signals::Signals;

/// Boxes that may lie in one another.
pub(crate) const DEPTH: usize = 200;

/// Boxes of one page; what comes after them is not read.
pub(crate) const BOXES: usize = 400_000;

/// An element that holds blocks.
#[derive(Debug, Clone)]
pub(crate) struct Holder {
    /// Index of the box around it; the first box, the page, is its own.
    pub(crate) parent: usize,
    pub(crate) tag: Tag,
    /// What its names say.
    pub(crate) signals: Signals,
    /// What else its attributes say.
    pub(crate) marks: Marks,
    /// A number made of its class, by which boxes of one kind are known.
    pub(crate) kind: u64,
    /// The blocks in it, those of the boxes in it among them.
    pub(crate) blocks: Range<usize>,
}

/// What the attributes of a box say besides its names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// `itemprop="articleBody"`
    pub(crate) article_body: bool,
    /// `hidden`, `display: none`
    pub(crate) hidden: bool,
    /// `role` of a box beside the article: navigation, complementary …
    pub(crate) aside: bool,
    /// `role="main"`
    pub(crate) main: bool,
}

/// A stretch of text.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Index of the innermost box around it.
    pub(crate) holder: usize,
    /// Bytes of the outline's text.
    pub(crate) range: Range<usize>,
    /// Bytes of it that are links.
    pub(crate) linked: usize,
    /// Whether its first words are a link.
    pub(crate) link_first: bool,
}

/// A page as blocks and boxes.
#[derive(Debug)]
pub(crate) struct Outline {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) holders: Vec<Holder>,
}

impl Outline {
    /// A block's text.
    pub(crate) fn text(&self, block: &Block) -> &str {
        &self.text[block.range.clone()]
    }
}

/// Makes an outline out of tags and text, in the order of the page.
pub(crate) struct Builder {
    outline: Outline,
    /// Indices of the open boxes.
    open: Vec<usize>,
    /// Boxes that are open beyond [`DEPTH`].
    deeper: usize,
    /// Where the block that is being filled begins.
    begun: usize,
    linked: usize,
    link_first: bool,
    /// Boxes that were open where a link began.
    link: Option<usize>,
    /// Whether white space came since the last character.
    blank: bool,
    /// Whether the last thing was a line break.
    broken: bool,
    muted: Option<Muted>,
}

/// An element whose text does not count.
struct Muted {
    tag: Tag,
    /// Elements of the same name that are open in it.
    nested: usize,
    /// Boxes that are open in it.
    boxes: usize,
}

impl Builder {
    /// For a page of so many bytes.
    pub(crate) fn new(bytes: usize) -> Self {
        let page = Holder {
            parent: 0,
            tag: Tag::Html,
            signals: Signals::default(),
            marks: Marks::default(),
            kind: 0,
            blocks: 0..0,
        };
        let outline = Outline { text: String::with_capacity(bytes / 8), blocks: Vec::new(), holders: vec![page] };
        Self {
            outline,
            open: vec![0],
            deeper: 0,
            begun: 0,
            linked: 0,
            link_first: false,
            link: None,
            blank: false,
            broken: false,
            muted: None,
        }
    }

    /// Whether there is no room for more.
    pub(crate) fn is_full(&self) -> bool {
        self.outline.holders.len() >= BOXES
    }

    /// Whether what comes does not count.
    pub(crate) fn is_muted(&self) -> bool {
        self.muted.is_some()
    }

    /// An element begins whose text does not count.
    pub(crate) fn mute(&mut self, tag: Tag) {
        match self.muted {
            None => self.muted = Some(Muted { tag, nested: 0, boxes: 0 }),
            Some(_) => self.nest(tag),
        }
    }

    /// An element begins inside one that does not count.
    pub(crate) fn nest(&mut self, tag: Tag) {
        if let Some(muted) = &mut self.muted {
            muted.nested += usize::from(muted.tag == tag);
            muted.boxes += usize::from(tag.is_container());
        }
    }

    /// A box begins. Its attributes are asked for only if it counts.
    pub(crate) fn begin(&mut self, tag: Tag, describe: impl FnOnce() -> (Signals, Marks, u64)) {
        if self.muted.is_some() {
            return self.nest(tag);
        }
        self.finish_block();
        let (closed, bounds) = tag.closes();
        let innermost = self.innermost();
        if self.outline.holders[innermost].tag == Tag::P {
            self.close_from(self.open.len() - 1);
        }
        if !closed.is_empty()
            && let Some(at) = self.open_index(|tag| closed.contains(&tag), |tag| bounds.contains(&tag))
        {
            self.close_from(at);
        }
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        let (signals, marks, kind) = describe();
        let at = self.outline.blocks.len();
        self.outline.holders.push(Holder { parent: self.innermost(), tag, signals, marks, kind, blocks: at..at });
        self.open.push(self.outline.holders.len() - 1);
    }

    /// An element ends, a box or not.
    pub(crate) fn end(&mut self, tag: Tag) {
        if let Some(muted) = &mut self.muted {
            if muted.tag == tag {
                self.muted = muted.nested.checked_sub(1).map(|nested| Muted { nested, ..*muted });
                return;
            }
            if !tag.is_container() {
                return;
            }
            if muted.boxes > 0 {
                muted.boxes -= 1;
                return;
            }
        } else {
            if tag == Tag::A {
                self.link = None;
            }
            if !tag.is_container() {
                return;
            }
            self.finish_block();
            if self.deeper > 0 {
                self.deeper -= 1;
                return;
            }
        }
        let in_table = tag.is_of_table();
        let found = self.open_index(|open| open == tag, |open| open == Tag::Cell && !in_table);
        // The end of the page's own box says nothing.
        if let Some(at) = found.filter(|&at| at > 0) {
            // Where a box closes around it, the element was left open by mistake.
            self.muted = None;
            self.close_from(at);
        }
    }

    /// A link begins.
    pub(crate) fn link(&mut self) {
        self.link = Some(self.open.len());
    }

    /// A line breaks. Two on end break a paragraph.
    pub(crate) fn line_break(&mut self) {
        if self.muted.is_some() {
            return;
        }
        if self.broken {
            self.finish_block();
        }
        self.broken = true;
        self.blank = true;
    }

    /// A line between what was and what comes.
    pub(crate) fn rule(&mut self) {
        if self.muted.is_none() {
            self.finish_block();
        }
    }

    /// Characters, decoded. White space of any kind and number becomes one blank.
    pub(crate) fn text(&mut self, text: &str) {
        if self.muted.is_some() {
            return;
        }
        let before = self.outline.text.len();
        self.blank |= text.starts_with(|c: char| c.is_ascii_whitespace());
        let mut words = text.split_ascii_whitespace();
        let Some(first) = words.next() else { return };
        if self.blank && before > self.begun {
            self.outline.text.push(' ');
        }
        self.outline.text.push_str(first);
        for word in words {
            self.outline.text.push(' ');
            self.outline.text.push_str(word);
        }
        self.blank = text.ends_with(|c: char| c.is_ascii_whitespace());
        self.broken = false;
        if self.link.is_some() {
            self.link_first |= before == self.begun;
            self.linked += self.outline.text.len() - before;
        }
    }

    /// The outline of what came.
    pub(crate) fn finish(mut self) -> Outline {
        self.muted = None;
        self.finish_block();
        self.close_from(0);
        self.outline
    }

    fn innermost(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    /// The innermost open box that is wanted, counted from outside, unless a bound comes before it.
    fn open_index(&self, wanted: impl Fn(Tag) -> bool, bound: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, &holder) in self.open.iter().enumerate().rev() {
            let tag = self.outline.holders[holder].tag;
            if wanted(tag) {
                return Some(at);
            }
            if bound(tag) {
                return None;
            }
        }
        None
    }

    /// Closes the open boxes from this one inwards.
    fn close_from(&mut self, at: usize) {
        let end = self.outline.blocks.len();
        for holder in self.open.drain(at..) {
            self.outline.holders[holder].blocks.end = end;
        }
        if self.link.is_some_and(|open| open > at) {
            self.link = None;
        }
    }

    fn finish_block(&mut self) {
        let end = self.outline.text.len();
        if end > self.begun {
            let (linked, link_first) = (self.linked, self.link_first);
            let block = Block { holder: self.innermost(), range: self.begun..end, linked, link_first };
            self.outline.blocks.push(block);
        }
        self.begun = end;
        self.linked = 0;
        self.link_first = false;
        self.blank = false;
        self.broken = false;
    }
}
