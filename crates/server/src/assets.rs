//! What the page needs beside HTML: styles and small scripts of our own, compiled in. Nothing comes from elsewhere.

/// Name, media type, content.
type Asset = (&'static str, &'static str, &'static [u8]);

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: &[Asset] = &[
    ("onrecord.css", CSS, include_bytes!("../assets/onrecord.css")),
    ("draw.css", CSS, include_bytes!("../assets/draw.css")),
    ("onrecord.js", SCRIPT, include_bytes!("../assets/onrecord.js")),
    ("brush.js", SCRIPT, include_bytes!("../assets/brush.js")),
    ("reader.js", SCRIPT, include_bytes!("../assets/reader.js")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
];

/// A file by its name: media type and content.
pub(crate) fn find(name: &str) -> Option<(&'static str, &'static [u8])> {
    ASSETS.iter().find(|(known, ..)| *known == name).map(|(_, kind, content)| (*kind, *content))
}
