//! The views, one file each: what is asked in, an answer out.

pub(crate) mod doc;
pub(crate) mod entity;
pub(crate) mod events;
pub(crate) mod home;
pub(crate) mod search;
pub(crate) mod statements;
pub(crate) mod story;
