"""What a network is taught: by labels, and by larger networks that have learned the same heads.

Each loss is a mean over what is known in the batch; their weights stand in WEIGHTS.
"""
import torch
import torch.nn.functional as F

from network import distance_bucket, take
from targets import UNKNOWN

SMOOTHING = .03  # of the labels of roles, of which two annotators agree on seven in ten, and of sectors
WEIGHTS = {"arc": .6, "rel": .6, "upos": .3, "xpos": .3, "lemma": .3, "end": .4, "name0": .6, "name1": .3, "mention": .5, "sector": .3, "coreference": .5,
           "roles": 2, "voices": 1, "pair": 2, "event": 3, "status": .5, "mode": .3, "context": 2, "role": .3, "dyad": .3, "hidden": 1}
ACTS = {"event", "status", "mode", "context", "role", "dyad"}
NAMES = {"name0", "name1"}
SURE = .2        # how likely the teacher must think an anchor, to tell of its status, mode, contexts and roles


def entropy(logits, gold, smoothing=0., least=1.):
    """Mean over what is known; where it is less than `least`, as if it were that much, so that a batch that happens to hold two anchors
    does not pull at them as if they were a hundred."""
    known = (gold != UNKNOWN).sum().clamp(min=least)
    return F.cross_entropy(logits.float(), gold, ignore_index=UNKNOWN, label_smoothing=smoothing, reduction="sum") / known


def divergence(student, teacher, kept=None):
    """Mean over rows of what the student's distribution loses of the teacher's; `kept` marks the rows that count."""
    p = F.log_softmax(teacher.float(), -1)
    rows = F.kl_div(F.log_softmax(student.float(), -1), p, log_target=True, reduction="none").sum(-1)
    return rows.mean() if kept is None else (rows * kept).sum() / kept.sum().clamp(min=1)


def same_form(b, at):
    """Of words at [.., K], two by two: 0 of different form, 1 of the same, 2 of the same and pronouns."""
    form, pronoun = b["form"][at], b["pronoun"][at]
    return (form[..., None] == form[..., None, :]).long() * (1 + pronoun.long())[..., None]


def window_words(b, rows):
    """[len(rows), M]: words of some windows, and whether they are there."""
    at = b["window_words"][rows]
    return at.clamp(min=0), at >= 0


def pairs(net, out, b, cue):
    at, _ = window_words(b, cue[:, 2])
    return net.pairs(out, cue[:, 0], cue[:, 1], at, at - cue[:, :1])


def roles(net, out, b, anchor):
    at, _ = window_words(b, anchor[:, 1])
    return net.roles(out, anchor[:, 0], at, at - anchor[:, :1])


def every_arc(net, out, b):
    scores = net.arcs(out, b["sentences"])
    return take(scores.flatten(0, 1), b["sentence_of"] * scores.shape[1] + b["place"])


def governors(b, heads):
    """Heads inside the sentence, 0 the root, as words of the batch, -1 the root."""
    at = b["sentences"][b["sentence_of"], (heads - 1).clamp(min=0)]
    return torch.where(heads > 0, at, -1)


def dyad_scores(net, out, b):
    """[D, M, types]: log probability of each word of the window that it is the anchor of that type between two marked words.
    Only verbs, nouns and adjectives can be, and whether a word is an anchor at all is not to be learned from this: else any word
    becomes one that makes the right type likely."""
    dyad = b["dyad"]
    at, there = window_words(b, dyad[:, 2])
    p = [F.log_softmax(net.bilinear(take(out["anchor"], at).flatten(0, 1), take(out["argument"], dyad[:, k]).repeat_interleave(at.shape[1], 0)[:, None], net.role)
                       .view(*at.shape, 3) + take(net.role_distance.weight, distance_bucket(dyad[:, k:k + 1] - at)), -1) for k in (0, 1)]
    logits = net.event(take(out["event"], at)).float()
    anchors = torch.tensor([t[:2] in ("VB", "NN", "JJ") for t in net.labels["xpos"]], device=at.device)
    able = anchors[out["xpos"][at].argmax(-1)].float().clamp(min=1e-4).log().masked_fill(~there, -1e9)
    is_anchor = (logits[..., 1:].logsumexp(-1) - logits.logsumexp(-1)).detach()
    types = F.log_softmax(logits[..., 1:], -1)
    return (able + is_anchor + p[0][..., 1] + p[1][..., 2])[..., None] + types


def taught(net, out, b):
    """Losses against the labels of the documents."""
    parts, few, fewer = {}, len(b["form"]) / 50, len(b["form"]) / 400
    arcs, governor = every_arc(net, out, b), governors(b, b["heads"].clamp(min=0))
    parts["arc"] = entropy(arcs, b["heads"], least=few)
    parts["rel"] = entropy(net.rels(out, torch.arange(len(governor), device=governor.device), governor), b["rel"], least=few)
    for name in ("upos", "xpos", "lemma"):
        parts[name] = entropy(out[name], b[name], least=few)
    known = b["end"] != UNKNOWN
    end = F.binary_cross_entropy_with_logits(out["end"].float()[:, 0], b["end"].clamp(min=0).float(), reduction="none")
    parts["end"] = (end * known).sum() / known.sum().clamp(min=few)
    names, mention = net.name_logits(out), net.mention(out["name"]).float()
    parts["name0"], parts["name1"] = (entropy(names[:, k], b[f"name{k}"], least=few) for k in (0, 1))
    known = b["mention"].any(1)
    allowed = mention.masked_fill(~b["mention"], -1e9).logsumexp(1)
    parts["mention"] = ((mention.logsumexp(1) - allowed) * known).sum() / known.sum().clamp(min=few)
    somebody = (b["sector"] != UNKNOWN).nonzero()[:, 0]
    if len(somebody):
        parts["sector"] = entropy(net.sectors(out, somebody), b["sector"][somebody], SMOOTHING, few)
    if b["mention_words"].numel():
        parts["coreference"] = antecedents_loss(net, out, b, few)
    parts["roles"] = entropy(net.attribution(out["attribution"]), b["roles"], SMOOTHING, few)
    parts["voices"] = entropy(net.voice(out["attribution"]), b["voices"], least=few)
    if len(b["cue"]):
        found = F.cross_entropy(pairs(net, out, b, b["cue"]).flatten(0, 1), b["pair"].flatten(), ignore_index=UNKNOWN, reduction="none").view(b["pair"].shape)
        parts["pair"] = (found.sum(1) / (b["pair"] != UNKNOWN).sum(1)).sum() / max(fewer, len(b["cue"]))
    parts["event"] = entropy(net.event(out["event"]), b["event"], least=few)
    if len(b["anchor"]):
        at = take(out["event"], b["anchor"][:, 0])
        parts["status"], parts["mode"] = entropy(net.status(at), b["status"], least=fewer), entropy(net.mode(at), b["mode"], least=fewer)
        parts["context"] = F.binary_cross_entropy_with_logits(net.context(at).float(), b["context"], reduction="none").mean(1).sum() / max(fewer, len(at))
        found = F.cross_entropy(roles(net, out, b, b["anchor"]).flatten(0, 1), b["role"].flatten(), ignore_index=UNKNOWN, reduction="sum")
        parts["role"] = found / max(fewer, len(b["anchor"]))
    if len(b["dyad"]):
        of_words = dyad_scores(net, out, b).masked_fill(~b["dyad_types"][:, None], -1e9).logsumexp(2)
        none = torch.log1p(-of_words.exp().clamp(max=.999)).sum(1)
        parts["dyad"] = -torch.log1p(-none.exp().clamp(max=.999)).sum() / max(fewer, len(b["dyad"]))
    return parts


def antecedents_loss(net, out, b, least):
    """Of each mention's possible antecedents, all of its cluster are right."""
    at, cluster = b["mention_words"], b["mention_cluster"]
    there = at >= 0
    scores = net.antecedents(out, at.clamp(min=0), same_form(b, at.clamp(min=0)))
    k = torch.arange(at.shape[1], device=at.device)
    same = (cluster[:, :, None] == cluster[:, None]) & (k[:, None] > k[None]) & there[:, None]
    right = torch.cat([~same.any(2, keepdim=True), same], 2)
    loss = scores.logsumexp(2) - scores.masked_fill(~right, -1e9).logsumexp(2)
    return loss[there].sum() / there.sum().clamp(min=least)


def spans(inside, begins, window_of):
    """First and last words of runs of labels, B first and I behind it: [C, 3] with their windows, as targets' `cue`."""
    n = len(inside)
    again = torch.zeros_like(inside)
    again[1:] = inside[1:] & ~begins[1:] & inside[:-1] & (window_of[1:] == window_of[:-1])
    first = (inside & ~again).nonzero()[:, 0]
    # The last word of a run: before the next word that does not go on.
    stops = torch.where(again, n, torch.arange(n, device=inside.device))
    after = torch.cat([stops[1:], stops.new_full((1,), n)]).flip(0).cummin(0).values.flip(0)
    return torch.stack([first, after[first] - 1, window_of[first]], 1)


def rows_of(chosen, window_of, windows):
    """Some words of the batch as rows of their windows [W, K], -1 beyond the end."""
    at = chosen.nonzero()[:, 0]
    row = window_of[at]
    count = torch.bincount(row, minlength=windows)
    place = torch.arange(len(at), device=at.device) - (count.cumsum(0) - count)[row]
    out = at.new_full((windows, max(1, int(count.max()))), -1)
    out[row, place] = at
    return out


def chosen(answers):
    """The mean of several distributions, as logits."""
    return torch.stack([a.float().log_softmax(-1) for a in answers]).logsumexp(0)


def likely(answers):
    """The mean of several probabilities, each given as a logit."""
    return torch.stack([a.float().sigmoid() for a in answers]).mean(0)


def told(net, out, teachers, said, b, bridge):
    """Losses against what the teachers say of the same batch, on the mean of their probabilities; `said` holds each one's vectors, `bridge`
    leads from our words' vectors to theirs, side by side, where these are learned from as well."""
    parts = {}
    each = lambda ask: [ask(t, s) for t, s in zip(teachers, said)]
    with torch.no_grad():
        arcs = chosen(each(lambda t, s: every_arc(t, s, b)))
        governor = governors(b, arcs.argmax(-1))
        every = torch.arange(len(governor), device=governor.device)
        rels = chosen(each(lambda t, s: t.rels(s, every, governor)))
        voice, role = chosen(each(lambda t, s: t.voice(s["attribution"]))), chosen(each(lambda t, s: t.attribution(s["attribution"])))
        event = chosen(each(lambda t, s: t.event(s["event"])))
        names, mention = chosen(each(lambda t, s: t.name_logits(s))), chosen(each(lambda t, s: t.mention(s["name"])))
        begins = voice.argmax(-1) == net.labels["voice"].index("B-cue")
        cue = spans((voice.argmax(-1) > 0), begins, b["window_of"])
        sure = 1 - F.softmax(event, -1)[:, 0]
        at = (sure > SURE).nonzero()[:, 0]
        anchor = torch.stack([at, b["window_of"][at]], 1)
        heads = rows_of(mention.argmax(-1) > 0, b["window_of"], len(b["window_words"]))
    parts["arc"] = divergence(every_arc(net, out, b), arcs)
    parts["rel"] = divergence(net.rels(out, every, governor), rels)
    for name in ("upos", "xpos", "lemma"):
        parts[name] = divergence(out[name], chosen([s[name] for s in said]))
    parts["end"] = F.binary_cross_entropy_with_logits(out["end"].float(), likely([s["end"] for s in said]))
    ours = net.name_logits(out)
    parts["name0"], parts["name1"] = divergence(ours[:, 0], names[:, 0]), divergence(ours[:, 1], names[:, 1])
    parts["mention"] = divergence(net.mention(out["name"]), mention)
    somebody = heads[heads >= 0]
    if len(somebody):
        with torch.no_grad():
            wanted = chosen(each(lambda t, s: t.sectors(s, somebody)))
        parts["sector"] = divergence(net.sectors(out, somebody), wanted)
    there = heads >= 0
    forms = same_form(b, heads.clamp(min=0))
    with torch.no_grad():
        wanted = chosen(each(lambda t, s: t.antecedents(s, heads.clamp(min=0), forms)))
    parts["coreference"] = divergence(net.antecedents(out, heads.clamp(min=0), forms), wanted, there)
    parts["roles"], parts["voices"] = divergence(net.attribution(out["attribution"]), role), divergence(net.voice(out["attribution"]), voice)
    parts["event"] = divergence(net.event(out["event"]), event)
    if len(cue):
        with torch.no_grad():
            wanted = chosen(each(lambda t, s: pairs(t, s, b, cue)))
        kept = window_words(b, cue[:, 2])[1]
        parts["pair"] = divergence(pairs(net, out, b, cue), wanted, kept)
    if len(anchor):
        with torch.no_grad():
            wanted = chosen(each(lambda t, s: roles(t, s, b, anchor)))
            theirs = [take(s["event"], at) for s in said]
            status, mode = (chosen([getattr(t, head)(x) for t, x in zip(teachers, theirs)]) for head in ("status", "mode"))
            contexts = likely([t.context(x) for t, x in zip(teachers, theirs)])
        kept = window_words(b, anchor[:, 1])[1].float() * sure[at, None]
        p = F.log_softmax(wanted, -1)
        rows = F.kl_div(F.log_softmax(roles(net, out, b, anchor), -1), p, log_target=True, reduction="none").sum(-1)
        parts["role"] = (rows * kept).sum() / sure[at].sum()
        mine = take(out["event"], at)
        parts["status"], parts["mode"] = divergence(net.status(mine), status, sure[at]), divergence(net.mode(mine), mode, sure[at])
        context = F.binary_cross_entropy_with_logits(net.context(mine).float(), contexts, reduction="none").mean(1)
        parts["context"] = (context * sure[at]).sum() / sure[at].sum()
    if bridge:
        theirs = torch.cat([s["hidden"] for s in said], -1)
        parts["hidden"] = (1 - F.cosine_similarity(bridge(out["hidden"]).float(), theirs.float(), dim=-1)).mean()
    return parts


def weighed(parts):
    return sum(WEIGHTS[k] * v for k, v in parts.items())
