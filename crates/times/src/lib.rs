//! Expressions of time: from words to ISO intervals.
