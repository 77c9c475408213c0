//! Who with whom as a graph: circles for parties, as large as what they do and have done to them, arcs for what passes
//! between two. The places are found by rule from the numbers alone, so the same numbers give the same picture.

use maud::{Markup, html};

use super::WIDTH;
use super::matrix::Cell;
use super::scale::{as_f64, full, place};

const HEIGHT: f64 = 560.0;
const ROUNDS: u32 = 300;

/// A party.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Its name.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) link: String,
    /// Acts it takes part in.
    pub(crate) total: u64,
}

/// What passes between two parties, named by their numbers: from the first to the second.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    /// Who does it.
    pub(crate) from: usize,
    /// To whom.
    pub(crate) to: usize,
    /// How many.
    pub(crate) cell: Cell,
    /// Where it leads.
    pub(crate) link: String,
}

/// The picture. Conflict is dashed, cooperation is not.
pub(crate) fn graph(what: &str, nodes: &[Node], edges: &[Edge]) -> Markup {
    let places = places(nodes.len(), edges);
    let most = edges.iter().map(|edge| edge.cell.all).max().unwrap_or(1);
    let largest = nodes.iter().map(|node| node.total).max().unwrap_or(1);
    let radius = |node: &Node| 5.0 + 17.0 * (as_f64(node.total) / as_f64(largest.max(1))).sqrt();
    html! {
        div .picture {
            svg .chart .graph viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label=(what) {
                defs {
                    marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto" {
                        path .arrow d="M0 0L8 4L0 8z" {}
                    }
                }
                @for edge in edges {
                    @if let (Some(from), Some(to)) = (nodes.get(edge.from), nodes.get(edge.to)) {
                        @let width = 0.8 + 5.0 * (as_f64(edge.cell.all) / as_f64(most)).sqrt();
                        @let words = format!("{} to {}: {}, of these {} conflict", from.name, to.name, full(edge.cell.all), full(edge.cell.conflict));
                        a href=(edge.link) aria-label=(words) {
                            path class=(if edge.cell.balance() < 0 { "edge conflict" } else if edge.cell.balance() > 0 { "edge cooperation" } else { "edge" })
                                d=(arc(places[edge.from], places[edge.to], radius(to))) stroke-width=(place(width)) marker-end="url(#arrow)" {
                                title { (words) }
                            }
                        }
                    }
                }
                @for (node, (x, y)) in nodes.iter().zip(&places) {
                    @let words = format!("{}: {} acts", node.name, full(node.total));
                    a href=(node.link) aria-label=(words) {
                        circle .node cx=(place(*x)) cy=(place(*y)) r=(place(radius(node))) { title { (words) } }
                        text .name x=(place(*x)) y=(place(y - radius(node) - 4.0)) text-anchor="middle" { (node.name) }
                    }
                }
            }
        }
        p .legend { "An arc goes from who acts to whom, as wide as acts are many. Full: mostly cooperation. Dashed: mostly conflict. Dotted: both." }
    }
}

/// A bent line from one place to the rim of a circle around another, so that both directions show.
fn arc((ax, ay): (f64, f64), (bx, by): (f64, f64), rim: f64) -> String {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx.hypot(dy).max(1.0);
    let (mx, my) = ((ax + bx) / 2.0 - dy * 0.12, (ay + by) / 2.0 + dx * 0.12);
    let (ex, ey) = (bx - mx, by - my);
    let end = ex.hypot(ey).max(1.0);
    let back = (rim + 2.0).min(length / 2.0);
    let (bx, by) = (bx - ex / end * back, by - ey / end * back);
    format!("M{} {}Q{} {} {} {}", place(ax), place(ay), place(mx), place(my), place(bx), place(by))
}

/// Springs between those who have to do with each other, all others push apart (Fruchterman and Reingold, 1991).
fn places(count: usize, edges: &[Edge]) -> Vec<(f64, f64)> {
    let centre = (WIDTH / 2.0, HEIGHT / 2.0);
    let turn = std::f64::consts::TAU / as_f64(count.max(1) as u64);
    let mut places: Vec<(f64, f64)> = (0..count)
        .map(|number| {
            let angle = turn * as_f64(number as u64);
            (centre.0 + angle.cos() * WIDTH * 0.38, centre.1 + angle.sin() * HEIGHT * 0.38)
        })
        .collect();
    let ideal = (WIDTH * HEIGHT / as_f64(count.max(1) as u64)).sqrt() * 0.8;
    let most = edges.iter().map(|edge| as_f64(edge.cell.all)).fold(1.0, f64::max);
    for round in 0..ROUNDS {
        let mut moves = vec![(0.0, 0.0); count];
        let mut push = |one: usize, (x, y): (f64, f64), force: f64| {
            moves[one].0 += x * force;
            moves[one].1 += y * force;
        };
        for one in 0..count {
            for other in 0..count {
                let (way, distance) = between(places[one], places[other]);
                if one != other {
                    push(one, way, -ideal * ideal / distance);
                }
            }
            let (way, distance) = between(places[one], centre);
            push(one, way, distance * distance / ideal * 0.15);
        }
        for edge in edges.iter().filter(|edge| edge.from != edge.to && edge.from < count && edge.to < count) {
            let (way, distance) = between(places[edge.from], places[edge.to]);
            let force = distance * distance / ideal * (0.2 + 0.8 * (as_f64(edge.cell.all) / most).sqrt()) * 0.5;
            push(edge.from, way, force);
            push(edge.to, (-way.0, -way.1), force);
        }
        let warmth = WIDTH * 0.1 * (1.0 - f64::from(round) / f64::from(ROUNDS));
        for (at, (x, y)) in places.iter_mut().zip(&moves) {
            let length = x.hypot(*y).max(1e-9);
            let step = length.min(warmth);
            at.0 = (at.0 + x / length * step).clamp(60.0, WIDTH - 60.0);
            at.1 = (at.1 + y / length * step).clamp(44.0, HEIGHT - 30.0);
        }
    }
    places
}

/// Direction of length one, and distance, from one place to another.
fn between((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> ((f64, f64), f64) {
    let (dx, dy) = (bx - ax, by - ay);
    let distance = dx.hypot(dy).max(1.0);
    ((dx / distance, dy / distance), distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: usize, to: usize, conflict: u64) -> Edge {
        Edge {
            from,
            to,
            cell: Cell { all: 10, cooperation: 10 - conflict, conflict },
            link: format!("/ledger?{from}-{to}"),
        }
    }

    #[test]
    fn parties_do_not_lie_on_each_other() {
        let edges: Vec<Edge> = (1..12).map(|other| edge(0, other, 0)).collect();
        let places = places(12, &edges);
        for one in 0..12 {
            for other in 0..one {
                assert!(between(places[one], places[other]).1 > 40.0, "{one} and {other}: {places:?}");
            }
        }
    }

    #[test]
    fn friends_lie_closer_than_strangers() {
        let places = places(4, &[edge(0, 2, 0), edge(2, 0, 0), edge(1, 3, 0), edge(3, 1, 0)]);
        let distance = |one: usize, other: usize| between(places[one], places[other]).1;
        assert!(distance(0, 2) < distance(0, 1) && distance(1, 3) < distance(2, 3), "{places:?}");
    }

    #[test]
    fn conflict_is_told_by_more_than_colour() {
        let node = |name: &str| Node { name: name.into(), link: "#".into(), total: 10 };
        let svg = graph("Acts", &[node("Sweden"), node("Norway")], &[edge(0, 1, 9), edge(1, 0, 1)]).into_string();
        assert!(svg.contains("edge conflict") && svg.contains("edge cooperation"));
        assert!(svg.contains("Sweden to Norway: 10, of these 9 conflict"), "{svg}");
    }
}
