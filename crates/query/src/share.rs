//! How many rows of a table fit a condition, guessed without a look: enough for a join to hold the smaller of two tables.

use datafusion::logical_expr::{BinaryExpr, Expr, Operator};

/// One value of a column's.
const ONE: f64 = 0.05;
/// A stretch of values.
const RANGE: f64 = 0.3;
/// A list of values, however long.
const LIST: f64 = 0.5;

/// Which share of all rows fits all these conditions.
pub(crate) fn of_all(filters: &[Expr]) -> f64 {
    filters.iter().map(of).product()
}

fn of(filter: &Expr) -> f64 {
    match filter {
        Expr::BinaryExpr(BinaryExpr { left, op, right }) => match op {
            Operator::And => of(left) * of(right),
            Operator::Or => (of(left) + of(right)).min(1.0),
            Operator::Eq => ONE,
            // Words that hold others.
            Operator::Gt | Operator::GtEq if matches!(left.as_ref(), Expr::ScalarFunction(_)) => ONE,
            Operator::Lt | Operator::LtEq | Operator::Gt | Operator::GtEq => RANGE,
            _ => 1.0,
        },
        Expr::Between(between) if !between.negated => RANGE,
        Expr::Like(like) if !like.negated => ONE,
        #[allow(clippy::cast_precision_loss, reason = "a guess")]
        Expr::InList(list) if !list.negated => (list.list.len() as f64 * ONE).min(LIST),
        Expr::IsNull(_) => ONE,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use datafusion::logical_expr::{col, lit};

    use super::*;

    #[test]
    fn the_more_is_asked_the_less_fits() {
        let one = col("part").eq(lit("actor"));
        let both = one.clone().and(col("name").eq(lit("Norway")));
        let any = one.clone().or(col("part").eq(lit("recipient")));
        let [one, both, any] = [one, both, any].map(|filter| of_all(&[filter]));
        assert!(both < one && one < any && any < 1.0, "{both} {one} {any}");
        let docs = |many: u32| of_all(&[col("doc").in_list((0..many).map(lit).collect(), false)]);
        assert!(docs(2) < docs(5) && docs(2_000) < 1.0);
        assert!((of_all(&[col("day").is_not_null()]) - 1.0).abs() < f64::EPSILON);
        assert!((of_all(&[]) - 1.0).abs() < f64::EPSILON);
    }
}
