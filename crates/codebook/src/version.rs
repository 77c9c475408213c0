//! The version of a codebook: its name and a hash of what it says, whatever its comments and layout.

use toml::Value;

use crate::files::Files;

/// `name@` and twelve hexadecimal digits.
pub(crate) fn of(name: &str, files: &Files) -> String {
    let mut hasher = blake3::Hasher::new();
    for (file, text) in files.iter() {
        put(&mut hasher, 'f', file);
        match toml::from_str::<toml::Table>(text) {
            Ok(table) if file.ends_with(".toml") => value(&mut hasher, &Value::Table(table)),
            // A table of tabs: its rows without comments.
            _ => text
                .lines()
                .filter(|line| !line.starts_with('#'))
                .for_each(|line| put(&mut hasher, 'l', line.trim_end())),
        }
    }
    format!("{name}@{}", hasher.finalize().to_hex().get(..12).unwrap_or_default())
}

/// Lengths go before contents, so that no two codebooks give the same bytes.
fn put(hasher: &mut blake3::Hasher, kind: char, text: &str) {
    hasher.update(format!("{kind}{}:", text.len()).as_bytes());
    hasher.update(text.as_bytes());
}

fn value(hasher: &mut blake3::Hasher, it: &Value) {
    match it {
        Value::Table(table) => {
            put(hasher, 't', &table.len().to_string());
            let mut keys: Vec<&String> = table.keys().collect();
            keys.sort();
            for key in keys {
                put(hasher, 'k', key);
                if let Some(inner) = table.get(key) {
                    value(hasher, inner);
                }
            }
        }
        Value::Array(items) => {
            put(hasher, 'a', &items.len().to_string());
            items.iter().for_each(|item| value(hasher, item));
        }
        Value::String(text) => put(hasher, 's', text),
        Value::Integer(number) => put(hasher, 'n', &(*number as f64).to_string()),
        Value::Float(number) => put(hasher, 'n', &number.to_string()),
        Value::Boolean(truth) => put(hasher, 'b', &truth.to_string()),
        Value::Datetime(time) => put(hasher, 'd', &time.to_string()),
    }
}
