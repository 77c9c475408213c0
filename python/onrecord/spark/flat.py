"""Flat tables from nested rows: one row a statement, event, entity, mention or sentence.

Each has `doc` (the document's key, as in the tables of a store), `id` (what the input calls it) and the facts' own
fields under the names of `docs/record.md`. Offsets are code points of the text, and where words stand in several
pieces, these are joined by ` … `.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_DOC = ("key as doc", "doc.id as id")


def _words(spans: str) -> str:
    """SQL for the words of several spans; Spark counts code points as well, from 1."""
    return f"array_join(transform({spans}, it -> substring(text, it.start + 1, it.end - it.start)), ' … ')"


def _word(span: str) -> str:
    return f"substring(text, {span}.start + 1, {span}.end - {span}.start)"


def _exploded(coded: DataFrame, of: str) -> DataFrame:
    return coded.where("error is null").selectExpr("key", "doc", "text", f"posexplode({of}) as (at, it)")


def documents(coded: DataFrame) -> DataFrame:
    """One row a document: what is known of it, and how much was found."""
    return coded.where("error is null").selectExpr(
        *_DOC,
        "doc.uri",
        "doc.publisher",
        "doc.title",
        "doc.language",
        "to_date(doc.published) as published",
        "size(sentences) as sentences",
        "size(entities) as entities",
        "size(statements) as statements",
        "size(events) as events",
        "made.model",
        "made.codebook",
        "made.program",
    )


def sentences(coded: DataFrame) -> DataFrame:
    """One row a sentence, counted from 1."""
    return _exploded(coded, "sentences").selectExpr(
        *_DOC, "at + 1 as sentence", "it.start as start", "it.end as end", f"{_word('it')} as text"
    )


def entities(coded: DataFrame) -> DataFrame:
    """One row an entity; `mentions` says how many there are."""
    return _exploded(coded, "entities").selectExpr(
        *_DOC,
        "it.id as entity",
        "it.type",
        "it.name",
        "it.country",
        "it.sectors",
        "it.role",
        "it.wikidata",
        "it.location.name as place",
        "it.location.lat",
        "it.location.lon",
        "size(it.mentions) as mentions",
    )


def mentions(coded: DataFrame) -> DataFrame:
    """One row a mention of an entity."""
    each = _exploded(coded, "entities").selectExpr(
        "key", "doc", "text", "it.id as entity", "explode(it.mentions) as it"
    )
    return each.selectExpr(
        *_DOC, "entity", "it.kind", "it.span.start as start", "it.span.end as end", f"{_word('it.span')} as text"
    )


def statements(coded: DataFrame) -> DataFrame:
    """One row a statement: who said what."""
    return _exploded(coded, "statements").selectExpr(
        *_DOC,
        "it.id as statement",
        "it.kind",
        "it.within",
        "it.negated",
        "it.confidence",
        f"{_words('it.source.spans')} as source",
        "it.source.entities as source_entities",
        "it.source.kind as source_kind",
        f"{_words('it.cue.spans')} as cue",
        "it.cue.class as cue_class",
        f"{_words('it.content.spans')} as content",
    )


def events(coded: DataFrame) -> DataFrame:
    """One row an event: who did what to whom. Actors and recipients are lists of structures."""
    return _exploded(coded, "events").selectExpr(
        *_DOC,
        "it.id as event",
        "it.type",
        "it.mode",
        "it.contexts",
        "it.cameo",
        "it.quad",
        "it.intensity",
        f"{_words('it.anchor')} as anchor",
        "it.actors",
        "it.recipients",
        "it.location.name as place",
        "it.location.country as place_country",
        "it.location.lat",
        "it.location.lon",
        "to_date(it.time.start) as from_day",
        "to_date(it.time.end) as to_day",
        "it.status",
        "it.statement",
        "it.confidence",
    )


def errors(coded: DataFrame) -> DataFrame:
    """One row for each document that came to nothing, with the reason."""
    return coded.where("error is not null").selectExpr("id", "error")
