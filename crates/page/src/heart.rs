//! The box that holds the article.
//!
//! From the page inwards: a box is entered if it holds nearly all prose of the box around it, if it says that it holds the
//! article's text and holds much of the prose, or if in it lies one run of paragraphs that outweighs all the rest. Where
//! no box does so, as in a live blog with its many posts, the article is what was reached.

use crate::elements::Tag;
use crate::outline::Outline;
use crate::places::{Place, Plan};
use crate::prose::Kind;
use crate::signals::Signal;

/// Of a hundred parts of prose, how many must lie in a box that is entered: one that says nothing of itself; one that says
/// that it is the article's text; the run of paragraphs that shows the way.
const NEARLY_ALL: usize = 92;
const MUCH: usize = 45;
const MOST: usize = 50;

/// What the boxes weigh.
struct Scales {
    /// Sums of the blocks' open weights, one more than there are blocks.
    sums: Vec<usize>,
    /// For each box, the heaviest run of paragraphs that lies in it, directly in one box.
    runs: Vec<usize>,
}

impl Scales {
    fn new(plan: &Plan<'_>) -> Self {
        let outline = plan.outline;
        let mut sums = vec![0];
        let mut own = vec![0; outline.holders.len()];
        let mut sum = 0;
        for (at, block) in outline.blocks.iter().enumerate() {
            let weight = plan.open_weight(at);
            sum += weight;
            sums.push(sum);
            own[run_of(outline, plan, block.holder)] += weight;
        }
        let mut runs = own;
        // Inner boxes come behind outer ones.
        for at in (1..runs.len()).rev() {
            let parent = outline.holders[at].parent;
            runs[parent] = runs[parent].max(runs[at]);
        }
        Self { sums, runs }
    }

    fn mass(&self, outline: &Outline, holder: usize) -> usize {
        let blocks = &outline.holders[holder].blocks;
        self.sums[blocks.end] - self.sums[blocks.start]
    }
}

/// The box in which a block's paragraph is one of several: the first around it that is more than a paragraph, an item, a
/// quotation or a box around just one of these.
fn run_of(outline: &Outline, plan: &Plan<'_>, mut holder: usize) -> usize {
    for _ in 0..6 {
        let alone = outline.holders[holder].blocks.len() == 1;
        if !alone && !matches!(plan.kinds[holder], Kind::Paragraph | Kind::ListItem | Kind::Heading) {
            break;
        }
        holder = outline.holders[holder].parent;
    }
    if outline.holders[holder].tag == Tag::List { outline.holders[holder].parent } else { holder }
}

/// The innermost box that holds the article.
pub(crate) fn find(plan: &Plan<'_>) -> usize {
    let outline = plan.outline;
    let scales = Scales::new(plan);
    let heaviest = heaviest_children(outline, &scales);
    let mut here = 0;
    loop {
        let mass = scales.mass(outline, here);
        let Some(child) = heaviest[here].filter(|_| mass > 0) else { return here };
        if is_leaf(plan, child) {
            return here;
        }
        let part = scales.mass(outline, child) * 100;
        let shows_the_way = scales.runs[child] * 100 >= mass * MOST && scales.runs[here] == scales.runs[child];
        let enter = part >= mass * NEARLY_ALL
            || (speaks_for_itself(plan, child) && part >= mass * MUCH)
            || (shows_the_way && !speaks_for_itself(plan, here));
        if !enter {
            return here;
        }
        here = child;
    }
}

/// For each box the heaviest in it, of equals the first.
fn heaviest_children(outline: &Outline, scales: &Scales) -> Vec<Option<usize>> {
    let mut heaviest: Vec<Option<usize>> = vec![None; outline.holders.len()];
    for (at, holder) in outline.holders.iter().enumerate().skip(1) {
        let best = &mut heaviest[holder.parent];
        if best.is_none_or(|best| scales.mass(outline, at) > scales.mass(outline, best)) {
            *best = Some(at);
        }
    }
    heaviest
}

/// Whether a box says that it holds an article's text.
fn speaks_for_itself(plan: &Plan<'_>, holder: usize) -> bool {
    let holder = &plan.outline.holders[holder];
    holder.marks.article_body
        || holder.marks.main
        || holder.signals.has(Signal::Body)
        || matches!(holder.tag, Tag::Article | Tag::Main)
}

/// Whether a box is a paragraph and no more.
fn is_leaf(plan: &Plan<'_>, holder: usize) -> bool {
    let tag = plan.outline.holders[holder].tag;
    plan.places[holder] != Place::Open
        || matches!(tag, Tag::P | Tag::Pre | Tag::Blockquote | Tag::ListItem | Tag::List | Tag::Headline | Tag::Heading)
}
