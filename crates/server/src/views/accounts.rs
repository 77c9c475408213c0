//! Accounts side by side: what each voice says happened between two, at a place, in some days. Who asserts it, who denies it,
//! and on whose word each account rests.

use std::collections::BTreeMap;

use maud::{Markup, html};
use onrecord_query::Grid;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::conditions::{all, of_events};
use crate::form::Field;
use crate::html::{counted, country, doc_url, entity_url, event_kind, iso_day, nothing, shortened, status, words};
use crate::trouble::Trouble;
use crate::views::newest;
use crate::views::pair::{Pair, choose};
use crate::views::voices::{Voice, Voices, chain};

/// What can be asked.
pub(crate) const FIELDS: &[Field] =
    &[Field::Actor, Field::Recipient, Field::Place, Field::Country, Field::Types, Field::Publisher, Field::Days];

/// What a voice says of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stance {
    Asserted,
    Denied,
    Expected,
}

impl Stance {
    /// From the act's status and the statement that tells it. Who denies having done a thing denies it; a denial that is
    /// itself denied stays with the words.
    fn of(status: &str, voice: Option<&Voice>) -> Self {
        match status {
            "negated" => Self::Denied,
            _ if voice.is_some_and(|voice| voice.class == "deny" || voice.negated) => Self::Denied,
            "future" | "hypothetical" => Self::Expected,
            _ => Self::Asserted,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Denied => "denied",
            Self::Expected => "expected",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Asserted => "●",
            Self::Denied => "⊘",
            Self::Expected => "▷",
        }
    }
}

/// One act in one voice.
struct Account<'a> {
    row: usize,
    voice: Option<&'a Voice>,
    stance: Stance,
    disputed: bool,
}

/// The view.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let title = "Accounts side by side".to_owned();
    let pair = Pair::asked(asked);
    if pair.is_none()
        && asked.place.is_none()
        && asked.countries.is_empty()
        && asked.actor.is_none()
        && asked.recipient.is_none()
    {
        return Ok(Answer { title, body: choose(inquiry, "/accounts")?, ..Answer::default() });
    }
    let from = asked.page_index() * inquiry.most;
    let sql = |more: &[String]| {
        let (events, conditions) = match &pair {
            Some(pair) => (pair.events(asked), Vec::new()),
            None => ("events e".to_owned(), of_events(asked)),
        };
        format!(
            "SELECT e.doc, e.event, e.first_day, e.type, e.mode, e.quad, e.status, e.anchor_text, e.anchor_spans, e.place,\n  \
         e.actor_countries, e.recipient_countries, e.statement, e.confidence\nFROM {events}\n{}\n\
         ORDER BY e.first_day DESC NULLS LAST, e.doc, e.event LIMIT {} OFFSET {from}",
            all(&[&conditions, more].concat()),
            inquiry.most + 1,
        )
    };
    let acts = newest::acts(inquiry, from + inquiry.most + 1, true, sql)?;
    let voices = Voices::read(inquiry, &acts)?;
    let accounts = accounts(&acts, &voices);
    let table = taken(&acts, &voices, &accounts);
    let body = if acts.rows.is_empty() {
        nothing("Nobody tells of an act that fits.", "Take out one of the conditions above, or widen the days.")
    } else {
        html! {
            p class="lead" { (summary(&accounts)) }
            div class="accounts" { @for (name, told) in by_voice(&acts, &voices, &accounts) {
                section class="voice" {
                    h2 { @if told.iter().any(|account| account.voice.is_some_and(|voice| voice.named)) {
                        a href=(entity_url(&name)) { (words(&name)) }
                    } @else { (words(&name)) } }
                    ul class="acts" { @for account in told { (one(&acts, &voices, account)) } }
                }
            } }
            (crate::html::pages(asked, &inquiry.path, acts.more))
        }
    };
    let notes = vec![
        "Disputed: one voice asserts and another denies an act of the same type by the same countries on the same day."
            .to_owned(),
        "The arrow ← reads: rests on the word of. What an article tells in its own voice stands under its publisher."
            .to_owned(),
    ];
    let lead = pair.map(|pair| format!("{} and back", pair.way("to")));
    Ok(Answer { title, lead, table, body, notes, ..Answer::default() })
}

fn accounts<'a>(acts: &Grid, voices: &'a Voices) -> Vec<Account<'a>> {
    let mut all: Vec<Account<'a>> = (0..acts.rows.len())
        .map(|row| {
            let voice = voices.chain(acts.text(row, "doc"), acts.text(row, "statement")).first().copied();
            Account { row, voice, stance: Stance::of(acts.text(row, "status"), voice), disputed: false }
        })
        .collect();
    let mut said: BTreeMap<String, Vec<Stance>> = BTreeMap::new();
    for account in &all {
        said.entry(same(acts, account.row)).or_default().push(account.stance);
    }
    for account in &mut all {
        let stances = said.get(&same(acts, account.row));
        account.disputed = stances.is_some_and(|all| all.contains(&Stance::Asserted) && all.contains(&Stance::Denied));
    }
    all
}

/// What two accounts of one act have in common.
fn same(acts: &Grid, row: usize) -> String {
    let codes = |column| {
        let mut codes: Vec<String> =
            acts.value(row, column).as_array().into_iter().flatten().map(ToString::to_string).collect();
        codes.sort();
        codes.join("+")
    };
    format!(
        "{} {} {} {}",
        acts.text(row, "type"),
        acts.text(row, "first_day"),
        codes("actor_countries"),
        codes("recipient_countries")
    )
}

fn name_of(acts: &Grid, voices: &Voices, account: &Account<'_>) -> String {
    account.voice.map_or_else(|| voices.publisher(acts.text(account.row, "doc")).to_owned(), |voice| voice.name.clone())
}

/// Accounts by voice; those that are disputed stand first, side by side, then who tells most.
fn by_voice<'b, 'a>(acts: &Grid, voices: &Voices, accounts: &'b [Account<'a>]) -> Vec<(String, Vec<&'b Account<'a>>)> {
    let mut by: BTreeMap<String, Vec<&Account<'a>>> = BTreeMap::new();
    for account in accounts {
        by.entry(name_of(acts, voices, account)).or_default().push(account);
    }
    let mut by: Vec<_> = by.into_iter().collect();
    let disputed = |told: &[&Account<'_>]| told.iter().filter(|account| account.disputed).count();
    by.sort_by_key(|(_, told)| std::cmp::Reverse((disputed(told), told.len())));
    by
}

fn summary(accounts: &[Account<'_>]) -> String {
    let count = |fits: &dyn Fn(&Account<'_>) -> bool| -> i64 {
        accounts.iter().filter(|one| fits(one)).count().try_into().unwrap_or_default()
    };
    format!(
        "{}: {} asserted, {} denied, {} expected; {} disputed",
        counted(count(&|_| true), "account", "accounts"),
        count(&|one| one.stance == Stance::Asserted),
        count(&|one| one.stance == Stance::Denied),
        count(&|one| one.stance == Stance::Expected),
        count(&|one| one.disputed),
    )
}

fn one(acts: &Grid, voices: &Voices, account: &Account<'_>) -> Markup {
    let text = |column| acts.text(account.row, column);
    let names = |column: &str| -> String {
        let codes = acts.value(account.row, column).as_array().map(Vec::as_slice).unwrap_or_default();
        codes.iter().filter_map(|code| code.as_str()).map(country).collect::<Vec<_>>().join(", ")
    };
    let (actors, recipients) = (names("actor_countries"), names("recipient_countries"));
    html! { li class={ "stance-" (account.stance.word()) } {
        span class="badge" { span aria-hidden="true" { (account.stance.sign()) } " " (account.stance.word()) } " "
        @if account.disputed { span class="badge disputed" { span aria-hidden="true" { "⇄" } " disputed" } " " }
        span class="when" { @if text("first_day").is_empty() { "no day" } @else { (iso_day(text("first_day"))) } } " "
        (if actors.is_empty() { "somebody" } else { &actors }) " "
        a href=(doc_url(text("doc"), Some(text("event")))) { "“" (words(if text("anchor_text").is_empty() { text("event") } else { text("anchor_text") })) "”" }
        @if !recipients.is_empty() { " " (recipients) }
        " " (event_kind(text("type"), acts.value(account.row, "mode").as_str(), text("quad"))) " " (status(text("status")))
        // The words of the voice; where it is the article's own, its sentence.
        @let told = account.voice.map(|voice| voice.content.as_str()).or_else(|| voices.sentence(acts, account.row));
        @if let Some(told) = told { blockquote { (words(&shortened(told, 300))) } }
        div class="about" { (chain(voices, text("doc"), text("statement"))) }
    } }
}

/// The same for files.
fn taken(acts: &Grid, voices: &Voices, accounts: &[Account<'_>]) -> Grid {
    let mut table = acts.clone();
    table.columns.extend(["voice", "stance", "disputed", "words", "rests_on", "publisher"].map(str::to_owned));
    for (cells, account) in table.rows.iter_mut().zip(accounts) {
        let doc = acts.text(account.row, "doc");
        let chain = voices.chain(doc, acts.text(account.row, "statement"));
        let rests: Vec<serde_json::Value> = chain.iter().skip(1).map(|voice| voice.name.clone().into()).collect();
        cells.push(name_of(acts, voices, account).into());
        cells.push(account.stance.word().into());
        cells.push(account.disputed.into());
        cells.push(account.voice.map(|voice| voice.content.clone()).into());
        cells.push(rests.into());
        cells.push(voices.publisher(doc).into());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{article, page, page_of};

    #[test]
    fn each_voice_has_its_account() {
        let page = page();
        let json = page.json("/accounts.json?country=SWE&from=2026-04-01");
        let told: Vec<String> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} {} {}", row["voice"], row["stance"], row["type"]))
            .collect();
        assert_eq!(
            told,
            [
                "\"Per Ek\" \"denied\" \"REJECT\"",
                "\"Harbour Wire\" \"asserted\" \"CONSULT\"",
                "\"Harbour Wire\" \"asserted\" \"ACCUSE\""
            ]
        );
        let html = page.html("/accounts?actor=NOR&recipient=SWE");
        assert!(html.contains("in its own voice: <bdi>Harbour Wire</bdi>") && html.contains("6 accounts"), "{html}");
    }

    #[test]
    fn what_one_asserts_and_another_denies_is_disputed() {
        let mut denial = article("b1", "2026-03-01", "Fjord Post", "Ana Lind");
        denial.events[2].statement = Some("s1".into());
        let page = page_of(&[article("a1", "2026-03-01", "Harbour Wire", "Ana Lind"), denial]);
        let json = page.json("/accounts.json?actor=NOR&recipient=SWE&type=ACCUSE");
        let told: Vec<String> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} {} {}", row["voice"], row["stance"], row["disputed"]))
            .collect();
        assert!(
            told.contains(&"\"Ana Lind\" \"denied\" true".to_owned())
                && told.contains(&"\"Harbour Wire\" \"asserted\" true".to_owned()),
            "{told:?}"
        );
        let html = page.html("/accounts?actor=NOR&recipient=SWE");
        let last_dispute = html.rfind("badge disputed").unwrap();
        let [asserts, denies] = [">Harbour Wire<", ">Ana Lind<"].map(|name| html.find(name).unwrap());
        assert!(asserts.max(denies) < last_dispute && html.contains("Norway accused Sweden."), "{html}");
    }

    #[test]
    fn the_stance_of_a_voice() {
        let voice = |class: &str, negated| Voice {
            name: "x".into(),
            named: false,
            statement: "s1".into(),
            cue: "".into(),
            class: class.into(),
            negated,
            content: "".into(),
        };
        assert_eq!(Stance::of("actual", None), Stance::Asserted);
        assert_eq!(Stance::of("actual", Some(&voice("deny", false))), Stance::Denied);
        assert_eq!(Stance::of("negated", Some(&voice("say", false))), Stance::Denied);
        assert_eq!(Stance::of("future", Some(&voice("say", false))), Stance::Expected);
    }
}
