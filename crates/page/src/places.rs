//! Where on the page each box stands: in the open, where an article may be, or beside it.
//!
//! The tag of a box, its role and the words in its names say that it is navigation, a comment, a caption, something hidden;
//! what lies in it is the same. Sites misuse all of these, so a page that has hardly any prose in the open is looked at again
//! with its wordiest box taken for an article.

use crate::elements::Tag;
use crate::outline::{Block, Holder, Outline};
use crate::prose::{self, Kind};
use crate::signals::Signal;

/// Where a box stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where an article may be.
    Open,
    /// Navigation, advertisements, related articles …
    Beside,
    /// What readers say.
    Comments,
    /// Words on a picture.
    Caption,
    /// Not to be seen.
    Hidden,
}

/// A page whose boxes have places and whose blocks have weights.
pub(crate) struct Plan<'o> {
    pub(crate) outline: &'o Outline,
    /// One for each box.
    pub(crate) places: Vec<Place>,
    /// What a block in this box is, one for each box.
    pub(crate) kinds: Vec<Kind>,
    /// One for each block, wherever it stands.
    pub(crate) weights: Vec<usize>,
    /// Whether a box lies in `<article>` or `<main>`, or is one.
    in_article: Vec<bool>,
}

/// With less prose than this in the open, a page is looked at again.
const LITTLE: usize = 250;

/// So many boxes of one kind side by side are teasers if each is like one.
const TEASERS: usize = 3;

/// Bytes of a linked headline, at least, and of the words with it, at most.
const LINKED_HEADLINE: usize = 15;
const TEASER_TEXT: usize = 600;

impl<'o> Plan<'o> {
    pub(crate) fn new(outline: &'o Outline) -> Self {
        let mut plan =
            Self { outline, places: Vec::new(), kinds: Vec::new(), weights: Vec::new(), in_article: Vec::new() };
        for (at, holder) in outline.holders.iter().enumerate() {
            let (kind, inside) = match at {
                0 => (Kind::Loose, false),
                _ => (plan.kinds[holder.parent], plan.in_article[holder.parent]),
            };
            plan.kinds.push(kind.within(holder.tag));
            plan.in_article.push(inside || matches!(holder.tag, Tag::Article | Tag::Main) || holder.marks.article_body);
        }
        let weight = |block: &Block| prose::weight(outline.text(block), block.linked, plan.kinds[block.holder]);
        plan.weights = outline.blocks.iter().map(weight).collect();
        plan.find_places();
        plan
    }

    fn find_places(&mut self) {
        let mut own: Vec<Place> = (0..self.outline.holders.len()).map(|at| self.own_place(at)).collect();
        for teaser in self.teasers() {
            own[teaser] = Place::Beside;
        }
        let all: usize = self.weights.iter().sum();
        // Each round opens one box; after three the page is what it is.
        for _ in 0..4 {
            self.hand_down(&own);
            let open = self.mass_of(0);
            if open >= LITTLE.max(all / 8) {
                return;
            }
            let Some(wordiest) = self.wordiest(&own, all) else { return };
            own[wordiest] = Place::Open;
        }
        self.hand_down(&own);
    }

    /// Gives each box the place of the box around it, unless that is the open.
    fn hand_down(&mut self, own: &[Place]) {
        self.places.clear();
        for (at, holder) in self.outline.holders.iter().enumerate() {
            let around = if at == 0 { Place::Open } else { self.places[holder.parent] };
            self.places.push(if around == Place::Open { own[at] } else { around });
        }
    }

    /// The outermost box beside the article that holds most of the page's prose, if one does.
    fn wordiest(&self, own: &[Place], all: usize) -> Option<usize> {
        let holders = self.outline.holders.iter().enumerate().skip(1);
        let closed = holders.filter(|(at, holder)| {
            own[*at] != Place::Open && own[*at] != Place::Comments && self.places[holder.parent] == Place::Open
        });
        let weigh = |holder: &Holder| self.weights[holder.blocks.clone()].iter().sum::<usize>();
        let (weight, at) = closed.map(|(at, holder)| (weigh(holder), at)).max_by_key(|(weight, _)| *weight)?;
        (weight * 3 > all).then_some(at)
    }

    /// Boxes that lead to other articles: several of one kind side by side, each with a linked headline and few words more.
    fn teasers(&self) -> Vec<usize> {
        let holders = &self.outline.holders;
        let like = |at: &usize| self.is_like_a_teaser(&holders[*at]);
        let mut boxes: Vec<usize> = (1..holders.len()).filter(like).collect();
        boxes.sort_by_key(|&at| (holders[at].parent, holders[at].tag as u8, holders[at].kind, at));
        let of_a_kind = |a: &usize, b: &usize| {
            let (a, b) = (&holders[*a], &holders[*b]);
            (a.parent, a.tag, a.kind) == (b.parent, b.tag, b.kind)
        };
        boxes.chunk_by(of_a_kind).filter(|group| group.len() >= TEASERS).flatten().copied().collect()
    }

    fn is_like_a_teaser(&self, holder: &Holder) -> bool {
        let blocks = holder.blocks.clone();
        let Some(first) = self.outline.blocks.get(blocks.start).filter(|_| !blocks.is_empty() && blocks.len() <= 8)
        else {
            return false;
        };
        // Lines such as a rubric or a date may stand before the headline.
        let all = &self.outline.blocks[blocks.clone()];
        let headline = |block: &Block| {
            let bytes = block.range.len();
            block.link_first && block.linked >= LINKED_HEADLINE && block.linked * 4 >= bytes
        };
        let headed = all.iter().take(3).any(headline);
        let prose: usize = self.weights[blocks].iter().sum();
        headed && first.range.len() < TEASER_TEXT && prose < TEASER_TEXT
    }

    /// What a box says of itself.
    fn own_place(&self, at: usize) -> Place {
        let Holder { tag, signals, marks, .. } = &self.outline.holders[at];
        let says = |signal| signals.has(signal);
        if marks.hidden || says(Signal::Hidden) {
            return Place::Hidden;
        }
        if marks.article_body || marks.main || matches!(tag, Tag::Html | Tag::Body | Tag::Main) {
            return Place::Open;
        }
        if says(Signal::Comments) {
            return Place::Comments;
        }
        let beside = match tag {
            Tag::Nav | Tag::Footer | Tag::Aside | Tag::Dialog | Tag::Form => true,
            // The head of an article is part of it, that of the page is not.
            Tag::Header => !self.in_article[at],
            _ => false,
        };
        // "article" among the names of an article's own box is not said of teasers alone.
        let named = says(Signal::Aside) && !(says(Signal::Body) && *tag == Tag::Article);
        if beside || marks.aside || named {
            return Place::Beside;
        }
        match tag {
            Tag::Figure | Tag::Figcaption | Tag::Caption => Place::Caption,
            _ if says(Signal::Caption) => Place::Caption,
            _ => Place::Open,
        }
    }

    /// The weight of a block, if it stands in the open.
    pub(crate) fn open_weight(&self, block: usize) -> usize {
        match self.places[self.outline.blocks[block].holder] {
            Place::Open => self.weights[block],
            _ => 0,
        }
    }

    /// Prose in the open in a box.
    pub(crate) fn mass_of(&self, holder: usize) -> usize {
        self.outline.holders[holder].blocks.clone().map(|block| self.open_weight(block)).sum()
    }
}
