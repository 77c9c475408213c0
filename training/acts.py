"""Events marked by us: in texts that others own, kept as offsets without the text, and in articles of our own.

    acts.py choose FOLDER PARTS [FROM] passages to mark that are not in acts.tsv yet, as numbered sentences, in so many files from pFROM on
    acts.py check IN OUT               whether every word of an annotation stands in its sentence
    acts.py offsets FOLDER             adds FOLDER/in and FOLDER/out to training/acts.tsv
    acts.py written FILE…              the same check for articles of our own (written/*.txt), which stand in the file with their events; fails
                                       as well where they repeat one another above the bounds of passages.py

An annotation file repeats the numbers of its passages and has a line an event below:

    ## 17
    2 | rejected | REJECT/deny | actual | Kabul | the charge ; Pakistan | diplomatic, military

sentence, anchor (pieces joined by " + "), type and mode, status, actors and recipients (phrases of the same sentence joined by
" ; ", "-" for none), contexts. Who is only understood is given by words that stand elsewhere, behind the number of their sentence: "~3: the
army". Words that stand in a sentence more than once are numbered: "strikes#2". The second name in "Kabul's" is given without the possessive
ending. A passage without events has its number alone. An article of our own has a name in place of the number and its sentences first, a
numbered line each, an empty line where a paragraph ends; who is understood was looked for in files where somebody is.
"""
import collections
import functools
import gzip
import hashlib
import json
import pathlib
import random
import re
import sys

import corpora
from marked import ontology
from marks import STATUSES
from passages import overlap
from places import DATA, HERE

SOURCES = {"dyads": "events/dyads_train", "guardian": "articles/guardian-syria", "polnear": "polnear/train", "synthetic": "events/synthetic",
           "gum": "gum/train", "ewt": "ud/ewt-train"}
PASSAGE = 170          # words, about
COMMON = 10            # words in a row that a passage may not have in common with the development passages
HELD = {"p01"}         # a part that is kept back whole
CHOSEN = {"dyads": 0, "guardian": 229, "polnear": 840, "synthetic": 0, "gum": 0, "ewt": 45}
WHOLE = {"guardian", "polnear", "ewt"}
POLITICAL = ("weblog", "newsgroup")   # of EWT's genres those that tell of politics


@functools.cache
def texts(source):
    """Documents of a source by id: dyads that only measure left out."""
    if source == "ewt":
        return treebank_texts(DATA / f"{SOURCES[source]}.conllu.gz")
    records = corpora.jsonl(DATA / f"{SOURCES[source]}.jsonl.gz")
    if source == "dyads":
        records = [r for r in records if not corpora.kept_out(r)]
    return {str(r.get("id", k)): r for k, r in enumerate(records)}


def treebank_texts(path):
    """Political documents of a treebank, their sentences as it gives them, an empty line where a paragraph begins."""
    found, gap = {}, ""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            field, _, value = line.partition(" = ")
            if field == "# newdoc id":
                document = {"id": value.strip(), "text": ""}
                if value.startswith(POLITICAL):
                    found[document["id"]] = document
            elif field.startswith("# newpar"):
                gap = "\n\n"
            elif field == "# text":
                document["text"] += (gap or " " if document["text"] else "") + value.strip()
                gap = ""
    return found


def grams(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i:i + COMMON]) for i in range(len(words) - COMMON + 1)}


def grams_of(*parts):
    """Of the annotated passages."""
    return set().union(*(grams(r["text"]) for part in parts for r in corpora.jsonl(DATA / f"events/gold_{part}.jsonl.gz")))


def choose(folder, parts, start=0):
    """No passage of an article that has words in common with development passages, none that is marked or chosen already or an annotated one
    itself. What is unread of newspaper articles is taken whole."""
    rng = random.Random(1 + start)
    marked = collections.defaultdict(list)
    for source, k, span, _ in places():
        marked[source, k].append(span)
    for path in sorted((folder / "in").glob("p*.json")):
        for p in json.loads(path.read_text()):
            marked[p["source"], p["id"]].append((p["sentences"][0][0], p["sentences"][-1][1]))
    dev, train = grams_of("dev"), [r["text"] for r in corpora.jsonl(DATA / "events/gold_train.jsonl.gz")]
    passages = []
    for source in SOURCES:
        documents = {k: r for k, r in texts(source).items() if not grams(r["text"]) & dev}
        if source not in WHOLE | {"gum"}:  # whose articles are long enough for more than one passage
            documents = {k: r for k, r in documents.items() if (source, k) not in marked}
        documents = dict(rng.sample(sorted(documents.items()), min(CHOSEN[source], len(documents))))
        split = corpora.split_words([{"id": k, "text": r["text"]} for k, r in documents.items()])
        for k, r in documents.items():
            try:
                d = corpora.raw_document(dict(r, id=k), split[k], source)
            except AssertionError:  # characters that Python and the program see differently: not worth the trouble
                continue
            annotated = [(at, at + len(t)) for t in train for at in [r["text"].find(t)] if at >= 0]
            if not annotated and any(grams(t) & grams(r["text"]) for t in train):
                continue
            spans = [(d.spans[a][0], d.spans[b - 1][1]) for a, b in d.sentences]
            sizes = [b - a for a, b in d.sentences]
            unread = [all(b <= x or a >= y for x, y in marked[source, k] + annotated) for a, b in spans]
            for run in runs(unread) if source in WHOLE else [longest(unread)]:
                there, size = spans[run], sizes[run]
                while sum(size) >= PASSAGE / 3:
                    first = rng.choice([0, 0, rng.randrange(len(there))]) if sum(size) > 2 * PASSAGE and source not in WHOLE else 0
                    last, n = first, 0
                    while last < len(there) and n < PASSAGE:
                        n, last = n + size[last], last + 1
                    passages.append({"source": source, "id": k, "sentences": there[first:last], "hint": r.get("expected") or r.get("type")})
                    if source not in WHOLE:
                        break
                    there, size = there[last:], size[last:]
    rng.shuffle(passages)
    for p in range(start, start + parts):
        mine = passages[p - start::parts]
        with open(folder / "in" / f"p{p:02}.json", "w") as f:
            json.dump(mine, f)
        with open(folder / "in" / f"p{p:02}.txt", "w") as f:
            for n, passage in enumerate(mine):
                h = passage["hint"]
                if isinstance(h, dict):
                    h = f"somebody else's coding: {h['event']} by «{h['actor_text']}» to «{h['recipient_text']}»"
                elif h:
                    h = f"the story is filed under {h}"
                text = texts(passage["source"])[passage["id"]]["text"]
                f.write(f"## {n}" + (f"   ({h})" if h else "") + "\n")
                f.write(numbered(text, passage["sentences"]))
                f.write("\n")


def numbered(text, sentences):
    return "".join(f"{i}. {' '.join(text[a:b].split())}\n" for i, (a, b) in enumerate(sentences, 1))


def runs(wanted):
    """The runs of what is wanted, as slices."""
    first = 0
    for i, yes in enumerate([*wanted, False]):
        if not yes:
            if i > first:
                yield slice(first, i)
            first = i + 1


def longest(wanted):
    return max(runs(wanted), key=lambda run: run.stop - run.start, default=slice(0, 0))


class Wrong(ValueError):
    pass


def locate(text, span, words):
    """Where words stand in one sentence of the text."""
    m = re.fullmatch(r"(.*?)(?:#(\d+))?", words.strip(), re.S)
    wanted, number = m[1].strip(), m[2]
    expression = r"(?<!\w)" + r"\s+".join(map(re.escape, wanted.split())) + r"(?!\w)"
    found = [(span[0] + x.start(), span[0] + x.end()) for x in re.finditer(expression, text[span[0]:span[1]])]
    if not found or not wanted:
        raise Wrong(f"not in the sentence: {words!r}")
    if number is None and len(found) > 1:
        raise Wrong(f"{len(found)} times in the sentence, number it: {words!r}")
    if int(number or 1) > len(found):
        raise Wrong(f"only {len(found)} times in the sentence: {words!r}")
    return found[int(number or 1) - 1]


def read(passages, path, known):
    """Passages with the events of an annotation file, and its faults."""
    done, faults, current = {}, [], None
    for k, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        try:
            if line.startswith("##"):
                current = int(line.split()[1])
                if not 0 <= current < len(passages):
                    raise Wrong(f"no passage {current}")
                done[current] = []
            elif line and line[0].isdigit():
                p = passages[current]
                done[current].append(event(texts(p["source"])[p["id"]]["text"], p["sentences"], line, known))
            elif line:
                raise Wrong(f"what is this? {line[:60]!r}")
        except (Wrong, ValueError, KeyError, IndexError) as error:
            faults.append(f"{path.name}:{k}: {error}")
    faults += [f"{path.name}: passage {n} is missing" for n in range(len(passages)) if n not in done]
    return done, faults


def event(text, sentences, line, known):
    fields = [f.strip() for f in line.split("|")]
    if len(fields) != 7:
        raise Wrong(f"{len(fields)} fields, not 7")
    number, anchor, kind, status, actors, recipients, contexts = fields
    if not 1 <= int(number) <= len(sentences):
        raise Wrong(f"no sentence {number}")
    span = sentences[int(number) - 1]
    kind, _, mode = kind.partition("/")
    if kind not in known["types"] or mode and mode not in known["types"][kind]["modes"]:
        raise Wrong(f"no such type or mode: {kind}/{mode}")
    if status not in STATUSES:
        raise Wrong(f"no such status: {status}")
    about = [c.strip() for c in contexts.split(",") if c.strip() not in ("", "-")]
    if any(c not in known["contexts"] for c in about):
        raise Wrong(f"no such context: {contexts}")
    found = {"anchor": [locate(text, span, p) for p in anchor.split(" + ")], "type": kind, "mode": mode or None, "status": status,
             "actors": [], "recipients": [], "contexts": about, "understood": {"actors": [], "recipients": []}}
    for side, field in (("actors", actors), ("recipients", recipients)):
        for phrase in field.split(" ; ") if field not in ("-", "") else ():
            if phrase.startswith("~"):
                found["understood"][side].append(elsewhere(text, sentences, phrase[1:]))
            else:
                found[side].append(locate(text, span, phrase))
    return found


def elsewhere(text, sentences, phrase):
    """Where the words of `3: the army` stand."""
    number, _, words = phrase.partition(": ")
    if not number.strip().isdigit() or not 1 <= int(number) <= len(sentences):
        raise Wrong(f"no number of a sentence before the words: {phrase!r}")
    return locate(text, sentences[int(number) - 1], words)


def articles(path, known):
    """The articles of one file of our own, as records, and its faults."""
    found, faults, sentences, gap = [], [], [], False
    lines = path.read_text("utf-8").splitlines()
    looked_for = any("| ~" in line for line in lines)  # who is only understood
    for k, line in enumerate(lines, 1):
        line = " ".join(line.split())
        sentence = re.match(r"(\d+)\. (.+)", line)
        try:
            if line.startswith("## "):
                name, sentences = f"{path.stem}-{line[3:]}", []
                if any(r["id"] == name for r in found):
                    raise Wrong(f"a second {name}")
                found.append({"id": name, "document": name, "text": "", "held": False, "events": []})
            elif sentence:
                r = found[-1]
                if int(sentence[1]) != len(sentences) + 1 or r["events"]:
                    raise Wrong(f"sentence {len(sentences) + 1} of {r['id']} should stand here, before all events")
                r["text"] += ("\n\n" if gap else " ") if r["text"] else ""
                sentences.append((len(r["text"]), len(r["text"]) + len(sentence[2])))
                r["text"] += sentence[2]
            elif line:
                r = found[-1]
                e = event(r["text"], sentences, line, known)
                r["events"].append(as_gold(e if looked_for else e | {"understood": None}))
        except (Wrong, ValueError, IndexError) as error:
            faults.append(f"{path.name}:{k}: {error}")
        gap = not line
    return found, faults


def written(*paths):
    """Checks files of our own articles."""
    total, faults = [], []
    for path in map(pathlib.Path, paths):
        found, wrong = articles(path, ontology())
        total += found
        faults += wrong
    print(*faults, sep="\n")
    print(len(total), "articles,", sum(len(r["text"].split()) for r in total), "words,", sum(len(r["events"]) for r in total), "events,", len(faults), "faults")
    print(*collections.Counter(e["type"] for r in total for e in r["events"]).most_common())
    return 1 if faults or not overlap((r["id"], r["text"]) for r in total) else 0


def as_gold(e):
    """An event in the shape of the gold passages, whose roles are objects."""
    return {**e, **{side: [{"span": s} for s in e[side]] for side in ("actors", "recipients")}}


def check(inside, outside):
    done, faults = read(json.loads(pathlib.Path(inside).with_suffix(".json").read_text()), pathlib.Path(outside), ontology())
    print(*faults, sep="\n")
    print(len(done), "passages,", sum(map(len, done.values())), "events,", len(faults), "faults")
    return 1 if faults else 0


def offsets(folder):
    """Passages that are in acts.tsv already stay as they are."""
    tell = lambda spans: ",".join(f"{a}-{b}" for a, b in spans)
    known = {(source, k, *span) for source, k, span, _ in places()}
    lines, count = [], collections.Counter()
    for path in sorted((folder / "out").glob("p*.txt")):
        passages = json.loads((folder / "in" / path.name).with_suffix(".json").read_text())
        done, faults = read(passages, path, ontology())
        for n, events in sorted(done.items()):
            p = passages[n]
            start, end = p["sentences"][0][0], p["sentences"][-1][1]
            if (p["source"], p["id"], start, end) in known:
                continue
            lines.append("\t".join((p["source"], p["id"], f"{start}-{end}", *(["held"] if path.stem in HELD else []))))
            for e in events:
                kind = e["type"] + (f"/{e['mode']}" if e["mode"] else "")
                meant = (tell(e["understood"][side]) for side in ("actors", "recipients"))
                lines.append("\t".join(("", kind, e["status"], tell(e["anchor"]), tell(e["actors"]), tell(e["recipients"]), ",".join(e["contexts"]), *meant)))
                count[e["type"]] += 1
        print(path.name, len(done), "passages", len(faults), "faults left out", file=sys.stderr)
    with open(HERE / "acts.tsv", "a", encoding="utf-8") as f:
        if not known:
            f.write("# Events in texts that others own, marked by us: a line a passage (source, document, span in code points, `held` where not trained on), below it a line an event:\n"
                    "# type, status, anchor, actors, recipients (spans in code points of the document), contexts; where looked for, actors and recipients\n"
                    "# that are only understood, as words of another place. CC BY 4.0.\n")
        f.writelines(line + "\n" for line in lines)
    print(count, sum(count.values()), file=sys.stderr)


def places():
    """Source, document, span and whether it is held back, of each passage of acts.tsv."""
    path = HERE / "acts.tsv"
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        f = line.split("\t")
        if f[0] and not line.startswith("#"):
            yield f[0], f[1], [int(x) for x in f[2].split("-")], f[3:] == ["held"]


def held_back(record):
    """One part and a tenth of the others are not trained on: confidences are fitted on them."""
    return record["held"] or hashlib.sha256(record["document"].encode()).digest()[1] % 10 == 0


def records():
    """The passages of training/acts.tsv with their texts and our own articles, in the shape of the gold passages."""
    known, found = ontology(), []
    for written_by_us in sorted((HERE / "written").glob("*.txt")):
        articles_of_file, faults = articles(written_by_us, known)
        assert not faults, faults
        found += articles_of_file
    return found + of_offsets(HERE / "acts.tsv", lambda source, k: texts(source)[k]["text"])


def of_offsets(path, text_of):
    """The passages of a file of offsets, in the shape of the gold passages; `text_of` gives the text of a source's document."""
    found = []
    span = lambda f, base: [[int(x) - base for x in s.split("-")] for s in f.split(",") if s]
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        f = line.split("\t")
        if line.startswith("#"):
            continue
        if f[0]:
            (base, end), = span(f[2], 0)
            found.append({"id": f"{f[0]}-{f[1]}@{base}", "document": f"{f[0]}-{f[1]}", "text": text_of(f[0], f[1])[base:end], "held": f[3:] == ["held"], "events": []})
        else:
            kind, _, mode = f[1].partition("/")
            found[-1]["events"].append(as_gold({"type": kind, "mode": mode or None, "status": f[2], "anchor": span(f[3], base),
                                                "actors": span(f[4], base), "recipients": span(f[5], base), "contexts": [c for c in f[6].split(",") if c],
                                                "understood": {"actors": span(f[7], base), "recipients": span(f[8], base)} if f[7:] else None}))
    return found


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "choose":
        choose(pathlib.Path(rest[0]), *map(int, rest[1:]))
    elif command == "check":
        sys.exit(check(*rest))
    elif command == "written":
        sys.exit(written(*rest))
    else:
        offsets(pathlib.Path(rest[0]))
