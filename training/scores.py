#!/usr/bin/env python3
"""Measures the built program on the development data and writes docs/scores.md. Standard library only.

    cargo build --release
    python3 training/scores.py [--binary target/release/onrecord] [--speed]

The program is run as users run it, on raw text (`onrecord parse … --format conllu`, `onrecord read … --format jsonl`); the
scorers that come with the data compare. The data is found by ONRECORD_DATA (default ../shared/data beside the repository),
the scorers by ONRECORD_TOOLS (default ../tools beside the data). What lacks its data is skipped and says so; without any
data nothing is written and the exit status is 0.

The section "Why, and what would raise it" of the page is kept by hand in docs/scores-notes.md.
"""
import argparse
import datetime
import gzip
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time

import agreement
import calibrate
import passages
import scores_acts
from places import DATA, ROOT, TOOLS, scorer as tool

NOTES = ROOT / "docs/scores-notes.md"
ARTICLE = ROOT / "examples/agency-wire.txt"
# What the first release must reach, in percent.
PARSE_TARGETS = {"LAS": {"ewt": 85.0, "gum": 86.5}, "UPOS": {"ewt": 95.5, "gum": 96.8},
                 "Sentences": {"ewt": 85.0, "gum": 94.0}, "Words": {"ewt": 98.9, "gum": 99.3}}
GOLD_LAS_TARGET = 88.0
NAME_TARGETS = {"exact": 72.0, "overlap": 82.0}
RELATION_TARGET = 71.0
READ_TARGET, SPEEDUP_TARGET, MEMORY_TARGET = 0.4, 1.9, 500
TREEBANKS = {"ewt": "EWT", "gum": "GUM"}


class Missing(Exception):
    """Data or a scorer that is not there."""


class Failed(Exception):
    """The program or a scorer that did not do its work."""


def there(path):
    if not path.exists():
        raise Missing(f"no {path.name} in {path.parent}")
    return path


def output_of(*command):
    """Standard output of a command that must succeed, as text."""
    run = subprocess.run([str(c) for c in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        shown = " ".join(pathlib.Path(str(c)).name for c in command)
        raise Failed(f"`{shown}` ended with {run.returncode}: {run.stderr.strip()[-800:]}")
    return run.stdout


def scorer(name, *arguments):
    return output_of(sys.executable, there(TOOLS / name), *arguments)


class Program:
    """The built program, a folder for what passes through it, and what its records say that they were made by."""

    def __init__(self, binary, folder):
        self.binary, self.folder, self.records = binary, folder, {}
        self.made = json.loads(output_of(binary, "read", ARTICLE, "--format", "jsonl"))["made"]

    def parse(self, treebank):
        """The parse of a treebank's raw text, scored."""
        gold = there(DATA / f"ud/{treebank}-dev.conllu.gz")
        raw, predicted = self.folder / f"{treebank}.jsonl", self.folder / f"{treebank}.conllu"
        raw.write_text(scorer("score_parse.py", "--raw", gold), encoding="utf-8")
        predicted.write_text(output_of(self.binary, "parse", raw, "--format", "conllu"), encoding="utf-8")
        return json.loads(scorer("score_parse.py", gold, predicted, "--json"))

    def read(self, gold, name):
        """The records of a gold file's texts, as a file; nothing of the gold but id, text and date is shown to the program, once."""
        if name in self.records:
            return self.records[name]
        raw, predicted = self.folder / f"{name}.jsonl", self.folder / f"{name}-records.jsonl"
        with gzip.open(there(gold), "rt", encoding="utf-8") as documents, open(raw, "w", encoding="utf-8") as out:
            for line in documents:
                document = json.loads(line)
                shown = {k: document[k] for k in ("id", "text", "date") if document.get(k)}
                print(json.dumps(shown, ensure_ascii=False), file=out)
        predicted.write_text(output_of(self.binary, "read", raw, "--format", "jsonl"), encoding="utf-8")
        self.records[name] = predicted
        return predicted


# ---------------------------------------------------------------- the tables

def table(head, rows):
    align = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(str(c) for c in row) + " |" for row in [head, align, *rows])


def percent(share):
    return f"{100 * share:.1f}"


def against(reached, target, unit="", digits=1, lower_is_better=False):
    """Three cells: at least (or at most), reached, and by how much it falls short."""
    gap = reached - target if lower_is_better else target - reached
    short = "" if gap <= 0 else f"**{gap:.{max(digits, 2)}f}{unit}**"
    return f"{target:.{digits}f}{unit}", f"{reached:.{max(digits, 2)}f}{unit}", short


TARGET_HEAD = ("", "target", "reached", "short by")


def trees(program):
    results = {t: program.parse(t)["metrics"] for t in TREEBANKS}
    rows = [(f"{metric}, {TREEBANKS[t]} dev", *against(100 * results[t][metric]["f1"], target))
            for metric, targets in PARSE_TARGETS.items() for t, target in targets.items()]
    metrics = list(results["ewt"])
    detail = [(m, *(percent(results[t][m][k]) if k in results[t][m] else "" for t in TREEBANKS for k in ("p", "r", "f1", "aligned")))
              for m in metrics]
    head = ("", *(f"{name} {k}" for name in TREEBANKS.values() for k in ("P", "R", "F1", "aligned")))
    return (table(TARGET_HEAD, rows) + "\n\nAll measures; \"aligned\" is over the words that were found:\n\n" + table(head, detail))


def gold_segmentation(program):
    """What training wrote into the model file about itself: LAS on gold words and sentences, in fp32."""
    name = program.made["model"].split("@")[0]
    scores = json.loads(model_metadata(there(ROOT / f"models/{name}.safetensors"))["config"]).get("scores", {})
    rows = [(f"LAS, {TREEBANKS[t]} dev, gold words and sentences", *against(scores[t]["las"], GOLD_LAS_TARGET))
            for t in TREEBANKS if "las" in scores.get(t, {})]
    if not rows:
        raise Missing("the model file tells no scores of its training")
    return "Measured by the training script before the weights were stored in fewer bits:\n\n" + table(TARGET_HEAD, rows)


def model_metadata(path):
    """The metadata map of a safetensors file: eight bytes of length, then a JSON header."""
    with open(path, "rb") as f:
        return json.loads(f.read(struct.unpack("<Q", f.read(8))[0])).get("__metadata__", {})


def names(program):
    gold = DATA / "gum/dev.jsonl.gz"
    result = json.loads(scorer("score_entities.py", gold, program.read(gold, "gum-names"), "--json"))["names"]
    rows = [(f"typed F1, {how}", *against(100 * result[how]["typed"]["f1"], target)) for how, target in NAME_TARGETS.items()]
    kinds = [("all, type ignored", lambda r: r["untyped"]), ("all, typed", lambda r: r["typed"])]
    kinds += [(t, lambda r, t=t: r["per_type"][t]) for t in result["exact"]["per_type"]]
    detail = [(label, *(percent(pick(result[how])[k]) for how in ("exact", "overlap") for k in ("p", "r", "f1")), pick(result["exact"])["gold"])
              for label, pick in kinds]
    head = ("", *(f"{how} {k}" for how in ("exact", "overlap") for k in ("P", "R", "F1")), "gold")
    return table(TARGET_HEAD, rows) + "\n\n" + table(head, detail)


def attributions(program, boot):
    gold = DATA / "polnear/dev.jsonl.gz"
    result = json.loads(scorer("score_attribution.py", gold, program.read(gold, "polnear"), "--json", "--boot", boot))
    s = result["scores"]
    low, high = result["relation_f1_95"]
    rows = [("full relation, F1", *against(100 * s["relation"]["f1"], RELATION_TARGET))]
    text = table(TARGET_HEAD, rows)
    text += f"\n\n95 % of {boot} resamplings of the {result['documents']} documents lie between {percent(low)} and {percent(high)}.\n\n"
    labels = {"relation": "relation: source, cue and content each at least half right", "relation_exact": "relation, all three exact",
              "relation_sc": "source and content", "relation_cc": "cue and content", "relation_lenient": "source and cue overlap, content half"}
    for measure in ("token", "exact", "overlap50"):
        labels.update({f"{measure}/{role}": f"{role}, {measure}" for role in ("source", "cue", "content")})
    text += table(("", "P", "R", "F1"), [(label, *(percent(s[k][x]) for x in ("p", "r", "f1"))) for k, label in labels.items()])
    shown = [(k.split("/", 1)[1].replace(":", ": "), k) for k in sorted(s) if k.startswith("recall/")]
    rows = []
    for label, key in shown:
        precision = s.get(key.replace("recall/", "precision/"))
        rows.append((label, s[key]["gold"], percent(s[key]["r"]), percent(precision["p"]) if precision else ""))
    text += "\n\nFull relation by kind:\n\n" + table(("", "gold", "recall", "precision"), rows)
    rows = [(publisher, percent(f1)) for publisher, f1 in result["by_publisher"].items()]
    return text + "\n\nFull relation F1 by publisher:\n\n" + table(("", "F1"), rows)


def chains(program):
    gold = DATA / "events/gold_dev.jsonl.gz"
    predicted = program.read(gold, "passages")
    relation = json.loads(scorer("score_attribution.py", gold, predicted, "--keep-nested", "--json"))["scores"]["relation"]
    result = json.loads(scorer("score_chains.py", gold, predicted, "--json"))
    rows = [(label, *(percent(x[k]) for k in ("p", "r", "f1"))) for label, x in
            (("full relation, nested ones kept", relation), ("statement found (content half right, cue met)", result["statement"]),
             ("edge: statement and the one it stands within", result["edge"]))]
    share = {k: "none" if result[k] is None else percent(result[k]) + " %" for k in ("path", "top")}
    low, high = edge_interval(gold, predicted)
    return (table(("", "P", "R", "F1"), rows) + f"\n\n95 % of {RESAMPLINGS} resamplings of the passages put the edges' F1 between {percent(low)} and "
            f"{percent(high)}. Of the nested statements {share['path']} have the whole way to the top right; of the "
            f"outermost ones that were found {share['top']} are outermost here too.")


RESAMPLINGS = 1000


def edge_interval(gold, predicted):
    """The middle 95 % of the edges' F1 over resampled documents."""
    chains_of = tool("score_chains")
    gold, predicted = chains_of.load(gold), chains_of.load(predicted)
    each = [chains_of.score({k: v}, predicted)["edge"] for k, v in gold.items()]
    return scores_acts.interval(each, RESAMPLINGS)


def own_passages(program):
    """The test part of our own passages, which was written first and is opened by no one who mends errors."""
    records = [p for path in sorted((ROOT / "training/passages/test").glob("*.txt")) for p, _ in passages.read(path)]
    gold = program.folder / "own.jsonl.gz"
    with gzip.open(gold, "wt", encoding="utf-8") as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    predicted = program.read(gold, "own")
    s = json.loads(scorer("score_attribution.py", gold, predicted, "--keep-nested", "--json"))["scores"]
    chain = json.loads(scorer("score_chains.py", gold, predicted, "--json"))
    rows = [("full relation, all levels", *(percent(s["relation"][x]) for x in ("p", "r", "f1"))),
            *((f"{r}, token", *(percent(s[f"token/{r}"][x]) for x in ("p", "r", "f1"))) for r in ("source", "cue", "content")),
            ("edge", *(percent(chain["edge"][x]) for x in ("p", "r", "f1")))]
    silent = s["recall/source:none"]
    return (table(("", "P", "R", "F1"), rows) + f"\n\n{len(records)} passages. Of the {silent['gold']} statements without a source "
            f"{percent(silent['r'])} % are found.")


def confidence(program):
    with gzip.open(there(DATA / "polnear/dev.jsonl.gz"), "rt", encoding="utf-8") as f:
        gold = [json.loads(line) for line in f]
    records = [json.loads(line) for line in program.read(DATA / "polnear/dev.jsonl.gz", "polnear").read_text(encoding="utf-8").splitlines()]
    pairs = [(s["confidence"], right) for d in calibrate.outcomes(gold, records) for s, right in d]
    rows, gap = calibrate.reliability(pairs)
    shown = [(f"{low:.1f} to {high:.1f}", n, percent(said), percent(right)) for low, high, n, said, right in rows]
    return ("Statements of PolNeAR dev by what they are given, against the share that is right (full relation):\n\n"
            + table(("confidence", "statements", "said", "right"), shown) + f"\n\nMean gap {100 * gap:.1f} points. The weights of the curve are "
            "fitted on the same part (`training/calibrate.py`, which also measures them on documents left out of the fit).")


# ---------------------------------------------------------------- speed

def timed(*command):
    """Seconds and peak memory (MB) of a command that must succeed."""
    began = time.perf_counter()
    with subprocess.Popen([str(c) for c in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Failed(f"`{' '.join(pathlib.Path(str(c)).name for c in command)}` ended with {child.returncode}")
    kilobyte = 1 if sys.platform != "darwin" else 1024
    return time.perf_counter() - began, usage.ru_maxrss / 1024 / kilobyte


def speed(program):
    rows = [("`read` of one article, best of five, seconds",
             *against(min(timed(program.binary, "read", ARTICLE)[0] for _ in range(5)), READ_TARGET, lower_is_better=True))]
    articles = DATA / "articles/guardian-syria.jsonl.gz"
    note = ""
    if articles.exists():
        runs = {n: timed(program.binary, "code", articles, "--into", program.folder / f"store-{n}", "--threads", n) for n in (1, 2)}
        rows.append(("`code`, two threads against one, times", *against(runs[1][0] / runs[2][0], SPEEDUP_TARGET)))
        rows.append(("`code`, most memory, MB", *against(runs[2][1], MEMORY_TARGET, digits=0, lower_is_better=True)))
    else:
        note = f"\n\n`code` is not measured: no {articles.name} in the data."
    bench = output_of(program.binary, "bench").strip()
    return f"On {processor()}.\n\n{table(TARGET_HEAD, rows)}{note}\n\n`onrecord bench` says:\n\n```text\n{bench}\n```"


def processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        import platform
        name = platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores of {name}"


# ---------------------------------------------------------------- the page

def page(program, sections, command):
    notes = NOTES.read_text(encoding="utf-8").strip() if NOTES.exists() else "Nothing noted."
    head = f"""# Scores

Written by `{command}` on {datetime.date.today().isoformat()}; do not edit, the last section is kept in
[scores-notes.md](scores-notes.md).

Program {program.made['program']}, model `{program.made['model']}`. All on development data, from raw text, by the program as users run it; no
test part of any corpus was looked at. Figures are percent unless said otherwise.
"""
    body = "\n".join(f"## {title}\n\n{text}\n" for title, text in sections)
    return f"{head}\n{body}\n## Why, and what would raise it\n\n{notes}\n"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/onrecord")
    ap.add_argument("--output", type=pathlib.Path, default=ROOT / "docs/scores.md")
    ap.add_argument("--boot", type=int, default=1000, help="resamplings for the interval")
    ap.add_argument("--speed", action="store_true", help="measure time and memory too (wants an otherwise idle machine)")
    a = ap.parse_args()
    if not DATA.is_dir():
        print(f"scores: no development data at {DATA} (ONRECORD_DATA names another place); nothing measured")
        return 0
    if not a.binary.is_file():
        print(f"scores: no program at {a.binary}; build it with `cargo build --release` or name it with --binary", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        try:
            program = Program(a.binary.resolve(), pathlib.Path(folder))
        except Failed as failed:
            print(f"scores: {failed}", file=sys.stderr)
            return 1
        parts = [("Statements: PolNeAR dev", lambda: attributions(program, a.boot)), ("Names: GUM dev", lambda: names(program)),
                 ("Words, sentences, tags and trees", lambda: trees(program)),
                 ("Trees with gold segmentation", lambda: gold_segmentation(program)),
                 ("Chains of voices: passages annotated at all levels", lambda: chains(program)),
                 ("Our own passages, test part", lambda: own_passages(program)), ("How sure", lambda: confidence(program)),
                 *((title, lambda section=section: section(program, sys.modules[__name__])) for title, section in (
                     ("Who is who: GUM dev", scores_acts.coreference), ("Actors", scores_acts.actors), ("Events", scores_acts.events),
                     ("Events of our own test texts", scores_acts.own),
                     ("How far two readers agree on events", agreement.section)))]
        if a.speed:
            parts.append(("Speed and memory", lambda: speed(program)))
        sections, measured = [], 0
        for title, part in parts:
            print(f"scores: {title} …", file=sys.stderr, flush=True)
            try:
                sections.append((title, part()))
                measured += 1
            except Missing as missing:
                print(f"scores: skipped: {missing}", file=sys.stderr)
                sections.append((title, "Not measured: the data for it was not there."))
            except Failed as failed:
                print(f"scores: {failed}", file=sys.stderr)
                return 1
        if not measured:
            print("scores: nothing could be measured, nothing written")
            return 0
        command = "python3 training/scores.py" + (" --speed" if a.speed else "")
        a.output.write_text(page(program, sections, command), encoding="utf-8")
        print(f"scores: {measured} of {len(parts)} measured, written to {a.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
