"""The mean of the weights of runs that began alike: `python average.py NAME RUN RUN...` writes runs/NAME/network.pt.

A network that went on learning from new texts and the one it came from lie in one valley; halfway between them is better than either end,
where the new texts are few and have their own manner.
"""
import json
import sys

import torch

from places import RUNS


def main(name, *runs):
    saved = [torch.load(RUNS / run / "network.pt", weights_only=False, map_location="cpu") for run in runs]
    networks = [s["network"] for s in saved]
    mean = {k: sum(n[k] for n in networks) / len(networks) if v.is_floating_point() else v for k, v in networks[-1].items()}
    folder = RUNS / name
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({**saved[-1], "network": mean}, folder / "network.pt")
    lines = (RUNS / runs[-1] / "log.jsonl").read_text()  # what the last run saw, and who was averaged
    (folder / "log.jsonl").write_text(lines + json.dumps({"averaged": runs}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
