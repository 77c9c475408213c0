//! Toponyms in sentences, as a reader would place them: the table `toponyms.tsv`, and how many of it come out right.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use onrecord_places::{Context, Place, Toponym, resolve, resolve_phrase};
use onrecord_record::Precision;
use onrecord_text::Text;

/// Words on each side that the resolver is shown.
const WINDOW: usize = 6;
/// How far off a point may be, in kilometres: a hundred miles, as is usual in measuring geocoders.
const FAR: f64 = 161.0;

/// One line of the table.
struct Line {
    sentence: &'static str,
    country: Option<&'static str>,
    point: Option<(f64, f64)>,
    precision: &'static str,
    document: &'static str,
}

fn lines() -> Vec<Line> {
    let table = include_str!("toponyms.tsv");
    let told = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    told.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 5, "{line}");
        let point = cells[2].split_once(',').map(|(lat, lon)| (lat.parse().unwrap(), lon.parse().unwrap()));
        let country = Some(cells[1]).filter(|code| *code != "-");
        Line { sentence: cells[0], country, point, precision: cells[3], document: cells[4] }
    })
    .collect()
}

/// The place of the name in brackets.
fn placed(line: &Line) -> Option<Place> {
    let (before, rest) = line.sentence.split_once("[[").unwrap();
    let (name, after) = rest.split_once("]]").unwrap();
    let words = |raw: &'static str| -> Vec<&'static str> {
        let text = Text::new(raw);
        (0..text.words.len()).map(|word| text.form(word)).collect()
    };
    let (before, after) = (words(before), words(after));
    let (mut countries, mut dateline, mut publisher) = (Vec::new(), None, None);
    let (codes, rest) = match line.document.split_once("dateline:") {
        Some((codes, name)) => {
            dateline = resolve_phrase(name, &Context::default());
            assert!(dateline.is_some(), "{name}");
            (codes, "")
        }
        None => line.document.split_once("publisher:").unwrap_or((line.document, "")),
    };
    countries.extend(codes.trim().split(',').filter(|code| !code.is_empty()).map(|code| (code, 1.0)));
    publisher = publisher.or(Some(rest).filter(|code| !code.is_empty()));
    let toponym = Toponym {
        name,
        words_before: &before[before.len().saturating_sub(WINDOW)..],
        words_after: &after[..after.len().min(WINDOW)],
    };
    resolve(&toponym, &Context { dateline: dateline.as_ref(), countries: &countries, publisher })
}

fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin().powi(2);
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin().powi(2);
    2.0 * 6371.0 * (half_lat + lat_a.cos() * lat_b.cos() * half_lon).sqrt().asin()
}

#[test]
fn most_toponyms_come_out_where_a_reader_would_put_them() {
    let lines = lines();
    let (mut right, mut asked, mut near, mut sorts) = (0, 0, 0, 0);
    let mut wrong = String::new();
    for line in &lines {
        let place = placed(line);
        let precision = place.as_ref().map_or("none", |place| match place.precision {
            Precision::City => "city",
            Precision::Admin1 => "admin1",
            Precision::Country => "country",
            Precision::Unknown => "unknown",
        });
        let country = place.as_ref().and_then(|place| place.country);
        let found = (precision == "none") == (line.precision == "none");
        let at = place.as_ref().and_then(|place| Some((place.lat?, place.lon?)));
        let off = line.point.map(|point| at.map_or(f64::INFINITY, |at| kilometres(point, at)));
        let is_right = country == line.country && found;
        let is_near = off.is_none_or(|off| off <= FAR);
        right += usize::from(is_right);
        asked += usize::from(off.is_some());
        near += usize::from(off.is_some_and(|off| off <= FAR));
        sorts += usize::from(precision == line.precision);
        if !is_right || !is_near || precision != line.precision {
            let shown = place.map(|place| (place.name, place.admin1, place.country));
            writeln!(wrong, "{}\n    {shown:?} {precision}, {off:?} km", line.sentence).unwrap();
        }
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let (countries, points) = (percent(right, lines.len()), percent(near, asked));
    println!("{wrong}");
    println!("{} toponyms: country right {countries:.1} %, within {FAR} km {points:.1} %", lines.len());
    println!("precision right {:.1} %", percent(sorts, lines.len()));
    assert!(lines.len() >= 150, "the table has shrunk");
    assert!(countries >= 95.0, "{wrong}");
    assert!(points >= 88.0, "{wrong}");
}
