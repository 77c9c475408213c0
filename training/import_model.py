"""Reads a model file back as a network to begin with: `python import_model.py ../models/wire-2.safetensors runs/begin.pt`.

Weights come back from 8 bits.
"""
import json
import sys

import numpy as np
import torch
from safetensors import safe_open

from network import ATTENTION_HEADS, HIDDEN


def main(path, into):
    with safe_open(path, "np") as f:
        t = {k: f.get_tensor(k) for k in f.keys()}
        config = json.loads(f.metadata()["config"])

    def weight(name):
        w = t[f"{name}.weight"].astype(np.float32)
        return torch.tensor(w * t[f"{name}.scale"][:, None] if f"{name}.scale" in t else w)

    plain = lambda name: torch.tensor(t[name].astype(np.float32))
    net = {"encoder.word.weight": weight("embed.word"), "encoder.position.weight": plain("embed.position")}
    for name in ("case", "paragraph", "quote"):
        net[f"encoder.{name}.weight"] = plain(f"embed.{name}")
    for kind in ("weight", "bias"):
        net[f"encoder.norm.{kind}"] = plain(f"embed.norm.{kind}")
    query = torch.ones(3 * HIDDEN)
    query[:HIDDEN] = (HIDDEN // ATTENTION_HEADS) ** .5
    for n in range(config["layers"]):
        ours = f"encoder.layers.{n}."
        net[f"{ours}qkv.weight"], net[f"{ours}qkv.bias"] = weight(f"layers.{n}.qkv") * query[:, None], plain(f"layers.{n}.qkv.bias") * query
        for name in ("out", "up", "down"):
            net[f"{ours}{name}.weight"], net[f"{ours}{name}.bias"] = weight(f"layers.{n}.{name}"), plain(f"layers.{n}.{name}.bias")
        for name in ("attention_norm", "output_norm"):
            for kind in ("weight", "bias"):
                net[f"{ours}{name}.{kind}"] = plain(f"layers.{n}.{name}.{kind}")
    for name in ("projections", "sector", "rel", "event"):
        if f"{name}.weight" not in t:  # sectors came later than the others
            continue
        net[f"{name}.weight"], net[f"{name}.bias"] = weight(name), plain(f"{name}.bias")
    sizes = {k: len(v) for k, v in config["labels"].items()}
    for whole, parts in (("name", {"name": 2 * sizes["name"], "mention": sizes["mention"]}), ("attribution", {"attribution": sizes["attribution"], "voice": sizes["voice"]}),
                         ("act", {"status": sizes["status"], "mode": sizes["mode"], "context": sizes["context"]})):
        for kind, rows in (("weight", weight(whole)), ("bias", plain(f"{whole}.bias"))):
            for part, piece in zip(parts, rows.split([*parts.values()])):
                net[f"{part}.{kind}"] = piece
    net.update({"arc": plain("arc.weight"), "arc_root": plain("arc.root"), "arc_distance.weight": plain("arc.distance")[:, None],
                "rel_root": plain("rel.root"), "coreference": plain("coreference.weight")})
    for name in ("pair", "role"):
        net[name], net[f"{name}_distance.weight"] = plain(f"{name}.weight"), plain(f"{name}.distance")
    for name in ("distance", "form"):
        net[f"coreference_{name}.weight"] = plain(f"coreference.{name}")[:, None]
    torch.save({"network": net, "labels": config["labels"], "layers": config["layers"]}, into)


if __name__ == "__main__":
    main(*sys.argv[1:])
