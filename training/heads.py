"""Gives a network that has none the head for sectors or for parties that are only understood, and trains that head alone: the rest of the
network stays as it is, bit for bit.

    python heads.py sectors runs/wire-6/network.pt wire-6.1      # training/runs/wire-6.1/network.pt
    python heads.py understood RUN/network.pt NAME

Runs of train.py teach them with all the others; this is for networks of before they were there, and for means of such. Sectors are those of
the entities of our own texts and, three times, the roles of the annotated passages. Tells how right the head is on development passages.
"""
import pickle
import sys

import torch

import corpora
import marks
from losses import SMOOTHING, entropy, meant, understood_loss
from network import Encoder, Network
from places import CACHE, DATA, RUNS
from targets import UNKNOWN, index, of_words, tensors
from windows import batches, collate, windows

STEPS, BATCH, RATE = 1400, 256, 2e-3


def gold(part):
    return corpora.passages(corpora.jsonl(DATA / f"events/gold_{part}.jsonl.gz"), "gold")


def learn(parameters, loss):
    """`loss` draws its own sample."""
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=.02)
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        optimizer.zero_grad(), loss().backward(), optimizer.step()


def states(net, documents, known):
    """The encoder's states of all words that head a mention with a known sector, and these sectors."""
    found, labels = [], []
    with torch.no_grad():
        for ws in batches([w for d in documents for w in windows(d)], budget=4096):
            b = collate(ws)
            hidden, sectors = net(b)["hidden"], of_words(ws, "sectors", known)
            found.append(hidden[sectors != UNKNOWN]), labels.append(sectors[sectors != UNKNOWN])
    return torch.cat(found), torch.cat(labels)


def right(net, x, y):
    """Of those with a sector."""
    logits = net.sector(x)
    logits[:, 0] = -1e9
    return (logits.argmax(1) == y)[y > 0].float().mean().item()


def sectors(net):
    own = [d for d in corpora.passages(corpora.own(), "own") if d.sectors]
    known = index(net.labels["sector"])
    x, y = states(net, own + 3 * gold("train"), known)
    net.drop.train()

    def loss():
        at = torch.randint(len(x), (BATCH,))
        return entropy(net.sector(net.drop(x[at])), y[at], SMOOTHING)

    learn(net.sector.parameters(), loss)
    net.eval()
    with torch.no_grad():
        share = right(net, *states(net, gold("dev"), known))
    print(f"{len(x)} mentions; of the development passages' roles with a sector {share:.1%} get the right one")


def anchors(net, documents):
    """For batches of windows with anchors whose sides were looked for: the words' vectors, and what is known."""
    known, found = {k: index(v) for k, v in net.labels.items()}, []
    with torch.no_grad():
        for ws in batches([w for d in documents for w in windows(d)], budget=2048):
            b = tensors(ws, known)
            asked = (b["understood"] != UNKNOWN).any(1)
            if asked.any():
                out = net(b)
                found.append(({k: out[k] for k in ("anchor", "argument")}, {"window_words": b["window_words"]}, b["anchor"][asked], b["understood"][asked]))
    return found


def understood(net):
    with open(CACHE / "corpora.pickle", "rb") as f:
        documents = pickle.load(f)[0]
    asked = lambda part: [d for d in documents[part] if d.corpus.startswith("acts") and any(v["understood"] for v in d.acts)]
    seen = anchors(net, asked("train") + 3 * gold("train"))
    net.drop.train()

    def loss():
        parts = [seen[i] for i in torch.randint(len(seen), (4,))]
        each = [understood_loss(meant(net, {k: net.drop(v) for k, v in out.items()}, b, at), rows, 1.) for out, b, at, rows in parts]
        return sum(each) / len(each)

    learn([net.understood, net.understood_distance.weight], loss)
    net.eval()
    for name, documents in (("kept-back", asked("dev")), ("development", gold("dev"))):
        told = []
        with torch.no_grad():
            for out, b, at, rows in anchors(net, documents):
                shares = meant(net, out, b, at).softmax(-1)
                for share, row in zip(shares, rows):
                    for kind in (1, 2):
                        best = share[:len(row), kind].argmax()
                        told.append((share[best, kind].item(), row[best].item() in (kind, UNKNOWN), bool((row == kind).any())))
        there = sum(t for _, _, t in told)
        print(name, f"{len(told)} sides, {there} with somebody understood;", *(
            f"from {least}: {sum(p >= least for p, *_ in told)} told, {sum(p >= least and yes for p, yes, _ in told)} right" for least in (.1, .2, .3, .4, .5, .6)), sep="\n    ")


def main(head, start, name):
    torch.manual_seed(1)
    saved = torch.load(start, weights_only=False, map_location="cpu")
    labels = saved["labels"] | {"sector": marks.SECTORS}
    net = Network(labels, encoder=Encoder(layers=saved["layers"]))
    missing = net.load_state_dict(saved["network"], strict=False).missing_keys
    assert all(key.startswith(("sector.", "understood")) for key in missing), missing
    net.eval()
    {"sectors": sectors, "understood": understood}[head](net)
    (RUNS / name).mkdir(parents=True, exist_ok=True)
    saved["labels"], saved["network"] = labels, net.state_dict()
    torch.save(saved, RUNS / name / "network.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
