"""What is known of the words of a batch, as tensors: labels of words, and lists of cues, anchors, mentions and dyads.

Unknown is -100 throughout. Words are numbered through the batch; `window_words` [W, M] holds those of each window, -1 beyond its end.
"""
import torch

from windows import collate, words

UNKNOWN = -100
PRONOUNS = set("i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves they them their theirs themselves".split())


def index(labels):
    return {t: i for i, t in enumerate(labels)}


def padded(rows, fill):
    wide = max(map(len, rows), default=0)
    return torch.tensor([list(r) + [fill] * (wide - len(r)) for r in rows], dtype=torch.long).view(len(rows), wide)


def of_words(ws, field, known, pick=lambda x: x):
    """Labels of all words of the batch."""
    out = []
    for w in ws:
        labels = getattr(w.document, field)
        labels = pick(labels) if labels else None
        out += [known.get(t, UNKNOWN) for t in labels[w.first:w.end]] if labels else [UNKNOWN] * (w.end - w.first)
    return torch.tensor(out)


def tensors(ws, known, *masking):
    """The batch for the network (windows.collate) and all that its documents know; `known` holds each label's index by kind."""
    b = collate(ws, *masking)
    sizes = [w.end - w.first for w in ws]
    b["window_words"] = padded([range(a, a + n) for a, n in zip(b.pop("offset"), sizes)], -1)
    b["window_of"] = torch.repeat_interleave(torch.arange(len(ws)), torch.tensor(sizes))
    trees(ws, b, known)
    mentions(ws, b, known)
    statements(ws, b, known)
    acts(ws, b, known)
    dyads(ws, b, known)
    return b


def trees(ws, b, known):
    s = b["sentences"]
    b["sentence_of"], b["place"] = (s >= 0).nonzero(as_tuple=True)
    heads, ends = [], []
    for w in ws:
        n = w.end - w.first
        heads += w.document.heads[w.first:w.end] if w.document.heads and w.document.upos else [UNKNOWN] * n
        ends += [0] * n if w.document.upos else [UNKNOWN] * n
    b["heads"], b["end"] = torch.tensor(heads), torch.tensor(ends)
    last = s.amax(1)
    b["end"][last] = torch.where(b["end"][last] == 0, 1, b["end"][last])
    for name, field, kind in (("rel", "rels", "rel"), ("upos", "upos", "upos"), ("xpos", "xpos", "xpos"), ("lemma", "scripts", "lemma")):
        b[name] = of_words(ws, field, known[kind])


def mentions(ws, b, known):
    for layer in range(2):
        b[f"name{layer}"] = of_words(ws, "names", known["name"], lambda names: names[layer])
    b["sector"] = of_words(ws, "sectors", known["sector"])
    kinds = range(len(known["mention"]))
    allowed = [[bool(t) and kind in t for kind in known["mention"]]
               for w in ws for t in (w.document.mentions[w.first:w.end] if w.document.mentions else [None] * (w.end - w.first))]
    b["mention"] = torch.tensor(allowed).view(-1, len(kinds))
    forms = [f.lower() for f in words(ws, "forms")]
    numbers = {}
    b["form"] = torch.tensor([numbers.setdefault(f, len(numbers)) for f in forms])
    b["pronoun"] = torch.tensor([f in PRONOUNS for f in forms])
    rows, clusters, at = [], [], 0
    for w in ws:
        n = w.end - w.first
        if w.document.clusters:
            here = [(i, c) for i, c in enumerate(w.document.clusters[w.first:w.end]) if c is not None]
            if len(here) > 1:
                own = {c: k for k, c in enumerate(dict.fromkeys(c for _, c in here))}
                rows.append([at + i for i, _ in here]), clusters.append([own[c] for _, c in here])
        at += n
    b["mention_words"], b["mention_cluster"] = padded(rows, -1), padded(clusters, UNKNOWN)


def statements(ws, b, known):
    b["roles"], b["voices"] = of_words(ws, "roles", known["attribution"]), of_words(ws, "voices", known["voice"])
    cues, gold, at, wide = [], [], 0, b["window_words"].shape[1]
    for k, w in enumerate(ws):
        n = w.end - w.first
        for a in w.document.attributions or ():
            if w.first <= a["cue"][0][0] < w.end:
                cues.append((at + a["cue"][0][0] - w.first, at + min(a["cue"][0][1], w.end) - 1 - w.first, k))
                row = torch.zeros(wide, dtype=torch.long)
                for kind, role in ((1, "source"), (2, "content")):
                    for s, e in a[role]:
                        row[max(0, s - w.first):max(0, min(e, w.end) - w.first)] = kind
                row[n:] = UNKNOWN
                gold.append(row)
        at += n
    b["cue"] = torch.tensor(cues, dtype=torch.long).view(-1, 3)       # first word, last word, window
    b["pair"] = torch.stack(gold) if gold else torch.zeros(0, wide, dtype=torch.long)


def acts(ws, b, known):
    types, anchors, about, contexts, gold, at, wide = [], [], [], [], [], 0, b["window_words"].shape[1]
    for k, w in enumerate(ws):
        n, found = w.end - w.first, w.document.acts
        labels = [UNKNOWN if found is None else 0] * n
        for v in found or ():
            for i in v["rest"]:
                if w.first <= i < w.end:
                    labels[i - w.first] = UNKNOWN
        for v in found or ():
            if w.first <= v["anchor"] < w.end:
                labels[v["anchor"] - w.first] = known["event"].get(v["type"], UNKNOWN)
                anchors.append((at + v["anchor"] - w.first, k))
                about.append((known["status"][v["status"]], known["mode"].get(f"{v['type']}/{v['mode']}" if v["mode"] else "-", UNKNOWN)))
                contexts.append([float(c in v["contexts"]) for c in known["context"]])
                row = torch.zeros(wide, dtype=torch.long)
                for kind, side in ((1, "actors"), (2, "recipients")):
                    for i in v[side]:
                        if w.first <= i < w.end:
                            row[i - w.first] = kind
                row[n:] = UNKNOWN
                gold.append(row)
        types += labels
        at += n
    b["event"] = torch.tensor(types)
    b["anchor"] = torch.tensor(anchors, dtype=torch.long).view(-1, 2)  # word, window
    about = torch.tensor(about, dtype=torch.long).view(-1, 2)
    b["status"], b["mode"] = about[:, 0], about[:, 1]
    b["context"] = torch.tensor(contexts).view(-1, len(known["context"]))
    b["role"] = torch.stack(gold) if gold else torch.zeros(0, wide, dtype=torch.long)


def dyads(ws, b, known):
    rows, kinds, at = [], [], 0
    for k, w in enumerate(ws):
        d = w.document.dyad
        if d and w.first <= min(d[:2]) and max(d[:2]) < w.end:
            rows.append((at + d[0] - w.first, at + d[1] - w.first, k))
            kinds.append([t in d[2] for t in list(known["event"])[1:]])
        at += w.end - w.first
    b["dyad"] = torch.tensor(rows, dtype=torch.long).view(-1, 3)       # actor's word, recipient's word, window
    b["dyad_types"] = torch.tensor(kinds, dtype=torch.bool).view(-1, len(known["event"]) - 1)
