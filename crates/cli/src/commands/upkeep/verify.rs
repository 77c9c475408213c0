//! `onrecord verify`: says what is wrong with a store and what to do. Status 0 where it is sound, 1 where it is not.

use onrecord_store::Store;

use super::print;
use crate::args::StoreArgs;
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::messages::Verdict;

/// Reads all that is committed.
pub fn verify(args: &StoreArgs) -> Result<Verdict, Failure> {
    let verified = Store::open(&args.store)?.verify()?;
    let mut lines: Vec<_> = verified
        .findings
        .iter()
        .map(|finding| format!("{}: {}; {}", args.store.join(&finding.place).display(), finding.fault, finding.remedy))
        .collect();
    let (files, megabytes) = (grouped(verified.files), verified.bytes as f64 / 1e6);
    let segments = if verified.segments == 1 { "segment" } else { "segments" };
    lines.push(format!("read      {files} files of {} {segments}, {megabytes:.1} MB", grouped(verified.segments)));
    lines.push(format!("found     {} documents, {} rows", grouped(verified.documents), grouped(verified.rows)));
    if !verified.leftovers.is_empty() {
        let count = grouped(verified.leftovers.len() as u64);
        lines.push(format!("left over {count} files of a program that was killed; the next writer removes them"));
    }
    let verdict = match verified.findings.len() {
        0 => "sound".to_owned(),
        1 => "1 thing is wrong".to_owned(),
        wrong => format!("{} things are wrong", grouped(wrong as u64)),
    };
    lines.push(format!("verdict   {verdict}"));
    print(&lines)?;
    Ok(if verified.findings.is_empty() { Verdict::Done } else { Verdict::Some })
}
