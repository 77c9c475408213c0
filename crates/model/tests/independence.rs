//! A text's analysis is the same alone and in company, from the first call and the hundredth, on any thread and kernel.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod small_model;

use onrecord_model::{Analyser, Analysis, Kernel, Model};
use onrecord_text::Text;
use proptest::prelude::*;
use small_model::SmallModel;

const TEXTS: [&str; 6] = [
    "The minister said that the Senate had rejected the charge. “We will not negotiate,” she told reporters.",
    "VELMORE (Gazette) -- Two officials denied it.\n\nThey didn't say why; nobody asked.\n\nThe talks go on.",
    "Yes.",
    "",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen \
     twenty twenty-one twenty-two twenty-three, and so on and on without an end until somebody said that it was enough of that",
    "\u{200b}\u{feff} 北京 — Ñandú!!! … (?)\n\n\n* 1,000,000\n* http://example.org/a?b=c",
];

fn alone(model: &Model, kernel: Kernel, text: &str) -> Analysis<'static> {
    owned(Analyser::new(model, kernel).with_states(true).analyse(&[&Text::new(text)]).remove(0))
}

/// The analysis with labels of its own, and its confidences as bits, for comparisons across models' lifetimes.
fn owned(analysis: Analysis<'_>) -> Analysis<'static> {
    let own = |label: &str| -> &'static str { label.to_owned().leak() };
    Analysis {
        words: analysis
            .words
            .into_iter()
            .map(|word| onrecord_model::WordAnalysis {
                upos: own(word.upos),
                xpos: own(word.xpos),
                deprel: own(word.deprel),
                lemma: word.lemma,
                head: word.head,
            })
            .collect(),
        sentences: analysis.sentences,
        names: analysis.names,
        attributions: analysis.attributions,
        states: analysis.states,
        mentions: analysis
            .mentions
            .into_iter()
            .map(|mention| onrecord_model::Mention {
                sectors: mention.sectors.into_iter().map(|(code, share)| (own(code), share)).collect(),
                word: mention.word,
                kind: mention.kind,
                confidence: mention.confidence,
                antecedents: mention.antecedents,
            })
            .collect(),
        acts: analysis
            .acts
            .into_iter()
            .map(|act| onrecord_model::Act {
                anchor: act.anchor,
                types: act.types.into_iter().map(|(kind, share)| (own(kind), share)).collect(),
                mode: act.mode.map(own),
                statuses: act.statuses,
                contexts: act.contexts.into_iter().map(|(context, share)| (own(context), share)).collect(),
                actors: act.actors,
                recipients: act.recipients,
            })
            .collect(),
    }
}

fn check(text: &Text<'_>, analysis: &Analysis<'_>) {
    assert_eq!(analysis.words.len(), text.words.len());
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.start, next);
        next = sentence.end;
        let words = &analysis.words[sentence.clone()];
        assert_eq!(words.iter().filter(|word| word.head.is_none()).count(), 1, "one root");
        for (at, word) in sentence.clone().zip(words) {
            assert_eq!(word.head.is_none(), word.deprel == "root");
            let (mut above, mut steps) = (at, 0);
            while let Some(head) = analysis.words[above].head {
                assert!(sentence.contains(&head) && steps < sentence.len(), "heads stay inside and lead to the root");
                (above, steps) = (head, steps + 1);
            }
        }
        assert!(sentence.clone().skip(1).all(|word| !text.words[word].opens_paragraph));
        assert!(!text.words[sentence.start].fused, "a token is not cut");
    }
    assert_eq!(next, text.words.len());
    for name in &analysis.names {
        assert!(analysis.sentences.iter().any(|s| s.start <= name.words.start && name.words.end <= s.end));
        assert!((0.0..=1.0).contains(&name.confidence));
    }
    for attribution in &analysis.attributions {
        assert!(!attribution.cue.is_empty() && !attribution.content.is_empty() && attribution.source.len() <= 1);
        assert!((0.0..=1.0).contains(&attribution.signs.cue) && (0.0..=1.0).contains(&attribution.signs.content));
    }
}

#[test]
fn all_parts_of_an_analysis_fit_its_text() {
    let model = Model::from_bytes(&SmallModel::new().bytes()).unwrap();
    let (mut names, mut attributions) = (0, 0);
    for raw in TEXTS {
        let text = Text::new(raw);
        let analysis = Analyser::new(&model, Kernel::best()).analyse(&[&text]).remove(0);
        check(&text, &analysis);
        (names, attributions) = (names + analysis.names.len(), attributions + analysis.attributions.len());
    }
    assert!(names > 0 && attributions > 0, "the small model should find {names} names, {attributions} attributions");
}

#[test]
fn all_kernels_read_the_same() {
    let model = Model::from_bytes(&SmallModel::new().bytes()).unwrap();
    for text in TEXTS {
        let plain = alone(&model, Kernel::plain(), text);
        for kernel in Kernel::all_available() {
            assert_eq!(alone(&model, kernel, text), plain, "{kernel:?}");
        }
    }
}

#[test]
fn threads_share_a_model() {
    let model = Model::from_bytes(&SmallModel::new().bytes()).unwrap();
    let read = || TEXTS.map(|text| alone(&model, Kernel::best(), text));
    let here = read();
    let there = std::thread::scope(|scope| [scope.spawn(read), scope.spawn(read)].map(|thread| thread.join().unwrap()));
    assert!(there.iter().all(|analyses| *analyses == here));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn company_changes_nothing(
        calls in prop::collection::vec(prop::collection::vec((0..TEXTS.len(), "\\PC{0,40}"), 0..9), 1..4),
    ) {
        let model = Model::from_bytes(&SmallModel::new().bytes()).unwrap();
        let mut analyser = Analyser::new(&model, Kernel::best()).with_states(true);
        for call in calls {
            let raws: Vec<String> = call.into_iter().map(|(index, more)| format!("{}{more}", TEXTS[index])).collect();
            let texts: Vec<Text> = raws.iter().map(|raw| Text::new(raw)).collect();
            let together = analyser.analyse(&texts.iter().collect::<Vec<_>>());
            prop_assert_eq!(together.len(), texts.len());
            for ((raw, text), analysis) in raws.iter().zip(&texts).zip(together) {
                check(text, &analysis);
                let analysis = owned(analysis);
                prop_assert_eq!(analysis, alone(&model, Kernel::best(), raw));
            }
        }
    }
}

/// How many decisions differ between kernels on an article: none, since no bit does.
#[cfg(shipped_model)]
#[test]
fn the_shipped_model_reads_an_article_the_same_in_all_kernels() {
    let model = Model::shipped().unwrap();
    let text = include_str!("../../../examples/chain-of-voices.txt");
    let best = alone(&model, Kernel::best(), text);
    assert!(best.attributions.len() > 5, "{} attributions", best.attributions.len());
    for kernel in Kernel::all_available() {
        assert!(alone(&model, kernel, text) == best, "{kernel:?} reads another thing than {:?}", Kernel::best());
    }
}
