"""Gives a network that has none the head for sectors, and trains that head alone: the rest of the network stays as it is, bit for bit.

    python sectors.py runs/wire-6/network.pt wire-6.1      # training/runs/wire-6.1/network.pt

Runs of train.py teach it with all the others; this is for networks of before it was there. Labels are the entities of our own texts and,
three times, the roles of the annotated passages. Tells what share of the development passages' roles get the right sector, of those with one.
"""
import sys

import torch

import corpora
import marks
from losses import SMOOTHING, entropy
from network import Encoder, Network
from places import DATA, RUNS
from targets import UNKNOWN, index, of_words
from windows import batches, collate, windows

STEPS, BATCH, RATE = 1400, 256, 2e-3


def states(net, documents, known):
    """The encoder's states of all words that head a mention with a known sector, and these sectors."""
    found, labels = [], []
    with torch.no_grad():
        for ws in batches([w for d in documents for w in windows(d)], budget=4096):
            b = collate(ws)
            hidden, gold = net(b)["hidden"], of_words(ws, "sectors", known)
            found.append(hidden[gold != UNKNOWN]), labels.append(gold[gold != UNKNOWN])
    return torch.cat(found), torch.cat(labels)


def right(net, x, y):
    """Of those with a sector."""
    logits = net.sector(x)
    logits[:, 0] = -1e9
    return (logits.argmax(1) == y)[y > 0].float().mean().item()


def main(start, name):
    torch.manual_seed(1)
    saved = torch.load(start, weights_only=False, map_location="cpu")
    labels = saved["labels"] | {"sector": marks.SECTORS}
    net = Network(labels, encoder=Encoder(layers=saved["layers"]))
    missing = net.load_state_dict(saved["network"], strict=False).missing_keys
    assert all(key.startswith("sector.") for key in missing), missing
    net.eval()
    gold = {part: corpora.passages(corpora.jsonl(DATA / f"events/gold_{part}.jsonl.gz"), "gold") for part in ("train", "dev")}
    own = [d for d in corpora.passages(corpora.own(), "own") if d.sectors]
    known = index(labels["sector"])
    x, y = states(net, own + 3 * gold["train"], known)
    optimizer = torch.optim.AdamW(net.sector.parameters(), lr=RATE, weight_decay=.02)
    net.drop.train()
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        at = torch.randint(len(x), (BATCH,))
        loss = entropy(net.sector(net.drop(x[at])), y[at], SMOOTHING)
        optimizer.zero_grad(), loss.backward(), optimizer.step()
    net.eval()
    with torch.no_grad():
        share = right(net, *states(net, gold["dev"], known))
    print(f"{len(x)} mentions; of the development passages' roles with a sector {share:.1%} get the right one")
    (RUNS / name).mkdir(parents=True, exist_ok=True)
    saved["labels"], saved["network"] = labels, net.state_dict()
    torch.save(saved, RUNS / name / "network.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
