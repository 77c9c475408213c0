"""A larger encoder to learn from: MPNet, whose word pieces are BERT's under other numbers.

It reads the same windows as our own and has the same heads. It is trained on the same texts first; our own network then learns from what
it says, on far more text than anybody marked.
"""
import torch
import torch.nn as nn
from safetensors.torch import load_file

import features
from network import ATTENTION_HEADS, Dropout, Layer

HIDDEN, FEED_FORWARD, LAYERS, BUCKETS, FAR = 768, 3072, 12, 32, 128
VOCABULARY, SPECIAL = 30527, 4         # <s>, <pad>, </s>, <unk> stand before BERT's pieces, <mask> behind
EPS = 1e-5


class Encoder(nn.Module):
    hidden = HIDDEN

    def __init__(self, dropout=.1):
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, HIDDEN)
        self.position = nn.Embedding(514, HIDDEN)
        self.case, self.paragraph, self.quote = nn.Embedding(6, HIDDEN), nn.Embedding(2, HIDDEN), nn.Embedding(2, HIDDEN)
        for e in (self.case, self.paragraph, self.quote):
            nn.init.zeros_(e.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPS)
        self.layers = nn.ModuleList(Layer(HIDDEN, FEED_FORWARD, EPS, dropout) for _ in range(LAYERS))
        self.register_buffer("far", torch.zeros(BUCKETS, ATTENTION_HEADS))  # what distance adds to attention; not trained further
        self.register_buffer("number", torch.zeros(30522, dtype=torch.long))
        self.drop = Dropout(dropout)

    def load_mpnet(self, folder):
        """From a folder with model.safetensors and vocab.txt."""
        w = load_file(f"{folder}/model.safetensors")
        e = "embeddings."
        state = {"word.weight": w[e + "word_embeddings.weight"], "position.weight": w[e + "position_embeddings.weight"],
                 "norm.weight": w[e + "LayerNorm.weight"], "norm.bias": w[e + "LayerNorm.bias"],
                 "far": w["encoder.relative_attention_bias.weight"]}
        names = {"out": "attention.attn.o", "attention_norm": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense",
                 "output_norm": "output.LayerNorm"}
        for i in range(LAYERS):
            for kind in ("weight", "bias"):
                p = f"encoder.layer.{i}."
                state[f"layers.{i}.qkv.{kind}"] = torch.cat([w[f"{p}attention.attn.{n}.{kind}"] for n in "qkv"])
                for ours, theirs in names.items():
                    state[f"layers.{i}.{ours}.{kind}"] = w[f"{p}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        assert set(missing) == {f"{n}.weight" for n in ("case", "paragraph", "quote")} | {"number"} and not unexpected
        theirs = {piece: i for i, piece in enumerate(open(f"{folder}/vocab.txt", encoding="utf-8").read().split("\n"))}
        special = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "<unk>", "[MASK]": "<mask>"}
        ours = (features.package_folder() / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
        self.number.copy_(torch.tensor([theirs.get(special.get(piece, piece), theirs["<unk>"]) for piece in ours]))
        return self

    def distance_bias(self, n):
        """[heads, n, n]: the table of T5's kind, a bucket each for near distances and wider ones up to FAR."""
        at = torch.arange(n, device=self.far.device)
        back = at[:, None] - at[None]
        half, exact = BUCKETS // 2, BUCKETS // 4
        away = back.abs()
        wide = exact + ((away.clamp(min=1) / exact).log() / torch.tensor(FAR / exact).log() * (half - exact)).long()
        bucket = torch.where(back < 0, half, 0) + torch.where(away < exact, away, wide.clamp(max=half - 1))
        return self.far[bucket].permute(2, 0, 1)

    def forward(self, b):
        ids = b["ids"]
        x = self.word(self.number[ids]) + self.position.weight[2:2 + ids.shape[1]] + self.case(b["case"])
        x = self.drop(self.norm(x + self.paragraph(b["paragraph"]) + self.quote(b["quote"])))
        mask = torch.where(b["mask"], 0., -1e4)[:, None, None, :] + self.distance_bias(ids.shape[1])
        if x.is_cuda:
            mask = mask.to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, mask)
        return x
