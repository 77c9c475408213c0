//! How things look on this terminal: colours or none, and how wide.

use std::io::{self, IsTerminal};

use anstyle::{AnsiColor, Color, Style};
use clap::ColorChoice;
use terminal_size::{Width, terminal_size_of};

/// Wider than this, lines are hard to read.
const WIDEST: usize = 100;
/// Narrower than this, marks and indents leave no room for words.
const NARROWEST: usize = 24;
/// Where there is no terminal.
const USUAL: usize = 80;

/// How results look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns to fill.
    pub width: usize,
    /// Whether to write in colour.
    pub colour: bool,
}

impl Look {
    /// The look of standard output.
    pub fn of_stdout(choice: ColorChoice) -> Self {
        let stdout = io::stdout();
        let width = terminal_size_of(&stdout).map_or(USUAL, |(Width(columns), _)| usize::from(columns));
        Self { width: width.clamp(NARROWEST, WIDEST), colour: wants_colour(choice, stdout.is_terminal()) }
    }
}

/// Lets reports of failures on standard error look as the user wants it.
pub fn frame_failures(choice: ColorChoice) {
    let terminal = io::stderr().is_terminal();
    let colour = wants_colour(choice, terminal);
    // Only the first hook is taken, and this is the first.
    let _ = miette::set_hook(Box::new(move |_| {
        let options = miette::MietteHandlerOpts::new().color(colour).unicode(true).terminal_links(false);
        // In a log a message is found by its words, so they stay on one line.
        Box::new(options.wrap_lines(terminal).build())
    }));
}

/// `NO_COLOR` counts where it is set to anything; a flag that was given counts more.
fn wants_colour(choice: ColorChoice, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// What a stretch of text is, for the eye. The order is that of rank: where stretches overlap, the last one shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// Plain text.
    #[default]
    Plain,
    /// Said beside the matter: ids, numbers, legend.
    Quiet,
    /// Headings and headlines.
    Strong,
    /// What is said.
    Content,
    /// Who says it.
    Source,
    /// The words that attribute.
    Cue,
}

impl Ink {
    /// The sixteen colours only, so that every terminal's own scheme holds.
    pub const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Quiet => Style::new().dimmed(),
            Self::Strong => Style::new().bold(),
            Self::Content => Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan))),
            Self::Source => Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Green))),
            Self::Cue => Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Yellow))),
        }
    }
}
