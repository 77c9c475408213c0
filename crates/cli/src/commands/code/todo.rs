//! The documents that the store does not hold yet, on the thread that reads.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use onrecord_ingest::{Document, ReadError};
use onrecord_store::{Claims, DocKey, Identity, Recipe, Shard, StoreError};

/// What is known of a document before it is coded.
fn identity(document: &Document) -> Identity<'_> {
    Identity {
        id: document.id_given.then_some(document.id.as_str()),
        text: &document.text,
        title: document.title.as_deref(),
        published: document.published.as_deref(),
        publisher: document.publisher.as_deref(),
        uri: document.uri.as_deref(),
    }
}

/// The key under which the store keeps a document.
pub(in crate::commands) fn key(recipe: &Recipe, document: &Document) -> DocKey {
    recipe.key(&identity(document))
}

/// Documents without those that are done.
pub(super) struct ToDo<D> {
    documents: D,
    claims: Claims,
    recipe: Recipe,
    /// Documents of all others are passed over.
    shard: Option<Shard>,
    watch: Watch,
}

/// What another thread may know of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch(Arc<State>);

#[derive(Debug, Default)]
struct State {
    done_before: AtomicU64,
    removed: AtomicU64,
    of_others: AtomicU64,
    issued: AtomicU64,
    error: Mutex<Option<StoreError>>,
}

impl<D> ToDo<D> {
    pub(super) fn new(documents: D, claims: Claims, recipe: Recipe) -> (Self, Watch) {
        let watch = Watch::default();
        (Self { documents, claims, recipe, shard: None, watch: watch.clone() }, watch)
    }

    /// The same documents, of one shard alone.
    pub(super) fn of_shard(self, shard: Option<Shard>) -> Self {
        Self { shard, ..self }
    }
}

impl<D: Iterator<Item = Result<Document, ReadError>>> Iterator for ToDo<D> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let item = self.documents.next()?;
            let document = match item {
                Ok(document) => document,
                Err(error) => return Some(Err(error)),
            };
            let identity = identity(&document);
            if self.shard.is_some_and(|shard| !shard.holds(&identity)) {
                self.watch.0.of_others.fetch_add(1, Ordering::Relaxed);
                continue;
            }
            let removed = self.claims.is_removed(&identity);
            let claimed = removed.and_then(|removed| match removed {
                true => Ok(None),
                false => self.claims.claim(&self.recipe.key(&identity)).map(Some),
            });
            match claimed {
                Ok(Some(true)) => {
                    self.watch.0.issued.fetch_add(document.text.len() as u64, Ordering::Relaxed);
                    return Some(Ok(document));
                }
                Ok(Some(false)) => {
                    self.watch.0.done_before.fetch_add(1, Ordering::Relaxed);
                }
                Ok(None) => {
                    self.watch.0.removed.fetch_add(1, Ordering::Relaxed);
                }
                Err(error) => {
                    *self.watch.0.error.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                    return None;
                }
            }
        }
    }
}

impl Watch {
    /// Documents that were in the store already, or earlier in the input.
    pub(super) fn done_before(&self) -> u64 {
        self.0.done_before.load(Ordering::Relaxed)
    }

    /// Documents that were taken out for good.
    pub(super) fn removed(&self) -> u64 {
        self.0.removed.load(Ordering::Relaxed)
    }

    /// Documents of other shards.
    pub(super) fn of_others(&self) -> u64 {
        self.0.of_others.load(Ordering::Relaxed)
    }

    /// A counter of the bytes of text that were handed out to be coded.
    pub(super) fn issued(&self) -> impl Fn() -> u64 + use<> {
        let state = Arc::clone(&self.0);
        move || state.issued.load(Ordering::Relaxed)
    }

    /// What ended the reading before its time.
    pub(super) fn error(&self) -> Option<StoreError> {
        self.0.error.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
