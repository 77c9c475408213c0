//! How sentences of a wire are cut into words. A bar stands before a word that shares its token with the one before.

use onrecord_text::Text;

fn cut(raw: &str) -> String {
    let text = Text::new(raw);
    let mut out = String::new();
    for (i, word) in text.words.iter().enumerate() {
        if i > 0 {
            out.push_str(if word.fused { "|" } else { " " });
        }
        out.push_str(word.span.slice(raw));
    }
    out
}

/// Holds each sentence on the left to the words on the right.
fn holds(examples: &[(&str, &str)]) {
    for (raw, words) in examples {
        assert_eq!(cut(raw), *words, "{raw}");
    }
}

#[test]
fn clitics_are_words_of_their_host_s_token() {
    holds(&[
        ("The Senate's speaker didn't reply.", "The Senate|'s speaker did|n't reply ."),
        ("They’ve said it’ll pass; he’d’ve known.", "They|’ve said it|’ll pass ; he|’d|’ve known ."),
        ("The ministers' plan", "The ministers|' plan"),
        ("We cannot and won't, they're gonna", "We can|not and wo|n't , they|'re gon|na"),
        ("CHINA’S ENVOY CAN’T SAY", "CHINA|’S ENVOY CA|N’T SAY"),
        ("O'Neill met d'Ormesson at 9 o'clock", "O'Neill met d'Ormesson at 9 o'clock"),
        ("'Tis the '90s", "'T|is the '90s"),
        ("the 1990's and 2003's", "the 1990's and 2003|'s"),
    ]);
}

#[test]
fn an_apostrophe_parted_from_its_letter_keeps_it() {
    holds(&[
        ("the Senate of Pakistan’ s resolution", "the Senate of Pakistan|’ s resolution"),
        ("They don’ t know, and it’ s late.", "They do|n’ t know , and it|’ s late ."),
        ("the ministers’ offices", "the ministers|’ offices"),
    ]);
}

#[test]
fn quotation_marks_stand_alone() {
    holds(&[
        ("“We agree,” she said.", "“ We agree , ” she said ."),
        ("``We agree,'' she said.", "`` We agree , '' she said ."),
        ("‘We don’t know,’ he said.", "‘ We do|n’t know , ’ he said ."),
        ("the 'allies' agreed", "the ' allies ' agreed"),
        ("the so-called 'allies'", "the so - called ' allies '"),
    ]);
}

#[test]
fn hyphens_part_words_but_prefixes_stay() {
    holds(&[
        ("a 15-year-old, state-run plan", "a 15 - year - old , state - run plan"),
        ("an anti-war, pro-Western, re-elected co-founder", "an anti-war , pro-Western , re-elected co-founder"),
        ("the UN-led, U.S.-backed, non-U.S. force", "the UN - led , U.S. - backed , non-U.S. force"),
        ("post-9/11 and mid-2015", "post-9/11 and mid-2015"),
        ("COVID-19 in Guinea-Bissau", "COVID - 19 in Guinea - Bissau"),
        ("and/or either/both", "and / or either / both"),
        ("talks -- and more—failed", "talks -- and more — failed"),
    ]);
}

#[test]
fn full_stops_of_abbreviations_stay() {
    holds(&[
        (
            "Mr. J. R. Doe Jr. of Acme Inc. in St. Louis, Mo., spoke.",
            "Mr. J. R. Doe Jr. of Acme Inc. in St. Louis , Mo. , spoke .",
        ),
        (
            "The U.S. and U.S.A agree at 5 p.m. on Jan. 3, No. 2.",
            "The U.S. and U.S.A agree at 5 p.m. on Jan. 3 , No. 2 .",
        ),
        ("He said no. No. 10 agreed on Sept.11.", "He said no . No. 10 agreed on Sept. 11 ."),
        ("Dr. Okafor, Ph.D., wrote e.g. this.", "Dr. Okafor , Ph.D. , wrote e.g. this ."),
        ("It was vitamin C. They knew more than I.", "It was vitamin C. They knew more than I ."),
        ("Well... yes?! No!!!", "Well ... yes ?! No !!!"),
    ]);
}

#[test]
fn a_missing_blank_after_a_full_stop_parts_all_the_same() {
    holds(&[
        ("The talks ended.The next began.", "The talks ended . The next began ."),
        ("It fell in 2019.Then it rose.", "It fell in 2019 . Then it rose ."),
        ("See example.com or report.pdf.", "See example.com or report.pdf ."),
        ("Mr.Doe met J.Smith.", "Mr. Doe met J. Smith ."),
    ]);
}

#[test]
fn numbers_money_and_units() {
    holds(&[
        ("$5m, €10bn and US$3 or 50%", "$ 5 m , € 10 bn and US$ 3 or 50 %"),
        ("1,000.5 at 10:30 on 17/05/2020 or 2020-05-17", "1,000.5 at 10:30 on 17/05/2020 or 2020-05-17"),
        ("the 10th, 20-30 km, 5pm, 6:00p.m.", "the 10th , 20 - 30 km , 5 pm , 6:00 p.m."),
        ("call 555-0143 or +44 20", "call 555-0143 or +44 20"),
        ("[13,14] and 1,2", "[ 13 , 14 ] and 1 , 2"),
        ("G7 and MI6 met at A4", "G7 and MI6 met at A4"),
    ]);
}

#[test]
fn addresses_handles_and_smileys_are_whole() {
    holds(&[
        (
            "Write to desk@example.org, see https://example.org/a_(b)?c=1.",
            "Write to desk@example.org , see https://example.org/a_(b)?c=1 .",
        ),
        ("@river_desk #OpenLocks :-) (www.example.org)", "@river_desk #OpenLocks :-) ( www.example.org )"),
        ("AT&T and R&D", "AT&T and R&D"),
    ]);
}

#[test]
fn emoji_and_accents_are_not_torn() {
    holds(&[
        ("Open!👩‍👧🇫🇷👍🏽 ok", "Open ! 👩‍👧 🇫🇷 👍🏽 ok"),
        ("Zoe\u{308} met Ng\u{169}gi\u{303}", "Zoe\u{308} met Ng\u{169}gi\u{303}"),
        ("24°C, 3 km²", "24 ° C , 3 km ²"),
    ]);
}

#[test]
fn blanks_that_do_not_look_like_blanks() {
    holds(&[
        ("Gov.\u{a0}Doe\u{2009}said", "Gov. Doe said"),
        ("\u{feff}The\u{200b}locks\u{200b} opened", "The locks opened"),
        ("the coun\u{ad}cil met", "the coun\u{ad}cil met"),
        ("قال \u{200f}الوزير\u{200e}: نعم.", "قال الوزير : نعم ."),
    ]);
}

#[test]
fn bullets_and_lists() {
    holds(&[("• Locks open\n• Tolls fall", "• Locks open • Tolls fall"), ("* one", "* one"), ("- two", "- two")]);
}

fn paragraphs(raw: &str) -> Vec<&str> {
    Text::new(raw).paragraphs.iter().map(|paragraph| paragraph.span.slice(raw)).collect()
}

#[test]
fn blank_lines_part_paragraphs_whatever_ends_the_lines() {
    for line_end in ["\n", "\r\n", "\r", "\u{2028}"] {
        let raw = format!(
            "One is short.{line_end}{line_end}Two is short.{line_end} \u{a0}{line_end}{line_end}Three.{line_end}"
        );
        assert_eq!(paragraphs(&raw), ["One is short.", "Two is short.", "Three."], "{line_end:?}");
    }
    assert_eq!(paragraphs("One.\u{c}Two.\u{2029}Three."), ["One.", "Two.", "Three."]);
}

#[test]
fn one_paragraph_a_line() {
    let long = "The river council agreed on Sunday to open the lower locks for grain barges, its chairman said after a long day of talks.";
    let raw = format!("{long}\n{long}\nIt gave no date.\n{long}");
    assert_eq!(paragraphs(&raw), [long, long, "It gave no date.", long]);
}

#[test]
fn filled_lines_are_no_paragraphs() {
    let raw = "River council opens lower locks\n\
               The river council agreed on Sunday to open the lower locks for\n\
               grain barges, its chairman said after a long day of talks that\n\
               nobody had expected to end well.\n\
               Barges may pass from Monday, and the tolls will be the same as\n\
               in the year before, the council said in a letter to the towns.\n\
               \n\
               - a point of the letter that takes more than one line, so that\n\
               it goes on here\n\
               - another point\n";
    let found = paragraphs(raw);
    assert_eq!(found.len(), 5, "{found:#?}");
    assert_eq!(found[0], "River council opens lower locks");
    assert!(found[1].starts_with("The river") && found[1].ends_with("end well."));
    assert!(found[2].starts_with("Barges") && found[2].ends_with("towns."));
    assert!(found[3].ends_with("goes on here") && found[4] == "- another point");
}

#[test]
fn a_quotation_never_closed_ends_with_its_paragraph() {
    let raw = "“We agree, he said.\n\nNobody else spoke.\n\nHe said “yes” and left.";
    let text = Text::new(raw);
    let quoted: Vec<&str> = text.words.iter().filter(|word| word.quoted).map(|word| word.span.slice(raw)).collect();
    assert_eq!(quoted, ["“", "We", "agree", ",", "he", "said", ".", "“", "yes", "”"]);
}

#[test]
fn straight_and_doubled_marks_take_turns() {
    for raw in ["He said \"yes\" and left", "He said ``yes'' and left", "He said ''yes'' and left"] {
        let text = Text::new(raw);
        let quoted = text.words.iter().filter(|word| word.quoted).count();
        assert_eq!(quoted, 3, "{raw}");
    }
}
