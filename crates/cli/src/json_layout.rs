//! JSON for people: what fits on a line stands on one, so that a span is `[0, 7]` and not four lines.
//!
//! Works on JSON as serde writes it, without any blanks between tokens, and keeps the order of the fields.

/// Columns after which a value is spread over several lines.
const WIDTH: usize = 110;
/// Blanks for each level.
const STEP: usize = 2;

/// The same JSON, laid out.
pub fn laid_out(compact: &str) -> String {
    let mut layout = Layout { json: compact, ends: ends(compact), out: String::with_capacity(compact.len() * 5 / 4) };
    layout.value(0, 0, 0);
    layout.out.push('\n');
    layout.out
}

struct Layout<'j> {
    json: &'j str,
    /// For each opening bracket, by byte offset and in that order, the offset after its closing bracket.
    ends: Vec<(usize, usize)>,
    out: String,
}

impl Layout<'_> {
    /// Writes the value that begins at `at`, in front of which the line is `before` columns long; gives where it ends.
    fn value(&mut self, at: usize, depth: usize, before: usize) -> usize {
        let bytes = self.json.as_bytes();
        let Ok(found) = self.ends.binary_search_by_key(&at, |(open, _)| *open) else {
            let end = scalar_end(bytes, at);
            self.out.push_str(&self.json[at..end]);
            return end;
        };
        let end = self.ends[found].1;
        // Each comma and colon gets a blank on one line.
        let flat = &self.json[at..end];
        if before + flat.len() + flat.len() / 8 <= WIDTH {
            self.flat(flat);
            return end;
        }
        self.out.push(char::from(bytes[at]));
        if bytes[at + 1] == b'[' && !flat.contains(['"', '{']) {
            self.spans(at + 1, end, depth);
            return end;
        }
        let mut next = at + 1;
        while next + 1 < end {
            let indent = (depth + 1) * STEP;
            self.new_line(indent);
            let mut before = indent;
            if bytes[at] == b'{' {
                let key_end = string_end(bytes, next);
                self.out.push_str(&self.json[next..key_end]);
                self.out.push_str(": ");
                before += key_end - next + 2;
                next = key_end + 1;
            }
            next = self.value(next, depth + 1, before);
            if bytes.get(next) == Some(&b',') {
                self.out.push(',');
                next += 1;
            }
        }
        self.new_line(depth * STEP);
        self.out.push(char::from(bytes[end - 1]));
        end
    }

    /// Writes the spans from `at` to the bracket before `end`, as many on a line as fit.
    fn spans(&mut self, at: usize, end: usize, depth: usize) {
        let indent = (depth + 1) * STEP;
        let mut before = WIDTH;
        for span in self.json[at..end - 1].split_inclusive("],") {
            if before + 1 + span.len() + 1 > WIDTH {
                self.new_line(indent);
                before = indent;
            } else {
                self.out.push(' ');
                before += 1;
            }
            let start = self.out.len();
            self.flat(span);
            self.out.truncate(self.out.trim_end().len());
            before += self.out.len() - start;
        }
        self.new_line(depth * STEP);
        self.out.push(']');
    }

    /// Writes a value on one line, with a blank after each comma and colon.
    fn flat(&mut self, json: &str) {
        let bytes = json.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let end = if bytes[at] == b'"' { string_end(bytes, at) } else { at + 1 };
            self.out.push_str(&json[at..end]);
            if matches!(bytes[at], b',' | b':') {
                self.out.push(' ');
            }
            at = end;
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}

/// Where each bracket's value ends.
fn ends(json: &str) -> Vec<(usize, usize)> {
    let bytes = json.as_bytes();
    let (mut ends, mut open) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = string_end(bytes, at);
                continue;
            }
            b'{' | b'[' => {
                open.push(ends.len());
                ends.push((at, bytes.len()));
            }
            b'}' | b']' => {
                if let Some(opened) = open.pop() {
                    let (start, _) = ends[opened];
                    ends[opened] = (start, at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    ends
}

/// Where the string that begins at `at` ends, its quotation marks included.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'"' => return end + 1,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    bytes.len()
}

fn scalar_end(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) == Some(&b'"') {
        return string_end(bytes, at);
    }
    let length = bytes[at..].iter().take_while(|byte| !matches!(byte, b',' | b'}' | b']')).count();
    at + length
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn a_span_stands_on_one_line_and_a_long_object_on_several() {
        let text = "w".repeat(100);
        let compact = format!(r#"{{"text":"{text}","empty":[],"spans":[[0,7],[9,14]],"none":null}}"#);
        let wanted = format!(
            "{{\n  \"text\": \"{text}\",\n  \"empty\": [],\n  \"spans\": [[0, 7], [9, 14]],\n  \"none\": null\n}}\n"
        );
        assert_eq!(laid_out(&compact), wanted);
    }

    #[test]
    fn many_spans_fill_their_lines() {
        let spans: Vec<[u32; 2]> = (0..30).map(|n| [100 * n, 100 * n + 90]).collect();
        let laid_out = laid_out(&serde_json::to_string(&spans).unwrap());
        assert_eq!(laid_out.lines().count(), 6, "{laid_out}");
        assert!(laid_out.lines().all(|line| line.len() <= WIDTH), "{laid_out}");
        assert_eq!(serde_json::from_str::<Vec<[u32; 2]>>(&laid_out).unwrap(), spans);
    }

    fn json() -> impl Strategy<Value = Value> {
        let lists = prop::collection::vec(prop::collection::vec(any::<u32>(), 1..4), 0..30);
        let leaf = prop_oneof![
            lists.prop_map(Value::from),
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[ -~é€\n\"\\\\{}\\[\\],:]{0,60}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::btree_map("[a-z\",:{]{0,9}", inner, 0..8)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_layout_changes_no_value(value in json()) {
            let laid_out = laid_out(&value.to_string());
            prop_assert_eq!(serde_json::from_str::<Value>(&laid_out).unwrap(), value);
        }
    }
}
