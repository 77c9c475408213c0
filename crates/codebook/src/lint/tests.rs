//! Broken codebooks, and what the linter says of them.

use crate::{Codebook, Files};

const HEAD: &str = "name = 'small'\nversion = '1'\nsource = 'a test'\nlicence = 'CC0-1.0'\n\
    [quads]\nfriendly = { sign = 1, types = ['HELP'] }\nhostile = { sign = -1, types = ['HARM'] }\n\
    [cameo]\ndropped = ['01']\nroots = { 07 = ['HELP'], 18 = ['HARM'] }\n";
const HELP: &str = "definition = 'Help.'\nquad = 'friendly'\nscore = 5.0\nlexicon = [{ verb = 'help' }]\n\
    examples = [{ text = '[a Fiji] [v helped] [r Tonga].' }]\n[cameo]\ncode = '070'\n";
const HARM: &str = "definition = 'Harm.'\nquad = 'hostile'\nscore = -5.0\nlexicon = [{ verb = 'harm' }]\n\
    examples = [{ text = '[a Bandits] [v harmed] [r herders].' }]\n";
const CAMEO: &str = "070\tHELP\t-\t-\n180\tHARM\t-\t-\n";

/// The findings of the small codebook with some of its files changed, as `rule of`.
fn lint(changed: &[(&str, &str)]) -> Vec<String> {
    let files = [("codebook.toml", HEAD), ("types/HELP.toml", HELP), ("types/HARM.toml", HARM), ("cameo.tsv", CAMEO)];
    let all = files.iter().chain(changed).map(|&(name, text)| (name.to_owned(), text.to_owned()));
    let codebook = Codebook::load(&all.collect::<Files>()).unwrap();
    codebook.lint().into_iter().map(|finding| format!("{} {}", finding.rule, finding.of)).collect()
}

fn harm_with(more: &str) -> String {
    HARM.replace("lexicon = [{ verb = 'harm' }]", more)
}

#[test]
fn a_sound_codebook_has_no_findings() {
    assert!(lint(&[]).is_empty());
}

#[test]
fn scores_must_have_the_sign_of_their_quad() {
    assert_eq!(lint(&[("types/HARM.toml", &HARM.replace("-5.0", "3.0"))]), ["score-sign HARM"]);
    assert_eq!(lint(&[("types/HARM.toml", &HARM.replace("score = -5.0\n", ""))]), ["score-missing HARM"]);
    let mode = format!("{HARM}[modes]\nfire = {{ definition = 'By fire.' }}\n");
    assert_eq!(lint(&[("types/HARM.toml", &mode)]), ["score-missing HARM fire"]);
}

#[test]
fn a_type_stands_in_one_quad() {
    let head = HEAD.replace("['HELP'] }\nhostile", "['HELP', 'HARM'] }\nhostile");
    assert_eq!(lint(&[("codebook.toml", &head)]), ["quad-two HARM"]);
    assert_eq!(
        lint(&[("types/HARM.toml", &HARM.replace("'hostile'", "'vile'"))]),
        ["quad-unknown HARM", "quad-two HARM"]
    );
}

#[test]
fn codes_lead_somewhere_and_back() {
    assert_eq!(lint(&[("cameo.tsv", &format!("{CAMEO}181\tHURT\t-\t-\n"))]), ["cameo-nowhere 181", "cameo-root 181"]);
    assert_eq!(lint(&[("cameo.tsv", &format!("{CAMEO}181\tHARM\tslap\t-\n"))]), ["cameo-nowhere 181"]);
    assert_eq!(lint(&[("cameo.tsv", &format!("{CAMEO}180\tHELP\t-\t-\n"))]), ["cameo-two 180", "cameo-root 180"]);
    assert_eq!(lint(&[("types/HELP.toml", &HELP.replace("'070'", "'180'"))]), ["cameo-back HELP"]);
    assert_eq!(lint(&[("cameo.tsv", "070\tHELP\t-\t-\n")]), ["cameo-missing 18"]);
}

#[test]
fn names_in_entries_must_be_known() {
    let entry = harm_with("lexicon = [{ verb = 'harm', mode = 'slap', contexts = ['sea'] }]");
    assert_eq!(lint(&[("types/HARM.toml", &entry)]), ["mode-unknown HARM/harm", "context-unknown HARM/harm"]);
    let contrast = harm_with("contrasts = [{ with = 'PEACE', when = 'quiet' }]");
    assert_eq!(lint(&[("types/HARM.toml", &contrast)]), ["type-unknown HARM"]);
    let retypes = harm_with("patterns = [{ id = 'x', retypes = 'help', from = 'HELPS' }]");
    assert_eq!(lint(&[("types/HARM.toml", &retypes)]), ["type-unknown HARM#x"]);
}

#[test]
fn one_shape_in_two_types_needs_a_contrast() {
    let both = harm_with("lexicon = [{ verb = 'help' }]");
    assert_eq!(lint(&[("types/HARM.toml", &both)]), ["same-shape HELP/help"]);
    let told = harm_with("lexicon = [{ verb = 'help' }]\ncontrasts = [{ with = 'HELP', when = 'it hurts' }]");
    assert!(lint(&[("types/HARM.toml", &told)]).is_empty());
    let twice = harm_with("lexicon = [{ verb = 'harm' }, { verb = 'harm', weight = 0.2 }]");
    assert_eq!(lint(&[("types/HARM.toml", &twice)]), ["shape-twice HARM/harm"]);
}

#[test]
fn patterns_that_decide_nothing_are_found() {
    let covered =
        harm_with("patterns = [{ id = 'a', forbids = 'harm' }, { id = 'b', forbids = 'harm { object dog }' }]");
    assert_eq!(lint(&[("types/HARM.toml", &covered)]), ["unreachable HARM#b"]);
    let never = harm_with("patterns = [{ id = 'a', forbids = 'harm { object dog; !object }' }]");
    assert_eq!(lint(&[("types/HARM.toml", &never)]), ["unreachable HARM#a"]);
    let own = harm_with("patterns = [{ id = 'a', retypes = 'harm', from = 'HARM' }]");
    assert_eq!(lint(&[("types/HARM.toml", &own)]), ["unreachable HARM#a"]);
}

#[test]
fn examples_need_an_anchor() {
    let unmarked = HARM.replace("[v harmed]", "harmed");
    assert_eq!(lint(&[("types/HARM.toml", &unmarked)]), ["example-anchor HARM"]);
}

#[test]
fn what_is_known_is_marked_and_goes_stale() {
    let known = format!("{HEAD}[[known]]\nrule = 'score-sign'\nof = 'HARM'\nwhy = 'so printed'\n");
    let files = [("codebook.toml", known.as_str()), ("types/HARM.toml", &HARM.replace("-5.0", "5.0"))];
    assert_eq!(lint(&files), ["score-sign HARM"]);
    assert_eq!(lint(&files[..1]), ["stale-known score-sign HARM"]);
}

#[test]
fn files_that_cannot_be_read_are_named_by_line() {
    let mistakes = |name: &str, text: &str| {
        let files = [("codebook.toml", HEAD), (name, text)].map(|(name, text)| (name.to_owned(), text.to_owned()));
        Codebook::load(&files.into_iter().collect()).unwrap_err().to_string()
    };
    let type_with =
        |line: &str| format!("definition = 'x'\nquad = 'hostile'\nlexicon = [\n  {{ verb = 'harm' }},\n  {line},\n]\n");
    let entry = |line: &str| mistakes("types/HARM.toml", &type_with(line));
    assert!(entry("{ verb = 'Harm' }").starts_with("types/HARM.toml:5: `Harm` is no lemma"));
    assert!(entry("{ verb = 'hit +at:$foe' }").starts_with("types/HARM.toml:5: there is no class of words `$foe`"));
    assert!(entry("{ verb = 'hit', noun = 'hit' }").starts_with("types/HARM.toml:5: an entry has just one of"));
    assert!(entry("{ verb = 'hit', actor = 'subjekt' }").starts_with("types/HARM.toml:5: there is no way `subjekt`"));
    assert!(entry("{ verb = 'hit', weight = 7 }").starts_with("types/HARM.toml:5: the weight 7"));
    assert!(entry("{ verb = 'hit', colour = 'red' }").starts_with("types/HARM.toml:5: unknown field `colour`"));
    assert!(entry("{ light = 'make' }").starts_with("types/HARM.toml:5: `make` lacks the sign `>`"));
    assert!(mistakes("types/harm.toml", &type_with("")).contains("`harm` is no name of a type"));
    assert!(mistakes("notes.txt", "x").starts_with("notes.txt:1: no file of a codebook"));
    assert!(mistakes("cameo.tsv", "070 HELP").starts_with("cameo.tsv:1: expected code, type"));
}
