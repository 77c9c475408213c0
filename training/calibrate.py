"""How sure a statement or an act is: fits the weights of crates/coder/tables/{confidence,acts}.tsv, and checks what the program says.

    python training/calibrate.py [--write]           statements, on development data
    python training/calibrate.py acts [--write]      acts, on passages of training/acts.tsv that are not trained on

The program's candidates for statements (`cargo run --example candidates`) are held against PolNeAR dev, which marks the outermost
level, and the annotated passages (dev), which mark all. A candidate is right if score_attribution.py counts it as a full
relation. Its probability is a logistic curve over what crates/coder/src/judgement.rs weighs; figures are measured on
documents left out of the fit. `--write` replaces the table. A candidate for an act (a word with a type) is right if score_events.py
matches it with a marked event, the likelier ones asked first.
"""
import argparse
import gzip
import json
import math
import os
import subprocess

from places import DATA, ROOT, scorer

TABLES = {"statements": (ROOT / "crates/coder/tables/confidence.tsv", "judgement.rs"),
          "acts": (ROOT / "crates/coder/tables/acts.tsv", "events/proposals.rs")}
PROGRAM = os.environ.get("ONRECORD_CANDIDATES", f"cargo run --quiet --release --manifest-path {ROOT}/Cargo.toml -p onrecord-coder --example candidates").split()
BINS = (0, .2, .4, .5, .6, .7, .8, .9, 1.0001)
FOLDS, RIDGE = 5, 2.


def candidates(gold, signs="signs", what="candidates"):
    """(names of the signs, candidates by document)"""
    asked = "".join(json.dumps({"id": g["id"], "text": g["text"]}) + "\n" for g in gold)
    out = subprocess.run(PROGRAM, input=asked, capture_output=True, check=True, text=True).stdout.splitlines()
    return json.loads(out[0])[signs], {d["id"]: d[what] for d in map(json.loads, out[1:])}


def inside(a, b):
    return a is not b and all(any(x <= s and e <= y for x, y in b["content"]) for s, e in a["cue"] + a["content"])


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


def labelled(gold, found, all_levels):
    """Rows (signs, right) of each document; where only the outermost level is marked, inner voices are left out."""
    shape = lambda c, i: {"id": f"s{i}", "within": None, **{r: {"spans": c[r]} for r in ("source", "cue", "content")}}
    asked = [c if all_levels else [x for x in c if not (x["inner"] and any(inside(x, y) for y in c if not y["weak"]))] for c in (found[g["id"]] for g in gold)]
    shaped = [{"doc": {"id": g["id"]}, "text": g["text"], "statements": [shape(x, i) for i, x in enumerate(c)]} for g, c in zip(gold, asked)]
    rows = []
    for g, c, told in zip(gold, asked, outcomes(gold, shaped, True)):
        rows.append([(c[int(x["id"][1:])]["signs"], right) for x, right in told])
    return rows


def fit(rows):
    """Logistic regression with a little ridge, by Newton's method. What is seen in a few rows only is held back as if it were seen in
    a twenty-fifth of them: two rows would else get a weight of minus five."""
    import numpy as np  # only fitting needs it; scores.py takes the rest of this file without
    x, y = np.array([a for a, _ in rows], float), np.array([b for _, b in rows], float)
    size = np.where(np.arange(x.shape[1]) == 0, 1, np.maximum(x.std(0), .2))
    z, w = x / size, np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-(z @ w)))
        hessian = (z * (p * (1 - p))[:, None]).T @ z + RIDGE * np.eye(len(w))
        w -= np.linalg.solve(hessian, z.T @ (p - y) + RIDGE * w)
    return w / size


def reliability(pairs):
    """Rows of (from, to, count, mean confidence, share right), and the mean gap between the last two."""
    rows = []
    for low, high in zip(BINS, BINS[1:]):
        here = [(p, y) for p, y in pairs if low <= p < high]
        if here:
            rows.append((low, min(high, 1), len(here), sum(p for p, _ in here) / len(here), sum(y for _, y in here) / len(here)))
    return rows, sum(n * abs(p - y) for _, _, n, p, y in rows) / max(1, len(pairs))


def labelled_acts(gold, found):
    """Rows (signs, right) of each document."""
    rows, match = [], scorer("score_events").match
    for g in gold:
        asked = sorted(found[g["id"]], key=lambda c: -c["signs"][1])
        shaped = [{"type": c["type"], "anchor": [c["anchor"]], "actors": [], "recipients": []} for c in asked]
        right = {j for _, j in match(g["events"], shaped, g["text"])}
        rows.append([(c["signs"], j in right) for j, c in enumerate(asked)])
    return rows


def statements():
    documents = []
    for path, all_levels in (("polnear/dev.jsonl.gz", False), ("events/gold_dev.jsonl.gz", True)):
        with gzip.open(DATA / path, "rt") as f:
            gold = [json.loads(line) for line in f]
        names, found = candidates(gold)
        documents += labelled(gold, found, all_levels)
    return names, documents


def acts():
    import acts as ours
    gold = [r for r in ours.records() if ours.held_back(r)]
    names, found = candidates(gold, "act_signs", "acts")
    return names, labelled_acts(gold, found)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("what", nargs="?", choices=("statements", "acts"), default="statements")
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    names, documents = acts() if a.what == "acts" else statements()
    path, code = TABLES[a.what]
    crossed = []
    for fold in range(FOLDS):
        w = fit([r for i, d in enumerate(documents) for r in d if i % FOLDS != fold])
        crossed += [(1 / (1 + math.exp(-sum(a * b for a, b in zip(x, w)))), y) for i, d in enumerate(documents) for x, y in d if i % FOLDS == fold]
    table, gap = reliability(crossed)
    print(f"fitted on four fifths of the documents, measured on the fifth: mean gap {100 * gap:.1f} points")
    for low, high, n, p, y in table:
        print(f"  {low:.1f}-{high:.1f}  {n:5}  said {100 * p:5.1f} %  right {100 * y:5.1f} %")
    weights = fit([r for d in documents for r in d])
    lines = [f"# Sign <tab> weight; the signs are those of {code}. Written by training/calibrate.py."]
    lines += [f"{name}\t{w:.4f}" for name, w in zip(names, weights)]
    print("\n".join(lines))
    if a.write:
        path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
