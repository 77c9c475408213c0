"""Trains all heads together; a checkpoint every few minutes, to be resumed by the same command.

    python corpora.py                                          # once: training/cache/corpora.pickle
    python train.py --name teacher --mpnet FOLDER ...          # a larger network with the same heads (on a GPU)
    python train.py --name wire-6 --teacher teacher ...        # training/runs/wire-6/{log.jsonl, checkpoint.pt, network.pt}
    python export.py --name wire-6                             # models/wire-6.safetensors

Every batch mixes all corpora. On CPUs each step sums the gradients of so many batches as there are cores, one a thread, each with one
replica of the network: half as fast again as one batch with all cores. The length is told in word pieces seen, not in minutes, and what a
step sees follows from its number, so that a run is the same on any machine but for float rounding.
"""
import argparse
import collections
import concurrent.futures
import itertools
import json
import os
import pickle
import random
import time

import torch

import teacher as larger
from evaluate import autocast, evaluate, measure
from losses import ACTS, NAMES, taught, told, weighed
from network import Encoder, Network, freeze, load, parameter_groups, rate_factor, replica
from places import CACHE, DATA, RUNS
from targets import index, tensors
from windows import batches, windows

MASK_ID = 103  # [MASK] in place of a word now and then, so that no head leans on one word alone
# How often a pass sees a document of each corpus, on average: where statements of all levels or events are marked there are few.
REPEATS = {"ewt": 1, "ewt-named": 1, "gum": 2, "polnear": 1, "polnear-named": 1, "guardian-named": 1, "gold": 4, "own": 2, "acts": 2, "acts-news": 2, "acts-written": 2, "dyads": 2, "plain": 1, "new": 2}


class Batches(torch.utils.data.Dataset):
    """The batch of each step, from its number alone; a pass is `length` batches."""

    def __init__(self, documents, labels, repeats, seed, budget, mask):
        self.documents, self.repeats = documents, repeats
        self.known = {k: index(v) for k, v in labels.items()}
        self.seed, self.budget, self.mask, self.epoch = seed, budget, mask, None
        self.length = len(self.fill(0)) * 49 // 50  # windows differ from pass to pass, so do the numbers of batches, a little

    def fill(self, epoch):
        if self.epoch != epoch:
            rng = random.Random(f"{self.seed}/{epoch}")
            documents = [d for d in self.documents for _ in range(int(self.repeats[d.corpus] + rng.random()))]
            self.epoch, self.queue = epoch, batches([w for d in documents for w in windows(d, rng)], rng, self.budget)
        return self.queue

    def __getitem__(self, step):
        epoch, at = divmod(step, self.length)
        queue = self.fill(epoch)
        ws = queue[at % len(queue)]
        return tensors(ws, self.known, MASK_ID, random.Random(f"{self.seed}/{step}"), self.mask), sum(w.pieces for w in ws)


class From:
    """Numbers of steps without end."""

    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return itertools.count(self.start)


def to(device, b):
    return {k: v.to(device, non_blocking=True) for k, v in b.items()}


def load_what_fits(net, known):
    """Weights of an earlier network; rows that were added since keep their beginnings. Layers beyond the known ones begin as the last known
    ones that change nothing yet."""
    beyond = max((int(k.split(".")[2]) for k in known if k.startswith("encoder.layers.")), default=0)
    with torch.no_grad():
        for name, p in net.named_parameters():
            source = name
            if name.startswith("encoder.layers.") and int(name.split(".")[2]) > beyond:
                source = ".".join(["encoder.layers", str(beyond), *name.split(".")[3:]])
            if source in known and known[source].shape[1:] == p.shape[1:] and len(known[source]) <= len(p):
                p[:len(known[source])] = known[source]
                if source != name and name.split(".")[3] in ("out", "down"):
                    p.zero_()
            else:
                print("begins new:", name)


def tell_new(documents, seen):
    """Gives passages with acts that are not in an earlier acts.tsv a corpus of their own."""
    with open(seen, encoding="utf-8") as f:
        known = {tuple(line.split("\t")[:3]) for line in f if line[0] not in "#\t"}
    known = {f"{source}-{document}@{span.split('-')[0]}" for source, document, span in known}
    for d in documents:
        if d.corpus.startswith("acts") and d.id not in known:
            d.corpus = "new"


def build(a, labels):
    if a.mpnet:
        return Network(labels, a.dropout, larger.Encoder().load_mpnet(a.mpnet))
    net = Network(labels, a.dropout, Encoder(layers=a.layers))
    if a.start:
        load_what_fits(net, torch.load(a.start, weights_only=False, map_location="cpu")["network"])
    else:
        net.encoder.load_minilm()
    if a.frozen:
        freeze(net, a.frozen)
    return net


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--name", default="wire-6")
    ap.add_argument("--pieces", type=float, default=11e6, help="word pieces to see in all")
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--frozen", type=int, default=0, help="first layers of the encoder that stay as they are, with the embeddings")
    ap.add_argument("--mpnet", help="folder of MPNet's weights and vocabulary: trains the larger network, the teacher")
    ap.add_argument("--teacher", nargs="+", help="names of the teachers' runs; what they say on the mean is learned from on all texts, plain ones too")
    ap.add_argument("--keep", nargs="+", help="names of runs of the same size, such as the one to start from: of all but acts and names, what they say is learned from beside the labels")
    ap.add_argument("--told", type=float, default=0, help="with --keep: weight of what those say of acts and names, beside the labels; plain texts are then read too")
    ap.add_argument("--seen", help="an acts.tsv of before: passages of today's that it lacks, and articles of our own, are the corpus `new`, with repeats of its own")
    ap.add_argument("--labels-share", type=float, default=.5, help="weight of the documents' labels beside the teacher's word")
    ap.add_argument("--average", type=float, default=.9995, help="decay of the running average of the weights, which is what is kept in the end")
    ap.add_argument("--encoder-rate", type=float, default=1e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--mask", type=float, default=.05)
    ap.add_argument("--evaluations", type=int, default=4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--device", default="cpu")
    ap.add_argument("--budget", type=int, default=1024, help="word pieces a batch, padded")
    ap.add_argument("--batches", type=int, default=2, help="batches a step, a thread each; one on a GPU")
    ap.add_argument("--workers", type=int, default=0, help="processes that prepare batches")
    ap.add_argument("--start", help="a network.pt or checkpoint.pt to begin with in place of the bare encoder; what it lacks begins new")
    ap.add_argument("--without", nargs="*", default=[], help="corpora to leave out: own, gold, acts, dyads, plain")
    ap.add_argument("--repeats", nargs="*", default=[], help="how often a pass sees a document, where not as usual, such as polnear=.5")
    ap.add_argument("--dropout", type=float, default=.25, help="behind the heads' first layer")
    ap.add_argument("--stop-after", type=float, default=0, help="seconds after which the rates have fallen to nothing and the run ends")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    folder = RUNS / a.name
    folder.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "corpora.pickle", "rb") as f:
        corpora, labels = pickle.load(f)
    if a.seen:
        tell_new(corpora["train"], a.seen)
    net = build(a, labels).to(a.device)
    guide, bridge, labels_alone = None, None, ACTS | NAMES if a.keep else ()
    if a.teacher or a.keep:
        guide = [load(RUNS / name / "network.pt", larger.Encoder() if a.teacher else None)[0].to(a.device).requires_grad_(False)
                 for name in a.teacher or a.keep]
    if a.teacher:
        bridge = torch.nn.Linear(net.encoder.hidden, sum(t.encoder.hidden for t in guide)).to(a.device)
    train = [d for d in corpora["train"] if d.corpus not in a.without and (a.teacher or a.told or d.corpus != "plain")]
    repeats = REPEATS | {corpus: float(times) for corpus, times in (r.split("=") for r in a.repeats)}
    source = Batches(train, labels, repeats, a.seed, a.budget, a.mask)
    cuda = a.device != "cpu"
    torch.set_float32_matmul_precision("high")
    if cuda:
        torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew, for milliseconds, at each shape that it has not met
    generators = [torch.Generator(a.device).manual_seed(a.seed * 1000 + i) for i in range(a.batches)]
    replicas = [net] if cuda else [replica(net, g) for g in generators]
    threads = concurrent.futures.ThreadPoolExecutor(a.batches, initializer=torch.set_num_threads, initargs=(1,))
    groups = parameter_groups(net, a.encoder_rate, a.head_rate)
    if bridge:
        groups.append({"params": list(bridge.parameters()), "lr": a.head_rate})
    optimizer = torch.optim.AdamW(groups, weight_decay=.01, betas=(.9, .98), fused=True)
    base = [g["lr"] for g in optimizer.param_groups]

    state = {"step": 0, "pieces": 0, "evaluated": 0, "seconds": 0.}
    average = {k: v.detach().clone() for k, v in net.state_dict().items()}
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False, map_location=a.device)
        net.load_state_dict(saved["network"]), optimizer.load_state_dict(saved["optimizer"])
        state, average = saved["state"], saved["average"]
        for g, known in zip(generators, saved["generators"]):
            g.set_state(known.cpu())
        if bridge:
            bridge.load_state_dict(saved["bridge"])
    steps = torch.utils.data.DataLoader(source, batch_size=None, sampler=From(state["step"] * a.batches), num_workers=a.workers, pin_memory=cuda,
                                        prefetch_factor=8 if a.workers else None)
    feed = iter(steps)

    def save():
        torch.save({"labels": labels, "network": net.state_dict(), "average": average, "optimizer": optimizer.state_dict(), "state": state,
                    "bridge": bridge and bridge.state_dict(), "generators": [g.get_state() for g in generators]}, f"{checkpoint}.new")
        os.replace(f"{checkpoint}.new", checkpoint)

    def log(**entry):
        entry = dict(step=state["step"], pieces=state["pieces"], seconds=round(state["seconds"]), passes=round(state["step"] * a.batches / source.length, 2), **entry)
        with open(folder / "log.jsonl", "a") as f:
            f.write(json.dumps(entry) + "\n")
        print(json.dumps(entry), flush=True)

    def gradients(mine, b):
        """Leaves the batch's gradients in a replica and gives its losses."""
        mine.train()
        b = to(a.device, b)
        with autocast(a.device):
            out = mine(b)
            found = taught(mine, out, b)
            if guide is None:
                total = weighed(found)
            else:
                with torch.no_grad():
                    said = [t(b | {"ids": b["clean"]} if a.told else b) for t in guide]  # they see the words that are masked for the learner
                weight = lambda k: a.told if k in labels_alone else 1
                parts = {k: weight(k) * v for k, v in told(mine, out, guide, said, b, bridge).items() if weight(k)}
                total = weighed({k: v if k in labels_alone else a.labels_share * v for k, v in found.items()}) + weighed(parts)
                found.update({f"{k}*": v for k, v in parts.items()})
        total.backward()
        return {k: v.detach() for k, v in found.items()}

    def add_up():
        """The sum of the replicas' gradients becomes the network's."""
        for p, *twins in zip(net.parameters(), *(r.parameters() for r in replicas)):
            found = [t.grad for t in twins if t.grad is not None]
            for t in twins:
                t.grad = None
            p.grad = found[0] if found else None
            for g in found[1:]:
                p.grad += g

    def averaged():
        """The network with the average of its weights."""
        twin = Network(labels, a.dropout, larger.Encoder() if a.mpnet else Encoder(layers=a.layers)).to(a.device)
        twin.load_state_dict(average)
        return twin.eval()

    def scores():
        kept = averaged()
        return {"losses": measure(kept, [d for d in corpora["dev"]], a.device), **(evaluate(kept, corpora["dev"]) if DATA.exists() and not cuda else {})}

    tracked = [(average[k], v) for k, v in net.state_dict().items() if v.is_floating_point()]
    kept, live = [x for x, _ in tracked], [v for _, v in tracked]
    running, counts, last, saved_at, logged = collections.Counter(), collections.Counter(), time.time(), time.time(), (time.time(), state["pieces"])
    while state["pieces"] < a.pieces:
        progress = max(state["pieces"] / a.pieces, state["seconds"] / a.stop_after if a.stop_after else 0)
        if progress >= 1:
            break
        for group, rate in zip(optimizer.param_groups, base):
            group["lr"] = rate * rate_factor(progress)
        work = [next(feed) for _ in range(a.batches)]
        if cuda:
            results = [gradients(net, work[0][0])]
        else:
            results = list(threads.map(gradients, replicas, [b for b, _ in work]))
            add_up()
        for found in results:
            running.update(found), counts.update(found.keys())
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        torch._foreach_lerp_(kept, [v.detach() for v in live], 1 - min(a.average, (1 + state["step"]) / (10 + state["step"])))
        state["step"] += 1
        state["pieces"] += sum(n for _, n in work)
        now = time.time()
        state["seconds"], last = state["seconds"] + now - last, now
        if state["step"] % 100 == 0:
            log(losses={k: round(float(v) / counts[k], 4) for k, v in running.items()}, rate=round((state["pieces"] - logged[1]) / (now - logged[0])))
            running.clear(), counts.clear()
            logged = now, state["pieces"]
        if state["pieces"] >= a.pieces * (state["evaluated"] + 1) / a.evaluations and state["pieces"] < a.pieces:
            state["evaluated"] += 1
            log(scores=scores())
            save()
            last = saved_at = time.time()
        if now - saved_at > 300:
            save()
            last = saved_at = time.time()
    torch.save({"network": average, "labels": labels, "layers": a.layers,
                "trained": {"pieces": state["pieces"], "seconds": round(state["seconds"]), "arguments": vars(a)}}, folder / "network.pt")
    log(scores=scores())


if __name__ == "__main__":
    main()
