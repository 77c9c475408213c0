//! How a series looks: a tone and a texture. Neighbours differ in texture even where their tones look alike.

use maud::{Markup, html};

/// A tone (a class that the style sheet colours, light and dark) and a texture drawn over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    tone: usize,
    texture: usize,
}

/// Tones that the style sheet has.
const TONES: usize = 8;
/// Textures.
const TEXTURES: usize = 6;

impl Look {
    /// Tone and texture; numbers beyond those there are begin anew.
    pub(crate) fn new(tone: usize, texture: usize) -> Self {
        Self { tone: tone % TONES, texture: texture % TEXTURES }
    }

    /// The look of the series of that number, where nothing else speaks for one.
    pub(crate) fn numbered(number: usize) -> Self {
        Self::new(number, number)
    }

    fn id(self) -> String {
        format!("look-{}-{}", self.tone, self.texture)
    }

    /// What an attribute `fill` says.
    pub(crate) fn fill(self) -> String {
        format!("url(#{})", self.id())
    }

    fn pattern(self) -> Markup {
        let lines = match self.texture {
            0 => "",
            1 => "M-2 2L2 -2M0 8L8 0M6 10L10 6",
            2 => "M0 4H8",
            3 => "M4 0V8",
            4 => "M-2 6L2 10M0 0L8 8M6 -2L10 2",
            _ => "M0 4H8M4 0V8",
        };
        html! {
            pattern id=(self.id()) width="8" height="8" patternUnits="userSpaceOnUse" {
                rect class=(format!("tone-{}", self.tone)) width="8" height="8" {}
                @if !lines.is_empty() { path class="texture" d=(lines) {} }
            }
        }
    }
}

/// The patterns of these looks, once in a page; a drawing names them by [`Look::fill`].
pub(crate) fn patterns(looks: &[Look]) -> Markup {
    let mut once: Vec<Look> = Vec::new();
    for look in looks {
        if !once.contains(look) {
            once.push(*look);
        }
    }
    html! { defs { @for look in once { (look.pattern()) } } }
}

/// A small square in that look, for legends.
pub(crate) fn swatch(look: Look) -> Markup {
    html! {
        svg .swatch viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {
            rect width="16" height="16" fill=(look.fill()) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_of_a_chart_differ() {
        let fills: std::collections::HashSet<String> = (0..24).map(|number| Look::numbered(number).fill()).collect();
        assert_eq!(fills.len(), 24);
        // Neighbours never share the texture.
        assert!((0..23).all(|number| Look::numbered(number).texture != Look::numbered(number + 1).texture));
    }

    #[test]
    fn a_pattern_stands_once() {
        let look = Look::new(1, 1);
        let markup = patterns(&[look, Look::new(2, 0), look]).into_string();
        assert_eq!(markup.matches("<pattern").count(), 2);
        assert_eq!(look.fill(), "url(#look-1-1)");
    }
}
