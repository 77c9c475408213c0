//! When and where: what the sentence of an act says of time and place, the nearest in the tree, else day and place of the document.

use std::ops::Range;

use jiff::civil::Date;
use onrecord_codebook::Tree;
use onrecord_record::{EntityType, Location, TimeRange};
use onrecord_times::{Expression, Kind};

use crate::entities::Entities;
use crate::places::{Places, location};
use crate::reading::Reading;

/// How many steps of the tree what belongs to an act may be away.
const STEPS: usize = 4;

/// Days of the longest stretch that is the time of an act: "this century" is none.
const LONGEST: i32 = 3660;

/// Days of a stretch that is a year or more.
const YEAR: i32 = 360;

/// When it was: the nearest expression of time in the sentence that is not told of something else, else the day of publication.
pub(crate) fn time(reading: &Reading<'_>, times: &[Expression], anchor: usize, published: Option<Date>) -> TimeRange {
    let sentence = reading.sentence_of(anchor);
    let first = times.partition_point(|it| it.words.start < sentence.start);
    let here = times[first..].iter().take_while(|it| it.words.start < sentence.end);
    let dated = here.filter(|it| match (it.interval.start, it.interval.end) {
        _ if it.kind == Kind::Recurring => false,
        (None, None) => false,
        (Some(start), Some(end)) => (end - start).get_days() <= LONGEST,
        _ => true,
    });
    let near = |it: &&Expression| (distance(reading, anchor, &it.words), it.words.start.abs_diff(anchor));
    match dated.filter(|it| !is_of_another(reading, it, anchor)).min_by_key(near).filter(|it| near(it).0 <= 2 * STEPS) {
        Some(it) => TimeRange {
            span: Some(reading.chars(&it.words)),
            start: it.interval.start.map(|day| day.to_string()),
            end: it.interval.end.map(|day| day.to_string()),
        },
        None => of_publication(published),
    }
}

/// The day of publication, which no words name.
pub(crate) fn of_publication(published: Option<Date>) -> TimeRange {
    let day = published.map(|day| day.to_string());
    TimeRange { span: None, start: day.clone(), end: day }
}

/// Whether a time begins after publication, as none of an act that is done can: "two weeks later" was read from the wrong day, or tells of what
/// was agreed to.
pub(crate) fn lies_ahead(time: &TimeRange, published: Option<Date>) -> bool {
    day(&time.start).zip(published).is_some_and(|(start, published)| start > published)
}

/// Whether the words name a time more than about a year before publication, which the contract calls historical.
pub(crate) fn long_ago(time: &TimeRange, published: Option<Date>) -> bool {
    const DAYS: i32 = 320;
    let end = time.span.and(day(&time.end));
    end.zip(published).is_some_and(|(end, published)| (published - end).get_days() > DAYS)
}

fn day(written: &Option<String>) -> Option<Date> {
    written.as_ref()?.parse().ok()
}

/// Whether an expression of time tells of something else than the act: it stands in a clause on something below the act ("agreed to a
/// plan that starts in March"), or is a year that names a thing ("the 1951 convention").
fn is_of_another(reading: &Reading<'_>, it: &Expression, anchor: usize) -> bool {
    const FAR: usize = 12;
    let Some(top) = reading.top(&it.words) else { return false };
    let mine = reading.upwards(anchor, FAR);
    let head = |word: usize| reading.word(word).head;
    let below = |&step: &usize| match reading.deprel(step) {
        "acl" | "acl:relcl" => head(step) != Some(anchor),
        relation => matches!(relation, "ccomp" | "parataxis"),
    };
    if reading.upwards(top, FAR).iter().take_while(|step| !mine.contains(step)).any(below) {
        return true;
    }
    let long = match (it.interval.start, it.interval.end) {
        (Some(start), Some(end)) => (end - start).get_days() >= YEAR,
        _ => false,
    };
    let names = matches!(reading.deprel(top), "compound" | "amod" | "nummod" | "nmod:poss");
    long && names && head(top).is_some_and(|thing| thing != anchor && !it.words.contains(&thing))
}

/// Where it was: a place that hangs on the act by "in", "at", "near" and the like; else the place nearest in its sentence that is
/// nobody's side; else where the document was filed.
pub(crate) fn place(
    reading: &Reading<'_>,
    entities: &Entities,
    places: &Places,
    (anchor, sides): (usize, &[usize]),
) -> Option<Location> {
    let sentence = reading.sentence_of(anchor);
    let at = |word: usize| {
        let entity = entities.index_at(word).filter(|&e| entities.kind_of(e) == EntityType::Place)?;
        let phrase = entities.phrases(entity).iter().find(|phrase| phrase.head == word)?;
        (!sides.contains(&word)).then(|| (phrase.bare.clone(), entity))
    };
    let near = |(words, _): &(Range<usize>, usize)| {
        (!located(reading, words), distance(reading, anchor, words), words.start.abs_diff(anchor))
    };
    let best = sentence.filter_map(at).filter(|it| located(reading, &it.0)).min_by_key(near);
    let found = best.filter(|it| near(it).1 <= STEPS).and_then(|(words, entity)| {
        let place = places.location(entity)?;
        Some(Location { span: Some(reading.chars(&words)), ..place })
    });
    found.or_else(|| {
        let span = reading.text.layout.dateline.as_ref().map(|parts| reading.span(parts.place));
        places.dateline().map(|place| Location { span, ..location(place) })
    })
}

/// Whether a phrase says where something is.
fn located(reading: &Reading<'_>, words: &Range<usize>) -> bool {
    const WHERE: [&str; 12] =
        ["in", "at", "near", "outside", "inside", "around", "across", "on", "off", "throughout", "over", "within"];
    reading.top(words).is_some_and(|top| reading.hangs_by(top, &WHERE))
}

/// Steps of the tree from a word to a stretch of words.
fn distance(reading: &Reading<'_>, word: usize, words: &Range<usize>) -> usize {
    const FAR: usize = 99;
    let up = |from: usize| reading.upwards(from, FAR);
    let (Some(top), mine) = (reading.top(words), up(word)) else { return FAR };
    let theirs = up(top);
    let meet =
        mine.iter().enumerate().find_map(|(i, step)| theirs.iter().position(|other| other == step).map(|j| i + j));
    meet.unwrap_or(FAR)
}
