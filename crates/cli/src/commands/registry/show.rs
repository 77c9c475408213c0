//! `onrecord registry show`: the periods of a name on the terminal.

use onrecord_record::EntityType;

use super::load::registry;
use crate::args::{General, RegistryShowArgs};
use crate::failure::Failure;
use crate::look::Look;
use crate::messages::{Verdict, say};
use crate::output::Output;
use crate::render;

/// Shows all names that hold the words, and whom a text of the day would mean.
pub fn show(general: &General, args: &RegistryShowArgs) -> Result<Verdict, Failure> {
    let registry = registry(&args.registry)?;
    let entries = registry.containing(&args.name);
    if entries.is_empty() {
        say(&format_args!("onrecord: {}: no such name in the registry", args.registry.display()));
        return Ok(Verdict::Nothing);
    }
    let meant = args.date.map(|day| {
        let kinds = [EntityType::Person, EntityType::Organization];
        (day, kinds.into_iter().filter_map(|kind| registry.lookup(&args.name, Some(day), kind)).collect::<Vec<_>>())
    });
    let mut output = Output::lock();
    output.write(&render::registry(&entries, meant, &args.name, Look::of_stdout(general.color)))?;
    output.flush()?;
    Ok(Verdict::Done)
}
