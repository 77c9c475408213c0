//! Which blocks are the article: those of its box that read like parts of it, and what stands just before and behind.

use std::collections::HashSet;
use std::ops::Range;

use crate::elements::Tag;
use crate::heart;
use crate::outline::Outline;
use crate::phrases::is_beside_the_matter;
use crate::places::{Place, Plan};
use crate::prose::{Kind, ends_sentence, linked_percent};
use crate::signals::Signal;

/// Bytes of a block in a box of bylines that is text all the same.
const NO_BYLINE: usize = 200;

/// Bytes from which an equal block is a repetition and not by chance.
const REPEATED: usize = 40;

/// The blocks of the article, in order.
pub(crate) fn choose(outline: &Outline) -> Vec<usize> {
    let plan = Plan::new(outline);
    let heart = heart::find(&plan);
    let mut sieve = Sieve { plan: &plan, kept: Vec::new(), heading: None, seen: HashSet::new() };
    for block in before(&plan, heart) {
        sieve.lead(block);
    }
    for block in within(&plan, heart) {
        sieve.take(block);
    }
    for part in behind(&plan, heart) {
        sieve.heading = None;
        for block in part {
            sieve.take(block);
        }
    }
    sieve.kept
}

/// The blocks between the headline and the article's box.
fn before(plan: &Plan<'_>, heart: usize) -> Range<usize> {
    let end = plan.outline.holders[heart].blocks.start;
    let first = end.saturating_sub(40);
    let headline = (first..end).rev().find(|&block| kind(plan, block) == Kind::Headline);
    headline.map_or(end..end, |headline| headline + 1..end)
}

/// The blocks of the article's box, from its headline on if nearly all prose stands behind that.
fn within(plan: &Plan<'_>, heart: usize) -> Range<usize> {
    let Range { start, end } = plan.outline.holders[heart].blocks.clone();
    let mut before = 0;
    let mass = plan.mass_of(heart);
    for block in start..end {
        if kind(plan, block) == Kind::Headline {
            return block..end;
        }
        before += plan.open_weight(block);
        if before * 4 > mass {
            break;
        }
    }
    start..end
}

/// The boxes behind the article's own that are of its kind: the article goes on behind an advertisement.
fn behind<'p>(plan: &'p Plan<'_>, heart: usize) -> impl Iterator<Item = Range<usize>> + 'p {
    let holders = &plan.outline.holders;
    let own = &holders[heart];
    let next = (heart + 1..holders.len()).filter(move |&at| at != 0 && holders[at].parent == own.parent && heart != 0);
    next.filter(move |&at| {
        let other = &holders[at];
        let alike = own.tag == other.tag && own.kind == other.kind && own.tag != Tag::Article;
        plan.places[at] == Place::Open && (alike || other.tag == Tag::P)
    })
    .map(move |at| holders[at].blocks.clone())
}

fn kind(plan: &Plan<'_>, block: usize) -> Kind {
    plan.kinds[plan.outline.blocks[block].holder]
}

/// Lets through what belongs to an article.
struct Sieve<'p> {
    plan: &'p Plan<'p>,
    kept: Vec<usize>,
    /// A heading that waits for a paragraph.
    heading: Option<usize>,
    seen: HashSet<&'p str>,
}

impl Sieve<'_> {
    /// A block between headline and text.
    fn lead(&mut self, block: usize) {
        let holder = self.plan.outline.blocks[block].holder;
        let named = self.plan.outline.holders[holder].signals.has(Signal::Lead);
        if self.plan.open_weight(block) >= if named { 25 } else { 60 } {
            self.take(block);
        }
    }

    /// The next block.
    fn take(&mut self, block: usize) {
        match kind(self.plan, block) {
            Kind::Headline => {}
            Kind::Heading if self.is_open(block) => self.heading = Some(block).filter(|_| !self.is_phrase(block)),
            Kind::Heading => {}
            _ if self.belongs(block) => {
                self.kept.extend(self.heading.take());
                self.kept.push(block);
            }
            _ => {}
        }
    }

    fn is_open(&self, block: usize) -> bool {
        self.plan.places[self.plan.outline.blocks[block].holder] == Place::Open
    }

    fn is_phrase(&self, block: usize) -> bool {
        let outline = self.plan.outline;
        is_beside_the_matter(outline.text(&outline.blocks[block]))
    }

    fn belongs(&mut self, at: usize) -> bool {
        let plan = self.plan;
        let block = &plan.outline.blocks[at];
        let text = plan.outline.text(block);
        let linked = linked_percent(text.len(), block.linked);
        if !self.is_open(at) || is_beside_the_matter(text) {
            return false;
        }
        let prose = plan.weights[at] > 0;
        let ended = ends_sentence(text);
        let first = self.kept.is_empty();
        let reads = match kind(plan, at) {
            Kind::Headline | Kind::Heading => false,
            // Before the first sentence stand bylines and dates; between paragraphs, whoever made one meant it.
            Kind::Paragraph => linked < 70 && (!first || (ended && (prose || linked == 0))),
            Kind::ListItem => linked < 40 && (prose || ended),
            Kind::Cell => linked < 40 && prose && ended,
            Kind::Loose => linked < 40 && (prose || (ended && text.len() >= 10 && linked == 0)),
        };
        reads && !self.is_byline(block.holder, text) && self.is_new(at)
    }

    /// "By Ana Roy", or a short block in a box of bylines.
    fn is_byline(&self, holder: usize, text: &str) -> bool {
        let outline = self.plan.outline;
        let named = outline.holders[holder].signals.has(Signal::Byline)
            || outline.holders[outline.holders[holder].parent].signals.has(Signal::Byline);
        let by = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by ")) && text.len() < 80;
        (named && text.len() < NO_BYLINE) || (by && !ends_sentence(text))
    }

    /// Whether the same text was not kept before.
    fn is_new(&mut self, at: usize) -> bool {
        let outline = self.plan.outline;
        let text = outline.text(&outline.blocks[at]);
        text.len() < REPEATED || self.seen.insert(text)
    }
}
