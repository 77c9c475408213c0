//! Names that are near to one that does not exist.

/// The name nearest to `wanted`, where one is near enough to have been meant.
pub(crate) fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = wanted.to_lowercase();
    let allowed = (wanted.chars().count() / 3).clamp(1, 4);
    names
        .into_iter()
        .map(|name| (distance(&wanted, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= allowed || (wanted.len() > 3 && name.to_lowercase().contains(&wanted)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Letters to put in, take out or change, between two words (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_near_and_other_words_are_not() {
        let tables = ["documents", "events", "events_daily", "statements"];
        assert_eq!(nearest("event", tables), Some("events"));
        assert_eq!(nearest("Statments", tables), Some("statements"));
        assert_eq!(nearest("daily", tables), Some("events_daily"));
        assert_eq!(nearest("pictures", tables), None);
        assert_eq!(nearest("x", tables), None);
    }
}
