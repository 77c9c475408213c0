//! The codebook: PLOVER as checked data, what it says of the words of a tree, and what is wrong with it.
//!
//! ```text
//! files ──Codebook::load──▶ Codebook ──candidates(tree, word)──▶ adds, forbids, retypes; actors and recipients
//!   ▲                          ├─────lint──────▶ findings
//!   └ a user's laid over       └─────trials────▶ its examples as its tests
//! ```
//!
//! A codebook is a folder of text files (`codebook/plover/`, described in `codebook/README.md`): types with modes, scores,
//! lexicon, patterns and example sentences; contexts; words that decide about status; the way to and from CAMEO. The model's
//! head proposes acts; the codebook adds, forbids and retypes, and each of its answers names the entry it rests on.
//!
//! Pure: files come in as texts, trees behind the small trait [`Tree`].
//!
//! ```
//! use onrecord_codebook::{Codebook, Files};
//!
//! let codebook = Codebook::plover()?;
//! assert_eq!(codebook.get("ASSAULT").unwrap().quad, "material_conflict");
//! assert!(codebook.version().starts_with("plover@"));
//!
//! // A user's folder over it: one more type.
//! let looting = "definition = 'Goods are taken by force in a disorder.'\n\
//!                quad = 'material_conflict'\n\
//!                lexicon = [{ verb = 'loot' }]\n\
//!                examples = [{ text = '[a Youths] [v looted] [r shops].' }]\n";
//! let mine: Files = [("types/LOOTING.toml".to_owned(), looting.to_owned())].into_iter().collect();
//! assert_eq!(Codebook::with(mine)?.types().len(), 17);
//! # Ok::<(), onrecord_codebook::Mistakes>(())
//! ```

mod about;
mod act_type;
mod cameo;
mod candidates;
mod codebook;
mod contexts;
mod files;
mod inflection;
mod lint;
mod loader;
mod marked;
mod mistake;
mod near;
mod pattern;
mod phrase;
mod raw;
mod relation;
mod sentence;
mod statuses;
mod tree;
mod trial;
mod types_file;
mod version;

pub use act_type::{ActType, Contrast, Effect, Example, Mode};
pub use candidates::{Candidate, Origin};
pub use codebook::{About, Codebook};
pub use contexts::Contexts;
pub use files::Files;
pub use lint::Finding;
pub use marked::{MarkError, Marked};
pub use mistake::{Mistake, Mistakes};
pub use pattern::{Argument, Clause, Pattern, PatternError};
pub use phrase::PhraseError;
pub use relation::{Place, Relation};
pub use sentence::{Parsed, Word};
pub use statuses::{StatusClass, Statuses};
pub use tree::Tree;
pub use trial::{Analyser, Outcome, Trial};
