//! Examples and exit statuses, shown below the help of each command.

// Lines of at most 80 columns, so that they stand on any terminal as they stand here.
pub(super) const PROGRAM_EXAMPLES: &str = "\
Examples:
  onrecord read article.txt                  who said what, marked in the article
  onrecord read wire.jsonl --format jsonl    one record a line, for scripts
  zcat dump.txt.gz | onrecord read -         whatever comes on standard input
  onrecord parse article.txt                 words, tags, lemmas, trees (CoNLL-U)
  onrecord code archive/ --into store        tables for DuckDB, pandas, R
  onrecord watch feeds.txt --into store      what is new in feeds, every 15 minutes
  onrecord sql store 'SHOW TABLES'           SQL over the tables of a store
  onrecord search store '\"not one word\"'   sentences by words, speakers, acts
  onrecord serve store                       all of it on a page, in the browser
  onrecord export store --format csv         tables for other tools
  onrecord sample store -n 200               records to judge by hand
  onrecord registry build store --out r.csv  who bore which office when
  onrecord actor 'Senate of Pakistan'        country and sectors of a phrase
  onrecord bench                             how fast it is on this machine

Exit status: 0 all done; 1 some inputs could not be read (each is named on
standard error), the others are done; 2 nothing was done.";

pub(super) const READ_EXAMPLES: &str = "\
Examples:
  onrecord read examples/court.txt
  onrecord read examples/*.txt --color always | less -R
  onrecord read examples/court.txt --format json
  onrecord read examples/wire.jsonl --format jsonl | jq '.statements[].cue.class'
  onrecord read examples/court.txt --page    the same in the browser
  curl -s https://example.org/article.txt | onrecord read -

A FILE is plain text, an HTML page (the article on it is read), a feed (RSS, Atom,
JSON Feed), JSON Lines with `text` and, where known, `id`, `title`, `published`
(or `date`), `publisher`, `url`, a table (.csv, .tsv, .parquet) with such columns,
or a web archive (.warc); each also compressed with gzip, zstd, bzip2 or xz. A
folder stands for all files in it.";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  onrecord explain examples/brief.txt v1
  onrecord explain examples/brief.txt";

pub(super) const PARSE_EXAMPLES: &str = "\
Examples:
  onrecord parse examples/brief.txt
  onrecord parse examples/wire.jsonl --format conllu > wire.conllu
  echo \"They didn't say.\" | onrecord parse -";

pub(super) const CODE_EXAMPLES: &str = "\
Examples:
  onrecord code examples/ --into store
  onrecord code archive/2019 archive/2020.jsonl.zst --into store --threads 8
  onrecord code CC-NEWS-20260302.warc.gz --into store
  onrecord code dump.csv --columns text=body,date=seen --into store
  onrecord code archive/ --shard 3/64 --into part-3     one job of 64
  duckdb -c \"from 'store/statements/*.parquet' limit 9\"

Run again, it codes only documents that are not in the store yet. Stopped with
Ctrl-C (status 130) or killed, it leaves a store that is sound, and the next run
goes on from there.";

pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  onrecord watch feeds.txt --into store
  onrecord watch feeds.txt --into store --once          one round, for cron
  onrecord watch feeds.txt --into store --every 1h --contact me@example.org

FEEDS has the address of an RSS, Atom or JSON feed on each line; `#` begins a
comment. Articles are fetched one by one with a pause between requests to a host;
feeds that have not changed cost one short answer, and those that fail or ask for
patience are left alone for longer each time. What was seen is kept in the store's
folder (watch.json), so that any run goes on where the last one ended.";

pub(super) const ACTOR_EXAMPLES: &str = "\
Examples:
  onrecord actor 'Senate of Pakistan' 'a Kremlin spokesman'
  onrecord actor 'the prime minister of Israel' --date 1995-06-01
  onrecord actor - --format jsonl < phrases.jsonl

A line of standard input is a JSON object with `text` and, where known, `id` and
`date`; with a `span` as well, `text` is a document and the span (in code points)
the words that are asked for.";

pub(super) const REGISTRY_EXAMPLES: &str = "\
Examples:
  onrecord registry build store --out learned.csv
  onrecord registry show learned.csv 'Ana Roy'
  onrecord registry show store Roy --date 2026-07-15
  onrecord code new/ --into store --registry learned.csv --registry own.csv

A registry is a CSV file of names with role, country, sectors and the time for
which they hold. Corrections belong in a file of their own, named last: its rows
win over all others of the same name in their time. `from` and `to` may be empty;
a row that gives no role, country or sector says that nothing is to be known.
Two years after the last day an entry holds no more.";

pub(super) const CODEBOOK_EXAMPLES: &str = "\
Examples:
  onrecord codebook show                     all types
  onrecord codebook show ASSAULT             one type in full
  onrecord codebook check my-codebook/       mistakes and oddities by line
  onrecord codebook test my-codebook/        its examples, read by the model

A DIR is laid over the codebook inside the program: files of the same name
replace, others are added. With a `codebook.toml` of its own it stands alone.";

pub(super) const BENCH_EXAMPLES: &str = "\
Examples:
  onrecord bench
  onrecord bench --threads 4 --rounds 9
  onrecord bench --kernel plain
  onrecord bench --ingest news.warc.gz --rounds 1

The corpus is built in: the articles of examples/. The whole path is everything
from text to record, without reading and writing; the encoder alone runs over
the same windows. Rounds of both alternate, and medians are shown.";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish";
