"""Reads every export back with other people's libraries, and holds spans against the text.

Usage: exports.py PROGRAM ARTICLES...   (the built `onrecord`, and files or folders to code into a new store)
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import conllu
import mlcroissant
import pandas
from pyld import jsonld
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

OA = Namespace("http://www.w3.org/ns/oa#")
# The terms of the annotation context that the export uses, so that the test needs no network.
ANNO = {
    "oa": str(OA), "dc": "http://purl.org/dc/elements/1.1/", "rdf": str(RDF), "as": "http://www.w3.org/ns/activitystreams#",
    "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource", "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "AnnotationPage": "as:OrderedCollectionPage",
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "identifying": "oa:identifying", "tagging": "oa:tagging", "describing": "oa:describing", "classifying": "oa:classifying",
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "value": "rdf:value", "format": "dc:format", "start": "oa:start", "end": "oa:end",
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
}


def run(*arguments):
    subprocess.run([str(argument) for argument in arguments], check=True, stderr=subprocess.PIPE)


def main(program, articles):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        store = folder / "store"
        run(program, "code", *articles, "--into", store)

        def export(form, *more):
            path = folder / form
            run(program, "export", store, "--format", form, "--output", path, *more)
            return path

        texts = documents(export("jsonl"), store)
        flat = events_csv(export("csv"), texts)
        tables(program, store, folder)
        plover(export("plover"), texts, len(flat))
        polecat(export("polecat"), flat)
        gdelt(export("gdelt"), flat)
        annotations(export("annotations"), texts, len(flat))
        trees(export("conllu"), texts)
        displacy(export("displacy"), texts)
        croissant(program, store, len(flat))
        without_text(export("jsonl", "--without-text"), texts)
    print(f"read back: {len(texts)} documents, {len(flat)} events, in nine formats")


def documents(path, store):
    """JSON Lines against the Parquet files themselves."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    table = pandas.read_parquet(store / "documents")
    assert sorted(record["doc"]["id"] for record in records) == sorted(table["id"])
    for record in records:
        for sentence in record["sentences"]:
            assert 0 <= sentence[0] < sentence[1] <= len(record["text"])
    return {record["doc"]["id"]: record["text"] for record in records}


def events_csv(path, texts):
    table = pandas.read_csv(path, keep_default_na=False)
    for row in table.itertuples():
        spans = json.loads(row.anchor_spans)
        assert " … ".join(texts[row.id][start:end] for start, end in spans) == row.anchor
        words = [texts[row.id][span[0]:span[1]] if span else "" for span in json.loads(row.actor_spans)]
        assert ";".join(word.replace(";", ",") for word in words) == row.actor_words
        assert row.anchor.split(" … ")[0] in row.sentence_text
    return table


def tables(program, store, folder):
    for name in ["documents", "sentences", "entities", "mentions", "times", "statements", "events", "roles"]:
        path = folder / f"{name}.csv"
        run(program, "export", store, "--format", "csv", "--table", name, "--output", path)
        table = pandas.read_parquet(store / name)
        csv.field_size_limit(1 << 30)
        with path.open(encoding="utf-8", newline="") as rows:
            rows = list(csv.DictReader(rows))
        assert len(rows) == len(table) and (not rows or list(rows[0]) == list(table.columns)), name
        if "text" in table.columns:
            assert sorted(row["text"] for row in rows) == sorted(table["text"].fillna("")), name


def plover(path, texts, count):
    lines = [json.loads(line) for line in path.open(encoding="utf-8")]
    assert 0 < len(lines) <= count
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        text = texts[line["cite_info"]["citation"]]
        pandas.Timestamp(line["date"])
        assert line["event_text"] == [text[start:end] for start, end in line["onrecord"]["anchor"]]
        assert line["text"] == text[line["text_info"]["start"]:line["text_info"]["end"]]
        for actor in line["actor"] + line.get("recipient", []):
            if "onrecord_span" in actor:
                assert actor["entity_text"] == text[slice(*actor["onrecord_span"])]


def polecat(path, flat):
    table = pandas.read_csv(path, sep="\t", keep_default_na=False)
    assert table.shape[1] == 40 and table["Event ID"].is_unique
    assert set(table["Event Type"]) <= set(flat["type"])
    ids = set(table["Event ID"].str.rsplit("-", n=2).str[0])
    assert ids <= set(flat["doc"] + "-" + flat["event"])
    pandas.to_datetime(table["Event Date"], format="%Y-%m-%d")


def gdelt(path, flat):
    # As GDELT's users read it: no header, no quotes.
    table = pandas.read_csv(path, sep="\t", header=None, quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    assert table.shape[1] == 61 and table[0].is_unique
    pandas.to_datetime(table[1], format="%Y%m%d")
    assert table[26].str.fullmatch(r"\d{3,4}").all() and table[29].isin(["1", "2", "3", "4"]).all()
    assert (table[28] == table[26].str[:2]).all()
    assert path.with_name(path.name + ".about.txt").read_text(encoding="utf-8").startswith("GDELT 2.0 event columns hold less")


def annotations(path, texts, count):
    whole = json.loads(path.read_text(encoding="utf-8"))
    # Every term is known to the context or one of ours: what JSON-LD does not know it drops, and that would be a loss.
    whole["@context"][0] = ANNO
    graph = Graph().parse(data=json.dumps(jsonld.expand(whole)), format="json-ld")
    by_hash = set(texts.values())
    quotes = positions = 0
    for place in graph.subjects(RDF.type, OA.SpecificResource):
        found = {kind: selector for selector in graph.objects(place, OA.hasSelector) for kind in graph.objects(selector, RDF.type)}
        start, end = (int(graph.value(found[OA.TextPositionSelector], term)) for term in (OA.start, OA.end))
        exact = str(graph.value(found[OA.TextQuoteSelector], OA.exact))
        assert any(text[start:end] == exact for text in by_hash)
        quotes, positions = quotes + 1, positions + 1
    acts = set(graph.subjects(OA.motivatedBy, OA.classifying))
    assert len(acts) == count and quotes > count


def trees(path, texts):
    sentences = conllu.parse(path.read_text(encoding="utf-8"))
    documents = [sentence.metadata["newdoc id"] for sentence in sentences if "newdoc id" in sentence.metadata]
    assert sorted(documents) == sorted(" ".join(name.split()) for name in texts)
    solid = sorted("".join(text.split()) for text in texts.values())
    found, forms = [], []
    for sentence in sentences:
        if "newdoc id" in sentence.metadata and forms:
            found.append("".join(forms))
            forms = []
        heads = [token["head"] for token in sentence if isinstance(token["id"], int)]
        assert heads.count(0) == 1 and all(0 <= head <= len(heads) for head in heads)
        inside = 0
        for token in sentence:
            if isinstance(token["id"], tuple):
                inside = token["id"][2]
            elif token["id"] <= inside:
                continue
            forms.append(token["form"])
    found.append("".join(forms))
    assert sorted("".join(text.split()) for text in found) == solid


def displacy(path, texts):
    documents = json.loads(path.read_text(encoding="utf-8"))
    assert sorted(document["text"] for document in documents) == sorted(texts.values())
    for document in documents:
        last = 0
        for ent in document["ents"]:
            assert last <= ent["start"] < ent["end"] <= len(document["text"])
            last = ent["end"]
        for span in document["spans"]:
            tokens = document["tokens"][span["start_token"]:span["end_token"]]
            words = document["text"][span["start"]:span["end"]]
            assert tokens and (tokens[0] in words or words in tokens[0])


def croissant(program, store, count):
    path = store / "croissant.json"
    run(program, "export", store, "--format", "croissant", "--output", path)
    dataset = mlcroissant.Dataset(jsonld=str(path))
    assert not dataset.metadata.ctx.issues.errors
    assert {records.name for records in dataset.metadata.record_sets} >= {"documents", "events", "statements"}
    rows = list(dataset.records("events"))
    assert len(rows) == count and all(row["events/type"] for row in rows)


def without_text(path, texts):
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        assert record["text"] is None and record["text_length"] == len(texts[record["doc"]["id"]])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
