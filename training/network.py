"""One encoder, many heads. Shapes: P pieces of a padded window, N words of the batch, S sentences of L words, M words of the
longest window."""
import copy

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

import features

HIDDEN, ATTENTION_HEADS, FEED_FORWARD, LAYERS = 384, 12, 1536, 6
POSITIONS = 512
NAME, ATTRIBUTION, ARC, REL, PAIR, COREFERENCE, EVENT = 192, 192, 256, 256, 192, 128, 192


def distance_bucket(d):
    """0 for 0, then by powers of two up to 9, plus 10 where negative."""
    a = d.abs().clamp(min=1).float().log2().floor().long() + 1
    a = torch.where(d == 0, torch.zeros_like(a), a).clamp(max=9)
    return torch.where(d < 0, a + 10, a)


class Dropout(nn.Module):
    """Dropout with a generator of its own, so that replicas in several threads draw the same numbers in every run."""

    def __init__(self, share):
        super().__init__()
        self.share, self.generator = share, None

    def forward(self, x):
        if not self.training or not self.share:
            return x
        kept = torch.empty(x.shape, dtype=x.dtype, device=x.device).bernoulli_(1 - self.share, generator=self.generator)
        return x * kept * (1 / (1 - self.share))


class Layer(nn.Module):
    """BERT's layer, normalised after each half."""

    def __init__(self, hidden=HIDDEN, feed_forward=FEED_FORWARD, eps=1e-12, dropout=0.):
        super().__init__()
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=eps)
        self.up = nn.Linear(hidden, feed_forward)
        self.down = nn.Linear(feed_forward, hidden)
        self.output_norm = nn.LayerNorm(hidden, eps=eps)
        self.drop = Dropout(dropout)

    def forward(self, x, mask):
        b, p, hidden = x.shape
        q, k, v = self.qkv(x).view(b, p, 3, ATTENTION_HEADS, hidden // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        else:  # written out: the fused kernel's backward pass with a mask is several times slower on a CPU
            a = ((q * (hidden // ATTENTION_HEADS) ** -.5) @ k.transpose(-1, -2) + mask).softmax(-1).to(v.dtype) @ v
        x = self.attention_norm(x + self.drop(self.out(a.transpose(1, 2).reshape(b, p, hidden))))
        return self.output_norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with three small embeddings more: case, paragraph start, inside quotation marks. They begin at zero."""

    hidden = HIDDEN

    def __init__(self, vocabulary=30522, layers=LAYERS):
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.case, self.paragraph, self.quote = nn.Embedding(6, HIDDEN), nn.Embedding(2, HIDDEN), nn.Embedding(2, HIDDEN)
        for e in (self.case, self.paragraph, self.quote):
            nn.init.zeros_(e.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def load_minilm(self):
        w = load_file(str(features.package_folder() / "model.safetensors"))
        e = "embeddings."
        # One sentence, one type: its embedding is added to the positions once and for all.
        position = w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0]
        state = {"word.weight": w[e + "word_embeddings.weight"], "position.weight": position,
                 "norm.weight": w[e + "LayerNorm.weight"], "norm.bias": w[e + "LayerNorm.bias"]}
        names = {"out": "attention.output.dense", "attention_norm": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "output_norm": "output.LayerNorm"}
        for i in range(LAYERS):
            for kind in ("weight", "bias"):
                p = f"encoder.layer.{i}."
                state[f"layers.{i}.qkv.{kind}"] = torch.cat([w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
                for ours, theirs in names.items():
                    state[f"layers.{i}.{ours}.{kind}"] = w[f"{p}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        assert set(missing) == {f"{n}.weight" for n in ("case", "paragraph", "quote")} and not unexpected
        return self

    def forward(self, b):
        x = self.word(b["ids"]) + self.position.weight[: b["ids"].shape[1]] + self.case(b["case"])
        x = self.norm(x + self.paragraph(b["paragraph"]) + self.quote(b["quote"]))
        mask = torch.where(b["mask"], 0., -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Network(nn.Module):
    def __init__(self, labels, dropout=.25, encoder=None):
        super().__init__()
        self.labels, self.dropout = labels, dropout
        self.sizes = {k: len(v) for k, v in labels.items()}
        self.encoder = encoder or Encoder()
        tags = self.sizes["upos"] + self.sizes["xpos"] + self.sizes["lemma"] + 1
        self.slices = [("tags", tags, "none"), ("name", NAME, "gelu"), ("attribution", ATTRIBUTION, "gelu"),
                       ("arc_dependent", ARC, "gelu"), ("arc_head", ARC, "gelu"), ("rel_dependent", REL, "none"),
                       ("rel_head", REL, "none"), ("cue", PAIR, "gelu"), ("word", PAIR, "gelu"),
                       ("anaphor", COREFERENCE, "gelu"), ("antecedent", COREFERENCE, "gelu"),
                       ("event", EVENT, "gelu"), ("anchor", EVENT, "gelu"), ("argument", EVENT, "gelu")]
        self.projections = nn.Linear(self.encoder.hidden, sum(n for _, n, _ in self.slices))
        self.drop_in, self.drop = Dropout(.1), Dropout(dropout)
        self.name = nn.Linear(NAME, 2 * self.sizes["name"])
        self.attribution = nn.Linear(ATTRIBUTION, self.sizes["attribution"])
        self.voice = nn.Linear(ATTRIBUTION, self.sizes["voice"])
        self.mention = nn.Linear(NAME, self.sizes["mention"])
        self.sector = nn.Linear(self.encoder.hidden, self.sizes["sector"])
        self.arc_root, self.rel_root = nn.Parameter(torch.zeros(ARC)), nn.Parameter(torch.zeros(REL))
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * .03)
        self.arc_distance = nn.Embedding(20, 1)
        self.rel = nn.Linear(REL, self.sizes["rel"])
        self.pair = nn.Parameter(torch.randn(PAIR + 1, 3, PAIR + 1) * .03)
        self.pair_distance = nn.Embedding(20, 3)
        self.coreference = nn.Parameter(torch.randn(COREFERENCE + 1, COREFERENCE + 1) * .03)
        self.coreference_distance = nn.Embedding(20, 1)
        self.coreference_form = nn.Embedding(3, 1)
        self.event, self.status = nn.Linear(EVENT, self.sizes["event"]), nn.Linear(EVENT, self.sizes["status"])
        self.mode, self.context = nn.Linear(EVENT, self.sizes["mode"]), nn.Linear(EVENT, self.sizes["context"])
        self.role = nn.Parameter(torch.randn(EVENT + 1, 3, EVENT + 1) * .03)
        self.role_distance = nn.Embedding(20, 3)
        for e in (self.arc_distance, self.pair_distance, self.coreference_distance, self.coreference_form, self.role_distance):
            nn.init.zeros_(e.weight)

    def forward(self, b):
        """Every word's vectors by the name of their slice, [N, size] each."""
        x = self.encoder(b)
        h = take(x.flatten(0, 1), b["word_row"] * x.shape[1] + b["word_piece"])
        p = self.projections(self.drop_in(h)).split([n for _, n, _ in self.slices], -1)
        out = {name: self.drop(F.gelu(x)) if act == "gelu" else x for (name, _, act), x in zip(self.slices, p)}
        tags = out.pop("tags").split([self.sizes["upos"], self.sizes["xpos"], self.sizes["lemma"], 1], -1)
        out.update(zip(("upos", "xpos", "lemma", "end"), tags), hidden=h)
        return out

    def name_logits(self, out):
        return self.name(out["name"]).view(-1, 2, self.sizes["name"])

    def sectors(self, out, words):
        """Logits of the primary sector of those of whom some words are mentions."""
        return self.sector(self.drop(take(out["hidden"], words))).float()

    def arcs(self, out, sentences):
        """sentences [S, L]: word of the batch, -1 beyond the end -> scores [S, L, L + 1], column 0 the root."""
        at, beyond = sentences.clamp(min=0), sentences < 0
        d, h = take(out["arc_dependent"], at), take(out["arc_head"], at)
        s, length, _ = d.shape
        h = torch.cat([self.arc_root.to(h.dtype).expand(s, 1, -1), h], 1)
        d = torch.cat([d, torch.ones_like(d[..., :1])], -1)
        scores = ((d @ self.arc.to(d.dtype)) @ h.transpose(1, 2)).float()
        at = torch.arange(length + 1, device=scores.device)
        distance = at[None] - 1 - at[:-1, None]
        distance[:, 0] = 0
        scores = scores + take(self.arc_distance.weight, distance_bucket(distance))[..., 0]
        closed = torch.cat([torch.zeros_like(beyond[:, :1]), beyond], 1)[:, None]
        return scores.masked_fill(closed, -1e9)

    def rels(self, out, dependents, heads):
        """Relation logits of words and their heads (words of the batch, -1 the root)."""
        h = take(out["rel_head"], heads.clamp(min=0))
        h = torch.where((heads < 0)[:, None], self.rel_root.to(h.dtype), h)
        return self.rel(self.drop(F.gelu(take(out["rel_dependent"], dependents) + h))).float()

    def pairs(self, out, first, last, words, distance):
        """For cues (their first and last word of the batch): [C, W, 3] logits of none, source, content for each of some words
        [W], or of words of each cue's own [C, W]."""
        cue = (take(out["cue"], first) + take(out["cue"], last)) / 2
        return self.bilinear(cue, take(out["word"], words), self.pair) + take(self.pair_distance.weight, distance_bucket(distance))

    def roles(self, out, anchors, words, distance):
        """For anchors: [A, W, 3] logits of none, actor, recipient for each word, as the head of its phrase; words as in `pairs`."""
        return self.bilinear(take(out["anchor"], anchors), take(out["argument"], words), self.role) + take(self.role_distance.weight, distance_bucket(distance))

    @staticmethod
    def bilinear(a, b, weight):
        a, b = with_one(a), with_one(b)
        y = (a @ weight.to(a.dtype).reshape(len(weight), -1)).view(len(a), weight.shape[1], -1)
        return (y @ b.transpose(-1, -2)).transpose(-1, -2).float()

    def antecedents(self, out, words, forms):
        """For each of some words of a window, in their order ([K] or, of several windows, [W, K]): logits [.., K, K + 1] of its
        antecedent, column 0 none. `forms` [.., K, K] tells of two whether they have the same form: 0 no, 1 yes, 2 yes and it is
        a pronoun."""
        y = with_one(take(out["anaphor"], words)) @ self.coreference.to(out["anaphor"].dtype)
        scores = (y @ with_one(take(out["antecedent"], words)).transpose(-1, -2)).float()
        at = torch.arange(words.shape[-1], device=words.device)
        distance = at[:, None] - at[None]
        scores = scores + take(self.coreference_distance.weight, distance_bucket(distance))[..., 0]
        scores = scores + take(self.coreference_form.weight, forms)[..., 0]
        scores = scores.masked_fill(distance <= 0, -1e9)
        return torch.cat([torch.zeros_like(scores[..., :1]), scores], -1)


def take(x, at):
    """x[at] of [.., size] rows. Its backward pass adds up in full precision and does not sort first, which is slow on a GPU where one row is
    asked for thousands of times (padding is row 0, distances have 20 rows)."""
    return x.float().index_select(0, at.flatten()).to(x.dtype).view(*at.shape, x.shape[-1])


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def load(path, encoder=None):
    """A run's network, of a checkpoint that with the average of its weights; and all that was saved with it. A teacher's needs its encoder."""
    saved = torch.load(path, weights_only=False, map_location="cpu")
    net = Network(saved["labels"], encoder=encoder or Encoder(layers=saved.get("layers", LAYERS)))
    net.load_state_dict(saved.get("average", saved["network"]))
    return net.eval(), saved


def replica(net, generator):
    """A network that shares the other's weights and has gradients of its own."""
    twin = Network(net.labels, net.dropout, copy.deepcopy(net.encoder))
    for ours, theirs in zip(twin.parameters(), net.parameters()):
        ours.data = theirs.data
        ours.requires_grad_(theirs.requires_grad)
    twin.drop_in.generator = twin.drop.generator = generator
    return twin


def freeze(net, layers):
    """Leaves all embeddings and the first layers as they are, which spares a quarter of the work where two of six are left."""
    for name, p in net.encoder.named_parameters():
        if not name.startswith("layers.") or int(name.split(".")[1]) < layers:
            p.requires_grad_(False)


def parameter_groups(net, encoder_rate, head_rate):
    early = ("encoder.layers", "encoder.word", "encoder.position", "encoder.norm")
    encoder = [p for n, p in net.named_parameters() if n.startswith(early)]
    known = {id(p) for p in encoder}
    heads = [p for p in net.parameters() if id(p) not in known]
    return [{"params": encoder, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]


def rate_factor(progress, warm_up=.05):
    """Linear warm-up, then linear decay to one percent."""
    return max(.01, min((progress + 5e-4) / warm_up, (1 - progress) / (1 - warm_up)))


