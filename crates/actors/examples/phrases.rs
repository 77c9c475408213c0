//! Resolves actor phrases: one JSON object a line in, with `text` and, where known, `id`, `date`, `home`; one out.
//!
//! A line that is no JSON object is itself the phrase. Words are cut by our own rules and have no tags.

use std::io::{self, BufRead, BufWriter, Write};

use onrecord_actors::{Code, Context, Sector, Token, resolve};
use onrecord_text::Text;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let asked: Value =
            serde_json::from_str(&line).ok().filter(Value::is_object).unwrap_or_else(|| json!({"text": line}));
        let text = Text::new(asked["text"].as_str().unwrap_or_default());
        let tokens: Vec<Token<'_>> = (0..text.words.len()).map(|word| Token::bare(text.form(word))).collect();
        let context = Context {
            date: asked["date"].as_str().and_then(|date| date.parse().ok()),
            home: asked["home"].as_str().and_then(Code::parse),
            ..Context::default()
        };
        let actor = resolve(&tokens, &context);
        let sectors: Vec<&str> = actor.sectors.iter().copied().map(Sector::as_str).collect();
        let reasons: Vec<Value> = actor
            .reasons
            .iter()
            .map(|reason| json!({"table": reason.table, "entry": reason.entry, "words": [reason.words.start, reason.words.end], "gave": reason.gave}))
            .collect();
        let answer = json!({
            "id": asked["id"], "text": asked["text"], "country": actor.country.map(|country| country.to_string()),
            "sectors": sectors, "name": actor.name, "role": actor.role, "reasons": reasons,
        });
        writeln!(out, "{answer}")?;
    }
    out.flush()
}
