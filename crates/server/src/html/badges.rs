//! Badges: what sort of thing it is, as a word with a shape of its own, so that colour is never needed to tell.

use maud::{Markup, html};

use super::words;

/// Whether an act happened.
pub(crate) fn status(status: &str) -> Markup {
    let (sign, class) = match status {
        "actual" => ("●", "actual"),
        "historical" => ("◷", "historical"),
        "future" => ("▷", "future"),
        "hypothetical" => ("◌", "hypothetical"),
        "negated" => ("⊘", "negated"),
        _ => ("", "other"),
    };
    html! { span class={ "badge status-" (class) } { span aria-hidden="true" { (sign) } " " (status) } }
}

/// What sort of source it is.
pub(crate) fn voice(kind: &str) -> Markup {
    let sign = match kind {
        "named" => "◆",
        "anonymous" => "◇",
        "collective" => "❖",
        "document" => "▤",
        _ => "—",
    };
    let said = if kind == "none" { "nobody named" } else { kind };
    html! { span class="badge voice" { span aria-hidden="true" { (sign) } " " (said) } }
}

/// How much of the content is in quotation marks.
pub(crate) fn statement_kind(kind: &str) -> Markup {
    let sign = match kind {
        "direct" => "“ ”",
        "mixed" => "“ …",
        _ => "…",
    };
    html! { span class="badge kind" { span aria-hidden="true" { (sign) } " " (kind) } }
}

/// The type of an act, with its mode.
pub(crate) fn event_kind(kind: &str, mode: Option<&str>, quad: &str) -> Markup {
    let (sign, class) = match quad {
        "verbal_cooperation" => ("△", "vcoop"),
        "material_cooperation" => ("▲", "mcoop"),
        "verbal_conflict" => ("▽", "vconf"),
        "material_conflict" => ("▼", "mconf"),
        _ => ("□", "other"),
    };
    // A codebook of one's own may have others, of any letters.
    let title = (class != "other").then(|| quad.replace('_', " "));
    html! { span class={ "badge type quad-" (class) } title=[title] {
        span aria-hidden="true" { (sign) } " " (words(kind)) @if let Some(mode) = mode { "/" (words(mode)) }
    } }
}

/// How sure it is.
pub(crate) fn confidence(probability: f64) -> Markup {
    html! { span class="confidence" title="probability that this is right" { (format!("{:.0} %", probability * 100.0)) } }
}
