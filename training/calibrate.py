"""How sure a statement is: fits the constants of crates/coder/src/confidence.rs on PolNeAR dev, and checks what the program says.

    python training/calibrate.py [--binary target/release/onrecord]

A predicted statement is right if score_attribution.py counts it as a full relation. The model's own certainty c becomes
1 / (1 + exp(-(SLOPE logit(c) + OFFSET + NO_SOURCE [no source]))). The program writes the calibrated figure; the model's
is won back from it by the constants in the source, so that fitting may be repeated. Needs no library beyond Python's.
"""
import argparse
import gzip
import json
import math
import re
import subprocess
import tempfile

from places import DATA, ROOT, scorer

NAMES = ("SLOPE", "OFFSET", "NO_SOURCE")
SOURCE = ROOT / "crates/coder/src/confidence.rs"
BINS = (0, .2, .4, .5, .6, .7, .8, .9, 1.0001)
FOLDS = 5


def outcomes(gold, predicted, keep_nested=False):
    """For each document the predicted statements that are scored: (statement, whether it is right)."""
    s = scorer("score_attribution")
    by_id, found = {d["doc"]["id"]: d for d in predicted}, []
    for g in gold:
        p = by_id[g["id"]]
        known = {x["id"]: x for x in p["statements"]}
        tokens = s.tokenise(g["text"])
        discard = s.covered(tokens, [t[0] for t in tokens], g.get("discard") or [])
        items = [s.Doc(s.convert(d), tokens, discard, len(g["text"]), keep_nested, "").items for d in (g, p)]
        right = {j for _, j in s.rel_pairs(*items, s.REL["relation"])}
        found.append([(known[a["id"]], j in right) for j, (_, a) in enumerate(items[1])])
    return found


def reliability(pairs):
    """Rows of (from, to, count, mean confidence, share right), and the mean gap between the last two."""
    rows = []
    for low, high in zip(BINS, BINS[1:]):
        here = [(p, y) for p, y in pairs if low <= p < high]
        if here:
            rows.append((low, min(high, 1), len(here), sum(p for p, _ in here) / len(here), sum(y for _, y in here) / len(here)))
    return rows, sum(n * abs(p - y) for _, _, n, p, y in rows) / max(1, len(pairs))


def sigmoid(x):
    return 1 / (1 + math.exp(-max(-30, min(30, x))))


def logit(p):
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def fit(rows):
    """Logistic regression by gradient descent: rows of (features, right)."""
    w = [1.] + [0.] * (len(rows[0][0]) - 1)
    for step in range(4000):
        gradient = [0.] * len(w)
        for x, y in rows:
            error = sigmoid(sum(a * b for a, b in zip(w, x))) - y
            gradient = [g + error * b for g, b in zip(gradient, x)]
        w = [a - .8 * g / len(rows) for a, g in zip(w, gradient)]
        if max(map(abs, gradient)) / len(rows) < 1e-5:
            break
    return w


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--binary", default=str(ROOT / "target/release/onrecord"))
    a = ap.parse_args()
    with gzip.open(DATA / "polnear/dev.jsonl.gz", "rt") as f:
        gold = [json.loads(line) for line in f]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        f.writelines(json.dumps({"id": g["id"], "text": g["text"]}) + "\n" for g in gold)
        f.flush()
        out = subprocess.run([a.binary, "read", f.name, "--format", "jsonl"], capture_output=True, check=True, text=True).stdout
    documents = outcomes(gold, [json.loads(line) for line in out.splitlines()])
    source = SOURCE.read_text()
    slope, offset, no_source = (float(re.search(rf"const {n}: f32 = (-?[\d.]+);", source)[1]) for n in NAMES)

    def row(statement, right):
        silent = not statement["source"]["spans"]
        return [(logit(statement["confidence"]) - offset - no_source * silent) / slope, 1., float(silent)], float(right)

    rows = [[row(*x) for x in d] for d in documents]
    for name, value in zip(NAMES, fit([x for d in rows for x in d])):
        print(f"const {name}: f32 = {value:.3f};")
    crossed = []
    for fold in range(FOLDS):
        w = fit([x for i, d in enumerate(rows) for x in d if i % FOLDS != fold])
        crossed += [(sigmoid(sum(p * q for p, q in zip(w, x))), y) for i, d in enumerate(rows) for x, y in d if i % FOLDS == fold]
    now = [(x["confidence"], right) for d in documents for x, right in d]
    for title, pairs in (("as the program says it", now), ("fitted on four fifths of the documents, measured on the fifth", crossed)):
        table, gap = reliability(pairs)
        print(f"{title}: mean gap {100 * gap:.1f} points")
        for low, high, n, p, y in table:
            print(f"  {low:.1f}-{high:.1f}  {n:5}  said {100 * p:5.1f} %  right {100 * y:5.1f} %")


if __name__ == "__main__":
    main()
