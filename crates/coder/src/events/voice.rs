//! On whose word: the innermost statement in whose content the act is told.

use onrecord_record::{Chars, Span, Statement};

/// The statement that vouches for what stands at `anchor`; none is the article's own voice. Where the cue itself is the act, that
/// is the next one outwards, for no cue stands in its own content.
pub(crate) fn voice(statements: &[Statement], anchor: Span<Chars>) -> Option<&Statement> {
    let holds =
        |spans: &[Span<Chars>]| spans.iter().any(|span| span.start() <= anchor.start() && anchor.end() <= span.end());
    let size = |it: &Statement| it.content.spans.iter().map(|span| span.end() - span.start()).sum::<u32>();
    let vouching = statements.iter().filter(|it| holds(&it.content.spans) && !holds(&it.cue.spans));
    vouching.min_by_key(|it| size(it))
}
