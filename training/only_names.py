"""Trains the head for names alone on the states of a network whose encoder stays as it is, bit for bit: more names change nothing else.

    python only_names.py wire-6.2 NAME [PASSES]      # from runs/wire-6.2/network.pt to runs/NAME/network.pt

What the head for mentions says rests on the same layer: it learns along, from GUM's and our mentions and from what it said before.
"""
import json
import random
import sys

import pickle
import torch
import torch.nn.functional as F

from losses import divergence, entropy
from network import Encoder, Network, take
from places import CACHE, RUNS
from targets import UNKNOWN, index, of_words
from windows import batches, collate, windows

BATCH, RATE, PASSES, CUTS = 2048, 1.5e-3, 14, 3
# How often a pass sees a document: GUM's manner is what is learned.
REPEATS = {"gum": 2, "own": 1, "ewt-named": 1, "polnear-named": 1, "guardian-named": 1}


def states(net, documents, known, rng):
    """The encoder's states of all words, labels of both layers of names, and what the network said of mentions."""
    found = []
    with torch.no_grad():
        for ws in batches([w for d in documents for w in windows(d, rng)], budget=4096):
            out = net(collate(ws))
            layers = [of_words(ws, "names", known, lambda names, k=k: names[k]) for k in range(2)]
            found.append((out["hidden"].half(), torch.stack(layers, 1), net.mention(out["name"]).log_softmax(-1).half()))
    return [torch.cat(column) for column in zip(*found)]


def main(start, name, passes=PASSES):
    torch.manual_seed(1)
    with open(CACHE / "corpora.pickle", "rb") as f:
        documents, labels = pickle.load(f)
    saved = torch.load(RUNS / start / "network.pt", weights_only=False, map_location="cpu")
    net = Network(saved["labels"], encoder=Encoder(layers=saved["layers"]))
    net.load_state_dict(saved["network"])
    net.eval()
    named = [d for d in documents["train"] if d.names and d.corpus in REPEATS for _ in range(REPEATS[d.corpus])]
    rng, known = random.Random(1), index(saved["labels"]["name"])
    x, y, said = (torch.cat(c) for c in zip(*(states(net, named, known, rng) for _ in range(CUTS))))
    print(len(x), "words")
    begin = 0
    for slice_, size, _ in net.slices:
        if slice_ == "name":
            break
        begin += size
    layer = torch.nn.Linear(net.encoder.hidden, size)
    layer.load_state_dict({k: getattr(net.projections, k).data[begin:begin + size].clone() for k in ("weight", "bias")})
    parts = [layer, net.name, net.mention]
    optimizer = torch.optim.AdamW([p for part in parts for p in part.parameters()], lr=RATE, weight_decay=.02)
    steps = int(passes) * len(x) // CUTS // BATCH
    total = 0.
    for step in range(steps):
        optimizer.param_groups[0]["lr"] = RATE * min(1, step / 100) * (1 - step / steps)
        at = torch.randint(len(x), (BATCH,))
        h = F.dropout(F.gelu(layer(F.dropout(x[at].float(), .1))), .3)
        names = net.name(h).view(-1, 2, net.sizes["name"])
        loss = entropy(names[:, 0], y[at, 0]) + .5 * entropy(names[:, 1], y[at, 1]) + divergence(net.mention(h), said[at])
        optimizer.zero_grad(), loss.backward(), optimizer.step()
        total += loss.item()
        if step % 200 == 199:
            print(step + 1, "of", steps, round(total / 200, 4), flush=True)
            total = 0.
    with torch.no_grad():
        for k in ("weight", "bias"):
            getattr(net.projections, k)[begin:begin + size] = getattr(layer, k)
    (RUNS / name).mkdir(parents=True, exist_ok=True)
    torch.save({**saved, "network": net.state_dict()}, RUNS / name / "network.pt")
    (RUNS / name / "log.jsonl").write_text((RUNS / start / "log.jsonl").read_text() + json.dumps({"names": start}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
