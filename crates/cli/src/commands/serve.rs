//! `onrecord serve`: the page over a store, and `onrecord read --page`: the same over a few articles.
//!
//! Articles are coded into a store of their own in a temporary folder, which goes when the page does, so that every view of the
//! page works for one article as it does for an archive.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use clap::ValueHint;
use onrecord_ingest::Languages;
use onrecord_search::Notice;
use onrecord_server::{Options, Server};
use onrecord_store::{DocKey, Recipe, Store};

use super::code::{key, stop_flag};
use crate::analyses::{self, Reading, VERSION, record};
use crate::args::{General, ReadArgs, inputs};
use crate::failure::Failure;
use crate::messages::{Verdict, say};
use crate::output::Output;

const EXAMPLES: &str = "\
Examples:
  onrecord serve store
  onrecord serve store --port 8480
  onrecord serve store --address 0.0.0.0 --token tideharbour7

The page is for this machine alone unless --address says otherwise; then everybody
needs the token, which is a part of the address that is printed. It only reads, and
sees by itself what is coded meanwhile. Ctrl-C ends it.";

/// Arguments of `serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct ServeArgs {
    /// The folder of the store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    pub store: PathBuf,
    /// The port [default: 8480, or any that is free]
    #[arg(long, value_name = "PORT")]
    pub port: Option<NonZeroU16>,
    /// Where to listen; any other than this machine's own asks for a token
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub address: IpAddr,
    /// What everybody must know who opens the page: letters and digits [default: none on this machine, else made up]
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,
    /// Seconds that one view may take
    #[arg(long, value_name = "S", default_value = "10", value_parser = clap::value_parser!(u16).range(1..=3_600))]
    pub time: u16,
}

/// The port that is tried first.
const PORT: u16 = 8480;

/// Serves a store until Ctrl-C.
pub fn serve(args: &ServeArgs) -> Result<Verdict, Failure> {
    let options = Options {
        address: args.address,
        port: args.port.map_or(PORT, NonZeroU16::get),
        token: args.token.clone(),
        time: Duration::from_secs(args.time.into()),
    };
    let server = bind(&args.store, &options, args.port.is_none())?;
    run(server, "/")
}

/// Codes articles into a store that lasts as long as the page, and serves it.
pub fn read_page(general: &General, args: &ReadArgs) -> Result<Verdict, Failure> {
    let folder = tempfile::Builder::new().prefix("onrecord-").tempdir()?;
    let (verdict, first) = code(general, args, folder.path())?;
    let Some((documents, key)) = first else {
        say(&"no article was read, so there is no page to show");
        return Ok(if verdict == Verdict::Done { Verdict::Nothing } else { verdict });
    };
    let server = bind(folder.path(), &Options { port: PORT, ..Options::default() }, true)?;
    run(server, &if documents == 1 { format!("/doc/{key}") } else { "/".to_owned() })
}

/// Codes all inputs; how many documents there were, and the first of them.
fn code(general: &General, args: &ReadArgs, store: &Path) -> Result<(Verdict, Option<(u64, DocKey)>), Failure> {
    let model = analyses::load_model(general)?;
    let coder = super::coder(&model, &args.known)?;
    let recipe = Recipe { model: model.identity().to_owned(), ..Recipe::default() };
    let mut writer = Store::create_or_open(store)?.writer(&recipe, VERSION)?;
    let mut first = None;
    let verdict = analyses::for_each(
        general,
        (&inputs(&args.inputs), &args.form.options(general, Languages::Any)),
        Reading::of(&model, &coder),
        |document, text, analysis| (key(&recipe, document), record(&coder, document, text, analysis)),
        |(key, record)| {
            let (documents, _) = first.get_or_insert((0, key));
            *documents += 1;
            writer.add(&key, &record)?;
            Ok(())
        },
    )?;
    writer.finish()?;
    let mut upkeep = Store::open(store)?.upkeep(VERSION)?;
    upkeep.refresh()?;
    upkeep.finish();
    Ok((verdict, first))
}

/// Opens the page; where the port was not asked for and is taken, any other will do.
fn bind(store: &Path, options: &Options, any_port: bool) -> Result<Server, Failure> {
    let tell = |notice| match notice {
        Notice::Missing { segments } if segments > 4 => {
            say(&format_args!("making the search index of {segments} segments"))
        }
        Notice::Damaged => say(&"the search index is damaged or of another version; making it again"),
        Notice::Stale { new, .. } if new > 4 => say(&format_args!("updating the search index: {new} segments are new")),
        _ => {}
    };
    match Server::bind(store, options.clone(), tell) {
        Err(onrecord_server::ServerError::Listen { .. }) if any_port => {
            Ok(Server::bind(store, Options { port: 0, ..options.clone() }, tell)?)
        }
        other => Ok(other?),
    }
}

fn run(server: Server, path: &str) -> Result<Verdict, Failure> {
    let mut output = Output::lock();
    output.write(&format!("{}\n", server.url_of(path)))?;
    output.flush()?;
    drop(output);
    say(&"Ctrl-C ends the page");
    let stop = stop_flag();
    server.run(move || stop.load(Ordering::Relaxed))?;
    Ok(Verdict::Done)
}
