//! `onrecord codebook check`: what the linter finds.

use crate::args::CodebookFolderArgs;
use crate::failure::Failure;
use crate::messages::Verdict;
use crate::output::Output;

/// Writes all findings. What the editors know and leave does not count against the codebook.
pub fn check(args: &CodebookFolderArgs) -> Result<Verdict, Failure> {
    let codebook = super::load::codebook(args.folder.as_deref())?;
    let findings = codebook.lint();
    let open = findings.iter().filter(|finding| finding.known.is_none()).count();
    let mut output = Output::lock();
    for finding in &findings {
        output.write(&format!("{finding}\n"))?;
    }
    let types = codebook.types();
    let entries: usize = types.iter().map(|kind| kind.entries).sum();
    let patterns: usize = types.iter().map(|kind| kind.patterns).sum();
    output.write(&format!(
        "{}: {} types, {entries} entries, {patterns} patterns; {} findings, {} of them known\n",
        codebook.version(),
        types.len(),
        findings.len(),
        findings.len() - open,
    ))?;
    output.flush()?;
    Ok(if open == 0 { Verdict::Done } else { Verdict::Some })
}
