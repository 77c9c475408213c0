"""The training corpora, read into one shape: a Document of words with whatever labels its corpus has.

UD English EWT and GUM give tags, lemmas, trees and sentence ends on gold words; GUM gives names as well. PolNeAR gives
attributions on raw text, which crates/text splits into words, so that training sees what the program will see.
Run as a script this writes training/cache/corpora.pickle.
"""
import dataclasses
import functools
import gzip
import hashlib
import json
import pickle
import subprocess
import sys

import features
import lemma
import marks
from places import CACHE, DATA, HERE, WORDS, scorer

NAME_TYPES = ("person", "organization", "place", "other")
ROLES = ("source", "cue", "content")
BIO = lambda kinds: ["O"] + [f"{b}-{k}" for k in kinds for b in "BI"]
NAME_LABELS, ATTRIBUTION_LABELS, VOICE_LABELS = BIO(NAME_TYPES), BIO(ROLES), BIO(("cue",))
# A form that is a cue in so many of its occurrences outside of all content may be one inside it too, unmarked.
CUE_SHARE, CUE_COUNT = .15, 8
LEMMA_MIN_COUNT = 3


@dataclasses.dataclass
class Document:
    id: str
    corpus: str                      # ewt, gum, polnear, gold, own
    forms: list
    opens: list                      # word opens a paragraph
    sentences: list                  # (first word, after last word); gold, or guessed by rule for polnear
    text: str = None
    spans: list = None               # code points of text, a word each
    upos: list = None
    xpos: list = None
    lemmas: list = None
    scripts: list = None             # lemma.script of each word
    heads: list = None               # 1-based inside the sentence, 0 the root
    rels: list = None
    names: list = None               # two label lists, outer and inner
    mentions: list = None            # allowed types of the mention that a word heads, ("O",) where it heads none
    clusters: list = None            # of the mention that a word heads, None where it heads none
    sectors: list = None             # primary sector of whom the mention speaks that a word heads, "-" where it has none, None where it heads none
    roles: list = None               # attribution label a word, outermost level; None where PolNeAR says "discard"
    voices: list = None              # cue label a word, all levels; None where nobody looked for inner cues
    attributions: list = None        # {"source", "cue", "content"}: word ranges
    acts: list = None                # {"anchor", "rest", "type", "mode", "status", "contexts", "actors", "recipients"}: words
    dyad: tuple = None               # (word of the actor, of the recipient, types of which one holds between them)
    governors: list = None           # of a tree over the whole document: word, None for roots
    tags: list = None                # treebank tags, with governors where they are the program's
    sentence: list = None            # number of the sentence, likewise
    nouns: dict = None               # word that names whom a pronoun stands for, of those that the program reads so
    lengths: list = None             # word pieces of each sentence

    def prepare(self):
        """Adds what the encoder sees."""
        self.pieces = [features.pieces(f) for f in self.forms]
        self.case = [features.case(f) for f in self.forms]
        self.quoted = features.quoted(self.forms, self.opens)
        return self


def read_conllu(path, corpus):
    documents, words, opens, multi = [], [], False, None

    def end_sentence():
        nonlocal words
        if words:
            d = documents[-1]
            d.sentences.append((len(d.forms), len(d.forms) + len(words)))
            for form, upos, xpos, lem, head, rel, opening, token in words:
                d.forms.append(form), d.upos.append(upos), d.xpos.append(xpos), d.lemmas.append(lem)
                d.heads.append(head), d.rels.append(rel), d.opens.append(opening), d.tokens.append(token)
        words = []

    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                d = Document(line.split("=", 1)[1].strip(), corpus, [], [], [], upos=[], xpos=[], lemmas=[], heads=[], rels=[])
                d.tokens = []        # (surface token, index of the word in it, words in it)
                documents.append(d)
                opens = True
            elif line.startswith("# newpar"):
                opens = True
            elif not line:
                end_sentence()
                multi = None
            elif not line.startswith("#"):
                c = line.split("\t")
                if "." in c[0]:
                    continue
                if "-" in c[0]:
                    a, b = map(int, c[0].split("-"))
                    multi = (a, b, c[1])
                    continue
                i = int(c[0])
                token = (multi[2], i - multi[0], multi[1] - multi[0] + 1) if multi and multi[0] <= i <= multi[1] else (c[1], 0, 1)
                words.append((c[1], c[3], c[4], c[2], int(c[6]), c[7], opens, token))
                opens = False
    end_sentence()
    return documents


def find_words(d):
    """Spans of the treebank's words in the text of the same document."""
    at, text, spans = 0, d.text, []

    def take(token):
        nonlocal at
        while text[at].isspace():
            at += 1
        start = at
        for ch in "".join(token.split()):
            while text[at].isspace():
                at += 1
            if text[at] != ch:
                raise ValueError(f"{d.id}: {token!r} is not at {at}: {text[at - 9:at + 9]!r}")
            at += 1
        return start, at

    for form, (token, part, parts) in zip(d.forms, d.tokens):
        if part == 0:
            whole = take(token)
            cursor = whole[0]
        if parts > 1 and text[cursor:cursor + len(form)] == form:
            spans.append((cursor, cursor + len(form)))
            cursor += len(form)
        else:
            spans.append(whole)
    d.spans = spans


def add_names(d, record):
    """GUM's proper mentions as an outer and an inner layer of labels."""
    entities = scorer("score_entities")
    mentions = {(entities.trim(m.span, record["text"]), m.type) for m in entities.gold_mentions(record) if m.named}
    d.names = marks.name_layers(d, [(*words, kind) for span, kind in mentions for words in cover(d, [span])])


@functools.cache
def named():
    """Names that we marked after GUM's manner in other people's texts (names.tsv): corpus and document -> [(start, end, type)], in words of the
    treebank's document for EWT, in code points for the others."""
    found = {}
    for line in (HERE / "names.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        first, last, *kind = line.split("\t")
        if kind:
            found[document].append((int(first), int(last), *kind))
        else:
            found[document := (first, last)] = []
    return found


def add_named(d, names):
    """Names of a document that we marked; it becomes one of a corpus of its own, which a pass may see more often."""
    d.names = marks.name_layers(d, [(*words, kind) for a, b, kind in names for words in ([(a, b)] if d.corpus == "ewt" else cover(d, [(a, b)]))])
    d.corpus += "-named"


def treebanks(part):
    records, known = {r["id"]: r for r in jsonl(DATA / f"gum/{part}.jsonl.gz")}, named()
    for corpus in ("ewt", "gum"):
        for d in read_conllu(DATA / f"ud/{corpus}-{part}.conllu.gz", corpus):
            if d.id in records and corpus == "gum":
                d.text = records[d.id]["text"]
                find_words(d)
                add_names(d, records[d.id])
                marks.add_gum_mentions(d, records[d.id])
            elif ("ewt", d.id) in known:
                add_named(d, known["ewt", d.id])
            del d.tokens
            d.scripts = [lemma.script(f, l) for f, l in zip(d.forms, d.lemmas)]
            yield d.prepare()


def jsonl(path):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def split_words(records):
    """Words and guessed sentence ends of raw texts, by crates/text."""
    asked = "".join(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in records)
    done = subprocess.run(WORDS, input=asked.encode(), capture_output=True, check=True)
    return {r["id"]: r for r in map(json.loads, done.stdout.decode().splitlines())}


def raw_document(record, split, corpus):
    spans = [(w[0], w[1]) for w in split["words"]]
    ends = sorted(set(split["boundaries"]) | {len(spans) - 1} | {i - 1 for i, w in enumerate(split["words"]) if w[3] and i})
    sentences = [(a + 1, b + 1) for a, b in zip([-1] + ends, ends) if b > a]
    forms = [record["text"][a:b] for a, b in spans]
    d = Document(record["id"], corpus, forms, [bool(w[3]) for w in split["words"]], sentences, record["text"], spans)
    d.prepare()
    assert d.quoted == [bool(w[4]) for w in split["words"]] and d.case == [w[5] for w in split["words"]], d.id
    return d


def cover(d, spans):
    """Ranges of the words that spans of characters touch."""
    found = []
    for start, end in spans:
        inside = [i for i, (a, b) in enumerate(d.spans) if a < end and b > start]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found


def mark(labels, ranges, kind):
    for start, end in ranges:
        for i in range(start, end):
            labels[i] = ("B-" if i == start else "I-") + kind


def attribute(d, outer, inner):
    """Labels and links from attributions in characters; `inner` ones stand in the content of others."""
    d.roles, d.voices, d.attributions = ["O"] * len(d.forms), ["O"] * len(d.forms), []
    for level, attributions in (("outer", outer), ("inner", inner)):
        for a in attributions:
            ranges = {role: cover(d, a[role]) for role in ROLES}
            if not ranges["cue"] or not ranges["content"]:
                continue
            d.attributions.append(ranges)
            mark(d.voices, ranges["cue"], "cue")
            for role in ROLES if level == "outer" else ():
                mark(d.roles, ranges[role], role)
    return d


def nested():
    """Inner attributions of PolNeAR's training part, as offsets: (document, attribution) -> attributions."""
    found = {}
    path = HERE / "nested.tsv"
    for line in path.read_text().splitlines() if path.exists() else ():
        if line and not line.startswith("#"):
            document, outer, *fields = line.split("\t")
            at = found.setdefault((document, outer), [])
            if fields:
                at.append({r: [tuple(map(int, s.split("-"))) for s in f.split(",") if s] for r, f in zip(ROLES, fields)})
    return found


def polnear(part):
    records = jsonl(DATA / f"polnear/{part}.jsonl.gz")
    split, inner, names, documents = split_words(records), nested(), named(), []
    for r in records:
        known = {a["id"]: inner.get((r["id"], a["id"])) for a in r["attributions"]}
        d = attribute(raw_document(r, split[r["id"]], "polnear"), r["attributions"], [a for found in known.values() for a in found or ()])
        for start, end in cover(d, r.get("discard") or []):
            d.roles[start:end] = d.voices[start:end] = [None] * (end - start)
        d.unread = [False] * len(d.forms)
        for a in r["attributions"]:
            if known[a["id"]] is None:
                for start, end in cover(d, a["content"]):
                    d.unread[start:end] = [True] * (end - start)
        if ("polnear", r["id"]) in names:
            add_named(d, names["polnear", r["id"]])
        documents.append(d)
    cues = cue_forms(documents)
    for d in documents:
        d.voices = [None if unread and label == "O" and form.lower() in cues else label for form, label, unread in zip(d.forms, d.voices, d.unread)]
        del d.unread
    return documents


def cue_forms(documents):
    """Forms that are often part of a cue where PolNeAR marks cues."""
    cue, all_ = {}, {}
    for d in documents:
        for form, role, unread in zip(d.forms, d.roles, d.unread):
            if not unread and role and form.isalpha():
                all_[form.lower()] = all_.get(form.lower(), 0) + 1
                cue[form.lower()] = cue.get(form.lower(), 0) + (role[2:] == "cue")
    return {f for f, n in cue.items() if n >= CUE_COUNT and n >= CUE_SHARE * all_[f]}


def passages(records, corpus):
    """Passages in which statements of all levels are marked, in the shape of the record; with events, and entities in our own."""
    split, documents = split_words(records), []
    for r in records:
        roles = [dict({role: s[role]["spans"] for role in ROLES}, within=s.get("within")) for s in r["statements"]]
        outer, inner = [a for a in roles if not a["within"]], [a for a in roles if a["within"]]
        documents.append(attribute(raw_document(r, split[r["id"]], corpus), outer, inner))
    marks.add_trees(documents)
    for d, r in zip(documents, records):
        if "entities" in r:
            marks.add_marked(d, r)
        elif "events" in r:
            marks.add_gold(d, r)
    return documents


def own():
    """Our own texts of the training part: passages, marked ones and others, and marked sentences."""
    import passages as ours
    records = marks.marked("train")
    for path in sorted((HERE / "passages" / "train").glob("*.txt")):
        for record, faults in ours.read(path):
            assert not faults, (path, record["id"], faults)
            records.setdefault(record["id"], record)
    return list(records.values())


def acts():
    """Passages of other people's texts in which we marked the events; nobody looked for statements."""
    import acts as ours
    records = ours.records()
    split, documents = split_words(records), []
    for r in records:
        source = r["id"].split("-")[0]
        kind = "acts" if source == "synthetic" else "acts-news" if source in ours.SOURCES else "acts-written"
        d = raw_document(r, split[r["id"]], kind if not ours.held_back(r) else "acts-held")
        d.roles, d.voices, d.attributions = [None] * len(d.forms), [None] * len(d.forms), []
        documents.append(d)
    marks.add_trees(documents)
    # The later readers, who were asked who is understood, took an act's nearest pronoun for a party, the earlier ones its noun.
    marks.add_nouns([d for d, r in zip(documents, records) if any(e["understood"] is not None for e in r["events"])])
    for d, r in zip(documents, records):
        marks.add_gold(d, r)
    return documents


def articles():
    """News articles in which we marked the names and nothing else."""
    names = {document: found for (corpus, document), found in named().items() if corpus == "guardian"}
    records = [r for r in jsonl(DATA / "articles/guardian-syria.jsonl.gz") if r["id"] in names]
    split = split_words(records)
    for r in records:
        d = raw_document(r, split[r["id"]], "guardian")
        add_named(d, names[r["id"]])
        yield d


def kept_out(record):
    """A fifth of the dyads only measures: the same in every run, by the hash of the id."""
    return hashlib.sha256(record["id"].encode()).digest()[0] % 5 == 0


def dyads():
    records = [(dict(r, text=r["text"]), a, b) for r, a, b in marks.dyads(jsonl(DATA / "events/dyads_train.jsonl.gz"))]
    split, documents = split_words([r for r, _, _ in records]), []
    for r, a, b in records:
        documents.append(raw_document(r, split[r["id"]], "dyads-dev" if kept_out(r) else "dyads"))
    marks.add_trees(documents)
    for d, (r, a, b) in zip(documents, records):
        kind = r["expected"]["event"]
        d.dyad = (*(marks.head(d, marks.inside(d, s)) for s in (a, b)), ("CONCEDE", "RETREAT") if kind == "YIELD" else (kind,))
    return documents


def plain():
    """Texts without labels, for the teacher to speak of: news articles and machine-written stories, none with words in common with the
    development passages; and our own test passages are no part of them."""
    import acts as ours
    taken = ours.grams_of("dev")
    records = [dict(r, id=f"{source}-{k}") for source in ("guardian", "synthetic") for k, r in ours.texts(source).items() if not ours.grams(r["text"]) & taken]
    split = split_words(records)
    for r in records:
        try:
            yield raw_document(r, split[r["id"]], "plain")
        except AssertionError:  # characters that Python and the program see differently: not worth the trouble
            pass


def vocabulary(documents):
    """Label lists of the treebank heads; lemma scripts seen fewer than LEMMA_MIN_COUNT times are no class."""
    plover = json.loads((DATA.parent / "plover.json").read_text("utf-8"))
    trees = [d for d in documents if d.upos]
    counts = {}
    for d in trees:
        for s in d.scripts:
            counts[s] = counts.get(s, 0) + 1
    return {
        "upos": sorted({t for d in trees for t in d.upos}),
        "xpos": sorted({t for d in trees for t in d.xpos}),
        "rel": sorted({t for d in trees for t in d.rels}),
        "lemma": sorted((s for s, n in counts.items() if n >= LEMMA_MIN_COUNT), key=lambda s: (-counts[s], s)),
        "name": NAME_LABELS,
        "attribution": ATTRIBUTION_LABELS,
        "voice": VOICE_LABELS,
        "mention": marks.MENTION_LABELS,
        "sector": marks.SECTORS,
        "event": ["O"] + sorted(plover["types"]),
        "status": marks.STATUSES,
        "mode": ["-"] + sorted(f"{t}/{m}" for t, v in plover["types"].items() for m in v["modes"]),
        "context": sorted(plover["contexts"]),
    }


def main():
    corpora = {part: list(treebanks(part)) + polnear(part) + list(passages(jsonl(DATA / f"events/gold_{part}.jsonl.gz"), "gold"))
               for part in ("train", "dev")}
    corpora["train"] += passages(own(), "own")
    for d in acts():
        corpora["dev" if d.corpus == "acts-held" else "train"].append(d)
    corpora["train"] += articles()
    corpora["train"] += plain()
    for d in dyads():
        corpora["dev" if d.corpus == "dyads-dev" else "train"].append(d)
    CACHE.mkdir(exist_ok=True)
    labels = vocabulary(corpora["train"])
    with open(CACHE / "corpora.pickle", "wb") as f:
        pickle.dump((corpora, labels), f)
    for part, documents in corpora.items():
        for corpus in ("ewt", "ewt-named", "gum", "polnear", "polnear-named", "guardian-named", "gold", "own", "acts", "acts-news", "acts-written", "acts-held", "dyads", "dyads-dev", "plain"):
            ds = [d for d in documents if d.corpus == corpus]
            print(part, corpus, len(ds), "documents", sum(len(d.forms) for d in ds), "words",
                  sum(len(p) for d in ds for p in d.pieces), "pieces", file=sys.stderr)
    print({k: len(v) for k, v in labels.items()}, file=sys.stderr)


if __name__ == "__main__":
    import corpora  # by its own name, so that the pickled documents can be read elsewhere
    corpora.main()
