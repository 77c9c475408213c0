//! Cooperation against conflict of a pair over time: the mean score of what happened, each way and together.

use maud::html;

use crate::answer::Answer;
use crate::app::Inquiry;
use crate::asked::{Asked, By, is_country};
use crate::conditions::{all, in_part, of_small_table, part, quoted};
use crate::draw::calendar::{self, Step, to_date};
use crate::draw::line::{Line, Point, lines};
use crate::form::Field;
use crate::html::nothing;
use crate::trouble::Trouble;
use crate::views::pair::{Pair, WAYS, choose};

/// What can be asked.
pub(crate) const FIELDS: &[Field] = &[
    Field::Actor,
    Field::Recipient,
    Field::By,
    Field::Types,
    Field::Quads,
    Field::Statuses,
    Field::Publisher,
    Field::Days,
];

/// The scores of the codebook lie between -10 and 10.
const MOST: f64 = 10.0;
/// Rows that are read: steps times ways.
const ROWS: usize = 20_000;

/// The view.
pub(crate) fn show(inquiry: &Inquiry) -> Result<Answer, Trouble> {
    let title = "Cooperation and conflict of a pair";
    let Some(pair) = Pair::asked(&inquiry.asked) else {
        return Ok(Answer { title: title.to_owned(), body: choose(inquiry, "/score")?, ..Answer::default() });
    };
    let mut asked = inquiry.asked.clone();
    if asked.statuses.is_empty() {
        asked.statuses = vec!["actual".to_owned()];
    }
    let step = Step::named(asked.by.unwrap_or(By::Month).word()).unwrap_or(Step::Month);
    let sql = format!(
        "SELECT date_trunc('{step}', day)::date AS {step}, way, sum(events) AS events,\n  \
         round(sum(intensity_sum) / sum(events), 2) AS score,\n  \
         sum(CASE WHEN quad LIKE '%cooperation' THEN events ELSE 0 END) AS cooperation,\n  \
         sum(CASE WHEN quad LIKE '%conflict' THEN events ELSE 0 END) AS conflict\nFROM ({told}) told\n\
         WHERE day IS NOT NULL\nGROUP BY 1, 2 ORDER BY 1, 2",
        step = step.name(),
        told = counted(&pair, &asked).unwrap_or_else(|| one_by_one(&pair, &asked)),
    );
    let grid = inquiry.rows(&sql, ROWS)?;
    let point = |row: usize, way: &str| {
        let day = calendar::day(grid.text(row, step.name()))?;
        let value = grid.value(row, "score").as_f64()?;
        let words = format!(
            "{}, {}: {value:+.1} ({} events, {} cooperation, {} conflict)",
            pair.way(way),
            step.label(day),
            grid.count(row, "events"),
            grid.count(row, "cooperation"),
            grid.count(row, "conflict"),
        );
        let link =
            pair.behind(&asked, way, |asked| (asked.from, asked.to) = (to_date(day), to_date(step.next(day) - 1)));
        Some(Point { day, value, words, link: Some(link) })
    };
    let ways: Vec<Line> = WAYS
        .iter()
        .map(|way| Line {
            name: short(way, &pair),
            points: (0..grid.rows.len())
                .filter(|row| grid.text(*row, "way") == *way)
                .filter_map(|row| point(row, way))
                .collect(),
        })
        .collect();
    let body = html! {
        @if grid.rows.is_empty() {
            (nothing("Nothing between these two fits.", "Take out one of the conditions above, or exchange a name for a country's code."))
        } @else {
            (lines(&format!("Mean score by {}", step.name()), &ways, MOST, |one, other| step.next(one) < other))
            p { a href=(inquiry.asked.url("/ledger")) { "What they gave, promised, demanded, refused" } " · "
                a href=(inquiry.asked.url("/accounts")) { "Who says what happened" } }
        }
    };
    let notes = vec![
        "The score is the codebook's, from −10 (assault) to 10 (aid), the mean of all acts of the step. A step without acts is a gap."
            .to_owned(),
    ];
    let lead = Some(format!("{} and back", pair.way("to")));
    Ok(Answer { title: title.to_owned(), lead, table: grid, body, notes, ..Answer::default() })
}

/// The acts of the pair one by one.
fn one_by_one(pair: &Pair, asked: &Asked) -> String {
    let events = pair.events(asked);
    format!("SELECT e.way, e.first_day AS day, e.quad, 1 AS events, e.intensity AS intensity_sum FROM {events}")
}

/// The same from small tables of counts, where these know all that is asked; none where they do not. An act that goes both ways counts
/// for each.
fn counted(pair: &Pair, asked: &Asked) -> Option<String> {
    let Pair { one, other } = pair;
    if !asked.publishers.is_empty() || one == other {
        return None;
    }
    let mut conditions = Vec::new();
    of_small_table(&mut conditions, asked);
    let told = |way: &str, table: &str, counts: &str, pair: Vec<String>| {
        format!(
            "SELECT '{way}' AS way, day, quad, {counts} FROM {table}\n{}",
            all(&[pair, conditions.clone()].concat())
        )
    };
    let [to, from, together] = WAYS;
    let sums = |way: &str, table: &str, [first, second]: [&str; 2], [one, other]: [&String; 2]| {
        let pair = vec![format!("{first} = {}", quoted(one)), format!("{second} = {}", quoted(other))];
        told(way, table, "events, intensity_sum", pair)
    };
    let ways = match (is_country(one), is_country(other)) {
        (true, true) => {
            let (dyad, both) = (["actor_country", "recipient_country"], ["one_country", "other_country"]);
            vec![
                sums(to, "event_days", dyad, [one, other]),
                sums(from, "event_days", dyad, [other, one]),
                sums(together, "joint_days", both, [one.min(other), one.max(other)]),
            ]
        }
        (false, false) => {
            let acts = |name: &str| part(&["actor"], name);
            let both =
                [acts(one), vec![in_part(["n.doc", "n.id"], &acts(other)), "recipient_countries = 0".to_owned()]];
            vec![
                sums(to, "name_days", ["actor", "recipient"], [one, other]),
                sums(from, "name_days", ["actor", "recipient"], [other, one]),
                told(together, "name_parts n", "1 AS events, intensity AS intensity_sum", both.concat()),
            ]
        }
        _ => return None,
    };
    Some(ways.join("\nUNION ALL\n"))
}

/// What stands at the end of a line.
fn short(way: &str, pair: &Pair) -> String {
    let brief = |who: &str| crate::views::pair::plain(who, 8);
    match way {
        "to" => format!("{} → {}", brief(&pair.one), brief(&pair.other)),
        "from" => format!("{} → {}", brief(&pair.other), brief(&pair.one)),
        _ => "together".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::page;

    #[test]
    fn the_score_of_a_pair_each_way_and_together() {
        let page = page();
        let json = page.json("/score.json?actor=SWE&recipient=NOR&by=month");
        let rows: Vec<String> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} {} {} {}", row["month"], row["way"], row["events"], row["score"]))
            .collect();
        assert_eq!(
            rows,
            [
                "\"2026-03-01\" \"from\" 2 -4.0",
                "\"2026-03-01\" \"together\" 2 2.5",
                "\"2026-04-01\" \"from\" 1 -4.0",
                "\"2026-04-01\" \"together\" 1 2.5",
            ]
        );
        let html = page.html("/score?actor=SWE&recipient=NOR&by=month");
        assert!(
            html.contains(
                "/events?status=actual&amp;actor=NOR&amp;recipient=SWE&amp;from=2026-03-01&amp;to=2026-03-31"
            ),
            "{html}"
        );
    }

    /// Tables of counts tell what the acts one by one tell.
    #[test]
    fn counted_or_one_by_one_it_is_the_same() {
        let page = page();
        let score = |query: &str| {
            let json = page.json(&format!("/score.json?by=month&{query}"));
            json["rows"].as_array().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        for [one, other] in [["SWE", "NOR"], ["NOR", "SWE"], ["Sweden", "Norway"], ["Norway", "Sweden"]] {
            for more in ["", "&type=CONSULT", "&quad=verbal_conflict&from=2026-03-15", "&status=negated&to=2026-03-31"]
            {
                let pair = format!("actor={one}&recipient={other}{more}");
                // All publishers are asked for: then nothing is counted before.
                let all = score(&format!("{pair}&publisher=Harbour+Wire&publisher=Fjord+Post"));
                assert_eq!(score(&pair), all, "{pair}");
                assert!(!all.is_empty() || more.contains("2026"), "{pair}");
            }
        }
    }

    #[test]
    fn without_a_pair_some_are_offered() {
        let html = page().html("/score");
        assert!(html.contains("/score?actor=NOR&amp;recipient=SWE"), "{html}");
    }
}
