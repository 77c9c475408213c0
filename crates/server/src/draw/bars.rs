//! Counts over time as stacked bars, a bar a bucket. Each part is a link to what it counts.

use maud::{Markup, html};

use super::WIDTH;
use super::calendar::{iso, marks};
use super::scale::{Linear, as_f64, count_marks, full, place, short};
use super::texture::{Look, patterns, swatch};

const HEIGHT: f64 = 300.0;
const LEFT: f64 = 48.0;
const BOTTOM: f64 = 26.0;
const TOP: f64 = 10.0;

/// A series of counts that all bars may have a part of.
#[derive(Debug, Clone)]
pub(crate) struct Series {
    /// Its name for people.
    pub(crate) name: String,
    /// How its parts look.
    pub(crate) look: Look,
    /// Where its name leads.
    pub(crate) link: Option<String>,
}

/// One bucket.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// Its name for people.
    pub(crate) label: String,
    /// First day.
    pub(crate) first: i32,
    /// Last day.
    pub(crate) last: i32,
    /// A count for each series, in their order, and where it leads.
    pub(crate) parts: Vec<(u64, Option<String>)>,
}

/// The whole picture; `what` is said of it to those who do not see it.
pub(crate) fn bars(what: &str, series: &[Series], bars: &[Bar]) -> Markup {
    let totals = bars.iter().map(|bar| bar.parts.iter().map(|(count, _)| count).sum::<u64>());
    let ticks = count_marks(totals.max().unwrap_or(0));
    let highest = ticks.last().copied().unwrap_or(1);
    let up = Linear::new((0.0, as_f64(highest)), (HEIGHT - BOTTOM, TOP));
    let looks: Vec<Look> = series.iter().map(|series| series.look).collect();
    html! {
        div .picture {
            svg .chart .bars viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label=(what) data-brush="" {
                (patterns(&looks))
                @for tick in &ticks {
                    line .grid x1=(LEFT) x2=(WIDTH) y1=(place(up.at(as_f64(*tick)))) y2=(place(up.at(as_f64(*tick)))) {}
                    text .tick x=(LEFT - 6.0) y=(place(up.at(as_f64(*tick)) + 4.0)) text-anchor="end" { (short(*tick)) }
                }
                @for (index, bar) in bars.iter().enumerate() { (column(series, bar, Slot::new(index, bars.len()), up)) }
                (days(bars))
            }
        }
        (legend(series, bars))
    }
}

/// The place of one bar.
#[derive(Clone, Copy)]
struct Slot {
    left: f64,
    width: f64,
}

impl Slot {
    fn new(index: usize, of: usize) -> Self {
        let width = (WIDTH - LEFT) / as_f64(of.max(1) as u64);
        Self { left: LEFT + width * as_f64(index as u64), width }
    }
}

fn column(series: &[Series], bar: &Bar, slot: Slot, up: Linear) -> Markup {
    let gap = (slot.width * 0.15).min(2.0);
    let mut below = 0;
    let parts: Vec<(usize, u64, f64, f64)> = bar
        .parts
        .iter()
        .enumerate()
        .filter(|(_, (count, _))| *count > 0)
        .map(|(number, (count, _))| {
            let bottom = up.at(as_f64(below));
            below += count;
            let top = up.at(as_f64(below));
            (number, *count, top, bottom - top)
        })
        .collect();
    html! {
        g .bar data-from=(iso(bar.first)) data-to=(iso(bar.last)) data-x=(place(slot.left)) data-width=(place(slot.width)) {
            @for (number, count, top, height) in parts {
                @let name = series.get(number).map_or("", |series| series.name.as_str());
                @let fill = series.get(number).map_or_else(String::new, |series| series.look.fill());
                @let words = format!("{}: {} {}", bar.label, full(count), name);
                @let part = html! {
                    rect x=(place(slot.left + gap / 2.0)) y=(place(top)) width=(place((slot.width - gap).max(0.5)))
                        height=(place(height.max(0.5))) fill=(fill) { title { (words) } }
                };
                @match bar.parts.get(number).and_then(|(_, link)| link.as_ref()) {
                    Some(link) => a href=(link) aria-label=(words) { (part) },
                    None => (part),
                }
            }
        }
    }
}

/// The axis of days.
fn days(bars: &[Bar]) -> Markup {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
    let slots: Vec<(i32, f64)> =
        bars.iter().enumerate().map(|(index, bar)| (bar.first, Slot::new(index, bars.len()).left)).collect();
    let at = |day: i32| slots.iter().take_while(|(begin, _)| *begin <= day).last().map_or(LEFT, |(_, left)| *left);
    html! {
        line .axis x1=(LEFT) x2=(WIDTH) y1=(HEIGHT - BOTTOM) y2=(HEIGHT - BOTTOM) {}
        @for (day, label) in marks(first.first, last.first, 8) {
            @let x = at(day);
            line .axis x1=(place(x)) x2=(place(x)) y1=(HEIGHT - BOTTOM) y2=(HEIGHT - BOTTOM + 5.0) {}
            text .tick x=(place(x + 3.0)) y=(HEIGHT - 8.0) { (label) }
        }
    }
}

/// What each look means, with how many there are of it.
fn legend(series: &[Series], bars: &[Bar]) -> Markup {
    let total =
        |number: usize| bars.iter().filter_map(|bar| bar.parts.get(number)).map(|(count, _)| count).sum::<u64>();
    html! {
        ul .legend {
            @for (number, one) in series.iter().enumerate() {
                li {
                    (swatch(one.look)) " "
                    @match &one.link {
                        Some(link) => a href=(link) { (one.name) },
                        None => (one.name),
                    }
                    " " span .count { (full(total(number))) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::calendar::day;

    fn two_days() -> String {
        let series = |name: &str, number| Series { name: name.into(), look: Look::numbered(number), link: None };
        let bar = |label: &str, parts: [u64; 2]| {
            let first = day(label).unwrap();
            let link = |count| (count > 0).then(|| format!("/search?day={label}"));
            Bar {
                label: label.into(),
                first,
                last: first,
                parts: parts.iter().map(|count| (*count, link(*count))).collect(),
            }
        };
        let all = [bar("2021-03-01", [3, 1]), bar("2021-03-02", [0, 2])];
        bars("Acts by day", &[series("AGREE", 0), series("<b>", 1)], &all).into_string()
    }

    #[test]
    fn each_part_leads_to_what_it_counts() {
        let svg = two_days();
        assert_eq!(svg.matches("<a href=\"/search?day=2021-03-01\"").count(), 2);
        assert_eq!(svg.matches("<a href=\"/search?day=2021-03-02\"").count(), 1);
        assert!(svg.contains("aria-label=\"2021-03-01: 3 AGREE\""), "{svg}");
    }

    #[test]
    fn heights_are_as_the_counts() {
        // 4 is the highest: 274 below to 10 above, three quarters of it and one.
        let svg = two_days();
        assert!(svg.contains("y=\"76\"") && svg.contains("height=\"198\"") && svg.contains("height=\"66\""), "{svg}");
    }

    #[test]
    fn names_are_only_ever_text() {
        let svg = two_days();
        assert!(!svg.contains("<b>") && svg.contains("&lt;b&gt;"));
    }

    #[test]
    fn nothing_to_draw_is_no_failure() {
        assert!(bars("Nothing", &[], &[]).into_string().contains("</svg>"));
    }
}
