//! From values to places: linear scales, round marks on axes, numbers in few characters.

/// Maps a stretch of values on a stretch of places, linearly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Linear {
    values: (f64, f64),
    places: (f64, f64),
}

impl Linear {
    /// A scale; where all values are one, everything lies at the beginning.
    pub(crate) fn new(values: (f64, f64), places: (f64, f64)) -> Self {
        Self { values, places }
    }

    /// Where a value lies.
    pub(crate) fn at(self, value: f64) -> f64 {
        let length = self.values.1 - self.values.0;
        if length == 0.0 {
            return self.places.0;
        }
        self.places.0 + (value - self.values.0) / length * (self.places.1 - self.places.0)
    }
}

/// Round values from `low` to `high`, about as many as wanted: steps of 1, 2 or 5 times a power of ten.
pub(crate) fn marks(low: f64, high: f64, wanted: u32) -> Vec<f64> {
    let length = high - low;
    if !length.is_finite() || length <= 0.0 || wanted == 0 {
        return vec![low];
    }
    let rough = length / f64::from(wanted);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(rough);
    let first = (low / step).ceil();
    let steps = ((high - first * step) / step + 1e-9).floor().max(0.0);
    let mut marks = Vec::new();
    let mut number = 0.0;
    while number <= steps {
        marks.push((first + number) * step);
        number += 1.0;
    }
    marks
}

/// Marks for counts from nought: whole numbers only, the last at or above the highest.
pub(crate) fn count_marks(highest: u64) -> Vec<u64> {
    let highest = highest.max(1);
    let step = count_step(highest);
    (0..=highest.div_ceil(step)).map(|number| number * step).collect()
}

fn count_step(highest: u64) -> u64 {
    let mut power = 1;
    loop {
        for times in [1, 2, 5] {
            let step = power * times;
            if highest.div_ceil(step) <= 5 {
                return step;
            }
        }
        power *= 10;
    }
}

/// A count in full, with narrow blanks between thousands.
pub(crate) fn full(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A count in at most five characters: 950, 1.2k, 35k, 4.1M.
pub(crate) fn short(count: u64) -> String {
    let (unit, name) = match count {
        0..1_000 => return count.to_string(),
        1_000..999_500 => (1_000.0, 'k'),
        999_500..999_500_000 => (1_000_000.0, 'M'),
        _ => (1_000_000_000.0, 'G'),
    };
    let value = as_f64(count) / unit;
    if value < 9.95 {
        let text = format!("{value:.1}");
        format!("{}{name}", text.strip_suffix(".0").unwrap_or(&text))
    } else {
        format!("{value:.0}{name}")
    }
}

/// A count as a number to draw with; beyond 2^53 the last digits do not matter.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn as_f64(count: u64) -> f64 {
    count as f64
}

/// A place in a drawing, with one digit after the point.
pub(crate) fn place(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_where_they_should() {
        let scale = Linear::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!((scale.at(0.0), scale.at(2.5), scale.at(10.0)), (100.0, 75.0, 0.0));
        assert_eq!(Linear::new((3.0, 3.0), (5.0, 9.0)).at(3.0), 5.0);
    }

    #[test]
    fn marks_are_round() {
        assert_eq!(marks(-7.0, 9.0, 4), [-5.0, 0.0, 5.0]);
        assert_eq!(marks(0.0, 0.9, 4), [0.0, 0.5]);
        assert_eq!(marks(2.0, 2.0, 4), [2.0]);
        assert_eq!(count_marks(0), [0, 1]);
        assert_eq!(count_marks(3), [0, 1, 2, 3]);
        assert_eq!(count_marks(47), [0, 10, 20, 30, 40, 50]);
        assert_eq!(count_marks(1_001), [0, 500, 1_000, 1_500]);
    }

    #[test]
    fn numbers_in_few_characters() {
        let shown = [7, 999, 1_000, 1_250, 35_400, 999_499, 999_600, 4_100_000].map(short);
        assert_eq!(shown, ["7", "999", "1k", "1.2k", "35k", "999k", "1M", "4.1M"]);
        assert_eq!(full(1_234_567).replace('\u{202f}', " "), "1 234 567");
        assert_eq!(full(12), "12");
        assert_eq!((place(-0.04), place(3.0), place(2.25)), ("0".into(), "3".into(), "2.2".into()));
    }
}
