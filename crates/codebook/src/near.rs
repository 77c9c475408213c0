//! Acts that no entry names: words that are used as the anchors of a type's examples.
//!
//! What "used as" means is for whoever knows the words' vectors; here are only the types that ask for it (`near = true`), and
//! what such a word says: the type of the example, with the usual roles of a verb or a noun.

use std::sync::LazyLock;

use crate::act_type::{ActType, Effect, Example};
use crate::candidates::{Candidate, Origin};
use crate::codebook::Codebook;
use crate::relation::Place;
use crate::tree::Tree;
use crate::types_file::{USUAL_OF_NOUNS, USUAL_OF_VERBS};

/// Where actors and recipients stand.
type Places = (Place, Place);

static OF_VERBS: LazyLock<Places> = LazyLock::new(|| places(USUAL_OF_VERBS));
static OF_NOUNS: LazyLock<Places> = LazyLock::new(|| places(USUAL_OF_NOUNS));

fn places((actor, recipient): (&str, &str)) -> Places {
    (Place::parse(actor).unwrap_or_default(), Place::parse(recipient).unwrap_or_default())
}

impl Codebook {
    /// Whether some type wants what is used like its examples.
    #[must_use]
    pub fn asks_for_likeness(&self) -> bool {
        self.types.iter().any(|kind| kind.near)
    }

    /// What a word says that is used like the anchor of an example, by this much (0 to 1).
    #[must_use]
    pub fn alike<'c>(
        &'c self,
        tree: &dyn Tree,
        word: usize,
        (kind, example): (&'c ActType, &'c Example),
        likeness: f32,
    ) -> Candidate<'c> {
        let (actor, recipient) = if tree.upos(word) == "VERB" { &*OF_VERBS } else { &*OF_NOUNS };
        let found = |place: &Place| place.words(tree, word, self.guide(), None);
        let actors = found(actor);
        let mut recipients = found(recipient);
        recipients.retain(|word| !actors.contains(word));
        Candidate {
            effect: Effect::Adds,
            kind: &kind.name,
            from: None,
            mode: example.mode.as_deref(),
            contexts: &[],
            weight: likeness,
            entry: &example.marked.text,
            origin: Origin::Example,
            actors,
            recipients,
        }
    }
}
