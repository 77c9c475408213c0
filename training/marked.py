"""Texts of our own with entities and events marked in place: reading, checking, counting.

    marked.py check FILE…      every mark and line holds together; texts of known passages are untouched
    marked.py overlap FILE…    repeated sentence frames and shared n-grams; fails above the bounds of passages.py
    marked.py jsonl FILE…      the texts in the shape of the record, spans in code points

The form is described in marked/README.md. A mark stands in the text itself, `[e1 the ministry]`, so that it cannot drift from
its words; without its marks a text is what the model reads.
"""
import collections
import json
import pathlib
import re
import sys
import tomllib

import passages
from places import HERE, ROOT

TYPES = ("person", "organization", "place", "group", "other")
STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
MARK = re.compile(r"\[((?:[ev]\d+)(?:\+[ev]\d+)*) ")
SECTORS = set("GOV LEG JUD MIL COP SPY PTY OPP REB PRM UAF UNK CRM BUS LAB AGR EDU MED JRN REL REF ELI SOC CVL "
              "IGO UNO EUR NGO MNC ISM IMG PRE".split())


class Wrong(ValueError):
    """A line or mark that does not say what it should."""


def ontology():
    """Types with their modes, and contexts, of the codebook that the program ships."""
    read = lambda path: tomllib.loads(path.read_text("utf-8"))
    folder = ROOT / "codebook/plover"
    types = {path.stem: {"modes": read(path).get("modes", {})} for path in sorted(folder.glob("types/*.toml"))}
    return {"types": types, "contexts": read(folder / "contexts.toml")}


def unmark(marked):
    """(text without marks, {id: [(start, end)]}), spans in code points of the text."""
    out, open_, found, i = [], [], collections.defaultdict(list), 0
    while i < len(marked):
        m = MARK.match(marked, i)
        if m:
            open_.append((m[1].split("+"), len(out)))
            i = m.end()
        elif marked[i] == "[":
            open_.append((None, len(out)))
            out.append(marked[i])
            i += 1
        elif marked[i] == "]" and open_:
            ids, start = open_.pop()
            if ids is None:
                out.append("]")
            elif start == len(out):
                raise Wrong("an empty mark")
            else:
                for x in ids:
                    found[x].append((start, len(out)))
            i += 1
        else:
            out.append(marked[i])
            i += 1
    if any(ids for ids, _ in open_):
        raise Wrong(f"a mark is never closed: {open_[-1][0]}")
    return "".join(out), {k: sorted(v) for k, v in found.items()}


def fields(line, least, most):
    parts = [p.strip() for p in re.split(r"\s\|(?:\s|$)", line.strip())]
    if not least <= len(parts) <= most:
        raise Wrong(f"{least} to {most} fields between bars, please: {line!r}")
    return parts


def entity(line, marks):
    """`e1 | person | Grace Oduor | KEN GOV`"""
    id_, kind, name, code = fields(line, 4, 4)
    codes = [c for c in code.split() if c != "-"]
    country = codes[0] if codes and len(codes[0]) == 3 and codes[0] not in SECTORS else None
    sectors = codes[1:] if country else codes
    if kind not in TYPES:
        raise Wrong(f"no type of entity: {kind!r} in {line!r}")
    if set(sectors) - SECTORS:
        raise Wrong(f"no sector: {set(sectors) - SECTORS} in {line!r}")
    if id_ not in marks:
        raise Wrong(f"{id_} has a line and no mark")
    return {"id": id_, "type": kind, "name": None if name == "-" else name, "country": country, "sectors": sectors, "spans": marks[id_]}


def event(line, marks, types, contexts_known):
    """`v1 | ASSAULT/beat | actual | e1 + e2 > e3 | s1 | military, legal | e4`"""
    id_, kind, status, roles, voice, contexts, place = fields(line, 7, 7)
    type_, _, mode = kind.partition("/")
    if type_ not in types or mode and mode not in types[type_]["modes"]:
        raise Wrong(f"no type or mode: {kind!r} in {line!r}")
    if status not in STATUSES:
        raise Wrong(f"no status: {status!r} in {line!r}")
    sides = [[x for x in side.replace(" ", "").split("+") if x and x != "-"] for side in roles.split(">")]
    if len(sides) != 2:
        raise Wrong(f"actors > recipients, please: {roles!r} in {line!r}")
    about = [c.strip() for c in contexts.split(",") if c.strip() and c.strip() != "-"]
    if set(about) - contexts_known or len(about) > 3:
        raise Wrong(f"contexts: {about} in {line!r}")
    if id_ not in marks:
        raise Wrong(f"{id_} has a line and no mark")
    return {"id": id_, "type": type_, "mode": mode or None, "status": status, "actors": sides[0], "recipients": sides[1],
            "statement": None if voice == "-" else voice, "contexts": about, "location": None if place == "-" else place, "anchor": marks[id_]}


def known_passages():
    found = {}
    for path in sorted((HERE / "passages").glob("*/*.txt")):
        for p, _ in passages.read(path):
            found[p["id"]] = p
    return found


def read(path, known=None):
    """Texts of one file: (dict with id, text, statements, entities, events; list of faults)."""
    known = known_passages() if known is None else known
    plover = ontology()
    types, about = plover["types"], set(plover["contexts"])
    blocks = re.split(r"^## (?=\S)", pathlib.Path(path).read_text("utf-8"), flags=re.M)[1:]
    for block in blocks:
        name, _, rest = block.partition("\n")
        name, faults = name.strip(), []
        body, _, lines = rest.partition("\n---")
        try:
            text, marks = unmark(body.strip("\n").strip())
        except Wrong as e:
            yield {"id": name, "text": "", "statements": [], "entities": [], "events": []}, [str(e)]
            continue
        old = known.get(name)
        if old and old["text"] != text:
            at = next((i for i, (a, b) in enumerate(zip(old["text"], text)) if a != b), min(len(text), len(old["text"])))
            faults.append(f"the text is not that of the passage from character {at} on: {text[at:at + 30]!r}, there {old['text'][at:at + 30]!r}")
        found = {"id": name, "text": text, "statements": old["statements"] if old else [], "entities": [], "events": []}
        for line in filter(str.strip, lines.splitlines()):
            try:
                if line.startswith("s") and not old:
                    found["statements"].append(passages.statement(text, line))
                elif line.startswith("e"):
                    found["entities"].append(entity(line, marks))
                elif line.startswith("v"):
                    found["events"].append(event(line, marks, types, about))
                else:
                    faults.append(f"neither statement, entity nor event: {line!r}")
            except (Wrong, passages.Wrong) as e:
                faults.append(str(e))
        yield found, faults + check(found, marks, old)


def check(found, marks, old):
    wrong = [] if old else passages.check(found["text"], found["statements"])
    lines = collections.Counter(x["id"] for k in ("entities", "events") for x in found[k])
    wrong += [f"{x} has {n} lines" for x, n in lines.items() if n > 1]
    wrong += [f"{x} is marked and has no line" for x in marks if x not in lines]
    entities, statements = ({x["id"] for x in found[k]} for k in ("entities", "statements"))
    for v in found["events"]:
        for x in v["actors"] + v["recipients"] + ([v["location"]] if v["location"] else []):
            if x not in entities:
                wrong.append(f"{v['id']} speaks of {x}, which is not there")
        if v["statement"] and v["statement"] not in statements:
            wrong.append(f"{v['id']} stands in {v['statement']}, which is not there")
        if any(len(found["text"][a:b].split()) > 4 for a, b in v["anchor"]):
            wrong.append(f"{v['id']}: an anchor is the head words alone")
    return wrong


def command_check(files):
    bad, ids, counts, types, known = 0, collections.Counter(), collections.Counter(), collections.Counter(), known_passages()
    for f in files:
        for d, faults in read(f, known):
            for fault in faults:
                print(f"{f}: {d['id']}: {fault}")
            bad += len(faults)
            ids[d["id"]] += 1
            counts.update(texts=1, words=len(d["text"].split()), statements=len(d["statements"]), entities=len(d["entities"]),
                          mentions=sum(len(e["spans"]) for e in d["entities"]), events=len(d["events"]), without=not d["events"])
            types.update(v["type"] for v in d["events"])
            types.update(v["status"] for v in d["events"])
    for name, n in ids.items():
        if n > 1:
            print(f"{name} stands {n} times")
            bad += 1
    print(dict(counts), dict(types.most_common()), f"{bad} faults")
    return bad == 0 and bool(ids)


def command_overlap(files):
    return passages.overlap((d["id"], d["text"]) for f in files for d, _ in read(f))


def command_jsonl(files):
    for f in files:
        for d, _ in read(f):
            print(json.dumps(d, ensure_ascii=False))
    return True


def main():
    command, *files = sys.argv[1:] or [""]
    commands = {"check": command_check, "overlap": command_overlap, "jsonl": command_jsonl}
    if command not in commands:
        raise SystemExit(__doc__)
    return commands[command](files)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
