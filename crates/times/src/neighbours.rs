//! Names that hold a word of the calendar: the Sunday Times, Sheffield Wednesday, Easter Island.

use crate::tables::{TableError, rows};

/// On which side of the word the neighbour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

/// The kinds of words that names hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    Weekday,
    Month,
    Today,
    Season,
    Feast,
}

/// The table, row by row; it is short and asked only beside a word of the calendar.
#[derive(Default)]
pub(crate) struct Neighbours(Vec<(Held, Side, Vec<&'static str>)>);

impl Neighbours {
    /// Whether `neighbour`, as it is written, makes a name of the word beside it.
    pub fn make_name(&self, held: Held, side: Side, neighbour: &str) -> bool {
        self.0.iter().any(|(kind, on, forms)| *kind == held && *on == side && forms.contains(&neighbour))
    }
}

/// Reads the table.
pub(crate) fn read(table: &'static str) -> Result<Neighbours, TableError> {
    let mut neighbours = Neighbours::default();
    for row in rows(table) {
        let (line, [kind, side, forms]) = row?;
        let unknown = || TableError::Value { line, value: format!("{kind} {side}") };
        let held = match kind {
            "weekday" => Held::Weekday,
            "month" => Held::Month,
            "today" => Held::Today,
            "season" => Held::Season,
            "feast" => Held::Feast,
            _ => return Err(unknown()),
        };
        let side = match side {
            "before" => Side::Before,
            "after" => Side::After,
            _ => return Err(unknown()),
        };
        neighbours.0.push((held, side, forms.split_whitespace().collect()));
    }
    Ok(neighbours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_named_by_its_line() {
        assert!(read("weekday\tafter\tTimes").unwrap().make_name(Held::Weekday, Side::After, "Times"));
        let error = |table| read(table).err();
        assert_eq!(error("weekday\tunder\tTimes"), Some(TableError::Value { line: 1, value: "weekday under".into() }));
        assert_eq!(error("# none\nweekday\tafter"), Some(TableError::Shape(2)));
    }
}
