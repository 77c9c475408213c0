//! How long and how deeply nested a query may be.
//!
//! Parser, planner and optimiser go down into a query by calling themselves. They run on a thread with a large stack, and
//! what would not fit even there is refused before anybody goes down: it is counted over the words of the query, without
//! any tree. Long lists (`IN (…)`) are wide and not deep, and pass.

use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};

use crate::error::{Place, QueryError};

/// Bytes of a query.
const LONGEST: usize = 1 << 20;
/// Brackets, `CASE` and `NOT` that are open at one place.
const DEEPEST: usize = 64;
/// Operators in a row make a tree that leans to one side, as deep as they are many.
const MOST_OPERATORS: usize = 2_000;

/// The stack on which a query within these bounds is safe, in bytes. Only what is used of it costs memory.
pub(crate) const STACK: usize = 512 << 20;

/// Refuses a query that is too long or too deep.
pub(crate) fn check(sql: &str) -> Result<(), QueryError> {
    if sql.len() > LONGEST {
        let what = format!("is {} bytes long, and {LONGEST} are allowed", sql.len());
        return Err(QueryError::TooMuch { what, remedy: "put long lists of values in a file of your own and join" });
    }
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, sql).tokenize().map_err(|error| QueryError::Query {
        message: error.message,
        place: Place::new(sql, error.location.line, error.location.column),
    })?;
    let (mut open, mut prefixes, mut operators) = (0_usize, 0_usize, 0_usize);
    for token in &tokens {
        match token {
            Token::Whitespace(_) => continue,
            Token::LParen | Token::LBracket | Token::LBrace => open += 1,
            Token::RParen | Token::RBracket | Token::RBrace => open = open.saturating_sub(1),
            Token::Word(word) if word.keyword == Keyword::CASE => open += 1,
            Token::Word(word) if word.keyword == Keyword::END => open = open.saturating_sub(1),
            _ => {}
        }
        // NOT NOT … and - - … nest without brackets.
        let prefix = match token {
            Token::Plus | Token::Minus | Token::Tilde | Token::ExclamationMark => true,
            Token::Word(word) => word.keyword == Keyword::NOT,
            _ => false,
        };
        prefixes = if prefix { prefixes + 1 } else { 0 };
        if open + prefixes > DEEPEST {
            let what = format!("is nested more than {DEEPEST} deep");
            return Err(QueryError::TooMuch { what, remedy: "take it apart with WITH name AS (…)" });
        }
        operators += usize::from(is_operator(token));
        if operators > MOST_OPERATORS {
            let what = format!("has more than {MOST_OPERATORS} operators");
            return Err(QueryError::TooMuch { what, remedy: "write chains of OR as column IN (…)" });
        }
    }
    Ok(())
}

/// Whether it joins what stands before it with what stands behind.
fn is_operator(token: &Token) -> bool {
    const JOINING: [Keyword; 10] = [
        Keyword::AND,
        Keyword::OR,
        Keyword::IS,
        Keyword::LIKE,
        Keyword::ILIKE,
        Keyword::BETWEEN,
        Keyword::UNION,
        Keyword::EXCEPT,
        Keyword::INTERSECT,
        Keyword::JOIN,
    ];
    match token {
        Token::Word(word) => JOINING.contains(&word.keyword),
        Token::Number(..)
        | Token::Char(_)
        | Token::SingleQuotedString(_)
        | Token::Whitespace(_)
        | Token::Comma
        | Token::Period
        | Token::LParen
        | Token::RParen
        | Token::LBrace
        | Token::RBrace
        | Token::RBracket
        | Token::SemiColon
        | Token::EOF => false,
        // Every sign: +, ||, ::, =, [ and those that only other dialects know.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_is_no_matter_and_deep_is() {
        let list = (0..50_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
        assert!(check(&format!("SELECT * FROM events WHERE intensity IN ({list})")).is_ok());
        assert!(check(&format!("SELECT {}1{}", "(".repeat(60), ")".repeat(60))).is_ok());
        for deep in [
            format!("SELECT {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
            format!("SELECT {}1", "- ".repeat(100_000)),
            format!("SELECT {} true", "NOT ".repeat(100_000)),
            format!("SELECT 1 {}", "+ 1".repeat(100_000)),
            format!("SELECT a{}", "[1]".repeat(100_000)),
            format!("SELECT a{}", "::int".repeat(100_000)),
            format!("SELECT 1 {}", "UNION SELECT 1 ".repeat(60_000)),
            format!("SELECT {}", "CASE WHEN true THEN ".repeat(50_000)),
            "x".repeat(LONGEST + 1),
        ] {
            assert!(matches!(check(&deep), Err(QueryError::TooMuch { .. })), "{}", &deep[..40]);
        }
    }
}
