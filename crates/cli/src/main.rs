//! `onrecord`: the program. Everything about language is done in the other crates; here are flags, threads, progress and
//! the terminal.
//!
//! ```text
//! arguments ──args──▶ a command ──commands──▶ inputs ──pipeline──▶ analyses on N threads ──▶ in order ──▶ standard output
//!                                                                   render │ conllu │ JSON               or a store
//! ```
//!
//! Standard output carries results and nothing else. Messages go to standard error: one line for each input that could not
//! be read, a framed report where the program as a whole cannot go on. A reader that goes away (`| head`) is no error.

mod analyses;
mod args;
mod commands;
mod conllu;
mod failure;
mod json_layout;
mod kept;
mod look;
mod messages;
mod output;
mod render;

use std::process::ExitCode;

use clap::Parser;
use onrecord_pipeline as pipeline;

use args::{Args, Command};
use failure::Failure;
use messages::Verdict;

fn main() -> ExitCode {
    let args = Args::parse();
    pipeline::keep_quiet_in_workers();
    look::frame_failures(args.general.color);
    match run(&args) {
        Ok(verdict) => verdict.exit_code(),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            messages::say(&format_args!("{:?}", miette::Report::new(failure)));
            Verdict::Nothing.exit_code()
        }
    }
}

fn run(args: &Args) -> Result<Verdict, Failure> {
    let general = &args.general;
    match &args.command {
        Command::Read(read) => commands::read(general, read),
        Command::Explain(explain) => commands::explain(general, explain),
        Command::Parse(parse) => commands::parse(general, parse),
        Command::Code(code) => commands::code(general, code),
        Command::Watch(watch) => commands::watch(general, watch),
        Command::Stories(args) => commands::stories(args),
        Command::Verify(args) => commands::verify(args),
        Command::Compact(args) => commands::compact(args),
        Command::Merge(args) => commands::merge(args),
        Command::Import(args) => commands::import(args),
        Command::Remove(args) => commands::remove(args),
        Command::Rebuild(args) => commands::rebuild(args),
        Command::Sql(sql) => commands::sql(general, sql),
        Command::Search(search) => commands::search(general, search),
        Command::Serve(serve) => commands::serve(serve),
        Command::RebuildSearch(rebuild) => commands::rebuild_search(rebuild),
        Command::Actor(actor) => commands::actor(general, actor),
        Command::Registry(registry) => commands::registry(general, registry),
        Command::Codebook(codebook) => commands::codebook(general, codebook),
        Command::Export(export) => commands::export(general, export),
        Command::Sample(sample) => commands::sample(sample),
        Command::Judge(judge) => commands::judge(judge),
        Command::Bench(bench) => commands::bench(general, bench),
        Command::Completions(completions) => commands::completions(completions),
    }
}
