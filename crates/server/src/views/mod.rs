//! The views, one file each: what is asked in, an answer out.

pub(crate) mod accounts;
pub(crate) mod doc;
pub(crate) mod entity;
pub(crate) mod events;
pub(crate) mod headings;
pub(crate) mod home;
pub(crate) mod ledger;
pub(crate) mod map;
pub(crate) mod named;
pub(crate) mod newest;
pub(crate) mod pair;
pub(crate) mod pairs;
pub(crate) mod score;
pub(crate) mod search;
pub(crate) mod statements;
pub(crate) mod story;
pub(crate) mod time;
pub(crate) mod voices;
