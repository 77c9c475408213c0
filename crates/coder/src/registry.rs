//! What a registry knows: an input of the coder like the model, named in every record.
//!
//! A name that the document does not explain ("Roy said") is asked for here by the day of publication. What the text itself
//! says of it comes first; that is for those who ask to see to.

use std::sync::Arc;

use jiff::civil::Date;
use onrecord_record::EntityType;
use onrecord_registry::{Entry, Registry};

use crate::Coder;

impl Coder {
    /// The same coder, which also goes by a registry.
    #[must_use]
    pub fn with_registry(mut self, registry: Arc<Registry>) -> Self {
        self.made.registry = Some(registry.version().to_owned());
        self.registry = Some(registry);
        self
    }

    /// What the registry knows of a name on a day; without a day, what it knows for all times. Nothing where there is none.
    #[must_use]
    pub fn known(&self, name: &str, day: Option<Date>, kind: EntityType) -> Option<&Entry> {
        self.registry.as_deref()?.lookup(name, day, kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_coder_with_a_registry_names_it_and_asks_it() {
        let sheet = "name,kind,role,country,sectors,from,to\nAna Roy,person,envoy,KEN,GOV,2026-03-02,\n";
        let registry = Arc::new(Registry::from_csv(sheet.as_bytes()).unwrap());
        let coder = Coder::new("0.1.0", "wire-1@0a1b").with_registry(Arc::clone(&registry));
        assert_eq!(coder.made.registry.as_deref(), Some(registry.version()));
        let known = |day| coder.known("Roy", Some(day), EntityType::Person).and_then(|entry| entry.role.as_deref());
        assert_eq!((known(date(2026, 7, 1)), known(date(2026, 1, 1))), (Some("envoy"), None));
        let without = Coder::new("0.1.0", "wire-1@0a1b");
        assert!(without.made.registry.is_none());
        assert!(without.known("Roy", None, EntityType::Person).is_none());
    }
}
