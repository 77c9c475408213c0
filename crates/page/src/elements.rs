//! The elements of HTML, by what they mean for finding an article.

/// An element. Those that change nothing about text around them are all [`Tag::Inline`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Tag {
    /// A link.
    A,
    Address,
    Article,
    Aside,
    Base,
    Blockquote,
    Body,
    Br,
    Button,
    Caption,
    /// A definition's term or text.
    Definition,
    Details,
    Dialog,
    Div,
    Figcaption,
    Figure,
    Footer,
    Form,
    Header,
    /// h1.
    Headline,
    /// h2 to h6.
    Heading,
    Hr,
    Html,
    /// Whatever runs within a line, known or unknown.
    Inline,
    Link,
    /// ul, ol, dl.
    List,
    ListItem,
    Main,
    Meta,
    Nav,
    P,
    Pre,
    /// A rubric's box: section, hgroup.
    Section,
    Table,
    /// td, th.
    Cell,
    Row,
    /// tbody, thead, tfoot.
    Rows,
    Time,
    Title,
    Script,
    /// style, textarea, iframe and the like: no text of the page.
    OtherRaw,
    Noscript,
    /// svg, select, video and the like: a thing in the page, not text.
    Thing,
    /// img, input and the like: void and of no meaning here.
    Void,
}

impl Tag {
    /// The element of this name, in any case.
    pub(crate) fn of(name: &str) -> Self {
        let mut lower = [0; 12];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Inline };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"a" => Self::A,
            b"address" => Self::Address,
            b"article" => Self::Article,
            b"aside" | b"amp-sidebar" => Self::Aside,
            b"base" => Self::Base,
            b"blockquote" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"caption" => Self::Caption,
            b"dt" | b"dd" => Self::Definition,
            b"details" | b"summary" => Self::Details,
            b"dialog" => Self::Dialog,
            b"div" | b"center" | b"fieldset" => Self::Div,
            b"figcaption" => Self::Figcaption,
            b"figure" => Self::Figure,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"header" => Self::Header,
            b"h1" => Self::Headline,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"link" => Self::Link,
            b"ul" | b"ol" | b"dl" => Self::List,
            b"li" => Self::ListItem,
            b"main" => Self::Main,
            b"meta" => Self::Meta,
            b"nav" | b"menu" => Self::Nav,
            b"p" => Self::P,
            b"pre" => Self::Pre,
            b"section" | b"hgroup" => Self::Section,
            b"table" => Self::Table,
            b"td" | b"th" => Self::Cell,
            b"tr" => Self::Row,
            b"tbody" | b"thead" | b"tfoot" => Self::Rows,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"script" => Self::Script,
            b"style" | b"textarea" | b"iframe" | b"xmp" | b"noembed" | b"noframes" => Self::OtherRaw,
            b"noscript" => Self::Noscript,
            b"svg" | b"math" | b"select" | b"datalist" | b"video" | b"audio" | b"canvas" | b"object" | b"map"
            | b"template" => Self::Thing,
            b"img" | b"input" | b"source" | b"track" | b"wbr" | b"area" | b"col" | b"embed" | b"param" => Self::Void,
            _ => Self::Inline,
        }
    }

    /// For an element whose content is no markup, a bit of its own.
    pub(crate) fn raw_bit(self) -> Option<u32> {
        match self {
            Self::Title => Some(1),
            Self::Script => Some(2),
            Self::OtherRaw => Some(4),
            Self::Noscript => Some(8),
            _ => None,
        }
    }

    /// Whether it breaks the text around it and holds blocks or text of its own.
    pub(crate) fn is_container(self) -> bool {
        !matches!(
            self,
            Self::A
                | Self::Base
                | Self::Br
                | Self::Button
                | Self::Hr
                | Self::Inline
                | Self::Link
                | Self::Meta
                | Self::Time
                | Self::Title
                | Self::Script
                | Self::OtherRaw
                | Self::Noscript
                | Self::Thing
                | Self::Void
        )
    }

    /// Whether it is part of a table. End tags of other elements reach no further than their cell.
    pub(crate) fn is_of_table(self) -> bool {
        matches!(self, Self::Table | Self::Rows | Self::Row | Self::Cell | Self::Caption)
    }

    /// The elements that its start closes if they are open, and at which open element the search for them ends.
    pub(crate) fn closes(self) -> (&'static [Self], &'static [Self]) {
        match self {
            Self::ListItem => (&[Self::ListItem], &[Self::List]),
            Self::Definition => (&[Self::Definition], &[Self::List]),
            Self::Cell => (&[Self::Cell], &[Self::Row, Self::Table]),
            Self::Row => (&[Self::Row], &[Self::Table]),
            Self::Rows => (&[Self::Rows], &[Self::Table]),
            _ => (&[], &[]),
        }
    }
}
