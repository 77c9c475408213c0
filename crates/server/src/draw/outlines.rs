//! The outlines of states, from `assets/world.tsv`; how that was made is said there.

use std::sync::LazyLock;

/// A state: or a land without a code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// ISO 3166-1 alpha-3 code.
    pub(crate) code: Option<&'static str>,
    /// English name.
    pub(crate) name: &'static str,
    /// Middle of its largest part, degrees east and north.
    pub(crate) middle: (f64, f64),
    /// Rings, degrees east and north.
    pub(crate) rings: Vec<Vec<(f64, f64)>>,
}

static WORLD: LazyLock<Vec<State>> = LazyLock::new(|| read(include_str!("../../assets/world.tsv")).unwrap_or_default());

/// All states with an outline, by code.
pub(crate) fn world() -> &'static [State] {
    &WORLD
}

/// Reads the table; the error names the line.
fn read(table: &'static str) -> Result<Vec<State>, String> {
    let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    lines.map(|(index, line)| state(line).ok_or_else(|| format!("line {}: no outline", index + 1))).collect()
}

fn state(line: &'static str) -> Option<State> {
    let mut columns = line.split('\t');
    let code = columns.next().filter(|code| !code.is_empty())?;
    let name = columns.next()?;
    let (east, north) = columns.next()?.split_once(' ')?;
    let middle = (east.parse().ok()?, north.parse().ok()?);
    let rings = columns.next()?.split(';').filter(|ring| !ring.is_empty()).map(ring).collect::<Option<_>>()?;
    Some(State { code: (code != "-").then_some(code), name, middle, rings })
}

/// Tenths of a degree: the first point, then steps.
fn ring(text: &str) -> Option<Vec<(f64, f64)>> {
    let mut numbers = text.split(' ').map(str::parse::<i32>);
    let (mut x, mut y) = (0, 0);
    let mut points = Vec::new();
    while let Some(east) = numbers.next() {
        x += east.ok()?;
        y += numbers.next()?.ok()?;
        points.push((f64::from(x) / 10.0, f64::from(y) / 10.0));
    }
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let world = read(include_str!("../../assets/world.tsv")).unwrap();
        assert!(world.len() > 230);
        for state in &world {
            let inside = |(east, north): &(f64, f64)| (-180.0..=180.0).contains(east) && (-90.0..=90.0).contains(north);
            assert!(inside(&state.middle) && state.rings.iter().flatten().all(inside), "{}", state.name);
        }
    }

    #[test]
    fn states_lie_where_they_should() {
        let middle = |code: &str| world().iter().find(|state| state.code == Some(code)).unwrap().middle;
        let (east, north) = middle("AUS");
        assert!((130.0..140.0).contains(&east) && (-30.0..-20.0).contains(&north));
        let (east, north) = middle("XKX");
        assert!((20.0..22.0).contains(&east) && (42.0..43.5).contains(&north));
        assert!(middle("SGP").0 > 103.0);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(read("# head\nSWE\tSweden\t15 x\t1 2 3 4"), Err("line 2: no outline".to_owned()));
        assert_eq!(read("SWE\tSweden\t15 62\t1 2 3"), Err("line 1: no outline".to_owned()));
    }
}
