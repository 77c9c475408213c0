//! Analyses as CoNLL-U, the format of Universal Dependencies.
//!
//! A surface token is one word or, where words are fused (`do|n't`), several under a range line. Every character of the
//! text that is no white space stands in exactly one token, so that the text can be found again: characters that show
//! nothing and lie outside the words (joiners, direction marks, zero-width spaces) go with the token that they touch,
//! else with the one before. `# text` is what the tokens and their `SpaceAfter=No` spell.

use std::fmt::Write;
use std::ops::Range;

use onrecord_model::{Analysis, WordAnalysis};
use onrecord_text::Text;

/// Appends one document.
pub fn write(out: &mut String, id: &str, text: &Text<'_>, analysis: &Analysis<'_>) {
    let id = one_line(id);
    let tokens = tokens(text, analysis);
    let mut next = 0;
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# newdoc id = {id}");
    for (n, sentence) in analysis.sentences.iter().enumerate() {
        let first = next;
        while tokens.get(next).is_some_and(|token| token.words.start < sentence.end) {
            next += 1;
        }
        let tokens = &tokens[first..next];
        if text.words.get(sentence.start).is_some_and(|word| word.opens_paragraph) {
            out.push_str("# newpar\n");
        }
        let _ = writeln!(out, "# sent_id = {id}-{}", n + 1);
        out.push_str("# text = ");
        for (i, token) in tokens.iter().enumerate() {
            out.push_str(&token.form);
            if !token.joined && i + 1 < tokens.len() {
                out.push(' ');
            }
        }
        out.push('\n');
        for token in tokens {
            write_token(out, text, analysis, sentence, token);
        }
        out.push('\n');
    }
}

/// A surface token.
struct Token {
    words: Range<usize>,
    form: String,
    /// The next token follows without a blank.
    joined: bool,
}

/// The tokens of all sentences.
fn tokens(text: &Text<'_>, analysis: &Analysis<'_>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    // Where the last token's characters end, and what stood between blanks before the first token.
    let (mut done, mut stray) = (0, String::new());
    for sentence in &analysis.sentences {
        let mut start = sentence.start;
        while start < sentence.end {
            let more = (start + 1..sentence.end).take_while(|&word| text.words[word].fused).count();
            let words = start..start + 1 + more;
            start = words.end;
            let span = text.words[words.start].span.cover(text.words[words.end - 1].span);
            let (from, to) = (span.start() as usize, span.end() as usize);
            let gap = &text.raw[done..from];
            let joined = !gap.contains(is_white);
            // What touches the word before goes with it, what touches this one only goes here.
            let (left, right) = if joined { (gap, "") } else { gap.rsplit_once(is_white).unwrap_or_default() };
            match tokens.last_mut() {
                Some(last) => {
                    last.form.extend(left.chars().filter(|c| !is_white(*c)));
                    last.joined = joined;
                }
                None => stray.extend(left.chars().filter(|c| !is_white(*c))),
            }
            let mut form = std::mem::take(&mut stray);
            form.push_str(right);
            form.extend(text.raw[from..to].chars().filter(|c| !is_white(*c)));
            tokens.push(Token { words, form, joined: false });
            done = to;
        }
    }
    if let Some(last) = tokens.last_mut() {
        last.form.extend(text.raw[done..].chars().filter(|c| !is_white(*c)));
    }
    tokens
}

fn write_token(out: &mut String, text: &Text<'_>, analysis: &Analysis<'_>, sentence: &Range<usize>, token: &Token) {
    let number = |word: usize| word - sentence.start + 1;
    let space = if token.joined { "SpaceAfter=No" } else { "_" };
    let one = token.words.len() == 1;
    if !one {
        let (first, last) = (number(token.words.start), number(token.words.end - 1));
        let _ = writeln!(out, "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{space}", token.form);
    }
    for word in token.words.clone() {
        let split: String;
        let form = if one {
            &token.form
        } else {
            split = text.form(word).chars().filter(|c| !is_white(*c)).collect();
            &split
        };
        let Some(WordAnalysis { upos, xpos, lemma, head, deprel }) = analysis.words.get(word) else { return };
        let head = head.filter(|head| sentence.contains(head)).map_or(0, number);
        let lemma = one_line(lemma);
        let lemma = if lemma.is_empty() { "_" } else { &lemma };
        let space = if one { space } else { "_" };
        let _ = writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t{space}", number(word));
    }
}

/// White space, and the four separators that other languages count as such.
fn is_white(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// Without line breaks, tabs and blanks at the edges, which a field cannot hold.
fn one_line(text: &str) -> String {
    text.split(is_white).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An analysis that knows nothing: one sentence a paragraph, each word hanging on the first.
    fn flat<'m>(text: &Text<'_>) -> Analysis<'m> {
        let mut analysis = Analysis::default();
        for paragraph in &text.paragraphs {
            analysis.sentences.push(paragraph.words.clone());
            for word in paragraph.words.clone() {
                let root = word == paragraph.words.start;
                analysis.words.push(WordAnalysis {
                    upos: "X",
                    xpos: "FW",
                    lemma: text.form(word).to_lowercase(),
                    head: (!root).then_some(paragraph.words.start),
                    deprel: if root { "root" } else { "dep" },
                });
            }
        }
        analysis
    }

    fn conllu(raw: &str) -> String {
        let text = Text::new(raw);
        let mut out = String::new();
        write(&mut out, "d1", &text, &flat(&text));
        out
    }

    /// The forms of the surface tokens and whether a blank follows each.
    fn surface(conllu: &str) -> Vec<(String, bool)> {
        let mut inside = 0;
        let mut tokens = Vec::new();
        for line in conllu.lines() {
            if !line.contains('\t') {
                inside = 0; // numbers begin anew
                continue;
            }
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 10, "{line:?}");
            match columns[0].split_once('-') {
                Some((_, last)) => inside = last.parse().unwrap(),
                None if columns[0].parse::<usize>().unwrap() <= inside => continue,
                None => inside = 0,
            }
            tokens.push((columns[1].to_owned(), columns[9] != "SpaceAfter=No"));
        }
        tokens
    }

    #[test]
    fn a_sentence_with_a_fused_token() {
        assert_eq!(
            conllu("They didn't reply."),
            "# newdoc id = d1\n# newpar\n# sent_id = d1-1\n# text = They didn't reply.\n\
             1\tThey\tthey\tX\tFW\t_\t0\troot\t_\t_\n\
             2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
             2\tdid\tdid\tX\tFW\t_\t1\tdep\t_\t_\n\
             3\tn't\tn't\tX\tFW\t_\t1\tdep\t_\t_\n\
             4\treply\treply\tX\tFW\t_\t1\tdep\t_\tSpaceAfter=No\n\
             5\t.\t.\tX\tFW\t_\t1\tdep\t_\t_\n\n"
        );
    }

    #[test]
    fn a_zero_width_space_goes_with_the_word_before_it() {
        let tokens = surface(&conllu("why two\u{200B} captains"));
        let forms: Vec<&str> = tokens.iter().map(|(form, _)| form.as_str()).collect();
        assert_eq!(forms, ["why", "two\u{200B}", "captains"]);
    }

    #[test]
    fn what_stands_between_blanks_goes_with_the_token_before_and_else_with_the_first() {
        let forms = |raw: &str| surface(&conllu(raw)).into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        assert_eq!(forms("one \u{200E} two"), ["one\u{200E}", "two"]);
        assert_eq!(forms("\u{200E} one two \u{200F}"), ["\u{200E}one", "two\u{200F}"]);
    }

    #[test]
    fn an_id_with_a_line_break_stays_on_its_line() {
        let text = Text::new("Yes.");
        let mut out = String::new();
        write(&mut out, "a\nb\t c", &text, &flat(&text));
        assert!(out.starts_with("# newdoc id = a b c\n"), "{out}");
    }

    proptest! {
        #[test]
        fn the_tokens_hold_exactly_the_characters_of_the_text(
            raw in "([A-Za-z]{1,8}('s|n't|\\.|,)?|[“”(),.!?—\u{200B}\u{200D}\u{FEFF}\u{AD}\u{1C}\u{1}é😀]|[ \t\r\n\u{A0}\u{2028}]){0,60}"
        ) {
            let solid = |text: &str| text.chars().filter(|c| !is_white(*c)).collect::<String>();
            let conllu = conllu(&raw);
            let tokens = surface(&conllu);
            if !tokens.is_empty() {
                prop_assert_eq!(tokens.iter().map(|(form, _)| form.as_str()).collect::<String>(), solid(&raw));
            }
            for (form, _) in &tokens {
                prop_assert!(!form.is_empty() && !form.contains(is_white));
            }
            // A blank follows exactly where the text has one.
            let spelled: String = tokens.iter().map(|(form, blank)| format!("{form}{}", if *blank { " " } else { "" })).collect();
            let lines: Vec<&str> = conllu.lines().filter_map(|line| line.strip_prefix("# text = ")).collect();
            prop_assert_eq!(solid(&spelled), solid(&lines.concat()));
        }
    }
}
