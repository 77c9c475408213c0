"""The record of one document, field by field as `docs/record.md` names them.

A record is what the program writes as JSON; the classes here are a view of it. All spans count code points of
`Record.text`, from `start`, the first inside, to `end`, the first after.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Union

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Span:
    """Where something stands, in code points: `record.text[span.start:span.end] == span.text`."""

    start: int
    end: int
    text: str
    """The words that stand there."""

    @property
    def slice(self) -> slice:
        """For `record.text[span.slice]`."""
        return slice(self.start, self.end)

    def __iter__(self) -> Iterator[int]:
        """`start, end = span`"""
        return iter((self.start, self.end))

    def __len__(self) -> int:
        return self.end - self.start


def _span(pair: Sequence[int] | None, text: str) -> Any:
    """A span, or `None` where there is none."""
    if pair is None:
        return None
    return Span(pair[0], pair[1], text[pair[0] : pair[1]])


def _spans(pairs: Sequence[Sequence[int]], text: str) -> tuple[Span, ...]:
    return tuple(Span(start, end, text[start:end]) for start, end in pairs)


class _Words:
    """What stands in one or several pieces of the text."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words, pieces joined by ` … `; empty where there are none."""
        return " … ".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Made:
    """Program, model and tables that made a record."""

    program: str
    """Version of the program."""
    model: str
    """`name@hash`"""
    codebook: str | None
    """`name@hash`"""
    registry: str | None
    """Version of the registry of actors, where one was used."""


@dataclass(frozen=True)
class Dateline:
    """Where, when and by whom a wire article was filed."""

    span: Span
    place: str | None
    country: str | None
    """ISO 3166-1 alpha-3"""
    agency: str | None


@dataclass(frozen=True)
class Headline:
    """A headline that stands in the text itself."""

    span: Span


@dataclass(frozen=True)
class Doc:
    """What is known of the document."""

    id: str
    uri: str | None
    publisher: str | None
    title: str | None
    """Title given beside the text; not part of it."""
    language: str | None
    """ISO 639"""
    published: str | None
    """ISO date"""
    dateline: Dateline | None
    headline: Headline | None
    story: str | None

    @classmethod
    def _of(cls, of: Fields, text: str) -> Doc:
        dateline, headline = of["dateline"], of["headline"]
        if dateline is not None:
            dateline = Dateline(**{**dateline, "span": _span(dateline["span"], text)})
        if headline is not None:
            headline = Headline(_span(headline["span"], text))
        return cls(**{**of, "dateline": dateline, "headline": headline})


@dataclass(frozen=True)
class Location:
    """Where a place lies, or where something happened."""

    span: Span | None
    """The words; none where the dateline gives the place."""
    name: str
    country: str | None
    """ISO 3166-1 alpha-3"""
    admin1: str | None
    """First-order division"""
    geonames: int | None
    """GeoNames id"""
    lat: float | None
    """Degrees north"""
    lon: float | None
    """Degrees east"""
    precision: str
    """`city`, `admin1`, `country` or `unknown`"""

    @classmethod
    def _of(cls, of: Fields | None, text: str) -> Any:
        return None if of is None else cls(**{**of, "span": _span(of["span"], text)})


@dataclass(frozen=True)
class TimeRange:
    """Days, the last one included."""

    span: Span | None
    """The words; none where the day of publication is meant."""
    start: str | None
    """ISO date"""
    end: str | None
    """ISO date"""

    @classmethod
    def _of(cls, of: Fields, text: str) -> TimeRange:
        return cls(_span(of["span"], text), of["start"], of["end"])


@dataclass(frozen=True)
class Mention:
    """One place where the text speaks of an entity."""

    span: Span
    head: Span
    kind: str
    """`name`, `nominal` or `pronoun`"""


@dataclass(frozen=True)
class Entity:
    """Somebody or something that the text names, with all its mentions."""

    id: str
    type: str
    """`person`, `organization`, `place`, `group` or `other`"""
    name: str
    country: str | None
    """ISO 3166-1 alpha-3"""
    sectors: tuple[str, ...]
    """PLOVER's, the primary one first"""
    role: str | None
    wikidata: str | None
    location: Location | None
    mentions: tuple[Mention, ...]

    @classmethod
    def _of(cls, of: Fields, text: str) -> Entity:
        mentions = tuple(Mention(_span(it["span"], text), _span(it["head"], text), it["kind"]) for it in of["mentions"])
        location = Location._of(of.get("location"), text)
        return cls(**{**of, "sectors": tuple(of["sectors"]), "location": location, "mentions": mentions})


@dataclass(frozen=True)
class Source(_Words):
    """Who says it."""

    spans: tuple[Span, ...]
    """Empty where nobody is named."""
    entities: tuple[str, ...]
    """Ids of the entities meant"""
    kind: str
    """`named`, `anonymous`, `collective`, `document` or `none`"""


@dataclass(frozen=True)
class Cue(_Words):
    """The words that make it an attribution."""

    spans: tuple[Span, ...]
    kind: str | None
    """Its class: `say`, `deny`, `ask`, … (`class` in the JSON, which Python keeps for itself)"""


@dataclass(frozen=True)
class Content(_Words):
    """What is said."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Statement:
    """Who said what."""

    id: str
    kind: str
    """`direct`, `mixed` or `indirect`"""
    within: str | None
    """Id of the statement in whose content this one stands"""
    negated: bool
    """The cue itself is denied."""
    confidence: float
    """Probability, 0 to 1"""
    source: Source
    cue: Cue
    content: Content

    @classmethod
    def _of(cls, of: Fields, text: str) -> Statement:
        source, cue = of["source"], of["cue"]
        return cls(
            **{
                **of,
                "source": Source(_spans(source["spans"], text), tuple(source["entities"]), source["kind"]),
                "cue": Cue(_spans(cue["spans"], text), cue["class"]),
                "content": Content(_spans(of["content"]["spans"], text)),
            }
        )


@dataclass(frozen=True)
class Role:
    """Who did it, or to whom it was done."""

    span: Span | None
    """None where it is only understood"""
    entity: str | None
    country: str | None
    sectors: tuple[str, ...]

    @classmethod
    def _of(cls, of: Fields, text: str) -> Role:
        return cls(_span(of["span"], text), of["entity"], of["country"], tuple(of["sectors"]))


@dataclass(frozen=True)
class Reason:
    """Why an event was coded."""

    by: str
    """`head`, `lexicon`, `pattern` or `rule`"""
    id: str
    score: float | None


@dataclass(frozen=True)
class Event:
    """Who did what to whom, after PLOVER."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: str
    intensity: float
    """PLOVER's score of the type, -10 to 10"""
    anchor: tuple[Span, ...]
    """The head words of the act"""
    actors: tuple[Role, ...]
    recipients: tuple[Role, ...]
    location: Location | None
    time: TimeRange
    status: str
    """`actual`, `historical`, `future`, `hypothetical` or `negated`"""
    statement: str | None
    """Id of the innermost statement that vouches for it; none is the article's own voice"""
    confidence: float
    """Probability, 0 to 1"""
    reasons: tuple[Reason, ...]

    @property
    def text(self) -> str:
        """The words of the act."""
        return " … ".join(span.text for span in self.anchor)

    @classmethod
    def _of(cls, of: Fields, text: str) -> Event:
        return cls(
            **{
                **of,
                "contexts": tuple(of["contexts"]),
                "anchor": _spans(of["anchor"], text),
                "actors": tuple(Role._of(role, text) for role in of["actors"]),
                "recipients": tuple(Role._of(role, text) for role in of["recipients"]),
                "location": Location._of(of["location"], text),
                "time": TimeRange._of(of["time"], text),
                "reasons": tuple(Reason(it["by"], it["id"], it["score"]) for it in of["reasons"]),
            }
        )


Fact = Union[Entity, Statement, Event]


class Record:
    """All that was found in one document. What is looked at is made when it is looked at."""

    def __init__(self, fields: Fields, written: str | None = None) -> None:
        """From the object that the program writes as JSON."""
        self._fields = fields
        self._written = written

    @classmethod
    def from_json(cls, line: str | bytes) -> Record:
        """From a line of `onrecord read --format jsonl`."""
        return cls(json.loads(line), line if isinstance(line, str) else line.decode())

    @classmethod
    def from_row(cls, row: Fields) -> Record:
        """From a row of `Coder.code_batch` as a dictionary (`pyarrow.Table.to_pylist`, `Row.asDict(recursive=True)`).

        Raises `ValueError` with the row's reason where the row has no record.
        """
        if row.get("error") is not None:
            raise ValueError(row["error"])
        return cls({name: _pairs(row[name]) for name in _COLUMNS})

    @property
    def schema(self) -> str:
        """The contract: `onrecord/1`."""
        return str(self._fields["schema"])

    @cached_property
    def made(self) -> Made:
        """What made the record."""
        return Made(**self._fields["made"])

    @cached_property
    def doc(self) -> Doc:
        """What is known of the document."""
        return Doc._of(self._fields["doc"], self.text)

    @property
    def text(self) -> str:
        """Exactly the text that was read; all spans count its code points."""
        return str(self._fields["text"])

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Where the paragraphs stand."""
        return _spans(self._fields["paragraphs"], self.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Where the sentences stand."""
        return _spans(self._fields["sentences"], self.text)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Who and what is named."""
        return tuple(Entity._of(it, self.text) for it in self._fields["entities"])

    @cached_property
    def times(self) -> tuple[TimeRange, ...]:
        """Which days the text names."""
        return tuple(TimeRange._of(it, self.text) for it in self._fields["times"])

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what, in the order of the text."""
        return tuple(Statement._of(it, self.text) for it in self._fields["statements"])

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom."""
        return tuple(Event._of(it, self.text) for it in self._fields["events"])

    @cached_property
    def _by_id(self) -> dict[str, Fact]:
        facts: tuple[Fact, ...] = (*self.entities, *self.statements, *self.events)
        return {fact.id: fact for fact in facts}

    def __getitem__(self, id: str) -> Fact:
        """The entity, statement or event of this id: `record[statement.source.entities[0]].name`."""
        return self._by_id[id]

    def to_dict(self) -> dict[str, Any]:
        """The record as `docs/record.md` describes it: plain dictionaries, lists, strings and numbers, a copy of
        its own."""
        copy: dict[str, Any] = json.loads(self.to_json())
        return copy

    def to_json(self) -> str:
        """One line of JSON, to the byte as `onrecord read --format jsonl` prints it where the record was read here."""
        if self._written is None:
            self._written = json.dumps(self._fields, ensure_ascii=False, separators=(",", ":"))
        return self._written

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._fields == other._fields

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(self._fields[name])} {name}" for name in ("sentences", "entities", "statements", "events")
        )
        return f"<onrecord.Record {self.doc.id!r}: {counts}>"

    def _repr_html_(self) -> str:
        """The article with its statements and events marked, for notebooks."""
        from .show import html

        return html(self)


_COLUMNS = (
    "schema",
    "made",
    "doc",
    "text",
    "paragraphs",
    "sentences",
    "entities",
    "times",
    "statements",
    "events",
)


def _pairs(value: Any) -> Any:
    """Structures `start`, `end` as the pairs of the JSON."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return [value["start"], value["end"]]
        return {name: _number(inner) if name in _SINGLE else _pairs(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_pairs(inner) for inner in value]
    return value


# Numbers of 32 bits, which the JSON writes with as many digits as tell them apart.
_SINGLE = frozenset(("confidence", "intensity", "score"))


def _number(value: float | None) -> float | None:
    if value is None:
        return None
    packed = struct.pack("f", value)
    written = (f"{value:.{digits}g}" for digits in range(1, 10))
    return next((float(it) for it in written if struct.pack("f", float(it)) == packed), value)
