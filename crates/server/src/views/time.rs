//! Over time: how many events or statements by day, week, month or year, split by what they are.
//!
//! ```text
//! what is asked ──▶ first and last day ──▶ step ──▶ counts by step and part (SQL) ──▶ bars, each part a link to its records
//! ```

mod chart;

use maud::{Markup, html};

use self::chart::{Chart, Counts, unsigned};
use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::{Asked, By, Count, is_country};
use crate::conditions::{EVENT, all, in_days, in_part, of_events, of_statements, one_of, part, speaker};
use crate::draw::bars::bars;
use crate::draw::calendar::{self, Step};
use crate::form::{Field, kept};
use crate::html::nothing;
use crate::trouble::Trouble;
use crate::views::pair::behind;
use crate::views::statements;

/// What can be asked.
pub(crate) const FIELDS: &[Field] = &[
    Field::Count,
    Field::By,
    Field::Split(&["quad", "type", "status", "actor", "recipient", "source", "cue", "kind"]),
    Field::Actor,
    Field::Recipient,
    Field::Country,
    Field::Place,
    Field::Types,
    Field::Quads,
    Field::Statuses,
    Field::Speaker,
    Field::Voices,
    Field::Cues,
    Field::Publisher,
    Field::Days,
];

/// The small table of statements.
const BY_MONTH: &str = "statements_by_month";
/// Rows of counts that are read: buckets times parts.
const ROWS: usize = 100_000;

/// What a split reads, and what is asked to see one part of it.
struct Split {
    name: &'static str,
    column: &'static str,
    narrow: fn(&mut Asked, String),
}

const OF_EVENTS: [Split; 5] = [
    Split { name: "quad", column: "e.quad", narrow: |asked, part| asked.quads = vec![part] },
    Split { name: "type", column: "e.type", narrow: |asked, part| asked.types = vec![part] },
    Split { name: "status", column: "e.status", narrow: |asked, part| asked.statuses = vec![part] },
    Split { name: "actor", column: "unnest(e.actor_countries)", narrow: |asked, part| asked.actor = Some(part) },
    Split {
        name: "recipient",
        column: "unnest(e.recipient_countries)",
        narrow: |asked, part| asked.recipient = Some(part),
    },
];

const OF_STATEMENTS: [Split; 3] = [
    Split { name: "source", column: "s.source_kind", narrow: |asked, part| asked.voices = vec![part] },
    Split { name: "cue", column: "s.cue_class", narrow: |asked, part| asked.cues = vec![part] },
    Split { name: "kind", column: "s.kind", narrow: |_, _| {} },
];

/// What is counted, and from where.
#[derive(Clone)]
struct Told {
    what: Count,
    split: &'static Split,
    day: &'static str,
    /// How rows are added up.
    number: &'static str,
    from: String,
    conditions: Vec<String>,
}

impl Told {
    fn new(asked: &Asked) -> Self {
        let named = |splits: &'static [Split]| splits.iter().find(|split| asked.split.as_deref() == Some(split.name));
        // Asked for nothing else, a split says what is counted.
        let of_statements_only = named(&OF_EVENTS).is_none() && named(&OF_STATEMENTS).is_some();
        match asked.count.unwrap_or(if of_statements_only { Count::Statements } else { Count::Events }) {
            Count::Events => Self {
                what: Count::Events,
                split: named(&OF_EVENTS).unwrap_or(&OF_EVENTS[0]),
                day: "e.first_day",
                number: "count(*)",
                from: "events e".to_owned(),
                conditions: of_events(asked),
            },
            Count::Statements => Self {
                what: Count::Statements,
                split: named(&OF_STATEMENTS).unwrap_or(&OF_STATEMENTS[0]),
                day: "d.published",
                number: "count(*)",
                from: "statements s JOIN documents d ON d.doc = s.doc".to_owned(),
                conditions: of_statements(asked),
            },
        }
    }

    /// The same of the small table of statements by month, where it knows all that is asked: all statements of a large store are more
    /// than can be gone through while somebody waits.
    fn by_month(asked: &Asked, inquiry: &Inquiry) -> Option<Self> {
        let told = Self::new(asked);
        let known = asked.from.is_none() && asked.to.is_none() && asked.speaker.is_none() && asked.words.is_none();
        let coarse = matches!(asked.by, None | Some(By::Month | By::Year));
        (told.what == Count::Statements
            && known
            && coarse
            && asked.publishers.is_empty()
            && inquiry.has_table(BY_MONTH))
        .then_some(Self {
            day: "s.published",
            number: "sum(statements)",
            from: "(SELECT to_date(concat(month, '-01')) AS published, * FROM statements_by_month) s".to_owned(),
            ..told
        })
    }

    /// The same of the small table of names, where somebody is asked for by name and it knows all that is asked.
    fn by_name(asked: &Asked) -> Option<Self> {
        let told = Self::new(asked);
        if !asked.publishers.is_empty() {
            return None;
        }
        match told.what {
            Count::Events => Self::acts_by_name(told, asked),
            Count::Statements => Self::statements_by_name(told, asked),
        }
    }

    fn acts_by_name(told: Self, asked: &Asked) -> Option<Self> {
        let sides = [(&asked.actor, "actor"), (&asked.recipient, "recipient")];
        let mut sides = sides.into_iter().filter_map(|(who, side)| Some((who.as_deref()?, side)));
        let known = asked.place.is_none()
            && asked.countries.is_empty()
            && sides.clone().all(|(who, _)| !is_country(who))
            && matches!(told.split.name, "quad" | "type" | "status");
        let (name, side) = sides.next().filter(|_| known)?;
        let mut conditions = of_events(&asked.with(|asked| (asked.actor, asked.recipient) = (None, None)));
        conditions.extend(sides.next().map(|(name, side)| in_part(EVENT, &part(&[side], name))));
        let from = format!(
            "(SELECT doc, id AS event, day AS first_day, type, quad, status FROM name_parts WHERE {}) e",
            part(&[side], name).join(" AND ")
        );
        Some(Self { from, conditions, ..told })
    }

    fn statements_by_name(told: Self, asked: &Asked) -> Option<Self> {
        let words = asked.speaker.as_deref()?;
        if asked.words.is_some() || !matches!(told.split.name, "source" | "cue") {
            return None;
        }
        // Words and names of one source are two rows.
        let from = format!(
            "(SELECT DISTINCT doc, id, day AS published, type AS cue_class, source_kind FROM name_parts WHERE {}) s",
            speaker(words).join(" AND ")
        );
        let mut conditions = Vec::new();
        one_of(&mut conditions, "s.cue_class", &asked.cues);
        one_of(&mut conditions, "s.source_kind", &asked.voices);
        in_days(&mut conditions, "s.published", asked);
        Some(Self { day: "s.published", from, conditions, ..told })
    }

    /// First and last day, where they are not asked for, and whether there are more beyond them.
    fn days(&self, inquiry: &Inquiry) -> Result<Option<(i32, i32, bool)>, Trouble> {
        let sql = format!(
            "SELECT {} AS day, {} AS n FROM {}\n{}\nGROUP BY 1 ORDER BY 1",
            self.day,
            self.number,
            self.from,
            self.all("")
        );
        let grid = inquiry.quiet_rows(&sql, ROWS)?;
        let days: Vec<(i32, u64)> = (0..grid.rows.len())
            .filter_map(|row| Some((calendar::day(grid.text(row, "day"))?, unsigned(&grid, row, "n"))))
            .collect();
        Ok(span(&days))
    }

    /// Whether rows are counted, and not numbers added up.
    fn by_rows(&self) -> bool {
        self.number == "count(*)"
    }

    fn all(&self, more: &str) -> String {
        let mut conditions = self.conditions.clone();
        conditions.push(format!("{} IS NOT NULL", self.day));
        if !more.is_empty() {
            conditions.push(more.to_owned());
        }
        all(&conditions)
    }

    fn sql(&self, step: Step, within: &str) -> String {
        let (name, what) = (step.name(), self.what.word());
        format!(
            "SELECT {name}, part AS {split}, {number} AS {what} FROM (\n  \
             SELECT date_trunc('{name}', {day})::date AS {name}, {column} AS part{more}\n  FROM {from}\n  {all}\n) told\n\
             GROUP BY {name}, part ORDER BY {name}, part",
            split = self.split.name,
            number = self.number,
            more = if self.by_rows() { "" } else { ", statements" },
            day = self.day,
            column = self.split.column,
            from = self.from,
            all = self.all(within).replace('\n', "\n  "),
        )
    }

    fn link(&self, asked: &Asked) -> String {
        match self.what {
            Count::Events => behind(asked),
            Count::Statements => kept(asked, statements::FIELDS).url("/statements"),
        }
    }
}

/// The view.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let asked = &inquiry.asked;
    let mut told = Told::new(asked);
    let title = match told.what {
        Count::Events => "Events over time",
        Count::Statements => "Statements over time",
    };
    let step_of = |first: i32, last: i32| {
        let asked = asked.by.and_then(|by| Step::named(by.word()));
        asked.unwrap_or(Step::fitting(i64::from(last) - i64::from(first)))
    };
    let mut span =
        asked.from.zip(asked.to).map(|(from, to)| (calendar::from_date(from), calendar::from_date(to), false));
    if let Some(coarse) = Told::by_month(asked, inquiry) {
        span =
            coarse.days(inquiry)?.filter(|(first, last, _)| matches!(step_of(*first, *last), Step::Month | Step::Year));
        told = if span.is_some() { coarse } else { told };
    }
    if told.by_rows() {
        told = Told::by_name(asked).unwrap_or(told);
    }
    if span.is_none() {
        span = told.days(inquiry)?;
    }
    let empty = || Answer {
        title: title.to_owned(),
        body: nothing("Nothing that fits has a day.", "Take out one of the conditions above, or widen the days."),
        ..Answer::default()
    };
    let Some((first, last, beyond)) = span else { return Ok(empty()) };
    let step = step_of(first, last);
    let (buckets, whole) = step.buckets(first, last);
    let begin = buckets.first().copied().unwrap_or(first).max(first);
    let within =
        format!("{day} BETWEEN DATE '{}' AND DATE '{}'", calendar::iso(begin), calendar::iso(last), day = told.day);
    let grid = inquiry.rows(&told.sql(step, &within), ROWS)?;
    if grid.rows.is_empty() {
        return Ok(empty());
    }
    let counts = Counts::read(&grid, step, told.split.name, told.what);
    let chart = Chart { told: &told, asked, step, first: begin, last, buckets: &buckets, counts: &counts };
    let body = html! {
        (steps(asked, step, &inquiry.path))
        (bars(&format!("{title}, by {}", step.name()), &chart.series(), &chart.bars()))
        p class="hint" data-brush-hint="" hidden { "Drag over the bars to look closer." }
        details class="numbers" { summary { "The numbers" } (chart.numbers(&inquiry.path)) }
    };
    let mut notes = Vec::new();
    if beyond {
        notes.push(
            "A few lie far from all others and are not drawn; give a first and a last day to see them.".to_owned(),
        );
    }
    if !whole {
        notes.push(format!(
            "More than {} bars are not drawn: these are the last. A wider step shows all.",
            calendar::MOST
        ));
    }
    if matches!(told.split.name, "actor" | "recipient") {
        notes
            .push("An act of several countries counts for each of them; one without a country is not here.".to_owned());
    }
    notes.push(match told.what {
        Count::Events => {
            "An event counts on its first day. Copies of one story tell it again, and count again.".to_owned()
        }
        Count::Statements => "A statement counts on the day its article was published.".to_owned(),
    });
    Ok(Answer { title: title.to_owned(), table: grid, body, notes, ..Answer::default() })
}

/// Links to other steps, and out to all days.
fn steps(asked: &Asked, step: Step, path: &str) -> Markup {
    html! { p class="steps" {
        "By "
        @for by in By::ALL {
            a href=(asked.with(|asked| asked.by = Some(*by)).url(path)) aria-current=[(by.word() == step.name()).then_some("true")] { (by.word()) } " "
        }
        @if asked.from.is_some() || asked.to.is_some() {
            " · " a href=(asked.with(|asked| (asked.from, asked.to, asked.by) = (None, None, None)).url(path)) { "all days" }
        }
    } }
}

/// The stretch of days that holds nearly all: one wrong year must not make all others a single bar.
fn span(days: &[(i32, u64)]) -> Option<(i32, i32, bool)> {
    let (first, last) = (days.first()?.0, days.last()?.0);
    let all: u64 = days.iter().map(|(_, count)| count).sum();
    let few = all / 200;
    let edge = |days: &[&(i32, u64)]| {
        let mut passed = 0;
        let inner = days.iter().find(|(_, count)| {
            passed += count;
            passed > few
        });
        inner.map(|(day, _)| *day)
    };
    let (near, far) = (edge(&days.iter().collect::<Vec<_>>())?, edge(&days.iter().rev().collect::<Vec<_>>())?);
    let length = |first: i32, last: i32| i64::from(last) - i64::from(first) + 1;
    if length(near, far) * 3 < length(first, last) { Some((near, far, true)) } else { Some((first, last, false)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::page;

    #[test]
    fn events_by_month_and_type() {
        let page = page();
        let json = page.json("/time.json?by=month&split=type");
        let counts: Vec<String> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} {} {}", row["month"], row["type"], row["events"]))
            .collect();
        assert!(
            counts.contains(&"\"2026-03-01\" \"ACCUSE\" 2".to_owned())
                && counts.contains(&"\"2026-04-01\" \"ACCUSE\" 1".to_owned()),
            "{counts:?}"
        );
        assert!(json["sql"][0].as_str().unwrap().contains("date_trunc('month'"));
    }

    #[test]
    fn cooperation_stands_below_conflict_whatever_is_more() {
        let html = page().html("/time?by=year");
        let place = |name: &str| html.find(&format!(">{name}</a>")).unwrap();
        assert!(place("verbal cooperation") < place("verbal conflict"), "{html}");
    }

    #[test]
    fn a_bar_leads_to_its_events() {
        let page = page();
        let html = page.html("/time?by=month&split=type");
        let link = "/events?type=ACCUSE&amp;from=2026-03-01&amp;to=2026-03-31";
        assert!(html.contains(link), "{html}");
        assert_eq!(
            page.json("/events.json?type=ACCUSE&from=2026-03-01&to=2026-03-31")["rows"].as_array().unwrap().len(),
            2
        );
        assert!(html.contains("March 2026: 2 ACCUSE"), "{html}");
    }

    #[test]
    fn statements_by_kind_of_source() {
        let json = page().json("/time.json?count=statements&by=year");
        assert_eq!((&json["rows"][0]["source"], &json["rows"][0]["statements"]), (&"named".into(), &3.into()));
        assert!(page().html("/time?split=cue").contains("Statements over time"));
    }

    #[test]
    fn acts_of_several_countries_count_for_each() {
        let json = page().json("/time.json?split=actor&by=year&type=CONSULT");
        assert_eq!(json["rows"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn what_does_not_fit_is_told() {
        assert!(page().html("/time?type=AID").contains("Nothing that fits has a day"));
    }

    #[test]
    fn one_wrong_year_does_not_hide_all_others() {
        let mut days: Vec<(i32, u64)> = (18_000..18_100).map(|day| (day, 5)).collect();
        assert_eq!(span(&days), Some((18_000, 18_099, false)));
        days.insert(0, (-300_000, 1));
        assert_eq!(span(&days), Some((18_000, 18_099, true)));
        assert_eq!(span(&[]), None);
    }
}
