//! News that nobody wrote: sentences put together from lists, with the record that a coder would make of them.

use onrecord_record::{Chars, Entity, Event, Record, Role, Span, Statement, Status};
use serde_json::json;

/// Events of a document.
pub const EVENTS: u64 = 4;
/// From the first month to the last.
pub const MONTHS: u64 = 20 * 12;

const STATES: [(&str, &str); 40] = [
    ("USA", "America"),
    ("RUS", "Russia"),
    ("CHN", "China"),
    ("GBR", "Britain"),
    ("FRA", "France"),
    ("DEU", "Germany"),
    ("IND", "India"),
    ("PAK", "Pakistan"),
    ("ISR", "Israel"),
    ("IRN", "Iran"),
    ("TUR", "Turkey"),
    ("UKR", "Ukraine"),
    ("JPN", "Japan"),
    ("KOR", "Korea"),
    ("EGY", "Egypt"),
    ("SAU", "Arabia"),
    ("BRA", "Brazil"),
    ("MEX", "Mexico"),
    ("NGA", "Nigeria"),
    ("KEN", "Kenya"),
    ("ETH", "Ethiopia"),
    ("ZAF", "Africa"),
    ("IDN", "Indonesia"),
    ("AUS", "Australia"),
    ("ITA", "Italy"),
    ("ESP", "Spain"),
    ("POL", "Poland"),
    ("SWE", "Sweden"),
    ("NOR", "Norway"),
    ("FIN", "Finland"),
    ("GRC", "Greece"),
    ("SRB", "Serbia"),
    ("HUN", "Hungary"),
    ("ROU", "Romania"),
    ("VNM", "Vietnam"),
    ("THA", "Thailand"),
    ("PHL", "Philippines"),
    ("CAN", "Canada"),
    ("ARG", "Argentina"),
    ("CHL", "Chile"),
];

/// Type, quad category, intensity, and how it is told.
const TYPES: [(&str, &str, f32, &str); 16] = [
    ("AGREE", "verbal_cooperation", 4.0, "agreed"),
    ("CONSULT", "verbal_cooperation", 1.0, "met"),
    ("SUPPORT", "verbal_cooperation", 5.0, "praised"),
    ("COOPERATE", "material_cooperation", 7.0, "joined"),
    ("AID", "material_cooperation", 8.0, "helped"),
    ("CONCEDE", "material_cooperation", 6.0, "yielded"),
    ("RETREAT", "material_cooperation", 5.0, "left"),
    ("REQUEST", "verbal_conflict", -1.0, "asked"),
    ("ACCUSE", "verbal_conflict", -2.0, "blamed"),
    ("REJECT", "verbal_conflict", -4.0, "refused"),
    ("THREATEN", "verbal_conflict", -6.0, "threatened"),
    ("PROTEST", "material_conflict", -6.0, "protested"),
    ("MOBILIZE", "material_conflict", -7.0, "encircled"),
    ("SANCTION", "material_conflict", -8.0, "punished"),
    ("COERCE", "material_conflict", -7.0, "seized"),
    ("ASSAULT", "material_conflict", -10.0, "attacked"),
];

const MATTERS: [&str; 24] = [
    "the price of grain",
    "a fishing ground",
    "the border bridge",
    "an old treaty",
    "two detained sailors",
    "the gas pipeline",
    "a river dam",
    "the ferry line",
    "visas for students",
    "a stolen painting",
    "the radio tower",
    "customs at the port",
    "a satellite that fell",
    "the salt mines",
    "a cancelled match",
    "seed and fertiliser",
    "the northern lighthouse",
    "a debt of long standing",
    "the mountain road",
    "cheap steel",
    "a disputed election",
    "the right to water",
    "spare parts for trains",
    "a quarrel of neighbours",
];

const WHEN: [&str; 8] = [
    "on Monday",
    "late at night",
    "for the third time",
    "without notice",
    "in public",
    "in a letter",
    "by telephone",
    "at the summit",
];

const PUBLISHERS: [&str; 12] = [
    "Harbour Wire",
    "Fjord Post",
    "Delta Herald",
    "Plains Courier",
    "The Lantern",
    "Northern Mail",
    "Capital Gazette",
    "Coast Tribune",
    "Evening Ledger",
    "River Times",
    "The Observer of Arden",
    "Valley News",
];

const STATUSES: [Status; 10] = [
    Status::Actual,
    Status::Actual,
    Status::Actual,
    Status::Actual,
    Status::Actual,
    Status::Actual,
    Status::Historical,
    Status::Future,
    Status::Hypothetical,
    Status::Negated,
];

/// Numbers without end from one number (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of a list.
    fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[(self.roll() % list.len() as u64) as usize]
    }

    /// One of a list, the first ones far more often.
    fn early<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        let one = (self.roll() >> 11) as f64 / (1_u64 << 53) as f64;
        &list[((one * one * list.len() as f64) as usize).min(list.len() - 1)]
    }
}

/// Examples of each part of a record, from which the others are made.
pub struct Newsroom {
    record: Record,
    entity: Entity,
    statement: Statement,
    event: Event,
}

impl Newsroom {
    pub fn new() -> Result<Self, serde_json::Error> {
        let record = json!({
            "schema": onrecord_record::SCHEMA,
            "made": {"program": "0.1.0", "model": "made-up@0", "codebook": null, "registry": null},
            "doc": {"id": "", "uri": null, "publisher": null, "title": null, "language": "en", "published": null,
                    "dateline": null, "headline": null, "story": null},
            "text": "", "paragraphs": [], "sentences": [], "times": [], "statements": [], "events": [], "entities": []
        });
        let entity = json!({
            "id": "e1", "type": "place", "name": "", "country": null, "sectors": ["GOV"], "role": null, "wikidata": null,
            "mentions": [{"span": [0, 0], "head": [0, 0], "kind": "name"}]
        });
        let statement = json!({
            "id": "s1", "kind": "indirect", "within": null, "negated": false, "confidence": 0.9,
            "source": {"spans": [], "entities": ["e1"], "kind": "named"}, "cue": {"spans": [], "class": "say"},
            "content": {"spans": []}
        });
        let event = json!({
            "id": "v1", "type": "", "mode": null, "contexts": ["diplomatic"], "cameo": null, "quad": "", "intensity": 0.0,
            "anchor": [], "actors": [], "recipients": [], "location": null, "time": {"span": null, "start": null, "end": null},
            "status": "actual", "statement": null, "confidence": 0.5, "reasons": [{"by": "head", "id": "made up", "score": 0.5}]
        });
        Ok(Self {
            record: serde_json::from_value(record)?,
            entity: serde_json::from_value(entity)?,
            statement: serde_json::from_value(statement)?,
            event: serde_json::from_value(event)?,
        })
    }

    /// The document of a number, published in one of the [`MONTHS`].
    pub fn document(&self, number: u64, month: Option<u64>) -> Record {
        let mut dice = Dice(number);
        let mut record = self.record.clone();
        let month = month.unwrap_or_else(|| dice.roll() % MONTHS);
        let day = format!("{}-{:02}-{:02}", 2006 + month / 12, 1 + month % 12, 1 + dice.roll() % 28);
        record.doc.id = format!("made-up-{number:08}");
        record.doc.publisher = Some((*dice.of(&PUBLISHERS)).to_owned());
        record.doc.published = Some(day.clone());
        for n in 1..=EVENTS {
            self.sentence(&mut record, &mut dice, n, &day);
        }
        record.paragraphs = vec![Span::new(0, length(&record.text))];
        record
    }

    /// "Norway blamed Sweden over the ferry line late at night, Sweden said."
    fn sentence(&self, record: &mut Record, dice: &mut Dice, number: u64, day: &str) {
        let (actor, recipient) = (dice.early(&STATES), dice.early(&STATES));
        let (kind, quad, intensity, told) = *dice.of(&TYPES);
        let (matter, when) = (dice.of(&MATTERS), dice.of(&WHEN));
        if number > 1 {
            record.text.push(' ');
        }
        let begin = length(&record.text);
        let mut put = |words: &str| -> Span<Chars> {
            let start = length(&record.text);
            record.text.push_str(words);
            Span::new(start, length(&record.text))
        };
        let actor_span = put(actor.1);
        put(" ");
        let anchor = put(told);
        put(" ");
        let recipient_span = put(recipient.1);
        put(&format!(" over {matter} {when}"));
        let content = Span::new(begin, length(&record.text));
        let said = dice.roll().is_multiple_of(4).then(|| {
            record.text.push_str(", ");
            let start = length(&record.text);
            record.text.push_str(recipient.1);
            let source = Span::new(start, length(&record.text));
            record.text.push_str(" said");
            (source, Span::new(source.end() + 1, source.end() + 5))
        });
        record.text.push('.');
        record.sentences.push(Span::new(begin, length(&record.text)));

        let one = self.mention(record, actor, actor_span);
        let other = self.mention(record, recipient, recipient_span);
        let mut event = self.event.clone();
        event.id = format!("v{number}");
        kind.clone_into(&mut event.kind);
        quad.clone_into(&mut event.quad);
        event.intensity = intensity;
        event.status = *dice.of(&STATUSES);
        event.confidence = (dice.roll() % 500) as f32 / 1000.0 + 0.5;
        event.anchor = vec![anchor];
        event.time.start = Some(day.to_owned());
        event.time.end = Some(day.to_owned());
        let role = |span, entity: &str, country: &str| Role {
            span: Some(span),
            entity: Some(entity.to_owned()),
            country: Some(country.to_owned()),
            sectors: vec!["GOV".to_owned()],
        };
        event.actors = vec![role(actor_span, &one, actor.0)];
        event.recipients = vec![role(recipient_span, &other, recipient.0)];
        if let Some((source, cue)) = said {
            let mut statement = self.statement.clone();
            statement.id = format!("s{number}");
            statement.source.spans = vec![source];
            statement.source.entities = vec![other];
            statement.cue.spans = vec![cue];
            statement.content.spans = vec![content];
            event.statement = Some(statement.id.clone());
            record.statements.push(statement);
        }
        record.events.push(event);
    }

    /// The entity of a state, with one mention more; its id.
    fn mention(&self, record: &mut Record, state: &(&str, &str), span: Span<Chars>) -> String {
        let mut mention = self.entity.mentions[0].clone();
        (mention.span, mention.head) = (span, span);
        if let Some(known) = record.entities.iter_mut().find(|entity| entity.name == state.1) {
            known.mentions.push(mention);
            return known.id.clone();
        }
        let mut entity = self.entity.clone();
        entity.id = format!("e{}", record.entities.len() + 1);
        state.1.clone_into(&mut entity.name);
        entity.country = Some(state.0.to_owned());
        entity.mentions = vec![mention];
        record.entities.push(entity);
        format!("e{}", record.entities.len())
    }
}

/// Code points of a text; all words here are of ASCII.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
