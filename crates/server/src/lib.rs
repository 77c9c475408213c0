//! The page: what a store holds, for whoever reads it in a browser and writes no code.
//!
//! ```text
//! HTTP ──serve──▶ Request ──guard──▶ may it? ──routes──▶ view(Inquiry) ──▶ Answer ──layout──▶ HTML, CSV, JSON ──▶ Reply
//!                                                          │  asked: what the address asks
//!                                                          └─ app: one moment of the store, bounds on time and rows
//! ```
//!
//! - A **view** is a function from what is asked to an [`answer`]: a heading, markup, and the same facts as a table.
//! - **draw** turns numbers into pictures, **reader** a record into its marked article; both are pure.
//! - **assets** are styles and scripts of our own, compiled in. All that can be read works without script.
//! - What comes of documents is only ever text: maud escapes it, and the headers that [`guard`] sends let nothing run that is
//!   not ours.
//!
//! ```no_run
//! # fn main() -> Result<(), onrecord_server::ServerError> {
//! use onrecord_server::{Options, Server};
//!
//! let server = Server::bind("store".as_ref(), Options::default(), |_| {})?;
//! println!("{}", server.url());
//! server.run(|| false)
//! # }
//! ```

mod answer;
mod app;
mod asked;
mod assets;
mod conditions;
mod draw;
mod form;
mod guard;
mod html;
mod layout;
mod reader;
mod routes;
mod serve;
mod stories;
#[cfg(test)]
mod testing;
mod trouble;
mod views;

pub use serve::{Options, Server, ServerError};
