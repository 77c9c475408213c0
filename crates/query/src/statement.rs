//! From the words of a query to one statement that only reads, with every table it names known.

use std::ops::ControlFlow;

use datafusion::common::TableReference;
use datafusion::execution::SessionState;
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast::{ObjectName, Spanned, Statement as Sql, visit_relations};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::ParserError;

use crate::error::{Place, QueryError};
use crate::nearest::nearest;
use crate::nesting;

/// What `SHOW TABLES` asks: names and kinds, without the engine's own.
const SHOW_TABLES: &str =
    "SELECT table_name AS \"table\", CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS kind
FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name";

/// Reads a query. `tables` are the names that there are.
pub(crate) fn read(state: &SessionState, sql: &str, tables: &[String]) -> Result<Statement, QueryError> {
    nesting::check(sql)?;
    let dialect = PostgreSqlDialect {};
    let mut statements = DFParserBuilder::new(sql)
        .with_dialect(&dialect)
        .with_recursion_limit(500)
        .build()
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| grammar(sql, &error))?;
    let count = statements.len();
    let Some(statement) = statements.pop_front() else { return Err(QueryError::Empty) };
    if count > 1 {
        return Err(QueryError::Several { count });
    }
    if matches!(&statement, Statement::Statement(statement) if matches!(**statement, Sql::ShowTables { .. })) {
        return read(state, SHOW_TABLES, tables);
    }
    if !only_reads(&statement) {
        let words: Vec<_> = sql.split_whitespace().take(2).collect();
        return Err(QueryError::Refused { what: words.join(" ").to_uppercase() });
    }
    known_tables(state, sql, &statement, tables)?;
    Ok(statement)
}

fn only_reads(statement: &Statement) -> bool {
    match statement {
        Statement::Statement(statement) => matches!(
            **statement,
            Sql::Query(_)
                | Sql::ExplainTable { .. }
                | Sql::ShowTables { .. }
                | Sql::ShowColumns { .. }
                | Sql::ShowFunctions { .. }
                | Sql::ShowVariable { .. }
        ),
        Statement::Explain(explain) => only_reads(&explain.statement),
        Statement::CreateExternalTable(_) | Statement::CopyTo(_) | Statement::Reset(_) => false,
    }
}

/// Refuses a table that there is not, with its place and the name that may have been meant. Names of `WITH` are no tables.
fn known_tables(state: &SessionState, sql: &str, statement: &Statement, tables: &[String]) -> Result<(), QueryError> {
    let references = state.resolve_table_references(statement).map_err(|error| crate::failed(sql, error))?;
    let Some(unknown) = references.iter().find(|reference| is_unknown(reference, tables)) else { return Ok(()) };
    let name = unknown.table();
    let mut message = format!("no table `{name}`");
    match nearest(name, tables.iter().map(String::as_str)) {
        Some(near) => message += &format!("; did you mean `{near}`?"),
        None => message += &format!("; there are: {}", tables.join(", ")),
    }
    let place = place_of(statement, name).and_then(|(line, column)| Place::new(sql, line, column));
    Err(QueryError::Query { message, place })
}

fn is_unknown(reference: &TableReference, tables: &[String]) -> bool {
    // Tables of `information_schema` are the engine's own.
    reference.schema().is_none() && !tables.iter().any(|table| table == reference.table())
}

/// Line and column of a table's name.
fn place_of(statement: &Statement, name: &str) -> Option<(u64, u64)> {
    let sql = match statement {
        Statement::Statement(sql) => sql,
        Statement::Explain(explain) => return place_of(&explain.statement, name),
        _ => return None,
    };
    let mut place = None;
    let _ = visit_relations(&**sql, |relation: &ObjectName| {
        let last = relation.0.last().and_then(|part| part.as_ident());
        if last.is_some_and(|ident| ident.value.eq_ignore_ascii_case(name)) {
            let start = relation.span().start;
            place = Some((start.line, start.column));
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    place
}

/// What the parser says, with the place taken out of its words.
fn grammar(sql: &str, error: &datafusion::error::DataFusionError) -> QueryError {
    use datafusion::error::DataFusionError as Error;
    let message = match error.find_root() {
        Error::SQL(parser, _) => match &**parser {
            ParserError::TokenizerError(message) | ParserError::ParserError(message) => message.clone(),
            ParserError::RecursionLimitExceeded => {
                let what = "is nested too deeply".to_owned();
                return QueryError::TooMuch { what, remedy: "take it apart with WITH name AS (…)" };
            }
        },
        other => other.to_string(),
    };
    let (message, at) = match message.split_once(" at Line: ") {
        Some((message, rest)) => (message.to_owned(), place_in_words(rest)),
        None => (message, None),
    };
    let place = match at {
        Some((line, column)) => Place::new(sql, line, column),
        None => Place::new(sql, sql.lines().count() as u64, u64::MAX),
    };
    QueryError::Query { message: format!("this is no SQL: {}", lowered(&message)), place }
}

/// `3, Column: 7`
fn place_in_words(words: &str) -> Option<(u64, u64)> {
    let (line, rest) = words.split_once(", Column: ")?;
    let column: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((line.trim().parse().ok()?, column.parse().ok()?))
}

/// A message within a sentence begins small, an all-capital word excepted.
pub(crate) fn lowered(message: &str) -> String {
    let mut chars = message.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => message.to_owned(),
    }
}
