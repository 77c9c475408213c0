//! `onrecord stories` and `onrecord rebuild`: what is derived made anew, and the stories counted.

use onrecord_store::{Store, StoryCounts};

use super::print;
use crate::analyses::VERSION;
use crate::args::StoreArgs;
use crate::commands::code::grouped;
use crate::failure::Failure;
use crate::messages::Verdict;

/// Finds the stories and prints how many there are, of what size, and the largest.
pub fn stories(args: &StoreArgs) -> Result<Verdict, Failure> {
    let store = Store::open(&args.store)?;
    let mut upkeep = store.upkeep(VERSION)?;
    let counts = upkeep.rebuild()?;
    upkeep.finish();
    let mut lines = summary(&counts);
    lines.extend(sizes(&counts));
    lines.extend(largest(&store, &counts)?);
    print(&lines)?;
    Ok(Verdict::Done)
}

/// Makes all that is derived anew.
pub fn rebuild(args: &StoreArgs) -> Result<Verdict, Failure> {
    let mut upkeep = Store::open(&args.store)?.upkeep(VERSION)?;
    let counts = upkeep.rebuild()?;
    upkeep.finish();
    print(&summary(&counts))?;
    Ok(Verdict::Done)
}

fn summary(counts: &StoryCounts) -> Vec<String> {
    let copies = counts.documents - counts.stories;
    vec![
        format!("documents {}", grouped(counts.documents)),
        format!("stories   {}, {} documents are copies", grouped(counts.stories), grouped(copies)),
    ]
}

/// Stories by size, in classes that double.
fn sizes(counts: &StoryCounts) -> Vec<String> {
    let mut lines = vec![String::new(), format!("{:>15} {:>12} {:>12}", "documents each", "stories", "documents")];
    let mut first = 1_u32;
    while counts.by_size.range(first..).next().is_some() {
        let last = first.saturating_mul(2) - 1;
        let class = counts.by_size.range(first..=last);
        let (stories, documents) = class.fold((0, 0), |(stories, documents), (size, count)| {
            (stories + count, documents + u64::from(*size) * count)
        });
        if stories > 0 {
            let label = if first == last { first.to_string() } else { format!("{first} to {last}") };
            lines.push(format!("{label:>15} {:>12} {:>12}", grouped(stories), grouped(documents)));
        }
        first = last.saturating_add(1);
    }
    lines
}

fn largest(store: &Store, counts: &StoryCounts) -> Result<Vec<String>, Failure> {
    let keys: Vec<_> = counts.largest.iter().map(|(key, _)| *key).collect();
    let named = store.named(&keys)?;
    let mut lines = Vec::new();
    if !named.is_empty() {
        lines.extend([String::new(), "The largest, by the document that names the story:".to_owned()]);
    }
    for named in named {
        let documents = counts.largest.iter().find(|(key, _)| *key == named.doc).map_or(0, |(_, documents)| *documents);
        let publisher = named.publisher.map(|publisher| format!(" ({publisher})")).unwrap_or_default();
        // Names and titles may hold anything; a terminal is not to obey them.
        let shown: String = format!("{}{publisher}: {}", named.id, named.title);
        let shown: String = shown.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        lines.push(format!("{documents:>6}  {shown}"));
    }
    Ok(lines)
}
