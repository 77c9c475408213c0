//! GDELT 2.0 events: 61 columns, tab separated, no header. Lossy, and marked so wherever it goes.

use std::fmt::Write;

use onrecord_codebook::Codebook;
use onrecord_record::{Event, Location, Precision, Record, Role, Status};

use super::polecat::pairs;
use super::sheet::bare_tsv;
use super::{Given, Job};
use crate::countries::country;
use crate::error::ExportError;
use crate::selection::days;
use crate::view::View;

/// Columns of a row.
const COLUMNS: usize = 61;

/// What the columns cannot say, and how types become codes.
pub(crate) fn about(codebook: &Codebook) -> String {
    let mut about = "GDELT 2.0 event columns hold less than a record. Lost are: whether an act happened, on whose word it stands, how \
        sure it is, modes and contexts where no CAMEO code says them, the words that express it and where anything stands in the text. \
        Acts of another status than `actual` are left out unless they are asked for, and cannot be told from the others then.\n\
        An act with several actors or recipients becomes one row for each pair. One row is one mention: NumMentions, NumSources and \
        NumArticles are 1, nothing is counted across documents.\n\
        GlobalEventID is a number of 53 bits made from the document's key, the act and the pair; it is no id of GDELT's.\n\
        Country codes of actors are CAMEO's, those of places FIPS 10-4. EventCode is the code that the codebook gives; QuadClass \
        follows from its first two digits, as in CAMEO, so that CONCEDE (08) counts as material cooperation.\n\
        IsRootEvent is 1 where the act stands in the first paragraph of the article. DATEADDED is the day of publication.\n\
        Empty for want of knowledge: GoldsteinScale, AvgTone, ethnic and religious codes, where actors are, ADM1 and ADM2 codes, \
        FeatureID. Acts without a day or without a CAMEO code are left out.\n\n\
        Sectors become CAMEO types: JRN MED, MED HLH, SOC CVL, ISM NGM; UNO is type IGO and group UNO, EUR type IGO and group EEC; \
        PTY, PRM, REL, UNK and PRE have no type in CAMEO and are left empty; all others keep their code.\n\n\
        Types and modes of the codebook and the CAMEO codes that they become (contexts may make a code more exact):\n"
        .to_owned();
    for kind in codebook.types() {
        // Writing to a string cannot fail.
        let _ = writeln!(about, "{}\t{}", kind.name, codebook.cameo(&kind.name, None, &[]).unwrap_or("-"));
        for mode in kind.modes.keys() {
            let code = codebook.cameo(&kind.name, Some(mode), &[]).unwrap_or("-");
            let _ = writeln!(about, "{} {mode}\t{code}", kind.name);
        }
    }
    about
}

pub(super) fn events(job: &Job<'_>, view: &View<'_>) -> Result<Given, ExportError> {
    let mut given = Given::default();
    let asked = !job.selection.statuses.is_empty();
    for event in job.events(view).filter(|event| asked || event.status == Status::Actual) {
        let code =
            event.cameo.as_deref().or_else(|| job.codebook.cameo(&event.kind, event.mode.as_deref(), &event.contexts));
        let (Some(code), (Some(day), _)) = (code, days(view.record, event)) else {
            given.left_out += 1;
            continue;
        };
        for ((a, actor), (r, recipient)) in pairs(&event.actors, &event.recipients) {
            let mut row: Vec<String> = Vec::with_capacity(COLUMNS);
            row.push(id(view.key, &event.id, a, r).to_string());
            row.extend(dates(day));
            row.extend(side(job, view, actor));
            row.extend(side(job, view, recipient));
            row.push(u8::from(is_in_lead(view.record, event)).to_string());
            row.extend(codes(code));
            row.extend(["", "1", "1", "1", ""].map(str::to_owned));
            row.extend(nowhere());
            row.extend(nowhere());
            row.extend(event.location.as_ref().map_or_else(nowhere, place));
            row.push(
                view.record.doc.published.as_deref().map(|day| day.replace('-', "") + "000000").unwrap_or_default(),
            );
            row.push(view.record.doc.uri.clone().unwrap_or_else(|| view.record.doc.id.clone()));
            given.text.push_str(&bare_tsv(&[row])?);
            given.items += 1;
        }
    }
    Ok(given)
}

/// 53 bits, which every tool's numbers hold exactly.
fn id(key: &str, event: &str, actor: usize, recipient: usize) -> u64 {
    let hash = blake3::hash(format!("{key} {event} {actor} {recipient}").as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(bytes) >> 11
}

/// Day, MonthYear, Year, FractionDate; GDELT's years have 365 days in months of 30.
fn dates(iso: &str) -> [String; 4] {
    let day = iso.replace('-', "");
    let number =
        |range: std::ops::Range<usize>| day.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or_default();
    let passed = f64::from(number(4..6).saturating_sub(1) * 30 + number(6..8)) / 365.0;
    let fraction = format!("{:.4}", f64::from(number(0..4)) + passed);
    [day.clone(), day.chars().take(6).collect(), day.chars().take(4).collect(), fraction]
}

/// Code, Name, CountryCode, KnownGroupCode, EthnicCode, two of religion, three types.
fn side(job: &Job<'_>, view: &View<'_>, role: Option<&Role>) -> [String; 10] {
    let Some(role) = role else { return Default::default() };
    let state =
        role.country.as_deref().map(|code| country(code).map_or(code, |country| country.cameo)).unwrap_or_default();
    let group = role.sectors.iter().find_map(|sector| known_group(sector)).unwrap_or_default();
    let mut types: Vec<&str> = Vec::new();
    for kind in role.sectors.iter().map(|sector| actor_type(sector)).filter(|kind| !kind.is_empty()) {
        if !types.contains(&kind) && types.len() < 3 {
            types.push(kind);
        }
    }
    // A state's actor begins with the state, any other with what it is.
    let code = if state.is_empty() { types.concat() + group } else { state.to_owned() + group + &types.concat() };
    types.resize(3, "");
    let words = || role.span.and_then(|span| job.quoted(view.words(span).to_owned()));
    let entity = view.entity(role.entity.as_deref()).map(|entity| entity.name.clone());
    let name = entity.or_else(words).unwrap_or_default().to_uppercase();
    [&code, &name, state, group, "", "", "", types[0], types[1], types[2]].map(str::to_owned)
}

/// CAMEO's type for a sector; empty where it has none.
fn actor_type(sector: &str) -> &str {
    match sector {
        "JRN" => "MED",
        "MED" => "HLH",
        "SOC" => "CVL",
        "ISM" => "NGM",
        "UNO" | "EUR" => "IGO",
        "PTY" | "PRM" | "REL" | "UNK" | "PRE" => "",
        other => other,
    }
}

fn known_group(sector: &str) -> Option<&'static str> {
    match sector {
        "UNO" => Some("UNO"),
        "EUR" => Some("EEC"),
        _ => None,
    }
}

/// EventCode, EventBaseCode, EventRootCode, QuadClass. GDELT's codes have three digits at least.
fn codes(code: &str) -> [String; 4] {
    let code = if code.len() < 3 { format!("{code}0") } else { code.to_owned() };
    let (base, root): (String, String) = (code.chars().take(3).collect(), code.chars().take(2).collect());
    let class = match root.parse::<u8>() {
        Ok(1..=5) => "1",
        Ok(6..=8) => "2",
        Ok(9..=13) => "3",
        Ok(14..=20) => "4",
        _ => "",
    };
    [code, base, root, class.to_owned()]
}

/// Type, FullName, CountryCode, ADM1Code, ADM2Code, Lat, Long, FeatureID of nowhere.
fn nowhere() -> [String; 8] {
    ["0", "", "", "", "", "", "", ""].map(str::to_owned)
}

fn place(place: &Location) -> [String; 8] {
    let country = place.country.as_deref().and_then(country);
    let american = place.country.as_deref() == Some("USA");
    let kind = match place.precision {
        Precision::City if american => "3",
        Precision::City => "4",
        Precision::Admin1 if american => "2",
        Precision::Admin1 => "5",
        Precision::Country => "1",
        // GDELT places nothing that it cannot tell the country of.
        Precision::Unknown => return nowhere(),
    };
    let state = country.map(|country| country.name);
    let mut parts = vec![place.name.as_str()];
    for part in [place.admin1.as_deref(), state].into_iter().flatten() {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let fips = country.map(|country| country.fips).unwrap_or_default();
    [kind, &parts.join(", "), fips, "", "", &number(place.lat), &number(place.lon), ""].map(str::to_owned)
}

/// Whether the act stands in the first paragraph: the one with the dateline, else the first below the headline.
fn is_in_lead(record: &Record, event: &Event) -> bool {
    let Some(anchor) = event.anchor.first() else { return false };
    let headline = record.doc.headline.as_ref().map_or(0, |headline| headline.span.end());
    let begin = record.doc.dateline.as_ref().map_or(headline, |dateline| dateline.span.start());
    let lead = record.paragraphs.iter().find(|paragraph| paragraph.end() > begin);
    lead.is_some_and(|lead| lead.contains(*anchor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_days_have_the_forms_of_gdelt() {
        assert_eq!(codes("14"), ["140", "140", "14", "4"]);
        assert_eq!(codes("0841"), ["0841", "084", "08", "2"]);
        assert_eq!(dates("2015-02-18"), ["20150218", "201502", "2015", "2015.1315"]);
    }
}
