"""Trains all heads together; a checkpoint every few minutes, to be resumed by the same command.

    python corpora.py                 # once: training/cache/corpora.pickle
    python train.py --name wire-1     # training/runs/wire-1/{log.jsonl, checkpoint.pt, network.pt}
    python export.py --name wire-1    # models/wire-1.safetensors

Each step sums the gradients of two batches, one a thread, each with one replica of the network and one core: on two cores
that is half as fast again as one batch with both. The length is told in word pieces seen, not in minutes, so that a run is
the same on any machine but for float rounding.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pickle
import random
import time

import torch
import torch.nn.functional as F

from evaluate import autocast, evaluate
from network import Network, parameter_groups, rate_factor, replica
from places import CACHE, RUNS
from windows import batches, collate, windows, words

SMOOTHING = .03  # of the roles' labels: two annotators agree on seven in ten
PRONOUNS = set("i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves they them their theirs themselves".split())
MASK_ID = 103  # [MASK] in place of a word now and then, so that no head leans on one word alone


class Stream:
    """Endless batches of one kind of document; its state is two numbers."""

    def __init__(self, documents, seed, epoch=0, at=0):
        self.documents, self.seed, self.epoch, self.at = documents, seed, epoch, at
        self.fill()

    def fill(self):
        rng = random.Random(f"{self.seed}/{self.epoch}")
        self.queue = batches([w for d in self.documents for w in windows(d, rng)], rng)

    def next(self):
        if self.at >= len(self.queue):
            self.epoch, self.at = self.epoch + 1, 0
            self.fill()
        self.at += 1
        return self.queue[self.at - 1]

    @property
    def passes(self):
        return round(self.epoch + self.at / len(self.queue), 2)


def index(labels):
    return {t: i for i, t in enumerate(labels)}


def entropy(logits, gold, smoothing=0.):
    return F.cross_entropy(logits.float(), gold, ignore_index=-100, label_smoothing=smoothing) if (gold != -100).any() else logits.sum().float() * 0


def load_what_fits(net, known):
    """Weights of an earlier network; rows that were added since keep their beginnings."""
    with torch.no_grad():
        for name, p in net.named_parameters():
            if name in known and known[name].shape[1:] == p.shape[1:] and len(known[name]) <= len(p):
                p[:len(known[name])] = known[name]
            else:
                print("begins new:", name)


def same_forms(forms):
    """For each two of some words whether they are the same: 0 no, 1 yes, 2 yes and they are pronouns."""
    forms = [f.lower() for f in forms]
    return torch.tensor([[(1 + (a in PRONOUNS)) if a == b else 0 for b in forms] for a in forms])


def dyad_scores(net, out, w, first):
    """For each word of a sentence with two marked ones, and each type: log probability that it is the anchor of that type between
    them. Only verbs, nouns and adjectives can be, and whether a word is an anchor at all is not to be learned from this: else
    any word becomes one that makes the right type likely."""
    n, (a, r, _) = w.end - w.first, w.document.dyad
    every, two = torch.arange(n), torch.tensor([a - w.first, r - w.first])
    p = F.log_softmax(net.roles(out, every + first, two + first, two[None] - every[:, None]), -1)
    logits = net.event(out["event"][first:first + n]).float()
    anchor = torch.log1p(-F.softmax(logits, -1)[:, 0].detach().clamp(max=1 - 1e-6))
    tags = w.document.tags[w.first:w.end]
    heavy = torch.tensor([t[:2] in ("VB", "NN", "JJ") and i + w.first not in (a, r) for i, t in enumerate(tags)])
    types = F.log_softmax(logits[:, 1:], -1) + anchor[:, None]
    return (types + (p[:, 0, 1] + p[:, 1, 2])[:, None]).masked_fill(~heavy[:, None], -30.)


class Losses:
    def __init__(self, net):
        self.net = net
        self.index = {k: index(v) for k, v in net.labels.items()}

    def targets(self, kind, values):
        known = self.index[kind]
        return torch.tensor([known.get(v, -100) for v in values])

    def treebank(self, ws, b):
        net, s = self.net, b["sentences"]
        at, position = (s >= 0).nonzero(as_tuple=True)
        heads = torch.tensor(words(ws, "heads"))
        governors = torch.where(heads > 0, s[at, (heads - 1).clamp(min=0)], torch.full_like(heads, -1))
        ends = torch.zeros(len(heads))
        ends[[x for row in s.tolist() for x in [max(row)]]] = 1
        with autocast():
            out = net(b)
            arcs = net.arcs(out, s)
            rels = net.rels(out, torch.arange(len(heads)), governors)
        parts = {
            "arc": entropy(arcs[at, position], heads),
            "rel": entropy(rels, self.targets("rel", words(ws, "rels"))),
            "upos": .5 * entropy(out["upos"], self.targets("upos", words(ws, "upos"))),
            "xpos": .5 * entropy(out["xpos"], self.targets("xpos", words(ws, "xpos"))),
            "lemma": .5 * entropy(out["lemma"], self.targets("lemma", words(ws, "scripts"))),
            "end": .5 * F.binary_cross_entropy_with_logits(out["end"].float()[:, 0], ends),
        }
        parts.update(self.entities(ws, b, out))
        return parts

    def entities(self, ws, b, out):
        """Names, mentions and what they refer back to, of the documents that have them."""
        net, found = self.net, []
        with autocast():
            names, mention = net.name_logits(out), net.mention(out["name"])
            for w, first in zip(ws, b["offset"]):
                if w.document.clusters:
                    clusters = w.document.clusters[w.first:w.end]
                    at = [i for i, c in enumerate(clusters) if c is not None]
                    if len(at) > 1:
                        scores = net.antecedents(out, torch.tensor(at) + first, same_forms([w.document.forms[w.first + i] for i in at]))
                        same = torch.tensor([[clusters[i] == clusters[j] and j < i for j in at] for i in at])
                        right = torch.cat([~same.any(1, keepdim=True), same], 1)
                        found.append(scores.logsumexp(1) - scores.masked_fill(~right, -1e9).logsumexp(1))
        gold = [t for w in ws for t in (w.document.mentions[w.first:w.end] if w.document.mentions else [None] * (w.end - w.first))]
        known = [i for i, t in enumerate(gold) if t]
        parts = {"mention": mention.sum().float() * 0, "coreference": .5 * torch.cat(found).mean() if found else mention.sum().float() * 0}
        if known:
            allowed = torch.tensor([[0. if l in gold[i] else -1e9 for l in net.labels["mention"]] for i in known])
            p = mention[known].float()
            parts["mention"] = .5 * (p.logsumexp(1) - (p + allowed).logsumexp(1)).mean()
        for layer, weight in ((0, 1.), (1, .5)):
            gold = [t for w in ws for t in (w.document.names[layer][w.first:w.end] if w.document.names else [None] * (w.end - w.first))]
            parts[f"name{layer}"] = weight * entropy(names[:, layer], self.targets("name", gold))
        return parts

    def polnear(self, ws, b):
        net, pairs = self.net, []
        with autocast():
            out = net(b)
            roles, voices = net.attribution(out["attribution"]), net.voice(out["attribution"])
            for w, first in zip(ws, b["offset"]):
                n = w.end - w.first
                known = [a for a in w.document.attributions if w.first <= a["cue"][0][0] < w.end]
                if not known:
                    continue
                start = torch.tensor([a["cue"][0][0] - w.first for a in known])
                last = torch.tensor([min(a["cue"][0][1], w.end) - 1 - w.first for a in known])
                gold = torch.zeros(len(known), n, dtype=torch.long)
                for i, a in enumerate(known):
                    for k, role in ((1, "source"), (2, "content")):
                        for s, e in a[role]:
                            gold[i, max(0, s - w.first):max(0, e - w.first)] = k
                p = net.pairs(out, first + start, first + last, torch.arange(first, first + n), torch.arange(n)[None] - start[:, None])
                pairs.append(F.cross_entropy(p.reshape(-1, 3), gold.reshape(-1), reduction="none").view(len(known), n).mean(1))
        parts = {"roles": 2 * entropy(roles, self.targets("attribution", words(ws, "roles")), SMOOTHING),
                 "voices": entropy(voices, self.targets("voice", words(ws, "voices"))),
                 "pair": 2 * torch.cat(pairs).mean() if pairs else roles.sum().float() * 0}
        if any(w.document.clusters for w in ws):
            parts.update(self.entities(ws, b, out))
        if any(w.document.acts is not None for w in ws):
            parts.update(self.acts(ws, b, out))
        return parts

    def acts(self, ws, b, out):
        """Anchors with their types, and of each anchor status, mode, contexts and roles."""
        net, known = self.net, []
        gold = []
        for w, first in zip(ws, b["offset"]):
            n, acts = w.end - w.first, w.document.acts
            types = [None if acts is None else "O"] * n
            for v in acts or ():
                for k in v["rest"]:
                    if w.first <= k < w.end:
                        types[k - w.first] = None
            for v in acts or ():
                if w.first <= v["anchor"] < w.end:
                    types[v["anchor"] - w.first] = v["type"]
                    known.append((w, first, v))
            gold += types
        with autocast():
            logits = net.event(out["event"])
            at = torch.tensor([first + v["anchor"] - w.first for w, first, v in known], dtype=torch.long)
            status, mode, context = (f(out["event"][at]) for f in (net.status, net.mode, net.context))
            roles = []
            for w, first, v in known:
                n, a = w.end - w.first, v["anchor"] - w.first
                p = net.roles(out, torch.tensor([first + a]), torch.arange(first, first + n), torch.arange(n)[None] - a)[0]
                target = torch.zeros(n, dtype=torch.long)
                for k, side in ((1, "actors"), (2, "recipients")):
                    for i in v[side]:
                        if w.first <= i < w.end:
                            target[i - w.first] = k
                roles.append(F.cross_entropy(p, target, reduction="sum"))
        zero = logits.sum().float() * 0
        parts = {"event": 3 * entropy(logits, self.targets("event", gold)), "status": zero, "mode": zero, "context": zero, "role": zero}
        if known:
            moded = [f"{v['type']}/{v['mode']}" if v["mode"] else "-" for _, _, v in known]
            about = torch.tensor([[float(c in v["contexts"]) for c in net.labels["context"]] for _, _, v in known])
            parts.update(status=.3 * entropy(status, self.targets("status", [v["status"] for _, _, v in known])),
                         mode=.2 * entropy(mode, self.targets("mode", moded)),
                         context=2 * F.binary_cross_entropy_with_logits(context.float(), about), role=.3 * torch.stack(roles).mean())
        return parts

    def dyads(self, ws, b):
        """Sentences in which the anchor is not marked: some word is one, of that type and with those two roles."""
        with autocast():
            out = self.net(b)
            found = []
            for w, first in zip(ws, b["offset"]):
                if w.first <= min(w.document.dyad[:2]) and max(w.document.dyad[:2]) < w.end:
                    of_words = dyad_scores(self.net, out, w, first)[:, [self.index["event"][t] - 1 for t in w.document.dyad[2]]].logsumexp(1)
                    none = torch.log1p(-of_words.exp().clamp(max=.999)).sum()
                    found.append(-torch.log1p(-none.exp().clamp(max=.999)))
        return {"dyad": .5 * torch.stack(found).mean() if found else sum(x.sum() for x in out.values()).float() * 0}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--name", default="wire-4")
    ap.add_argument("--pieces", type=float, default=11e6, help="word pieces to see in all")
    ap.add_argument("--treebank-share", type=float, default=.45, help="of all batches")
    ap.add_argument("--dyads-share", type=float, default=.02, help="likewise")
    ap.add_argument("--average", type=float, default=.9995, help="decay of the running average of the weights, which is what is kept in the end")
    ap.add_argument("--encoder-rate", type=float, default=1e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--mask", type=float, default=.05)
    ap.add_argument("--evaluations", type=int, default=4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--batches", type=int, default=2, help="batches a step, a thread each")
    ap.add_argument("--start", help="a network.pt or checkpoint.pt to begin with in place of the bare encoder; what it lacks begins new")
    ap.add_argument("--without", nargs="*", default=[], help="corpora to leave out: own, gold")
    ap.add_argument("--dropout", type=float, default=.25, help="behind the heads' first layer")
    ap.add_argument("--stop-after", type=float, default=0, help="seconds, to try things out")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    folder = RUNS / a.name
    folder.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "corpora.pickle", "rb") as f:
        corpora, labels = pickle.load(f)
    net = Network(labels, a.dropout)
    if a.start:
        load_what_fits(net, torch.load(a.start, weights_only=False)["network"])
    else:
        net.encoder.load_minilm()
    generators = [torch.Generator().manual_seed(a.seed * 1000 + i) for i in range(a.batches)]
    rngs = [random.Random(f"{a.seed}/{i}") for i in range(a.batches)]
    replicas = [Losses(replica(net, g)) for g in generators]
    threads = concurrent.futures.ThreadPoolExecutor(a.batches, initializer=torch.set_num_threads, initargs=(1,))
    groups = parameter_groups(net, a.encoder_rate, a.head_rate)
    optimizer = torch.optim.AdamW(groups, weight_decay=.01, betas=(.9, .98), fused=True)
    base = [g["lr"] for g in optimizer.param_groups]
    train = [d for d in corpora["train"] if d.corpus not in a.without]

    # Of documents whose statements are marked at all levels there are few, so each is seen several times a pass; and of those
    # of the treebanks that have names and coreference.
    marked = [d for d in train if d.roles for _ in range({"gold": 4, "own": 2, "acts": 4}.get(d.corpus, 1))]
    parts = {"treebank": [d for d in train if d.upos for _ in range(1 + bool(d.clusters))], "polnear": marked, "dyads": [d for d in train if d.dyad]}
    state = {"step": 0, "pieces": 0, "due": {"treebank": 0., "dyads": 0.}, "evaluated": 0, "seconds": 0., "streams": {k: (0, 0) for k in parts}}
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(saved["network"]), optimizer.load_state_dict(saved["optimizer"])
        state, average = saved["state"], saved["average"]
        for i in range(a.batches):
            rngs[i].setstate(saved["rngs"][i]), generators[i].set_state(saved["generators"][i])
    streams = {k: Stream(v, a.seed, *state["streams"][k]) for k, v in parts.items()}

    def save():
        state["streams"] = {k: (s.epoch, s.at) for k, s in streams.items()}
        torch.save({"labels": labels, "network": net.state_dict(), "average": average, "optimizer": optimizer.state_dict(), "state": state,
                    "rngs": [r.getstate() for r in rngs], "generators": [g.get_state() for g in generators]}, f"{checkpoint}.new")
        os.replace(f"{checkpoint}.new", checkpoint)

    def log(**entry):
        entry = dict(step=state["step"], pieces=state["pieces"], seconds=round(state["seconds"]), passes={k: s.passes for k, s in streams.items()}, **entry)
        with open(folder / "log.jsonl", "a") as f:
            f.write(json.dumps(entry) + "\n")
        print(json.dumps(entry), flush=True)

    def next_batch():
        for kind in ("treebank", "dyads"):
            state["due"][kind] += getattr(a, f"{kind}_share")
        kind = next((k for k, due in state["due"].items() if due >= 1), "polnear")
        if kind in state["due"]:
            state["due"][kind] -= 1
        return kind, streams[kind].next()

    def gradients(i, kind, ws):
        """Leaves the batch's gradients in replica i and gives its losses."""
        replicas[i].net.train()
        found = getattr(replicas[i], kind)(ws, collate(ws, MASK_ID, rngs[i], a.mask))
        sum(found.values()).backward()
        return {k: v.item() for k, v in found.items()}

    def add_up():
        """The sum of the replicas' gradients becomes the network's."""
        for p, *twins in zip(net.parameters(), *(r.net.parameters() for r in replicas)):
            found = [t.grad for t in twins if t.grad is not None]
            for t in twins:
                t.grad = None
            p.grad = found[0] if found else None
            for g in found[1:]:
                p.grad += g

    def averaged():
        """The network with the average of its weights."""
        twin = Network(labels, a.dropout)
        twin.load_state_dict(average)
        return twin

    running, count, last, saved_at = collections.Counter(), 0, time.time(), time.time()
    while state["pieces"] < a.pieces:
        for group, rate in zip(optimizer.param_groups, base):
            group["lr"] = rate * rate_factor(state["pieces"] / a.pieces)
        work = [next_batch() for _ in range(a.batches)]
        for found in list(threads.map(gradients, range(a.batches), *zip(*work))):
            running.update(found)
        add_up()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        decay = min(a.average, (1 + state["step"]) / (10 + state["step"]))
        torch._foreach_lerp_([*average.values()], [v.detach() for v in net.state_dict().values()], 1 - decay)
        state["step"] += 1
        state["pieces"] += sum(w.pieces for _, ws in work for w in ws)
        count += 1
        now = time.time()
        state["seconds"], last = state["seconds"] + now - last, now
        if count == 100:
            log(losses={k: round(v / count / a.batches, 4) for k, v in running.items()}, rate=round(state["pieces"] / state["seconds"]))
            running, count = collections.Counter(), 0
        if state["pieces"] >= a.pieces * (state["evaluated"] + 1) / a.evaluations:
            state["evaluated"] += 1
            log(scores=evaluate(averaged(), corpora["dev"]))
            save()
            last = saved_at = time.time()
        if now - saved_at > 300:
            save()
            last = saved_at = time.time()
        if a.stop_after and state["seconds"] > a.stop_after:
            log(scores=evaluate(averaged(), corpora["dev"]))
            return
    torch.save({"network": average, "last": net.state_dict(), "labels": labels, "trained": {"pieces": state["pieces"], "seconds": round(state["seconds"]),
                "passes": {k: s.passes for k, s in streams.items()}, "arguments": vars(a)}}, folder / "network.pt")


if __name__ == "__main__":
    main()
