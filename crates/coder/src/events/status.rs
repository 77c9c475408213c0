//! Whether an act happened: the head's word, corrected where the tree says plainly otherwise.

use onrecord_codebook::{Codebook, StatusClass, Tree};
use onrecord_model::ActStatus;
use onrecord_record::Status;

use super::proposals::Proposal;
use crate::reading::Reading;

/// The status, the rule that gave it (none is the head), and the head's probability.
pub(crate) fn status(
    reading: &Reading<'_>,
    codebook: &Codebook,
    it: &Proposal<'_>,
    told: &Told,
) -> (Status, Option<&'static str>, f32) {
    let head = it.act.and_then(|act| act.statuses.first().copied());
    let words = told_by_words(reading, codebook, it.kind, it.anchor);
    let (status, rule, share) = match (head, words) {
        // What only could be has not been, whatever the head thinks of it.
        (Some((ActStatus::Actual, _)), Some((Status::Hypothetical, MODAL))) => (Status::Hypothetical, Some(MODAL), 1.0),
        (Some((ActStatus::Actual, _)), Some((Status::Future, WOULD))) => (Status::Future, Some(WOULD), 1.0),
        // Who rejects or refuses does not do something, and that is the act. Of other words that undo an act the head knows more.
        (_, Some((Status::Negated, NEGATION))) if it.kind != "REJECT" => (Status::Negated, Some(NEGATION), 1.0),
        (Some((said, share)), _) => (of(said), None, share),
        (None, Some((status, rule))) => (status, Some(rule), 1.0),
        (None, None) => (Status::Actual, Some("nothing against it"), 1.0),
    };
    match status {
        Status::Actual if told.denied && !is_said(reading, it.kind, it.anchor) => {
            (Status::Negated, Some("denied by who tells it"), share)
        }
        Status::Actual if told.long_ago => (Status::Historical, Some("more than a year before"), share),
        _ => (status, rule, share),
    }
}

const NEGATION: &str = "negation";
const MODAL: &str = "modal or condition";
const WOULD: &str = "would, as it was said";

/// What the surroundings of an act say of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told {
    /// Its statement's cue denies it.
    pub(crate) denied: bool,
    /// Its own clause names a time more than a year before publication.
    pub(crate) long_ago: bool,
}

const fn of(status: ActStatus) -> Status {
    match status {
        ActStatus::Actual => Status::Actual,
        ActStatus::Historical => Status::Historical,
        ActStatus::Future => Status::Future,
        ActStatus::Hypothetical => Status::Hypothetical,
        ActStatus::Negated => Status::Negated,
    }
}

/// What auxiliaries, negations and the words above the act say of it.
fn told_by_words(
    reading: &Reading<'_>,
    codebook: &Codebook,
    kind: &str,
    anchor: usize,
) -> Option<(Status, &'static str)> {
    let sentence = reading.sentence_of(anchor);
    let is = |word: usize, class: StatusClass| codebook.statuses().is(&reading.lemma(word), class);
    let hung = |class: StatusClass, relations: &[&str]| {
        sentence.clone().any(|word| {
            reading.word(word).head == Some(anchor)
                && relations.contains(&reading.deprel(word).split(':').next().unwrap_or_default())
                && is(word, class)
        })
    };
    if hung(StatusClass::Negator, &["advmod", "det", "case"]) {
        return Some((Status::Negated, NEGATION));
    }
    if hung(StatusClass::FutureModal, &["aux"]) {
        return Some((Status::Future, "will"));
    }
    if is_future_of_the_past(reading, anchor) {
        return Some((Status::Future, WOULD));
    }
    if hung(StatusClass::HypotheticalModal, &["aux"]) || hung(StatusClass::Conditional, &["mark"]) {
        return Some((Status::Hypothetical, MODAL));
    }
    let relation = reading.deprel(anchor);
    // What stands in a clause of its own, "refused to meet him when he visited", is not what was refused.
    let own_clause = relation == "acl:relcl" || relation.starts_with("advcl") && !hangs_by_to(reading, anchor);
    let above = reading.word(anchor).head.filter(|_| {
        let below = matches!(relation.split(':').next(), Some("xcomp" | "ccomp" | "obj" | "obl" | "advcl" | "acl"));
        below && !own_clause
    })?;
    let was_said = is_said(reading, kind, anchor);
    let classes = [
        (StatusClass::Failing, Status::Negated, "refused or failed"),
        (StatusClass::Preventing, Status::Negated, "prevented"),
        (StatusClass::Denying, Status::Negated, "denied"),
        (StatusClass::Planning, Status::Future, "planned"),
        (StatusClass::Urging, Status::Hypothetical, "asked for"),
        (StatusClass::Supposing, Status::Hypothetical, "supposed"),
        (StatusClass::Allowing, Status::Hypothetical, "allowed"),
        (StatusClass::Threatening, Status::Hypothetical, "threatened"),
    ];
    let found = classes.into_iter().find(|(class, ..)| is(above, *class)).map(|(_, status, rule)| (status, rule));
    found.filter(|(status, _)| !(was_said && *status == Status::Negated))
}

/// Whether a word is the object of its verb and something that is said: who rejects a request, a charge or an offer does not undo that
/// it was made.
fn is_said(reading: &Reading<'_>, kind: &str, anchor: usize) -> bool {
    matches!(kind, "REQUEST" | "ACCUSE" | "THREATEN" | "AGREE") && reading.deprel(anchor) == "obj"
}

/// Whether a verb is an infinitive with "to".
fn hangs_by_to(reading: &Reading<'_>, word: usize) -> bool {
    let sentence = reading.sentence_of(word);
    reading.dependents(word, &sentence, "mark").any(|mark| reading.lemma(mark) == "to")
}

/// Whether a verb has "would" because of the tense in which it is told: "said that it would leave" was "it will leave". With an "if"
/// on it, it is a supposition all the same.
fn is_future_of_the_past(reading: &Reading<'_>, anchor: usize) -> bool {
    let sentence = reading.sentence_of(anchor);
    let would = reading.dependents(anchor, &sentence, "aux").any(|aux| reading.lemma(aux) == "would");
    let told = reading
        .word(anchor)
        .head
        .is_some_and(|said| reading.deprel(anchor) == "ccomp" && matches!(reading.word(said).xpos, "VBD" | "VBN"));
    let conditional = |clause: usize| {
        reading
            .dependents(clause, &sentence, "mark")
            .any(|mark| matches!(reading.lemma(mark).as_str(), "if" | "unless"))
    };
    would && told && !reading.dependents(anchor, &sentence, "advcl").any(conditional)
}
