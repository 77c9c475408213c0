//! Reading a judged sheet back, as spreadsheet programs save it, and what the judgements come to.
//!
//! Commas, semicolons or tabs; UTF-8 with or without mark, UTF-16 with its mark, else Windows-1252; columns in any order, some added or
//! taken out. `right` is the judgement of the whole record; every further column whose name begins with `right` (`right actor`) is
//! judged by itself. Cells that nobody has filled are not judged.

use std::collections::BTreeMap;
use std::fmt;

use super::interval::{Judgements, interval};

/// Why a sheet came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JudgeError {
    /// Nothing in it.
    #[error("the sheet is empty; give one of `onrecord sample`, judged and saved as CSV or tab separated text")]
    Empty,
    /// Not a text.
    #[error("the sheet is no text (perhaps a spreadsheet program's own file); save it as CSV or tab separated text")]
    NoText,
    /// A row that cannot be parted into fields.
    #[error("row {row}: {cause}; save the sheet again as CSV")]
    Row {
        /// Row of the spreadsheet, the header being 1.
        row: usize,
        /// What the library says.
        cause: String,
    },
    /// There is no judgement.
    #[error("no column `right`; the sheet has: {0}")]
    NoRight(String),
    /// A column that was asked for.
    #[error("no column `{name}`; the sheet has: {known}")]
    NoColumn {
        /// As given.
        name: String,
        /// Names of all columns.
        known: String,
    },
    /// Cells that say neither yes nor no.
    #[error("{}", listed(.0))]
    Values(Vec<Mistake>),
    /// Not one cell says anything.
    #[error("nothing is judged yet; write yes or no into the column `right`")]
    NothingJudged,
}

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Row of the spreadsheet, the header being 1.
    pub row: usize,
    /// Name of the column.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What could stand there.
    pub remedy: &'static str,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value: String = self.value.chars().take(40).collect();
        write!(f, "row {}, column `{}`: {value:?} {}", self.row, self.column, self.remedy)
    }
}

fn listed(mistakes: &[Mistake]) -> String {
    const SHOWN: usize = 10;
    let mut lines: Vec<String> = mistakes.iter().take(SHOWN).map(Mistake::to_string).collect();
    if mistakes.len() > SHOWN {
        lines.push(format!("and {} more", mistakes.len() - SHOWN));
    }
    lines.join("\n")
}

/// What the judgements of one column come to, for all records or those of one group.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Estimate {
    /// The column of judgements.
    pub column: String,
    /// A column and its value; none for all records.
    pub group: Option<(String, String)>,
    /// Records judged right or wrong.
    pub judged: u64,
    /// Records judged right.
    pub right: u64,
    /// Rows that are not judged.
    pub blank: u64,
    /// Share that is right, weighted by what each row stands for; none where nothing is judged.
    pub precision: Option<f64>,
    /// Lower bound, 95 percent.
    pub low: Option<f64>,
    /// Upper bound, 95 percent.
    pub high: Option<f64>,
}

/// What a sheet came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// All records first, then by group, for each column of judgements.
    pub estimates: Vec<Estimate>,
    /// Whether rows weigh differently.
    pub weighted: bool,
    /// Strata of which nothing is judged, so that the whole is only about the others.
    pub silent_strata: Vec<String>,
    /// Whether all that is judged is right and other rows are blank: perhaps the blanks are meant to say no.
    pub only_yes: bool,
}

/// A row as far as it is needed.
struct Line {
    stratum: String,
    weight: f64,
    cells: Vec<String>,
    judgements: Vec<Option<bool>>,
}

/// Judges a sheet. `by` names columns by whose values the records are also counted apart; none for those that the sheet has out of
/// type, status, kind and source_kind. With `blank_is_wrong`, cells that nobody has filled say no.
///
/// # Errors
/// Where the sheet cannot be read; all cells that say neither yes nor no are named at once.
pub fn judge(bytes: &[u8], by: &[String], blank_is_wrong: bool) -> Result<Judged, JudgeError> {
    let text = decoded(bytes)?;
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_records()
        .enumerate()
        .map(|(index, row)| match row {
            Ok(row) => Ok((index + 1, row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())),
            Err(error) => Err(JudgeError::Row { row: index + 1, cause: error.to_string() }),
        });
    let (_, header) = rows.next().ok_or(JudgeError::Empty)??;
    let header: Vec<String> = header.iter().map(|name| name.to_lowercase()).collect();
    let columns = Columns::find(&header, by)?;
    let (mut lines, mut mistakes) = (Vec::new(), Vec::new());
    for row in rows {
        let (number, cells) = row?;
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(columns.line(number, cells, blank_is_wrong, &mut mistakes));
        }
    }
    match (mistakes.is_empty(), lines.iter().any(|line| line.judgements.iter().any(Option::is_some))) {
        (false, _) => Err(JudgeError::Values(mistakes)),
        (true, false) => Err(JudgeError::NothingJudged),
        (true, true) => Ok(columns.judged(&lines)),
    }
}

/// Where what is needed stands.
struct Columns {
    header: Vec<String>,
    right: Vec<usize>,
    by: Vec<usize>,
    weight: Option<usize>,
    stratum: Option<usize>,
}

impl Columns {
    fn find(header: &[String], by: &[String]) -> Result<Self, JudgeError> {
        let known = || header.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        let place = |name: &str| header.iter().position(|column| column == name);
        let right: Vec<usize> = (0..header.len()).filter(|&index| header[index].starts_with("right")).collect();
        if right.is_empty() {
            return Err(JudgeError::NoRight(known()));
        }
        let by = if by.is_empty() {
            ["type", "status", "kind", "source_kind"].iter().filter_map(|name| place(name)).collect()
        } else {
            let asked = by.iter().map(|name| {
                place(&name.to_lowercase()).ok_or_else(|| JudgeError::NoColumn { name: name.clone(), known: known() })
            });
            asked.collect::<Result<_, _>>()?
        };
        Ok(Self { right, by, weight: place("weight"), stratum: place("stratum"), header: header.to_vec() })
    }

    fn line(&self, row: usize, cells: Vec<String>, blank_is_wrong: bool, mistakes: &mut Vec<Mistake>) -> Line {
        let cell = |index: usize| cells.get(index).map(String::as_str).unwrap_or_default();
        let mut mistake = |column: usize, remedy| {
            mistakes.push(Mistake { row, column: self.header[column].clone(), value: cell(column).to_owned(), remedy });
        };
        let judgements = self.right.iter().map(|&column| match said(cell(column)) {
            Said::Judged(right) => Some(right),
            Said::Blank => blank_is_wrong.then_some(false),
            Said::Unsure => None,
            Said::Unknown => {
                mistake(column, "is neither yes nor no; write yes or no (or 1, 0, x), or leave it blank");
                None
            }
        });
        let judgements: Vec<Option<bool>> = judgements.collect();
        let weight = self.weight.map_or(1.0, |column| {
            // Some spreadsheets write a comma for the point.
            let weight =
                cell(column).replace(',', ".").parse::<f64>().ok().filter(|weight| weight.is_finite() && *weight > 0.0);
            weight.unwrap_or_else(|| {
                mistake(column, "is no weight; leave this column as `onrecord sample` wrote it");
                1.0
            })
        });
        let stratum = self.stratum.map(|column| cell(column).to_owned()).unwrap_or_default();
        Line { stratum, weight, cells, judgements }
    }

    fn judged(&self, lines: &[Line]) -> Judged {
        let mut estimates = Vec::new();
        for (judgement, &column) in self.right.iter().enumerate() {
            let estimate = |group: Option<(usize, &str)>| self.estimate(lines, judgement, column, group);
            estimates.push(estimate(None));
            for &by in &self.by {
                let value = |line: &Line| line.cells.get(by).cloned().unwrap_or_default();
                let values: std::collections::BTreeSet<String> = lines.iter().map(value).collect();
                estimates.extend(values.iter().map(|value| estimate(Some((by, value)))));
            }
        }
        let silent = strata(lines, 0, None).into_iter().filter(|(_, it)| it.judged == 0).map(|(name, _)| name);
        let whole = &estimates[0];
        Judged {
            weighted: lines.iter().any(|line| line.weight != lines[0].weight),
            silent_strata: silent.collect(),
            only_yes: whole.judged > 0 && whole.right == whole.judged && whole.blank > 0,
            estimates,
        }
    }

    fn estimate(&self, lines: &[Line], judgement: usize, column: usize, group: Option<(usize, &str)>) -> Estimate {
        let strata: Vec<Judgements> = strata(lines, judgement, group).into_values().collect();
        let (judged, right) = (strata.iter().map(|it| it.judged).sum(), strata.iter().map(|it| it.right).sum());
        let rows = lines.iter().filter(|line| line.belongs(group)).count() as u64;
        let [precision, low, high] = interval(&strata).map_or([None; 3], |bounds| bounds.map(Some));
        let group = group.map(|(by, value)| (self.header[by].clone(), value.to_owned()));
        Estimate {
            column: self.header[column].clone(),
            group,
            judged,
            right,
            blank: rows - judged,
            precision,
            low,
            high,
        }
    }
}

impl Line {
    fn belongs(&self, group: Option<(usize, &str)>) -> bool {
        group.is_none_or(|(by, value)| self.cells.get(by).map(String::as_str).unwrap_or_default() == value)
    }
}

/// The judgements by stratum. What a stratum stands for follows from all its rows, judged or not.
fn strata(lines: &[Line], judgement: usize, group: Option<(usize, &str)>) -> BTreeMap<String, Judgements> {
    let mut strata: BTreeMap<String, Judgements> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.belongs(group)) {
        let stratum = strata.entry(line.stratum.clone()).or_default();
        stratum.population += line.weight;
        if let Some(right) = line.judgements[judgement] {
            stratum.judged += 1;
            stratum.right += u64::from(right);
        }
    }
    strata
}

enum Said {
    Judged(bool),
    Blank,
    Unsure,
    Unknown,
}

fn said(cell: &str) -> Said {
    match cell.trim().to_lowercase().as_str() {
        "" => Said::Blank,
        "yes" | "y" | "true" | "t" | "1" | "1.0" | "x" | "ok" | "right" | "correct" | "✓" | "✔" => {
            Said::Judged(true)
        }
        "no" | "n" | "false" | "f" | "0" | "0.0" | "wrong" | "incorrect" | "✗" | "✘" => Said::Judged(false),
        "?" | "unsure" | "unclear" | "n/a" | "na" | "don't know" => Said::Unsure,
        _ => Said::Unknown,
    }
}

fn decoded(bytes: &[u8]) -> Result<String, JudgeError> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let body = &bytes[mark..];
    let text = match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => text,
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(body).0,
    };
    if text.trim().is_empty() {
        return Err(JudgeError::Empty);
    }
    // A spreadsheet program's own file is a zip archive.
    if text.contains('\0') || text.starts_with("PK") { Err(JudgeError::NoText) } else { Ok(text.into_owned()) }
}

/// What parts the fields of the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: char| header.matches(sign).count();
    [('\t', b'\t'), (';', b';'), (',', b',')]
        .into_iter()
        .max_by_key(|&(sign, _)| count(sign))
        .map_or(b',', |(_, byte)| byte)
}
