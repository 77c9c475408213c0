//! Values over time as lines around nought: above cooperation, below conflict.

use maud::{Markup, html};

use super::WIDTH;
use super::calendar::marks as day_marks;
use super::scale::{Linear, marks, place};

const HEIGHT: f64 = 280.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 160.0;
const BOTTOM: f64 = 26.0;
const TOP: f64 = 14.0;

/// A line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its name, written at its end.
    pub(crate) name: String,
    /// Its points in the order of days.
    pub(crate) points: Vec<Point>,
}

/// A value on a day.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    /// First day of the bucket.
    pub(crate) day: i32,
    /// The value.
    pub(crate) value: f64,
    /// What is said of it.
    pub(crate) words: String,
    /// Where it leads.
    pub(crate) link: Option<String>,
}

/// The picture of lines from the first to the last day, values from `-most` to `most`. Lines differ in dashes and in the
/// shape of their points. A gap in time is a gap in the line where `gap` says so of two neighbouring days.
pub(crate) fn lines(what: &str, lines: &[Line], most: f64, gap: impl Fn(i32, i32) -> bool) -> Markup {
    let days = || lines.iter().flat_map(|line| line.points.iter().map(|point| point.day));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return html! {} };
    let across = Linear::new((f64::from(first), f64::from(last)), (LEFT, WIDTH - RIGHT));
    let up = Linear::new((-most, most), (HEIGHT - BOTTOM, TOP));
    html! {
        div .picture {
            svg .chart .lines viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label=(what) {
                @for tick in marks(-most, most, 5) {
                    @let y = place(up.at(tick));
                    line class=(if tick == 0.0 { "axis" } else { "grid" }) x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y) y2=(y) {}
                    text .tick x=(LEFT - 6.0) y=(place(up.at(tick) + 4.0)) text-anchor="end" { (tick) }
                }
                text .tick x=(LEFT + 4.0) y=(TOP + 16.0) { "▲ cooperation" }
                text .tick x=(LEFT + 4.0) y=(HEIGHT - BOTTOM - 4.0) { "▼ conflict" }
                @for (day, label) in day_marks(first, last, 8) {
                    @let x = across.at(f64::from(day));
                    line .axis x1=(place(x)) x2=(place(x)) y1=(HEIGHT - BOTTOM) y2=(HEIGHT - BOTTOM + 5.0) {}
                    text .tick x=(place(x + 3.0)) y=(HEIGHT - 8.0) { (label) }
                }
                @for (number, line) in lines.iter().enumerate() { (one(number, line, across, up, &gap)) }
                @for (number, y) in ends(lines, up) {
                    @let name = lines.get(number).map_or("", |line| line.name.as_str());
                    text class=(format!("end line-{number}")) x=(WIDTH - RIGHT + 8.0) y=(place(y + 4.0)) { (shape(number)) " " (name) }
                }
            }
        }
    }
}

/// The shapes of points, as they stand in legends.
fn shape(number: usize) -> &'static str {
    ["●", "■", "▲"].get(number % 3).copied().unwrap_or("●")
}

fn one(number: usize, line: &Line, across: Linear, up: Linear, gap: impl Fn(i32, i32) -> bool) -> Markup {
    let mut path = String::new();
    let mut before = None;
    for point in &line.points {
        let pen = if before.is_some_and(|before| !gap(before, point.day)) { 'L' } else { 'M' };
        path.push(pen);
        path.push_str(&format!("{} {}", place(across.at(f64::from(point.day))), place(up.at(point.value))));
        before = Some(point.day);
    }
    html! {
        g class=(format!("series line-{number}")) {
            path .stroke d=(path) {}
            @for point in &line.points {
                @let (x, y) = (across.at(f64::from(point.day)), up.at(point.value));
                @let dot = html! { path .dot d=(dot(number, x, y)) { title { (point.words) } } };
                @match &point.link {
                    Some(link) => a href=(link) aria-label=(point.words) { (dot) },
                    None => (dot),
                }
            }
        }
    }
}

/// A circle, a square or a triangle around a place.
fn dot(number: usize, x: f64, y: f64) -> String {
    let (x, y) = (place(x), place(y));
    let outline = match number % 3 {
        0 => "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        1 => "m-3 -3h6v6h-6z",
        _ => "m0 -4l4 7h-8z",
    };
    format!("M{x} {y}{outline}")
}

/// Where the names of lines stand: at their ends, moved apart where these lie close.
fn ends(lines: &[Line], up: Linear) -> Vec<(usize, f64)> {
    let mut ends: Vec<(usize, f64)> = lines
        .iter()
        .enumerate()
        .filter_map(|(number, line)| Some((number, up.at(line.points.last()?.value))))
        .collect();
    ends.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut lowest = TOP - 14.0;
    for (_, y) in &mut ends {
        *y = y.max(lowest + 14.0);
        lowest = *y;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, values: &[(i32, f64)]) -> Line {
        let point = |&(day, value): &(i32, f64)| Point { day, value, words: format!("{value}"), link: None };
        Line { name: name.into(), points: values.iter().map(point).collect() }
    }

    #[test]
    fn a_line_breaks_where_nothing_is_known() {
        let svg = lines("Score", &[line("A", &[(0, 5.0), (1, -5.0), (9, 0.0)])], 10.0, |one, other| other - one > 1);
        let path = svg.into_string();
        let path = path.split("stroke\" d=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!((path.matches('M').count(), path.matches('L').count()), (2, 1), "{path}");
    }

    #[test]
    fn names_at_the_ends_do_not_cover_each_other() {
        let both = [line("A to B", &[(0, 1.0), (5, 2.0)]), line("B to A", &[(0, 3.0), (5, 2.1)])];
        let places = ends(&both, Linear::new((-10.0, 10.0), (254.0, 14.0)));
        assert_eq!(places.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 0]);
        assert!(places[1].1 - places[0].1 >= 14.0);
    }

    #[test]
    fn points_differ_in_shape() {
        let svg = lines("Score", &[line("A", &[(0, 1.0)]), line("B", &[(0, 1.0)])], 10.0, |_, _| false).into_string();
        assert!(svg.contains("● A") && svg.contains("■ B"));
    }
}
