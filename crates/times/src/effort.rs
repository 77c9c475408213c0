//! That the work grows with the text and not faster: the words looked at are counted, since clocks lie on busy machines.
//!
//! Only tests count; [`look`] is called where the grammar reads a token.

use std::cell::Cell;

use jiff::civil::date;
use onrecord_text::Text;

use crate::{Reference, expressions};

thread_local! {
    static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// Counts one look at a token.
pub(crate) fn look() {
    LOOKS.set(LOOKS.get() + 1);
}

/// Looks that a text takes which repeats a piece so often, all of it one sentence.
fn looks(piece: &str, times: usize) -> u64 {
    let raw = piece.repeat(times);
    let text = Text::new(&raw);
    let all = 0..text.words.len();
    LOOKS.set(0);
    let seen = Reference { published: Some(date(2020, 5, 20)) };
    std::hint::black_box(expressions(&text, std::slice::from_ref(&all), &seen));
    LOOKS.get()
}

#[test]
fn work_grows_with_the_text() {
    for piece in [
        "the end of ",
        "from 2011 to ",
        "early in the ",
        "two days before ",
        "Monday, ",
        "the last week of the ",
        "twenty - ",
        "last ",
        "He will say that the army left on Monday and the talks go on. ",
    ] {
        let (short, long) = (looks(piece, 500), looks(piece, 8_000));
        assert!(short > 500 && long <= 17 * short, "{piece}: {short} looks, then {long}");
        // A bound on the constant as well: nothing is read over and over.
        assert!(long < 8_000 * 13 * 400, "{piece}: {long} looks");
    }
}
