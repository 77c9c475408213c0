//! A map of places and states. A place is drawn as precisely as it is known: a town is a dot, a division an open ring, and
//! what is known of a state only is told by the state's shade and number, never by a dot in its middle.

use std::collections::HashMap;
use std::fmt::Write;

use maud::{Markup, html};

use super::WIDTH;
use super::outlines::{State, world};
use super::scale::{as_f64, full, place, short};

/// Degrees of latitude that are shown.
const NORTH: f64 = 84.0;
const SOUTH: f64 = -58.0;

/// How precisely a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    /// A town or a point in it.
    City,
    /// A division of a state: its point stands for all of it.
    Division,
}

/// A place where something was done.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    /// Its name.
    pub(crate) name: String,
    /// Degrees east and north.
    pub(crate) at: (f64, f64),
    /// How precisely it is known.
    pub(crate) precision: Precision,
    /// Acts.
    pub(crate) count: u64,
    /// Where it leads.
    pub(crate) link: String,
}

/// What is known of a state.
#[derive(Debug, Clone)]
pub(crate) struct Shade {
    /// Acts that are placed in it.
    pub(crate) count: u64,
    /// Of these, acts of which no more is known than the state.
    pub(crate) only: u64,
    /// Where it leads.
    pub(crate) link: String,
}

/// The picture; looked at from near where a state is given, else from where all that is on it can be seen.
pub(crate) fn map(what: &str, spots: &[Spot], shades: &HashMap<String, Shade>, near: Option<&str>) -> Markup {
    let shaded = || world().iter().filter_map(|state| Some((state, shades.get(state.code?)?)));
    let view = near.and_then(|code| world().iter().find(|state| state.code == Some(code))).map_or_else(
        || View::around(spots.iter().map(|spot| spot.at).chain(shaded().map(|(state, _)| state.middle))),
        View::of,
    );
    let most = shades.values().map(|shade| shade.count).max().unwrap_or(0);
    let largest = spots.iter().map(|spot| spot.count).max().unwrap_or(1);
    let mut ordered: Vec<&Spot> = spots.iter().collect();
    // Small dots are drawn over large ones.
    ordered.sort_by_key(|spot| std::cmp::Reverse(spot.count));
    html! {
        div .picture {
            svg .chart .map viewBox=(view.text()) font-size=(fine(view.unit() * 12.0)) role="group" aria-label=(what) {
                @for state in world() {
                    @let shade = state.code.and_then(|code| shades.get(code));
                    (outline(state, shade, most))
                }
                @for spot in ordered {
                    @let (x, y) = projected(spot.at);
                    @let radius = view.unit() * (2.5 + 12.0 * (as_f64(spot.count) / as_f64(largest)).sqrt());
                    @let (kind, class) = match spot.precision {
                        Precision::City => ("", "spot"),
                        Precision::Division => (" (somewhere in this division)", "spot division"),
                    };
                    @let words = format!("{}{kind}: {}", spot.name, full(spot.count));
                    a href=(spot.link) aria-label=(words) {
                        circle class=(class) cx=(fine(x)) cy=(fine(y)) r=(fine(radius)) { title { (words) } }
                    }
                }
                @for (state, shade) in shaded() { (numbered(state, shade, view.unit())) }
            }
        }
    }
}

fn outline(state: &State, shade: Option<&Shade>, most: u64) -> Markup {
    let path = path(&state.rings);
    let Some(shade) = shade else {
        return html! { path .state d=(path) { title { (state.name) } } };
    };
    let words = format!("{}: {}, {} of them placed no closer", state.name, full(shade.count), full(shade.only));
    html! {
        a href=(shade.link) aria-label=(words) {
            path class=(format!("state shade-{}", step(shade.count, most))) d=(path) { title { (words) } }
        }
    }
}

/// The number of a state, above all else. A state too small to be seen still has it.
fn numbered(state: &State, shade: &Shade, unit: f64) -> Markup {
    let area = area(&state.rings);
    let (x, y) = projected(state.middle);
    html! {
        @if area > 30.0 * unit * unit || area < 1.0 {
            text .number x=(fine(x)) y=(fine(y + 4.0 * unit)) text-anchor="middle" aria-hidden="true" { (short(shade.count)) }
        }
    }
}

/// One of five steps, each twice or more the one before, so that a few large numbers do not hide all others.
fn step(count: u64, most: u64) -> u8 {
    let share = if most == 0 { 0.0 } else { as_f64(count.max(1)).ln_1p() / as_f64(most).ln_1p() };
    match share {
        ..0.3 => 1,
        0.3..0.5 => 2,
        0.5..0.7 => 3,
        0.7..0.9 => 4,
        _ => 5,
    }
}

/// What part of the map is shown, in its own units.
struct View {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl View {
    fn whole() -> Self {
        let (left, top) = projected((-180.0, NORTH));
        let (right, bottom) = projected((180.0, SOUTH));
        Self { left, top, width: right - left, height: bottom - top }
    }

    /// All these places, in degrees, with land around them.
    fn around(places: impl Iterator<Item = (f64, f64)>) -> Self {
        let whole = Self::whole();
        let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for (x, y) in places.map(projected) {
            (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
        }
        if left > right {
            return whole;
        }
        let ratio = whole.width / whole.height;
        let width = ((right - left) * 1.3 + 40.0).max(((bottom - top) * 1.3 + 40.0) * ratio).clamp(160.0, whole.width);
        let height = width / ratio;
        Self {
            left: ((left + right - width) / 2.0).clamp(whole.left, whole.left + whole.width - width),
            top: ((top + bottom - height) / 2.0).clamp(whole.top, whole.top + whole.height - height),
            width,
            height,
        }
    }

    /// The largest part of a state with land around it.
    fn of(state: &State) -> Self {
        let whole = Self::whole();
        let largest = state.rings.iter().max_by(|one, other| ring_area(one).abs().total_cmp(&ring_area(other).abs()));
        let points = largest.map_or_else(|| vec![state.middle], Clone::clone);
        let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for (x, y) in points.into_iter().map(projected) {
            (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
        }
        let width =
            ((right - left) * 1.8).max((bottom - top) * 1.8 * whole.width / whole.height).clamp(60.0, whole.width);
        let height = width * whole.height / whole.width;
        Self { left: (left + right - width) / 2.0, top: (top + bottom - height) / 2.0, width, height }
    }

    /// What one unit of the whole map is here.
    fn unit(&self) -> f64 {
        self.width / WIDTH
    }

    fn text(&self) -> String {
        format!("{} {} {} {}", place(self.left), place(self.top), place(self.width), place(self.height))
    }
}

/// Degrees to places, plate carrée with its true middle at 37 degrees of latitude: lengths along parallels are right there.
fn projected((east, north): (f64, f64)) -> (f64, f64) {
    let unit = WIDTH / 360.0;
    ((east + 180.0) * unit, (NORTH - north) * unit / 0.8)
}

/// A ring's area in square degrees.
fn ring_area(ring: &[(f64, f64)]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|((ax, ay), (bx, by))| ax * by - bx * ay).sum::<f64>() / 2.0
}

fn area(rings: &[Vec<(f64, f64)>]) -> f64 {
    rings.iter().map(|ring| ring_area(ring).abs()).sum()
}

fn path(rings: &[Vec<(f64, f64)>]) -> String {
    let mut path = String::new();
    for ring in rings {
        for (index, point) in ring.iter().enumerate() {
            let (x, y) = projected(*point);
            let _ = write!(path, "{}{} {}", if index == 0 { 'M' } else { 'L' }, place(x), place(y));
        }
        path.push('Z');
    }
    path
}

/// Near a state, tenths are too coarse.
fn fine(value: f64) -> String {
    format!("{value:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(name: &str, at: (f64, f64), precision: Precision) -> Spot {
        Spot { name: name.into(), at, precision, count: 3, link: "/search?place=x".into() }
    }

    #[test]
    fn what_is_known_of_a_state_only_is_no_dot() {
        let shades =
            HashMap::from([("SWE".to_owned(), Shade { count: 7, only: 2, link: "/search?country=SWE".into() })]);
        let svg = map("Acts", &[], &shades, None).into_string();
        assert!(!svg.contains("<circle"));
        assert!(svg.contains("aria-label=\"Sweden: 7, 2 of them placed no closer\"") && svg.contains("shade-5"));
    }

    #[test]
    fn a_division_is_drawn_unlike_a_town() {
        let spots = [spot("Uppsala", (17.6, 59.9), Precision::City), spot("Scania", (13.5, 56.0), Precision::Division)];
        let svg = map("Acts", &spots, &HashMap::new(), None).into_string();
        assert!(svg.contains("class=\"spot division\"") && svg.contains("Scania (somewhere in this division): 3"));
        assert!(svg.contains("aria-label=\"Uppsala: 3\""));
    }

    #[test]
    fn the_map_shows_all_that_is_on_it_and_not_much_more() {
        let within = |places: &[(f64, f64)]| {
            let view = View::around(places.iter().copied());
            let shows = |place: &(f64, f64)| {
                let (x, y) = projected(*place);
                (view.left..view.left + view.width).contains(&x) && (view.top..view.top + view.height).contains(&y)
            };
            assert!(places.iter().all(shows), "{places:?}");
            view.width / View::whole().width
        };
        assert!(within(&[(10.7, 59.9), (18.1, 59.3)]) < 0.25, "Oslo and Stockholm");
        assert!(within(&[(10.7, 59.9), (151.2, -33.9), (-99.1, 19.4)]) > 0.8, "Oslo, Sydney and Mexico");
        assert!(within(&[(-171.0, -14.0)]) < 0.25, "at the edge");
        assert_eq!(within(&[]), 1.0);
    }

    #[test]
    fn near_a_state_the_map_shows_it() {
        let sweden = world().iter().find(|state| state.code == Some("SWE")).unwrap();
        let view = View::of(sweden);
        let (x, y) = projected(sweden.middle);
        assert!((view.left..view.left + view.width).contains(&x) && (view.top..view.top + view.height).contains(&y));
        assert!(view.width < View::whole().width / 3.0);
        assert!(View::of(world().iter().find(|state| state.code == Some("SGP")).unwrap()).width >= 60.0);
    }

    #[test]
    fn shades_grow_with_the_number() {
        assert_eq!(
            [step(1, 1_000), step(20, 1_000), step(100, 1_000), step(300, 1_000), step(1_000, 1_000)],
            [1, 2, 3, 4, 5]
        );
    }
}
