//! From documents to stories.
//!
//! Documents whose signatures agree in more than half of the slots are linked, and what hangs together is a story. More
//! than half is no figure of taste: it is the least at which no text is linked with two that share nothing. A digest of
//! two articles is like each of them to a half, and must not make one story of both.
//!
//! Links make chains, and a chain may lead anywhere: last week's table of prices is like this week's, and that like
//! next week's. So each group is held against its centre, the signature of what is commonest in every slot. Who agrees
//! with it in more than half of the slots belongs to it. Where most do, the others are linked anew among themselves; where
//! most do not, there is no centre, and the group is linked again with a stricter measure.

use crate::bands;
use crate::signature::{SLOTS, Signature};

/// Slots in which two documents must agree to be linked: more than half, and what a group without a centre is held to.
const LINKED: [usize; 4] = [SLOTS / 2 + 1, 88, 108, SLOTS];
/// Slots in which a document must agree with the centre of its story: again more than half, so that no story holds two
/// that share nothing.
const CENTRAL: usize = SLOTS / 2 + 1;

/// A document and its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grouped<K> {
    /// The document.
    pub document: K,
    /// The smallest document of the story, which names it.
    pub story: K,
    /// Documents of the story.
    pub documents: u32,
}

/// The stories of a set of documents, each with its signature; `None` stands for a text without words, which is a
/// story of its own. Of documents with the same key only one counts. The outcome is in the order of the keys.
///
/// Takes about 320 bytes a document and, where texts are as varied as news, time that grows as n log n.
pub fn group<K: Copy + Ord>(documents: impl IntoIterator<Item = (K, Option<Signature>)>) -> Vec<Grouped<K>> {
    let mut documents: Vec<_> = documents.into_iter().collect();
    // From here on nothing depends on how the documents came in.
    documents.sort_unstable();
    documents.dedup_by_key(|document| document.0);
    let mut grouped = Vec::with_capacity(documents.len());
    let (mut keys, mut signatures) = (Vec::new(), Vec::new());
    for (key, signature) in &documents {
        match signature {
            Some(signature) => {
                keys.push(*key);
                signatures.push(signature);
            }
            None => grouped.push(Grouped { document: *key, story: *key, documents: 1 }),
        }
    }
    for story in stories(&signatures) {
        // Members are in the order of keys, so the first is the smallest.
        let (name, documents) = (keys[story[0] as usize], u32::try_from(story.len()).unwrap_or(u32::MAX));
        let members = story.iter().map(|&member| keys[member as usize]);
        grouped.extend(members.map(|document| Grouped { document, story: name, documents }));
    }
    grouped.sort_unstable();
    grouped
}

/// Members in groups, each in rising order.
fn stories(signatures: &[&Signature]) -> Vec<Vec<u32>> {
    let mut stories = Vec::new();
    let mut open: Vec<_> =
        bands::components(signatures, LINKED[0]).into_iter().map(|members| Group { members, strictness: 0 }).collect();
    while let Some(Group { members, strictness }) = open.pop() {
        let (near, far) = around_centre(&members, signatures);
        if far.is_empty() || strictness + 1 == LINKED.len() {
            stories.push(members);
        } else if near.len() >= far.len() {
            open.extend(linked_anew(&far, signatures, strictness));
            stories.push(near);
        } else {
            open.extend(linked_anew(&members, signatures, strictness + 1));
        }
    }
    stories
}

/// Members that hang together, by links of a strictness.
struct Group {
    members: Vec<u32>,
    strictness: usize,
}

fn linked_anew(members: &[u32], signatures: &[&Signature], strictness: usize) -> Vec<Group> {
    let own: Vec<_> = members.iter().map(|&member| signatures[member as usize]).collect();
    let groups = bands::components(&own, LINKED[strictness]).into_iter();
    let named = |group: Vec<u32>| group.into_iter().map(|place| members[place as usize]).collect();
    groups.map(|group| Group { members: named(group), strictness }).collect()
}

/// Members that are like the centre of all, and those that are not.
fn around_centre(members: &[u32], signatures: &[&Signature]) -> (Vec<u32>, Vec<u32>) {
    if members.len() < 3 {
        return (members.to_vec(), Vec::new()); // a pair is linked as such
    }
    let centre = centre(members, signatures);
    members.iter().partition(|&&member| signatures[member as usize].agreement(&centre) >= CENTRAL)
}

/// What is commonest in each slot; of equals the smallest.
fn centre(members: &[u32], signatures: &[&Signature]) -> Signature {
    let mut values = Vec::with_capacity(members.len());
    Signature(std::array::from_fn(|slot| {
        values.clear();
        values.extend(members.iter().map(|&member| signatures[member as usize].0[slot]));
        values.sort_unstable();
        let runs = values.chunk_by(|one, next| one == next);
        let commonest = runs.reduce(|best, run| if run.len() > best.len() { run } else { best });
        commonest.map_or(0, |run| run[0])
    }))
}
