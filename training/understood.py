"""Who is only understood in acts that are marked: asks for those whose words stand in another place, and adds the answers to acts.tsv.

    understood.py ask FOLDER PARTS SOURCE…   passages of some sources with their events, `?` for each side left open
    understood.py check OUT                  whether an answer holds together
    understood.py answers FOLDER             adds what FOLDER/out tells to training/acts.tsv

An answer repeats the numbers of its passages and has a line a side below them: `b | actors | 2: the army ; 3: its allies`, the letter of the
event, the side, and the words with the numbers of their sentences.
"""
import json
import pathlib
import random
import sys

import corpora
from acts import Wrong, elsewhere, numbered, records
from places import HERE


def ask(folder, parts, sources):
    """Whom to look for: `?` stands for each side without words, a letter for each event."""
    open_ = [r for r in records() if r["id"].split("-")[0] in sources and any(e["understood"] is None and not (e["actors"] and e["recipients"]) for e in r["events"])]
    split = corpora.split_words(open_)
    random.Random(1).shuffle(open_)
    for p in range(parts):
        mine = open_[p::parts]
        told = []
        with open(folder / "in" / f"u{p:02}.txt", "w") as f:
            for n, r in enumerate(mine):
                d, text = corpora.raw_document(r, split[r["id"]], "acts"), r["text"]
                sentences = [(d.spans[a][0], d.spans[b - 1][1]) for a, b in d.sentences]
                told.append({"id": r["id"], "sentences": sentences})
                f.write(f"## {n}\n" + numbered(text, sentences))
                words = lambda spans: " ; ".join(" ".join(text[a:b].split()) for a, b in spans) or "?"
                for k, e in enumerate(r["events"]):
                    at = next(i for i, (a, b) in enumerate(sentences) if e["anchor"][0][0] < b)
                    f.write(f"{letter(k)} | {at + 1} | {words(e['anchor'])} | {e['type']} | {e['status']} | "
                            + " | ".join(words([x["span"] for x in e[side]]) for side in ("actors", "recipients")) + "\n")
                f.write("\n")
        (folder / "in" / f"u{p:02}.json").write_text(json.dumps(told))


def letter(k):
    return chr(97 + k) if k < 26 else chr(97 + k // 26 - 1) + chr(97 + k % 26)


def answer(passage, record, line):
    """One line of an answer, `b | actors | 2: the army ; 3: its allies`: which event, which side, the spans."""
    fields = [f.strip() for f in line.split("|")]
    if len(fields) != 3 or fields[1] not in ("actors", "recipients"):
        raise Wrong(f"not an event, a side and words: {line[:60]!r}")
    k = next((k for k in range(len(record["events"])) if letter(k) == fields[0]), None)
    if k is None or record["events"][k][fields[1]]:
        raise Wrong(f"no such event, or its side is not open: {line[:60]!r}")
    return k, fields[1], [elsewhere(record["text"], passage["sentences"], phrase) for phrase in fields[2].split(" ; ")]


def answers(folder, write=True):
    """All answers to `ask`; a passage whose header is not repeated was not read."""
    by_id, faults, found = {r["id"]: r for r in records()}, [], {}
    for path in sorted((folder / "out").glob("u*.txt")) if folder.is_dir() else [folder]:
        passages = json.loads((path.parent.parent / "in" / path.name).with_suffix(".json").read_text())
        current = None
        for k, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                if line.startswith("##"):
                    current = passages[int(line.split()[1])]
                    found[current["id"]] = {}
                elif line.strip():
                    number, side, spans = answer(current, by_id[current["id"]], line.strip())
                    found[current["id"]][number, side] = spans
            except (Wrong, ValueError, IndexError, TypeError) as error:
                faults.append(f"{path.name}:{k}: {error}")
        missing = sum(p["id"] not in found for p in passages)
        print(path.name, len(passages), "passages,", missing, "missing,", sum(len(found.get(p["id"], ())) for p in passages), "sides")
    print(*faults, sep="\n")
    print(len(faults), "faults")
    if write:
        with_answers(found)
    return 1 if faults else 0


def with_answers(found):
    """Writes acts.tsv anew, with two more fields a line below the passages that were looked through."""
    path, lines, current, base, k = HERE / "acts.tsv", [], None, 0, 0
    tell = lambda spans: ",".join(f"{a + base}-{b + base}" for a, b in spans)
    for line in path.read_text("utf-8").splitlines():
        f = line.split("\t")
        if not line.startswith("#"):
            if f[0]:
                base = int(f[2].split("-")[0])
                current, k = found.get(f"{f[0]}-{f[1]}@{base}"), 0
            else:
                if current is not None and len(f) == 7:
                    line = "\t".join((*f, *(tell(current.get((k, side), ())) for side in ("actors", "recipients"))))
                k += 1
        lines.append(line + "\n")
    path.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "ask":
        ask(pathlib.Path(rest[0]), int(rest[1]), rest[2:])
    else:
        sys.exit(answers(pathlib.Path(rest[0]), write=command == "answers"))
