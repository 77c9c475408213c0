"""One text to a record: the attributes, the spans, the notebook."""

import json

import pytest

import onrecord
from onrecord import Record


def test_a_record_has_who_said_what_and_who_did_what():
    record = onrecord.read(
        "Prime Minister Ana Roy condemned the attack on Tuesday. She said Norway would send two ships.",
        published="2021-03-04",
        publisher="Harbour Gazette",
    )
    said = next(it for it in record.statements if it.cue.text == "said")
    assert (said.source.text, said.content.text, said.kind) == ("She", "Norway would send two ships", "indirect")
    speaker = record[said.source.entities[0]]
    assert (speaker.name, speaker.type) == ("Prime Minister Ana Roy", "person")
    event = next(it for it in record.events if it.text == "condemned")
    assert (event.type, event.status, event.actors[0].entity) == ("ACCUSE", "actual", speaker.id)
    assert record.times[0].start == "2021-03-02", "the Tuesday before the day of publication"
    assert (record.doc.publisher, record.doc.published, record.doc.language) == ("Harbour Gazette", "2021-03-04", "en")
    assert record.schema == "onrecord/1" and record.made.model.startswith("wire-")


def test_spans_slice_a_str_whatever_stands_before(texts):
    # One code point, two UTF-16 units, four bytes; a no-break space; a letter with a combining accent.
    odd = "🛳️ Zoe\u0308 Hall said\u00a0no. 𝒜na Roy “denied” it, and the café closed."
    for text in [odd, *texts.values()]:
        record = onrecord.read(text)
        assert record.text == text
        spans = [*record.paragraphs, *record.sentences]
        for it in record.entities:
            spans += [span for mention in it.mentions for span in (mention.span, mention.head)]
        for it in record.statements:
            spans += [*it.source.spans, *it.cue.spans, *it.content.spans]
        for it in record.events:
            spans += [*it.anchor, *(role.span for role in it.actors + it.recipients if role.span)]
        assert spans
        for span in spans:
            start, end = span
            assert text[start:end] == text[span.slice] == span.text and len(span) == len(span.text)


def test_a_record_is_what_the_program_prints_to_the_byte(articles, program, texts):
    for name, text in texts.items():
        printed = program("read", name, "--format", "jsonl", cwd=articles)
        assert onrecord.read(text, id=name).to_json() == printed.rstrip("\n"), name
    lines = (articles / "wire.jsonl").read_text(encoding="utf-8").splitlines()
    printed = program("read", "wire.jsonl", "--format", "jsonl", cwd=articles).splitlines()
    for line, wanted in zip(lines, printed, strict=True):
        given = json.loads(line)
        fields = {name: given[name] for name in ("id", "title", "published", "publisher", "url") if name in given}
        fields.setdefault("published", given.get("date"))
        assert onrecord.read(given["text"], **fields).to_json() == wanted


def test_a_dictionary_is_the_contract_and_a_copy():
    record = onrecord.read("The Senate rejected the bill.")
    plain = record.to_dict()
    assert plain["sentences"] == [[0, 29]] and plain["events"][0]["type"] == "REJECT"
    plain["text"] = "another"
    assert record.to_dict()["text"] == "The Senate rejected the bill."
    assert Record.from_json(record.to_json()) == record


def test_a_notebook_shows_the_article_with_its_marks():
    record = onrecord.read('The "free & fair" vote was rigged, Ana Roy said.', title="<Vote>")
    shown = record._repr_html_()
    assert "&lt;Vote&gt;" in shown and "free &amp; fair" in shown and "<Vote>" not in shown
    assert 'class="s" title="s1 source">Ana Roy</span>' in shown
    assert 'class="c" title="s1 cue">said</span>' in shown


def test_what_cannot_be_read_says_why():
    with pytest.raises(ValueError, match="nothing to read"):
        onrecord.read(" \n ")
    with pytest.raises(ValueError, match="binary, not text"):
        onrecord.read("a\0b")
    with pytest.raises(TypeError, match="the text is bytes, not str"):
        onrecord.read(b"The Senate rejected the bill.")
    with pytest.raises(UnicodeEncodeError):
        onrecord.read("half of a pair: \ud83d")


def test_what_cannot_be_used_says_why(tmp_path):
    (tmp_path / "other.safetensors").write_bytes(b"no model")
    with pytest.raises(onrecord.OnRecordError, match=r"other\.safetensors: "):
        onrecord.Coder(model=tmp_path / "other.safetensors")
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "AID.toml").write_text("name = 7")
    with pytest.raises(onrecord.OnRecordError, match=r"types/AID\.toml:1"):
        onrecord.Coder(codebook=tmp_path)
    with pytest.raises(ValueError, match="from 0 to 1"):
        onrecord.Coder(min_confidence=1.5)


def test_a_threshold_lets_more_or_fewer_events_through(texts):
    def sure(least):
        return [it.confidence for it in onrecord.Coder(min_confidence=least).read(texts["court.txt"]).events]

    few, many = sure(0.9), sure(0.1)
    assert len(few) < len(many) and min(few) >= 0.9 and min(many) >= 0.1
