//! Licence expressions: whether `(MIT OR Apache-2.0) AND Unicode-3.0` can be satisfied from a list.
//!
//! The grammar is SPDX's (<https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/>): `OR` binds weaker than
//! `AND`, a licence may carry an exception after `WITH`. The `/` of old manifests means `OR`. A licence with its
//! exception is one entry of the list; the licence without it is another.

/// Whether the expression can be satisfied by licences from `allowed`.
///
/// # Errors
/// Where the expression is none: the words at which it breaks.
pub fn satisfied(expression: &str, allowed: &[String]) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { rest: spaced.split_whitespace().collect(), at: 0, allowed };
    let result = words.either()?;
    match words.peek() {
        None => Ok(result),
        Some(word) => Err(format!("`{word}` is out of place")),
    }
}

struct Words<'a> {
    rest: Vec<&'a str>,
    at: usize,
    allowed: &'a [String],
}

impl<'a> Words<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.rest.get(self.at).copied()
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Result<bool, String> {
        let mut result = self.both()?;
        while self.take("OR") {
            result |= self.both()?;
        }
        Ok(result)
    }

    fn both(&mut self) -> Result<bool, String> {
        let mut result = self.licence()?;
        while self.take("AND") {
            result &= self.licence()?;
        }
        Ok(result)
    }

    fn licence(&mut self) -> Result<bool, String> {
        if self.take("(") {
            let result = self.either()?;
            return if self.take(")") { Ok(result) } else { Err("a bracket is not closed".to_owned()) };
        }
        let name = self.name()?;
        let full = if self.take("WITH") { format!("{name} WITH {}", self.name()?) } else { name.to_owned() };
        Ok(self.allowed.contains(&full))
    }

    fn name(&mut self) -> Result<&'a str, String> {
        match self.peek() {
            Some(word) if !matches!(word, "AND" | "OR" | "WITH" | ")") => {
                self.at += 1;
                Ok(word)
            }
            Some(word) => Err(format!("`{word}` where a licence was expected")),
            None => Err("it ends where a licence was expected".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(expression: &str) -> bool {
        let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        satisfied(expression, &allowed).unwrap()
    }

    #[test]
    fn one_of_several_is_enough_and_all_of_several_are_needed() {
        assert!(ok("MIT") && ok("GPL-3.0-only OR MIT") && ok("Unlicense/MIT"));
        assert!(ok("(MIT OR GPL-3.0-only) AND Unicode-3.0"));
        assert!(!ok("GPL-3.0-only") && !ok("MIT AND GPL-3.0-only") && !ok("Apache-2.0 OR (MIT AND BSL-1.0)"));
    }

    #[test]
    fn or_binds_weaker_than_and() {
        assert!(ok("MIT OR Apache-2.0 AND GPL-3.0-only"), "MIT alone will do");
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        assert!(ok("Apache-2.0 WITH LLVM-exception"));
        assert!(!ok("Apache-2.0") && !ok("Apache-2.0 WITH GCC-exception-3.1"));
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for broken in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "AND MIT", "MIT WITH"] {
            assert!(satisfied(broken, &["MIT".to_owned()]).is_err(), "{broken:?}");
        }
    }
}
