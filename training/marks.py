"""Who is mentioned and what is done, as labels on the words of a document: from GUM, from the annotated passages, from our own texts.

Mentions and roles are spans of characters; the network learns of each its head, the word that governs the others in the tree. Texts
without a tree of their own get that of the program as it stands (ONRECORD_PROGRAM), whose words are the same.
"""
import json
import re
import subprocess
import tempfile

import marked as marked_texts
from places import HERE, PROGRAM

MENTION_LABELS = ["O", "person", "organization", "place", "group", "other"]
SECTORS = ["-"] + sorted(marked_texts.SECTORS)
STATUSES = ["actual", "historical", "future", "hypothetical", "negated"]
NAME_TYPES = ("person", "organization", "place", "other")


def told(documents, command, form):
    """The lines in which the program tells of some documents, whose ids are their places."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        f.writelines(json.dumps({"id": str(i), "text": d.text}) + "\n" for i, d in enumerate(documents))
        f.flush()
        program = subprocess.Popen([*PROGRAM, command, f.name, "--format", form], stdout=subprocess.PIPE, text=True)
        yield from program.stdout
        assert program.wait() == 0, command


def add_trees(documents):
    """Governors (words of the document, None for roots), treebank tags and sentence numbers, by the program."""
    document, start, number = None, 0, -1
    for line in told(documents, "parse", "conllu"):
        if line.startswith("# newdoc id = "):
            document, start, number = documents[int(line.split(" = ")[1])], 0, -1
            document.governors, document.tags, document.sentence = [], [], []
        elif line.startswith("# sent_id"):
            start, number = len(document.governors), number + 1
        elif line and line[0].isdigit():
            c = line.split("\t")
            if c[0].isdigit():
                document.governors.append(start + int(c[6]) - 1 if c[6] != "0" else None)
                document.tags.append(c[4])
                document.sentence.append(number)
    for d in documents:
        assert len(d.governors) == len(d.forms), d.id


def add_nouns(documents):
    """For pronouns the noun or name in the same sentence, before them, that stands for the same, as the program reads it."""
    for d, line in zip(documents, told(documents, "read", "jsonl"), strict=True):
        d.nouns, starts = {}, {a: i for i, (a, _) in enumerate(d.spans)}
        for e in json.loads(line)["entities"]:
            heads = sorted((starts[m["head"][0]], m["kind"]) for m in e["mentions"] if m["head"][0] in starts)
            for i, kind in heads:
                before = [j for j, k in heads if k != "pronoun" and j < i and d.sentence[j] == d.sentence[i]]
                if kind == "pronoun" and before:
                    d.nouns[i] = before[-1]


def stands_for(d, i):
    """The word that names whom a role's head speaks of: of a relative pronoun the noun that its clause belongs to, of a pronoun what `nouns` knows."""
    if d.tags[i] not in ("WDT", "WP"):
        return d.nouns.get(i, i) if d.nouns else i
    at = d.governors[i]
    while at is not None and not (at < i and d.tags[at][:2] in ("NN", "PR", "CD", "DT")):
        at = d.governors[at]
    return i if at is None else at


def inside(d, span):
    """The words that a span of characters touches."""
    return [i for i, (a, b) in enumerate(d.spans) if a < span[1] and b > span[0]]


def head(d, words):
    """The word of some that governs the others: the first whose governor lies outside, nouns and verbs before small words."""
    tops = [i for i in words if d.governors[i] not in words]
    heavy = [i for i in tops if d.tags[i] not in ("IN", "DT", "CC", "TO", ",", ".", ":", "``", "''", "POS", "MD")]
    return (heavy or tops or words[-1:])[0]


def add_gum_mentions(d, record):
    """Heads of GUM's mentions; of mentions with one head the longest. GUM counts groups of people as persons."""
    start_of = [s for s, e in d.sentences for _ in range(s, e)]
    d.governors = [start_of[k] + d.heads[k] - 1 if d.heads[k] else None for k in range(len(d.forms))]
    d.mentions, d.clusters = [("O",)] * len(d.forms), [None] * len(d.forms)
    starts = {a: i for i, (a, _) in reversed(list(enumerate(d.spans)))}
    for m in sorted(record["mentions"], key=lambda m: m["end"] - m["start"]):
        i = starts.get(m["start"])
        if i is None:
            continue
        words = [i]
        while words[-1] + 1 < len(d.spans) and d.spans[words[-1] + 1][0] < m["end"]:
            words.append(words[-1] + 1)
        top = next((k for k in words if d.governors[k] not in words), words[-1])
        d.mentions[top] = {"person": ("person", "group"), "organization": ("organization",), "place": ("place",)}.get(m["type"], ("other",))
        d.clusters[top] = m["cluster"]


def add_marked(d, record):
    """Mentions, clusters, names and acts of one of our own texts."""
    # What nobody marked may still be one of GUM's abstract things; what has no noun is no mention.
    d.mentions = [("O", "other") if t[:2] in ("NN", "CD", "DT", "VB") else ("O",) for t in d.tags]
    d.clusters = [None] * len(d.forms)
    d.sectors = [None] * len(d.forms)
    at, named = {}, []
    for e in record["entities"]:
        for span in sorted(e["spans"], key=lambda s: s[1] - s[0]):
            words = inside(d, span)
            if not words:
                continue
            top = head(d, words)
            d.mentions[top], d.clusters[top] = (e["type"],), e["id"]
            d.sectors[top] = primary(e)
            at.setdefault(e["id"], []).append(top)
            if d.tags[top].startswith("NNP"):
                while words[0] != top and d.forms[words[0]].lower() in ("the", "a", "an"):
                    words = words[1:]
                named.append((words[0], words[-1] + 1, "person" if e["type"] == "group" else e["type"]))
    d.names = name_layers(d, named)
    d.acts = []
    for v in record["events"]:
        anchor, others = anchor_words(d, v["anchor"])
        roles = {side: sorted({w for x in v[side] for w in [nearest(d, at.get(x, []), anchor)] if w is not None}) for side in ("actors", "recipients")}
        d.acts.append({"anchor": anchor, "rest": others, "type": v["type"], "mode": v["mode"], "status": v["status"], "contexts": v["contexts"], **roles})


def add_gold(d, record):
    """Acts of an annotated passage, whose roles are spans, some of them with sectors."""
    d.acts, d.sectors = [], [None] * len(d.forms)
    for v in record["events"]:
        anchor, others = anchor_words(d, v["anchor"])
        side = lambda s: sorted({stands_for(d, head(d, w)) for r in v[s] if r.get("span") for w in [inside(d, r["span"])] if w})
        d.acts.append({"anchor": anchor, "rest": others, "type": v["type"], "mode": v["mode"], "status": v["status"], "contexts": v["contexts"],
                       "actors": side("actors"), "recipients": side("recipients")})
        for r in v["actors"] + v["recipients"]:
            words = inside(d, r["span"]) if r.get("span") and "sectors" in r else []
            if words:
                d.sectors[head(d, words)] = primary(r)


def name_layers(d, named):
    """Names, each its first word, the word behind it and its type, as an outer and an inner layer of labels; what finds room in neither is lost."""
    layers, used = [["O"] * len(d.forms) for _ in range(2)], [[], []]
    for a, b, kind in sorted(named, key=lambda n: (n[0] - n[1], n)):
        layer = next((l for l in range(2) if not any(a < y and x < b for x, y in used[l])), None)
        if layer is not None:
            used[layer].append((a, b))
            for k in range(a, b):
                layers[layer][k] = ("B-" if k == a else "I-") + kind
    return layers


def primary(somebody):
    return somebody["sectors"][0] if somebody["sectors"] else "-"


def anchor_words(d, spans):
    words = [i for s in spans for i in inside(d, s)]
    top = head(d, words)
    return top, [w for w in words if w != top]


def nearest(d, words, anchor):
    """Of an entity's mentions in the anchor's sentence the nearest in the tree, possessors last."""
    def up(w):
        path = [w]
        while d.governors[path[-1]] is not None and len(path) < 99:
            path.append(d.governors[path[-1]])
        return path

    def steps(w):
        a, b = up(w), up(anchor)
        common = next((x for x in a if x in b), None)
        return a.index(common) + b.index(common) if common is not None else 99

    possessor = lambda w: d.tags[w] == "PRP$" or w + 1 < len(d.tags) and d.tags[w + 1] == "POS"
    here = [w for w in words if d.sentence[w] == d.sentence[anchor] and w != anchor]
    return min(here, key=lambda w: (steps(w) + possessor(w), abs(w - anchor)), default=None)


def marked(part):
    """Records of our own marked texts, by id; those with faults stop the run."""
    found, known = {}, marked_texts.known_passages()
    for path in sorted((HERE / "marked" / part).glob("*.txt")):
        for record, faults in marked_texts.read(path, known):
            if faults:
                print("left out:", path.name, record["id"], faults[0])
            else:
                found[record["id"]] = record
    return found


def dyads(records):
    """Sentences with a marked actor and recipient and the type between them: (record, actor span, recipient span), where both
    strings stand in the sentence once or, of several places, first."""
    for r in records:
        spans = []
        for key in ("actor_text", "recipient_text"):
            m = re.search(re.escape(r["expected"][key] or "\0"), r["text"])
            spans.append(m and m.span())
        if all(spans) and spans[0] != spans[1]:
            yield r, *spans
