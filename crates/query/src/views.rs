//! Views: questions that are asked so often that they have a name.

/// One row a day, dyad and type.
pub(crate) const EVENTS_DAILY: &str = "events_daily";

/// Researchers count a day on which a state did one kind of thing to another once, however many reports tell of it. The
/// counts behind it stay visible.
pub(crate) const EVENTS_DAILY_SQL: &str = "
CREATE VIEW events_daily AS
SELECT day, actor_country, recipient_country, type, min(quad) AS quad, sum(events) AS events,
       sum(documents) AS documents, sum(intensity_sum) / sum(events) AS intensity, max(confidence) AS confidence
FROM event_days
WHERE status = 'actual' AND day IS NOT NULL
GROUP BY day, actor_country, recipient_country, type";

/// The events of a story once.
pub(crate) const EVENTS_BY_STORY: &str = "events_by_story";

/// Copies of one report say the same. Of all events of one type, status, day and countries in a story the surest one
/// stands for all; `copies` says how many there are.
pub(crate) const EVENTS_BY_STORY_SQL: &str = "
CREATE VIEW events_by_story AS
SELECT story, type, status, first_day, actor_countries, recipient_countries,
       first_value(doc ORDER BY confidence DESC, doc, event) AS doc,
       first_value(event ORDER BY confidence DESC, doc, event) AS event,
       max(confidence) AS confidence, count(*) AS copies
FROM (SELECT coalesce(s.story, e.doc) AS story, e.* FROM events e LEFT JOIN stories s ON s.doc = e.doc) told
GROUP BY story, type, status, first_day, actor_countries, recipient_countries";
