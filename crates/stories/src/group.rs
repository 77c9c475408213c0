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
use crate::shelf::{InMemory, Shelf};
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
/// Takes about 320 bytes a document and, where texts are as varied as news, time that grows as n log n. [`stories`] does the same
/// of signatures that are not in memory.
pub fn group<K: Copy + Ord>(documents: impl IntoIterator<Item = (K, Option<Signature>)>) -> Vec<Grouped<K>> {
    let mut documents: Vec<_> = documents.into_iter().collect();
    // From here on nothing depends on how the documents came in.
    documents.sort_unstable();
    documents.dedup_by_key(|document| document.0);
    let (mut keys, mut signatures) = (Vec::new(), Vec::new());
    let alone = |document: K| Grouped { document, story: document, documents: 1 };
    let mut grouped: Vec<_> =
        documents.iter().filter(|(_, signature)| signature.is_none()).map(|(key, _)| alone(*key)).collect();
    for (key, signature) in documents {
        if let Some(signature) = signature {
            keys.push(key);
            signatures.push(signature);
        }
    }
    let Ok(stories) = stories(&mut InMemory(&signatures));
    let mut sizes = vec![0; keys.len()];
    stories.iter().for_each(|&story| sizes[story as usize] += 1);
    grouped.extend(keys.iter().zip(&stories).map(|(&document, &story)| Grouped {
        document,
        story: keys[story as usize],
        documents: sizes[story as usize],
    }));
    grouped.sort_unstable();
    grouped
}

/// For each signature of a shelf the first one of its story. The outcome rests on the order of the shelf, so a shelf in the order of
/// what names the documents makes it a function of their set.
///
/// Takes about 30 bytes a document in memory, and for a group of copies what their signatures take.
///
/// # Errors
/// Where the shelf has any.
pub fn stories<S: Shelf>(shelf: &mut S) -> Result<Vec<u32>, S::Error> {
    let linked = bands::components(shelf, LINKED[0])?.into_iter();
    let mut open: Vec<_> = linked.map(|members| Group { members, strictness: 0 }).collect();
    let mut stories: Vec<u32> = (0..shelf.members()).collect();
    while let Some(Group { members, strictness }) = open.pop() {
        let signatures = members.iter().map(|member| shelf.get(*member)).collect::<Result<Vec<_>, _>>()?;
        let (near, far) = around_centre(&signatures);
        let story = if far.is_empty() || strictness + 1 == LINKED.len() {
            members
        } else if near.len() >= far.len() {
            open.extend(linked_anew(&members, &signatures, &far, strictness));
            near.iter().map(|place| members[*place]).collect()
        } else {
            let all: Vec<usize> = (0..members.len()).collect();
            open.extend(linked_anew(&members, &signatures, &all, strictness + 1));
            continue;
        };
        // Members are in rising order, so the first is the smallest.
        story.iter().for_each(|member| stories[*member as usize] = story[0]);
    }
    Ok(stories)
}

/// Members that hang together, by links of a strictness.
struct Group {
    members: Vec<u32>,
    strictness: usize,
}

/// Those of the members that stand in these places, linked by themselves.
fn linked_anew(members: &[u32], signatures: &[Signature], places: &[usize], strictness: usize) -> Vec<Group> {
    let own: Vec<_> = places.iter().map(|&place| signatures[place]).collect();
    let Ok(groups) = bands::components(&mut InMemory(&own), LINKED[strictness]);
    let named = |group: Vec<u32>| group.into_iter().map(|own| members[places[own as usize]]).collect();
    groups.into_iter().map(|group| Group { members: named(group), strictness }).collect()
}

/// Places of what is like the centre of all, and of what is not.
fn around_centre(signatures: &[Signature]) -> (Vec<usize>, Vec<usize>) {
    if signatures.len() < 3 {
        return ((0..signatures.len()).collect(), Vec::new()); // a pair is linked as such
    }
    let centre = centre(signatures);
    (0..signatures.len()).partition(|&place| signatures[place].agreement(&centre) >= CENTRAL)
}

/// What is commonest in each slot; of equals the smallest.
fn centre(signatures: &[Signature]) -> Signature {
    let mut values = Vec::with_capacity(signatures.len());
    Signature(std::array::from_fn(|slot| {
        values.clear();
        values.extend(signatures.iter().map(|signature| signature.0[slot]));
        values.sort_unstable();
        let runs = values.chunk_by(|one, next| one == next);
        let commonest = runs.reduce(|best, run| if run.len() > best.len() { run } else { best });
        commonest.map_or(0, |run| run[0])
    }))
}
