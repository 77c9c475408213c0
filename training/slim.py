"""Makes the word embeddings of a model file coarser, as `export.py` makes them: `python slim.py ../models/wire-5.safetensors
../models/wire-5.1.safetensors`. The new file is named by its name. All else stays to the bit.
"""
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import save_file

import export


def main(path, into):
    with safe_open(path, "np") as f:
        tensors, about = {k: f.get_tensor(k) for k in f.keys()}, f.metadata()
    weight = tensors["embed.word.weight"].astype(np.float32) * tensors["embed.word.scale"][:, None]
    vocabulary = bytes(tensors["vocab"]).decode().split("\n")
    tensors["embed.word.weight"], tensors["embed.word.scale"] = export.words(torch.tensor(weight), vocabulary)
    save_file(tensors, into, {**about, "name": Path(into).stem})


if __name__ == "__main__":
    main(*sys.argv[1:])
