"""A record in a notebook: the article with sources, cues and contents marked, and tables of what was found.

Spans overlap freely (a statement within a statement, an act within a cue), so the text is cut at every end of a span,
and each piece is marked with all that holds of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .record import Record, Role, Span

_STYLE = """<style>
.onrecord { line-height: 1.6; max-width: 60em }
.onrecord .text { white-space: pre-wrap; font-family: Georgia, serif }
.onrecord .q { background: rgba(120, 160, 220, .16) }
.onrecord .q2 { background: rgba(120, 160, 220, .30) }
.onrecord .s { border-bottom: 2px solid #3b6fb6 }
.onrecord .c { font-style: italic; border-bottom: 2px dotted #b6793b }
.onrecord .v { font-weight: bold; border-bottom: 2px solid #b63b5a }
.onrecord table { margin-top: 1em; text-align: left }
.onrecord td, .onrecord th { padding: .1em .6em }
</style>"""


def html(record: Record) -> str:
    """The whole page of one record."""
    doc = record.doc
    head = " · ".join(escape(part) for part in (doc.title, doc.publisher, doc.published) if part)
    parts = [_STYLE, '<div class="onrecord">']
    if head:
        parts.append(f"<p><b>{head}</b></p>")
    parts.append(f'<div class="text">{_article(record)}</div>')
    parts.append(_statements(record))
    parts.append(_events(record))
    parts.append(f"<p><small>{escape(repr(record)[1:-1])} · {escape(record.made.model)}</small></p></div>")
    return "".join(parts)


def _article(record: Record) -> str:
    text = record.text
    begins: dict[int, list[tuple[str, str]]] = defaultdict(list)
    ends: dict[int, list[tuple[str, str]]] = defaultdict(list)

    def mark(span: Span, kind: str, words: str) -> None:
        if span.end > span.start:
            begins[span.start].append((kind, words))
            ends[span.end].append((kind, words))

    for statement in record.statements:
        for kind, name, spans in (
            ("s", "source", statement.source.spans),
            ("c", "cue", statement.cue.spans),
            ("q", "content", statement.content.spans),
        ):
            for span in spans:
                mark(span, kind, f"{statement.id} {name}")
    for event in record.events:
        for span in event.anchor:
            mark(span, "v", f"{event.id} {event.type}")

    parts, open_marks, at = [], defaultdict(int), 0
    for here in sorted({*begins, *ends, len(text)}):
        parts.append(_piece(text[at:here], [it for it, count in open_marks.items() if count > 0]))
        for it in ends.get(here, ()):
            open_marks[it] -= 1
        for it in begins.get(here, ()):
            open_marks[it] += 1
        at = here
    return "".join(parts)


def _piece(text: str, marks: list[tuple[str, str]]) -> str:
    if not text or not marks:
        return escape(text)
    kinds = [kind for kind, _ in marks]
    classes = sorted(set(kinds)) + (["q2"] if kinds.count("q") > 1 else [])
    words = ", ".join(words for _, words in marks)
    return f'<span class="{" ".join(classes)}" title="{escape(words)}">{escape(text)}</span>'


def _statements(record: Record) -> str:
    if not record.statements:
        return ""
    rows = (
        (
            it.id,
            it.source.text or "–",
            ("not: " if it.negated else "") + it.cue.text,
            _short(it.content.text),
            it.kind,
            it.within or "",
            f"{it.confidence:.2f}",
        )
        for it in record.statements
    )
    return _table(("", "source", "cue", "content", "kind", "within", "confidence"), rows)


def _events(record: Record) -> str:
    if not record.events:
        return ""

    def named(roles: tuple[Role, ...]) -> str:
        return ", ".join(role.span.text if role.span else (role.entity or "–") for role in roles)

    rows = (
        (
            it.id,
            named(it.actors),
            f"{it.type}/{it.mode}" if it.mode else it.type,
            it.text,
            named(it.recipients),
            it.status,
            it.statement or "",
            f"{it.confidence:.2f}",
        )
        for it in record.events
    )
    return _table(("", "actors", "act", "words", "recipients", "status", "on the word of", "confidence"), rows)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(it)}</th>" for it in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(it)}</td>" for it in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
