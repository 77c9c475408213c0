//! Actors: from phrases to countries and sectors.
