"""Development scores of a network: tags and trees on gold words, names on GUM, attributions on PolNeAR, events.

    python evaluate.py wire-6      of a run that ended on a machine without the scorers: adds them to its log
"""
import collections
import gzip
import json
import pickle
import subprocess
import sys
import tempfile
import time

import torch
import torch.nn.functional as F

import decode
import lemma
from corpora import ATTRIBUTION_LABELS, NAME_LABELS, ROLES, VOICE_LABELS
from losses import dyad_scores, every_arc, roles, taught
from network import load
from places import CACHE, DATA, RUNS, TOOLS, scorer
from targets import PRONOUNS, UNKNOWN, index, tensors
from windows import batches, collate, windows, words

LEGAL_NAMES, LEGAL_ROLES, LEGAL_VOICES = map(decode.legal, (NAME_LABELS, ATTRIBUTION_LABELS, VOICE_LABELS))
BATCH = 4096


def autocast(device="cpu"):
    """Half floats where the processor reckons with them; where it only imitates them, they take several times as long."""
    able = device != "cpu" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.autocast(device, dtype=torch.bfloat16, enabled=able)


def treebank_scores(net, documents):
    hits, names = collections.Counter(), collections.defaultdict(list)
    labels = net.labels
    for ws in batches([w for d in documents for w in windows(d)], budget=BATCH):
        b = collate(ws)
        with autocast():
            out = net(b)
            arcs, name = net.arcs(out, b["sentences"]), net.name_logits(out)
        arcs, name = F.log_softmax(arcs, -1).numpy(), F.log_softmax(name.float(), -1).numpy()
        tags = {k: out[k].float().argmax(-1).tolist() for k in ("upos", "xpos", "lemma")}
        end = (out["end"].float()[:, 0] > 0).tolist()
        gold = {f: words(ws, f) for f in ("forms", "upos", "xpos", "lemmas", "heads", "rels")}
        heads, governors, gold_end = [], [], []
        for k, row in enumerate(b["sentences"].tolist()):
            row = [x for x in row if x >= 0]
            h = decode.tree(arcs[k, :len(row), :len(row) + 1]).tolist()
            heads += h
            governors += [row[x - 1] if x else -1 for x in h]
            gold_end += [False] * (len(row) - 1) + [True]
        with autocast():
            rels = net.rels(out, torch.arange(len(heads)), torch.tensor(governors)).argmax(-1).tolist()
        for w, first in zip(ws, b["offset"]):
            for i in range(first, first + w.end - w.first):
                upos = labels["upos"][tags["upos"][i]]
                right = heads[i] == gold["heads"][i]
                rel = labels["rel"][rels[i]]
                lem = lemma.apply(labels["lemma"][tags["lemma"][i]], gold["forms"][i], upos)
                c = w.document.corpus
                hits[c, "words"] += 1
                hits[c, "upos"] += upos == gold["upos"][i]
                hits[c, "xpos"] += labels["xpos"][tags["xpos"][i]] == gold["xpos"][i]
                hits[c, "lemma"] += lem == gold["lemmas"][i]
                hits[c, "uas"] += right
                hits[c, "las"] += right and rel.split(":")[0] == gold["rels"][i].split(":")[0]
                hits[c, "las_sub"] += right and rel == gold["rels"][i]
                hits[c, "end_tp"] += end[i] and gold_end[i]
                hits[c, "end_fp"] += end[i] and not gold_end[i]
                hits[c, "end_fn"] += gold_end[i] and not end[i]
            if w.document.names:
                for layer in range(2):
                    x = name[first:first + w.end - w.first, layer]
                    spans = decode.bio([NAME_LABELS[t] for t in decode.viterbi(x, *LEGAL_NAMES)])
                    names[w.document.id] += [(k, w.first + a, w.first + e) for k, a, e in spans]
    scores = {}
    for c in ("ewt", "gum"):
        n = max(1, hits[c, "words"])
        scores[c] = {k: round(100 * hits[c, k] / n, 2) for k in ("upos", "xpos", "lemma", "uas", "las", "las_sub")}
        scores[c]["ends"] = round(200 * hits[c, "end_tp"] / max(1, 2 * hits[c, "end_tp"] + hits[c, "end_fp"] + hits[c, "end_fn"]), 2)
    scores["names"] = name_scores(documents, names)
    return scores


def name_scores(documents, names):
    """By score_entities.py, as the program's own output is scored."""
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = f"{folder}/gold.jsonl", f"{folder}/predicted.jsonl"
        with gzip.open(DATA / "gum/dev.jsonl.gz", "rt") as f, open(gold, "w") as g:
            g.write(f.read())
        with open(predicted, "w") as f:
            for d in documents:
                if d.text is None:
                    continue
                spans = sorted({(d.spans[a][0], d.spans[e - 1][1]): k for k, a, e in reversed(names[d.id])}.items())
                entities = [{"id": f"e{i}", "type": k, "name": d.text[a:e], "mentions": [{"span": [a, e], "head": [a, e], "kind": "name"}]}
                            for i, ((a, e), k) in enumerate(spans)]
                f.write(json.dumps({"id": d.id, "text": d.text, "entities": entities}) + "\n")
        run = subprocess.run([sys.executable, TOOLS / "score_entities.py", gold, predicted, "--json"], capture_output=True, text=True, check=True)
        all_names = json.loads(run.stdout)["names"]
    return all_names


def attributions(net, documents):
    """Predicted attributions in the shape of the scorer."""
    found = collections.defaultdict(list)
    for ws in batches([w for d in documents for w in windows(d)], budget=BATCH):
        b = collate(ws)
        with autocast():
            out = net(b)
            roles = F.log_softmax(net.attribution(out["attribution"]).float(), -1).numpy()
            voices = F.log_softmax(net.voice(out["attribution"]).float(), -1).numpy()
            for w, first in zip(ws, b["offset"]):
                n = w.end - w.first
                path = decode.viterbi(roles[first:first + n], *LEGAL_ROLES)
                cues = [(a, e) for k, a, e in decode.bio([ATTRIBUTION_LABELS[t] for t in path]) if k == "cue"]
                if not cues:
                    continue
                outermost = len(cues)
                path = decode.viterbi(voices[first:first + n], *LEGAL_VOICES)
                cues += [(a, e) for _, a, e in decode.bio([VOICE_LABELS[t] for t in path]) if not any(a < y and x < e for x, y in cues)]
                a, e = (torch.tensor(x) for x in zip(*cues))
                p = F.softmax(net.pairs(out, first + a, first + e - 1, torch.arange(first, first + n), torch.arange(n)[None] - a[:, None]), -1).numpy()
                here = []
                for i, (cue, q) in enumerate(zip(cues, p)):
                    source, content = linked(q)
                    if content:
                        move = lambda spans: [(w.first + x, w.first + y) for x, y in spans]
                        here.append({"source": move(source), "cue": move([cue]), "content": move(content), "outer": i < outermost})
                found[w.document.id] += [a for a in here if a["outer"] or any(holds(b, a) for b in here)]
    out = []
    for d in documents:
        chars = lambda spans: [[d.spans[a][0], d.spans[e - 1][1]] for a, e in spans]
        statements = []
        for i, a in enumerate(found[d.id]):
            around = [(size(b), k) for k, b in enumerate(found[d.id]) if holds(b, a) and not holds(a, b)]
            statements.append(dict({k: {"spans": chars(a[k])} for k in ROLES}, id=f"s{i}", within=f"s{min(around)[1]}" if around else None))
        out.append({"id": d.id, "text": d.text, "statements": statements})
    return out


def relation_scores(gold, predicted, **how):
    s = scorer("score_attribution")
    return s.evaluate([s.convert(d) for d in gold], [s.convert(d) for d in predicted], **how)["scores"]


def size(a):
    return sum(y - x for x, y in a["content"])


def holds(outer, inner):
    within = lambda s: any(x <= s[0] and s[1] <= y for x, y in outer["content"])
    return outer is not inner and all(map(within, inner["cue"] + inner["content"]))


def linked(p):
    """Source and content of one cue from the probabilities of its window's words, [W, 3]."""
    source, content = decode.runs(p[:, 1] > .5, 1), decode.runs(p[:, 2] > .5, 2)
    if len(source) > 1:
        source = [max(source, key=lambda r: p[r[0]:r[1], 1].sum())]
    if len(content) > 1:
        longest = max(e - a for a, e in content)
        content = [r for r in content if r[1] - r[0] >= 3 or r[1] - r[0] == longest]
    return source, content


def polnear_scores(net, documents):
    s = relation_scores(jsonl_gold(), attributions(net, documents))
    percent = lambda x: round(100 * x, 1)
    roles = ("source", "cue", "content")
    return {"relation": percent(s["relation"]["f1"]), "p": percent(s["relation"]["p"]), "r": percent(s["relation"]["r"]),
            "token": {k: percent(s[f"token/{k}"]["f1"]) for k in roles}, "exact": {k: percent(s[f"exact/{k}"]["f1"]) for k in roles}}


def jsonl_gold(name="polnear/dev.jsonl.gz"):
    with gzip.open(DATA / name, "rt") as f:
        return [json.loads(line) for line in f]


def chain_scores(net, documents):
    """All levels of statements in the gold passages."""
    gold, predicted = jsonl_gold("events/gold_dev.jsonl.gz"), attributions(net, documents)
    relation = relation_scores(gold, predicted, keep_nested=True)["relation"]
    of = lambda docs: {d["id"]: d["statements"] for d in docs}
    chains = scorer("score_chains").score(of(gold), of(predicted))
    return {"relation": relation, "chains": chains}


def coreference_scores(net, documents):
    """Of gold mention heads with an antecedent in the window, how many find one of their cluster; how many others find none."""
    hits = collections.Counter()
    for ws in batches([w for d in documents for w in windows(d)], budget=BATCH):
        b = collate(ws)
        with autocast():
            out = net(b)
            for w, first in zip(ws, b["offset"]):
                clusters = w.document.clusters[w.first:w.end]
                at = [i for i, c in enumerate(clusters) if c is not None]
                if at:
                    best = net.antecedents(out, torch.tensor(at) + first, same_forms(w, at)).argmax(1).tolist()
                    for k, (i, j) in enumerate(zip(at, best)):
                        had = any(clusters[x] == clusters[i] for x in at[:k])
                        hits[had] += 1
                        hits[had, "right"] += (j > 0 and clusters[at[j - 1]] == clusters[i]) if had else j == 0
    return {"linked": round(100 * hits[True, "right"] / hits[True], 1), "new": round(100 * hits[False, "right"] / hits[False], 1)}


def same_forms(w, at):
    """For each two of some words of a window whether they are the same: 0 no, 1 yes, 2 yes and they are pronouns."""
    forms = [w.document.forms[w.first + i].lower() for i in at]
    return torch.tensor([[(1 + (a in PRONOUNS)) if a == b else 0 for b in forms] for a in forms])


def act_scores(net, documents):
    """On gold passages: anchors with the right type, status at gold anchors, heads of roles at gold anchors; the types of kept-out dyads."""
    known = {k: index(v) for k, v in net.labels.items()}
    hits = collections.Counter()
    for ws in batches([w for d in documents for w in windows(d)], budget=BATCH):
        b = tensors(ws, known)
        with autocast():
            out = net(b)
            dyads = iter(dyad_scores(net, out, b).flatten(1) if len(b["dyad"]) else ())
            found = net.event(out["event"]).float().argmax(-1).tolist()
            status = net.status(out["event"]).float().argmax(-1).tolist()
            for w, first in zip(ws, b["window_words"][:, 0].tolist()):
                if w.document.dyad:
                    if w.first <= min(w.document.dyad[:2]) and max(w.document.dyad[:2]) < w.end:
                        scores = next(dyads).view(-1, len(net.labels["event"]) - 1)
                        best = net.labels["event"][1:][int(scores.logsumexp(0).argmax())]
                        hits["dyad"] += 1
                        hits["dyad right"] += best in w.document.dyad[2]
                    continue
                acts = [v for v in w.document.acts if w.first <= v["anchor"] < w.end]
                gold = {v["anchor"] - w.first: v["type"] for v in acts}
                said = {i: net.labels["event"][found[first + i]] for i in range(w.end - w.first) if found[first + i]}
                hits["gold"] += len(gold)
                hits["said"] += len(said)
                hits["right"] += sum(gold.get(i) == t for i, t in said.items())
                for v in acts:
                    a, n = v["anchor"] - w.first, w.end - w.first
                    hits["status"] += net.labels["status"][status[first + a]] == v["status"]
                    p = net.roles(out, torch.tensor([first + a]), torch.arange(first, first + n), torch.arange(n)[None] - a)[0].argmax(-1).tolist()
                    for k, side in ((1, "actors"), (2, "recipients")):
                        wanted, given = {i - w.first for i in v[side]}, {i for i, x in enumerate(p) if x == k}
                        hits[side, "gold"] += len(wanted)
                        hits[side, "said"] += len(given)
                        hits[side, "right"] += len(wanted & given)
    f = lambda right, said, gold: round(200 * right / max(1, said + gold), 1)
    return {"anchor": f(hits["right"], hits["said"], hits["gold"]), "status": round(100 * hits["status"] / max(1, hits["gold"]), 1),
            **{side: f(*(hits[side, x] for x in ("right", "said", "gold"))) for side in ("actors", "recipients")},
            "dyads": round(100 * hits["dyad right"] / max(1, hits["dyad"]), 1)}


def measure(net, documents, device="cpu"):
    """Mean losses over documents, and how often the likeliest label is right: for machines without the scorers."""
    known, sums, counts = {k: index(v) for k, v in net.labels.items()}, collections.Counter(), collections.Counter()
    for ws in batches([w for d in documents for w in windows(d)], budget=4 * BATCH):
        b = {k: v.to(device) for k, v in tensors(ws, known).items()}
        with torch.no_grad(), autocast(device):
            out = net(b)
            parts = {k: float(v) for k, v in taught(net, out, b).items()}
            names = net.name_logits(out)
            said = {"arc": (every_arc(net, out, b), b["heads"]), "upos": (out["upos"], b["upos"]), "name0": (names[:, 0], b["name0"]), "event": (net.event(out["event"]), b["event"]),
                    "roles": (net.attribution(out["attribution"]), b["roles"]), "voices": (net.voice(out["attribution"]), b["voices"])}
            if len(b["anchor"]):
                said["role"] = roles(net, out, b, b["anchor"]).flatten(0, 1), b["role"].flatten()
                said["status"] = net.status(out["event"][b["anchor"][:, 0]]), b["status"]
        sums.update(parts), counts.update(parts.keys())
        for name, (logits, gold) in said.items():
            best, there = logits.argmax(-1), gold != UNKNOWN
            sums[name, "right"] += int(((best == gold) & there & (gold > 0)).sum())
            sums[name, "said"] += int(((best > 0) & there).sum())
            sums[name, "gold"] += int((gold > 0).sum())
    found = {k: round(sums[k] / n, 4) for k, n in counts.items()}
    found.update({f"{k}/f1": round(200 * sums[k, "right"] / max(1, sums[k, "said"] + sums[k, "gold"]), 2) for k in ("arc", "upos", "name0", "event", "roles", "voices", "role", "status")})
    return found


def evaluate(net, documents):
    began = time.time()
    net.eval()
    with torch.no_grad():
        scores = treebank_scores(net, [d for d in documents if d.upos])
        scores["polnear"] = polnear_scores(net, [d for d in documents if d.corpus == "polnear"])
        scores["gold"] = chain_scores(net, [d for d in documents if d.corpus == "gold"])
        scores["acts"] = act_scores(net, [d for d in documents if d.corpus == "gold" or d.dyad])
        scores["held"] = act_scores(net, [d for d in documents if d.corpus == "acts-held"])
        scores["coreference"] = coreference_scores(net, [d for d in documents if d.clusters])
    scores["seconds"] = round(time.time() - began)
    return scores


def main(name):
    net, saved = load(RUNS / name / "network.pt")
    with open(CACHE / "corpora.pickle", "rb") as f:
        documents = pickle.load(f)[0]["dev"]
    scores = {"losses": measure(net, documents), **evaluate(net, documents)}
    with open(RUNS / name / "log.jsonl", "a") as f:
        f.write(json.dumps({"pieces": saved["trained"]["pieces"], "scores": scores}) + "\n")
    print(json.dumps(scores))


if __name__ == "__main__":
    main(sys.argv[1])
