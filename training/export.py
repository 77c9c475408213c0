"""Writes a trained network as the model file that crates/model reads, and the fixture that holds the two together.

    python export.py --name wire-1 [--into ../models/wire-1.safetensors]

Linear layers become 8-bit integers with one scale an output row (`--dense PATTERN` keeps some as half floats), word
embeddings too, those of rare pieces in fewer steps, which packs a sixth smaller. The fixture holds, for a few texts of our
own, what the encoder was given and the fp32 network's outputs.
"""
import argparse
import json
import re

import numpy as np
import torch
from safetensors.numpy import save_file

import features
from network import ATTENTION_HEADS, FEED_FORWARD, HIDDEN, load
from places import ROOT, RUNS
from windows import WINDOW

FORMAT = "onrecord-model/1"
DATA = [
    {"name": "all-MiniLM-L6-v2", "use": "starting weights", "licence": "Apache-2.0"},
    {"name": "all-mpnet-base-v2", "use": "starting weights of the larger network that this one learned from", "licence": "Apache-2.0"},
    {"name": "Universal Dependencies English EWT, train", "use": "tags, lemmas, trees, sentence ends", "licence": "CC BY-SA 4.0"},
    {"name": "GUM, train, without the non-commercial genres", "use": "tags, lemmas, trees, sentence ends, names, coreference", "licence": "CC BY and CC BY-SA"},
    {"name": "PolNeAR, train", "use": "attributions", "licence": "none stated; texts belong to their publishers"},
    {"name": "inner statements of PolNeAR, train, as offsets", "use": "attributions", "licence": "CC BY 4.0"},
    {"name": "passages annotated at all levels, train", "use": "attributions, sectors, events", "licence": "texts belong to their publishers"},
    {"name": "texts of our own, train", "use": "attributions, names, coreference, sectors, events", "licence": "CC BY 4.0"},
    {"name": "acts of other texts, train, as offsets", "use": "events", "licence": "CC BY 4.0"},
    {"name": "names in EWT (train), PolNeAR (train) and news articles, as offsets", "use": "names", "licence": "CC BY 4.0"},
    {"name": "news articles and machine-written stories without labels", "use": "what the larger network says of them", "licence": "texts belong to their publishers"},
    {"name": "sentences with a marked actor and recipient, train", "use": "events", "licence": "none stated"},
]


# From which piece on embeddings have which largest integer. The vocabulary stands roughly in the order of frequency: of the
# pieces of news three quarters are among the first 4,000, six in a hundred beyond 15,000.
STEPS = [(0, 127), (4_000, 31), (8_000, 15), (15_000, 9)]


def quantised(weight, levels=127, tried=(1,)):
    """[rows, in] floats -> 8-bit integers from -levels to levels and a scale a row: of those that put `tried` parts of the row's
    largest value at `levels` the one that rounds and clips least."""
    best = None
    for part in tried:
        scale = (weight.abs().amax(1) * part).clamp(min=1e-12) / levels
        whole = (weight / scale[:, None]).round().clamp(-levels, levels)
        error = (whole * scale[:, None] - weight).square().sum(1)
        if best is None:
            best = [error, whole, scale]
        better = error < best[0]
        for kept, new in zip(best, (error, whole, scale)):
            kept[better] = new[better]
    return best[1].to(torch.int8).numpy(), best[2].float().numpy()


def words(weight, vocabulary):
    """Word embeddings; those of pieces that no English text holds are nothing."""
    begins, levels = zip(*STEPS)
    parts = [weight[begin:end] for begin, end in zip(begins, (*begins[1:], None))]
    parts = [quantised(part, most, (1,) if most == 127 else (1, .9, .8, .7, .6, .5)) for part, most in zip(parts, levels)]
    whole, scale = (np.concatenate(columns) for columns in zip(*parts))
    foreign = lambda piece: any(ord(c) > 0x24F and not 0x2000 <= ord(c) <= 0x22FF for c in piece)
    whole[[bool(re.fullmatch(r"\[unused\d+\]", piece)) or foreign(piece) for piece in vocabulary]] = 0
    return whole, scale


def tensors(net, dense=None):
    out = {}
    state = {k: v.detach().float() for k, v in net.state_dict().items()}
    half = lambda x: x.numpy().astype(np.float16)

    def linear(name, weight, bias):
        if dense and re.search(dense, name):
            out[f"{name}.weight"] = half(weight)
        else:
            out[f"{name}.weight"], out[f"{name}.scale"] = quantised(weight)
        out[f"{name}.bias"] = bias.numpy()

    vocabulary = (features.package_folder() / "vocab.txt").read_bytes().rstrip(b"\n")
    out["vocab"] = np.frombuffer(vocabulary, np.uint8)
    out["embed.word.weight"], out["embed.word.scale"] = words(state["encoder.word.weight"], vocabulary.decode().split("\n"))
    out["embed.position"] = half(state["encoder.position.weight"])
    for name in ("case", "paragraph", "quote"):
        out[f"embed.{name}"] = state[f"encoder.{name}.weight"].numpy()
    for kind in ("weight", "bias"):
        out[f"embed.norm.{kind}"] = state[f"encoder.norm.{kind}"].numpy()
    query = torch.ones(3 * HIDDEN)
    query[:HIDDEN] = (HIDDEN // ATTENTION_HEADS) ** -.5
    for n in range(len(net.encoder.layers)):
        ours = f"encoder.layers.{n}."
        linear(f"layers.{n}.qkv", state[f"{ours}qkv.weight"] * query[:, None], state[f"{ours}qkv.bias"] * query)
        for name in ("out", "up", "down"):
            linear(f"layers.{n}.{name}", state[f"{ours}{name}.weight"], state[f"{ours}{name}.bias"])
        for name in ("attention_norm", "output_norm"):
            for kind in ("weight", "bias"):
                out[f"layers.{n}.{name}.{kind}"] = state[f"{ours}{name}.{kind}"].numpy()
    linear("projections", state["projections.weight"], state["projections.bias"])
    # Several heads as one layer, their outputs side by side.
    for name, parts in (("name", ("name", "mention")), ("attribution", ("attribution", "voice")), ("act", ("status", "mode", "context"))):
        for kind in ("weight", "bias"):
            state[f"{name}.{kind}"] = torch.cat([state[f"{part}.{kind}"] for part in parts])
    for name in ("name", "attribution", "sector", "rel", "event", "act"):
        out[f"{name}.weight"], out[f"{name}.bias"] = half(state[f"{name}.weight"]), state[f"{name}.bias"].numpy()
    out["arc.weight"], out["arc.root"] = half(state["arc"]), state["arc_root"].numpy()
    out["arc.distance"] = state["arc_distance.weight"][:, 0].contiguous().numpy()
    out["rel.root"] = state["rel_root"].numpy()
    for name in ("pair", "role"):
        out[f"{name}.weight"], out[f"{name}.distance"] = half(state[name]), state[f"{name}_distance.weight"].numpy()
    out["coreference.weight"] = half(state["coreference"])
    for name in ("distance", "form"):
        out[f"coreference.{name}"] = state[f"coreference_{name}.weight"][:, 0].contiguous().numpy()
    return {k: np.ascontiguousarray(v) for k, v in out.items()}


def fixture(net, texts):
    """For each text (a list of paragraphs of words): input and outputs of its one window, fp32."""
    out = {}
    for i, paragraphs in enumerate(texts):
        forms = [w for p in paragraphs for w in p]
        opens = [k == 0 for p in paragraphs for k in range(len(p))]
        ids, case, para, quote, first = [features.CLS], [features.OTHER], [0], [0], []
        for form, opening, quoted in zip(forms, opens, features.quoted(forms, opens)):
            ps = features.pieces(form)
            first.append(len(ids))
            ids += ps
            case += [features.case(form)] * len(ps)
            para += [int(opening)] + [0] * (len(ps) - 1)
            quote += [int(quoted)] * len(ps)
        ids, case, para, quote = ids + [features.SEP], case + [features.OTHER], para + [0], quote + [0]
        row = lambda x: torch.tensor([x])
        b = {"ids": row(ids), "case": row(case), "paragraph": row(para), "quote": row(quote), "mask": torch.ones(1, len(ids)).bool(),
             "word_row": torch.zeros(len(first), dtype=torch.long), "word_piece": torch.tensor(first)}
        with torch.no_grad():
            o = net(b)
            sentence = torch.arange(len(first))[None]
            tags = torch.cat([o[k] for k in ("upos", "xpos", "lemma", "end")], -1)
            every = torch.arange(len(first))
            cue = next(k for k, form in enumerate(forms) if form in CUES)
            pair = net.pairs(o, every[cue:cue + 1], every[cue:cue + 1], every, every[None] - cue)
            role = net.roles(o, every[cue:cue + 1], every, every[None] - cue)
            results = {"hidden": o["hidden"], "tags": tags, "name": net.name_logits(o).flatten(1), "attribution": net.attribution(o["attribution"]), "voice": net.voice(o["attribution"]),
                       "arc": net.arcs(o, sentence)[0], "rel_root": net.rels(o, every, every * 0 - 1), "rel_first": net.rels(o, every, every * 0), "pair": pair[0],
                       "mention": net.mention(o["name"]), "sector": net.sectors(o, every), "event": net.event(o["event"]), "role": role[0]}
        text = "\n\n".join(" ".join(p) for p in paragraphs)
        out[f"{i}.text"] = np.frombuffer(text.encode(), np.uint8)
        for k, v in {"ids": ids, "case": case, "paragraph": para, "quote": quote, "first_piece": first, "cue": [cue]}.items():
            out[f"{i}.{k}"] = np.array(v, np.int32)
        for k, v in results.items():
            out[f"{i}.{k}"] = v.float().contiguous().numpy()
    return out


# Words are given with blanks between them, so that any word splitter finds the same ones.
TEXTS = [
    [["The", "Foreign", "Ministry", "of", "Arland", "said", "on", "Monday", "that", "the", "Senate", "had", "rejected", "the", "charge", "."],
     ["“", "We", "will", "not", "negotiate", "under", "fire", ",", "”", "spokeswoman", "Ana", "Roy", "told", "reporters", "."]],
    [["VELMORE", "(", "Gazette", ")", "--", "Two", "officials", ",", "who", "asked", "not", "to", "be", "named", ",", "denied", "the", "report", ";",
      "the", "talks", "in", "Port", "Ansel", "would", "resume", "in", "June", "2019", ",", "they", "added", "."]],
]
CUES = ("said", "denied")  # the links are asked of the first of them in a text


def last_scores(name):
    """The last development scores of the run's log: bf16, before quantisation, gold words and sentences."""
    log = RUNS / name / "log.jsonl"
    scored = [e for e in map(json.loads, log.read_text().splitlines()) if "scores" in e] if log.exists() else []
    return scored[-1]["scores"] if scored else None


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--name", default="wire-6.3")
    ap.add_argument("--into")
    ap.add_argument("--fixture", default=str(ROOT / "crates/model/tests/fixture.safetensors"))
    ap.add_argument("--dense", help="regular expression of linear layers to keep as half floats")
    ap.add_argument("--network", help="default: the run's network.pt; of a checkpoint.pt the running average is taken")
    a = ap.parse_args()
    net, saved = load(a.network or RUNS / a.name / "network.pt")
    config = {
        "layers": len(net.encoder.layers), "hidden": HIDDEN, "attention_heads": ATTENTION_HEADS, "feed_forward": FEED_FORWARD,
        "max_pieces_word": features.MAX_PIECES_WORD, "window": WINDOW, "labels": saved["labels"],
        "projections": [list(s) for s in net.slices], "data": DATA, "scores": last_scores(a.name), "trained": saved.get("trained"),
    }
    into = a.into or str(ROOT / f"models/{a.name}.safetensors")
    save_file(tensors(net, a.dense), into, {"format": FORMAT, "name": a.name, "config": json.dumps(config, ensure_ascii=False)})
    save_file(fixture(net, TEXTS), a.fixture)
    print(into, a.fixture)


if __name__ == "__main__":
    main()
