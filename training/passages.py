"""Our own annotated passages, and inner statements of PolNeAR: reading, checking, offsets.

    passages.py check FILE…            every span says what it claims, kinds and nesting hold
    passages.py overlap FILE…          repeated sentence frames and shared n-grams; fails above the stated bounds
    passages.py jsonl FILE…            the passages in the shape of the record, spans in code points
    passages.py nested IN OUT          checks inner statements written for windows of PolNeAR
    passages.py offsets WINDOWS IN OUT [IN OUT…]   those as offsets without text: training/nested.tsv. WINDOWS is a JSON list of
                                       the windows (id, attribution, window, text), whose indices number the windows of IN

The form of a passage file is described in passages/README.md. A field of an annotation repeats the words of its span;
the reader finds them, and refuses words that are missing or ambiguous, so no span can drift from its text.
"""
import collections
import json
import pathlib
import re
import sys

KINDS = ("direct", "mixed", "indirect")
PIECE = re.compile(r"^(?:\{(?P<before>[^}]*)\})?(?P<words>[^{}]+)(?:\{(?P<after>[^}]*)\})?$", re.S)
HEAD = re.compile(r"^(s\d+)(?:\s*<\s*(s\d+))?$")


class Wrong(ValueError):
    """A field that does not say what it should."""


def pattern(words):
    """Words as a regular expression that any white space between them meets."""
    return re.sub(r"(?:\\?\s)+", lambda _: r"\s+", re.escape(words))


def locate(text, piece):
    """(start, end) in text of one piece: words, with context in braces, `[..]` for what lies between."""
    m = PIECE.match(piece)
    if not m or not m["words"].strip():
        raise Wrong(f"cannot read the piece {piece!r}")
    words = m["words"] if m["before"] or m["after"] else m["words"].strip()
    parts = [p.strip() if "[..]" in words else p for p in words.split("[..]")]
    if len(parts) > 2 or not all(p.strip() for p in parts):
        raise Wrong(f"one [..] between words, please: {piece!r}")
    edge = lambda s, at_start: (r"(?<!\w)" if at_start and s[:1].isalnum() else r"(?!\w)" if not at_start and s[-1:].isalnum() else "")
    first = parts[0]
    before, after = m["before"] or "", m["after"] or ""
    if len(parts) == 1:
        lead, trail = len(first) - len(first.lstrip()), len(first) - len(first.rstrip())
        core = first.strip()
        gap = lambda s: r"\s+" if s else ""
        expression = pattern(before) + gap(first[:lead]) + f"(?P<it>{edge(core, True) if not before else ''}{pattern(core)}{edge(core, False) if not after else ''})" + gap(first[len(first) - trail:] if trail else "") + pattern(after)
        found = [x.span("it") for x in re.finditer(expression, text)]
    else:
        space = r"\s+" if before and m["words"][:1].isspace() else ""
        expression = pattern(before) + space + f"(?P<it>{edge(first, True) if not before else ''}{pattern(first)}{edge(first, False)})"
        found = [x.span("it") for x in re.finditer(expression, text)]
    if not found:
        raise Wrong(f"not in the text: {piece!r}")
    if len(found) > 1:
        raise Wrong(f"{len(found)} times in the text, add context in braces: {piece!r}")
    start, end = found[0]
    if len(parts) == 2:
        last = re.compile(f"{edge(parts[1], True)}{pattern(parts[1])}{edge(parts[1], False) if not after else ''}(?={pattern(after)})").search(text, end)
        if not last:
            raise Wrong(f"the words after [..] do not follow: {piece!r}")
        end = last.end()
    return start, end


def spans(text, field):
    """All pieces of a field, in the order of the text."""
    if field.strip() == "-":
        return []
    found = sorted(locate(text, p.strip()) for p in field.split(" + "))
    for (_, a), (b, _) in zip(found, found[1:]):
        if b < a:
            raise Wrong(f"pieces overlap: {field!r}")
    return found


def statement(text, line):
    """One annotated line: `s2 < s1 | indirect negated | source | cue | content`."""
    parts = [p.strip() for p in re.split(r"\s\|\s", line.strip())]
    if len(parts) != 5:
        raise Wrong(f"five fields between bars, please: {line!r}")
    head = HEAD.match(parts[0])
    kind, *negated = parts[1].split()
    if not head or kind not in KINDS or negated not in ([], ["negated"]):
        raise Wrong(f"id or kind: {line!r}")
    source, cue, content = (spans(text, p) for p in parts[2:])
    if not cue or not content:
        raise Wrong(f"cue and content are never empty: {line!r}")
    return {"id": head[1], "kind": kind, "within": head[2], "negated": bool(negated),
            "source": {"spans": source}, "cue": {"spans": cue}, "content": {"spans": content}}


def quoted_share(text, content):
    """Whether any, and whether all, of the letters of a content stand between quotation marks."""
    inside, flags, opened = False, [], None
    for i, c in enumerate(text):
        if text[i:i + 2] == "\n\n":
            inside = False
        if c in "“«":
            inside = True
        elif c in "”»":
            inside = False
        elif c == '"':
            inside = not inside
        flags.append(inside)
    letters = [flags[i] for a, b in content for i in range(a, b) if text[i].isalnum()]
    single = any(c in "‘’'" for a, b in content for c in text[max(0, a - 1):b + 1])
    return any(letters), bool(letters) and all(letters), single


def check(text, statements):
    """What is wrong with the statements of one passage, beyond single fields."""
    known, wrong = {}, []
    for s in statements:
        if s["id"] in known:
            wrong.append(f"{s['id']} twice")
        known[s["id"]] = s
    for s in statements:
        some, whole, single = quoted_share(text, s["content"]["spans"])
        if s["kind"] != "indirect" and not some and not single:
            wrong.append(f"{s['id']} is {s['kind']}, but nothing of it is in quotation marks")
        if s["kind"] == "indirect" and whole and not s["within"]:
            wrong.append(f"{s['id']} is indirect, but all of it is in quotation marks")
        roles = {r: {c for a, b in s[r]["spans"] for c in range(a, b)} for r in ("source", "cue", "content")}
        if roles["cue"] & roles["content"] or roles["source"] & roles["cue"]:
            wrong.append(f"{s['id']}: cue overlaps source or content")
        if s["within"]:
            outer = known.get(s["within"])
            if outer is None or outer is s:
                wrong.append(f"{s['id']} stands within {s['within']}, which is not there")
            elif not roles["content"] <= {c for a, b in outer["content"]["spans"] for c in range(a, b)}:
                wrong.append(f"{s['id']}: its content is not all in that of {s['within']}")
    return wrong


def read(path):
    """Passages of one file: (dict in the shape of the record with id, style, text, statements; list of faults)."""
    blocks = re.split(r"^## (?=\S)", pathlib.Path(path).read_text("utf-8"), flags=re.M)[1:]
    for block in blocks:
        name, _, rest = block.partition("\n")
        meta, _, rest = rest.partition("\n")
        body, bar, marks = rest.partition("\n---\n") if "\n---\n" in rest else (rest.removesuffix("\n---"), rest.endswith("\n---"), "")
        text, faults, found = body.strip("\n").strip(), [], []
        if not bar:
            faults.append("no line --- after the text")
        if not meta.startswith("style:"):
            faults.append("the second line tells style, country and year")
        for line in filter(str.strip, marks.splitlines()):
            try:
                found.append(statement(text, line))
            except Wrong as e:
                faults.append(str(e))
        faults += check(text, found)
        about = dict(re.split(r":\s*", p.strip(), maxsplit=1) for p in meta.split("|") if ":" in p)
        yield {"id": name.strip(), **about, "text": text, "statements": found}, faults


def command_check(files):
    bad, passages, count, nested, silent, words, ids = 0, 0, 0, 0, 0, 0, collections.Counter()
    for f in files:
        for p, faults in read(f):
            for fault in faults:
                print(f"{f}: {p['id']}: {fault}")
            bad += len(faults)
            passages += 1
            ids[p["id"]] += 1
            words += len(p["text"].split())
            count += len(p["statements"])
            nested += sum(bool(s["within"]) for s in p["statements"])
            silent += sum(not s["source"]["spans"] for s in p["statements"])
    for name, n in ids.items():
        if n > 1:
            print(f"{name} stands {n} times")
            bad += 1
    print(f"{passages} passages, {words} words, {count} statements, {nested} nested, {silent} without source; {bad} faults")
    return bad == 0 and passages > 0


# How much passages repeat one another ------------------------------------------------------------------------------

GRAM, GRAMS_SHARED = 5, .005     # share of a corpus's distinct word 5-grams that stand in more than one passage
FRAME, FRAMES_SHARED = 7, .005   # share of sentences whose first words, names and numbers left out of account, another begins with


def tokens(text):
    return re.findall(r"\w+(?:[’'-]\w+)*|[^\w\s]", text)


def frame(sentence):
    """The shape of a sentence's beginning: its words, with names and numbers as gaps."""
    first, *rest = tokens(sentence)[:FRAME]
    gap = lambda t: "_" if t[0].isupper() or t[0].isdigit() else t.lower()
    return (first.lower(), *map(gap, rest)) if len(rest) == FRAME - 1 else None


def command_overlap(files):
    return overlap((p["id"], p["text"]) for f in files for p, _ in read(f))


def overlap(texts):
    """Whether texts, given with their ids, repeat one another no more than the bounds allow; says what they repeat."""
    holders, frames = collections.defaultdict(set), collections.Counter()
    for name, text in texts:
        words = [t.lower() for t in tokens(text) if t[0].isalnum()]
        for gram in zip(*(words[i:] for i in range(GRAM))):
            holders[gram].add(name)
        found = (frame(s) for s in re.split(r"(?<=[.!?])[”\"’']?\s+|\n+", text) if s.strip())
        frames.update(x for x in found if x)
    repeated = sorted((g for g, ids in holders.items() if len(ids) > 1), key=lambda g: (-len(holders[g]), g))
    alike = [(x, n) for x, n in frames.most_common() if n > 1 and any(t != "_" and t[0].isalpha() for t in x[1:])]
    grams, shapes = len(repeated) / len(holders), sum(n for _, n in alike) / sum(frames.values())
    for g in repeated[:10]:
        print(f"{len(holders[g])} passages: {' '.join(g)}")
    for x, n in alike[:10]:
        print(f"{n} sentences: {' '.join(x)}")
    print(f"{100 * grams:.2f} % of {len(holders)} {GRAM}-grams in several passages (bound {100 * GRAMS_SHARED:g} %), "
          f"{100 * shapes:.2f} % of {sum(frames.values())} sentences begin like another (bound {100 * FRAMES_SHARED:g} %)")
    return grams <= GRAMS_SHARED and shapes <= FRAMES_SHARED


# Nested windows of PolNeAR -----------------------------------------------------------------------------------------

def read_nested(source, answers):
    """(number, text, statements or None, faults) of each window of the input."""
    windows = {}
    for block in re.split(r"^### (?=\d+\n)", pathlib.Path(source).read_text("utf-8"), flags=re.M)[1:]:
        number, _, rest = block.partition("\n")
        windows[int(number)] = rest.partition("\n")[2].removesuffix("\n\n").removesuffix("\n")
    lines = collections.defaultdict(list)
    for line in filter(str.strip, pathlib.Path(answers).read_text("utf-8").splitlines()):
        number, _, rest = line.partition("|")
        lines[int(number)].append(rest.strip())
    for number, text in windows.items():
        found, faults = [], []
        for line in lines.get(number, []):
            if line == "none":
                continue
            parts = [p.strip() for p in re.split(r"\s\|\s", line)]
            try:
                if len(parts) != 3:
                    raise Wrong(f"three fields after the number: {line!r}")
                found.append([spans(text, p) for p in parts])
                if not found[-1][1] or not found[-1][2]:
                    raise Wrong(f"no cue or content: {line!r}")
            except Wrong as e:
                faults.append(str(e))
        if not lines.get(number):
            faults.append("no answer")
        yield number, text, found, faults
    for number in lines.keys() - windows.keys():
        yield number, "", [], ["no such window"]


def command_nested(files):
    bad = count = 0
    for number, _, found, faults in read_nested(*files):
        for fault in faults:
            print(f"{number}: {fault}")
        bad += len(faults)
        count += len(found)
    print(f"{count} statements; {bad} faults")
    return bad == 0


def command_offsets(windows, *files):
    windows = json.loads(pathlib.Path(windows).read_text("utf-8"))
    rows = []
    for source, answers in zip(files[::2], files[1::2]):
        for number, text, found, faults in read_nested(source, answers):
            w = windows[number]
            shift = w["window"][0] + w["text"].index(text)
            where = [w["id"], w["attribution"]]
            if faults:
                continue
            rows += [where + [",".join(f"{a + shift}-{b + shift}" for a, b in field) for field in fields] for fields in found] or [where]
    print("# Statements inside the content of PolNeAR's, in its training part, read by us: document, attribution in whose content they stand,")
    print("# source, cue and content as spans in code points of the document. A line without spans: there is none. CC BY 4.0.")
    for row in sorted(rows):
        print("\t".join(row))
    return True


def main():
    command, *files = sys.argv[1:]
    if command == "check":
        return command_check(files)
    if command == "overlap":
        return command_overlap(files)
    if command == "nested":
        return command_nested(files)
    if command == "offsets":
        return command_offsets(*files)
    if command == "jsonl":
        for f in files:
            for p, faults in read(f):
                print(json.dumps(p, ensure_ascii=False))
        return True
    raise SystemExit(__doc__)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
