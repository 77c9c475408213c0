"""Runs of whole sentences that the encoder reads at once, and batches of them as padded tensors."""
import dataclasses

import torch

from features import CLS, OTHER, SEP

WINDOW = 256          # content pieces; [CLS] and [SEP] come on top
BATCH_PIECES = 1024   # padded


@dataclasses.dataclass
class Window:
    document: object
    first: int        # word
    end: int
    sentences: list   # (first, end) in words of the document
    pieces: int


def windows(document, rng=None):
    """Consecutive windows; with rng their lengths vary, so that sentences are seen in ever new company."""
    if document.lengths is None:
        document.lengths = [sum(len(document.pieces[i]) for i in range(a, b)) for a, b in document.sentences]
    lengths = document.lengths
    limit = lambda: WINDOW if rng is None else rng.choice((WINDOW, rng.randint(24, WINDOW)))
    out, start, total, most = [], 0, 0, limit()
    for i, n in enumerate(lengths + [None]):
        if i > start and (n is None or total + n > most):
            ss = document.sentences[start:i]
            out.append(Window(document, ss[0][0], ss[-1][1], ss, total))
            start, total, most = i, 0, limit()
        total += n or 0
    return out


def batches(ws, rng=None, budget=BATCH_PIECES):
    """Windows of like length together."""
    ws, out = list(ws), []
    if rng:
        rng.shuffle(ws)
    chunk = max(128, budget // 8)
    for i in range(0, len(ws), chunk):
        current, longest = [], 0
        for w in sorted(ws[i:i + chunk], key=lambda w: w.pieces):
            wide = max(longest, w.pieces + 2)
            if current and wide * (len(current) + 1) > budget:
                out.append(current)
                current, wide = [], w.pieces + 2
            current.append(w)
            longest = wide
        if current:
            out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def collate(ws, mask_id=None, rng=None, mask_share=0.0):
    """Tensors of a batch; `clean` are its pieces without masks. `offset[i]` is the first word of window i among the batch's words."""
    ids, clean, case, paragraph, quote, row, piece, offset, sentences = [], [], [], [], [], [], [], [], []
    for r, w in enumerate(ws):
        d = w.document
        i, whole, c, p, q = [CLS], [CLS], [OTHER], [0], [0]
        offset.append(len(row))
        for k in range(w.first, w.end):
            ps = d.pieces[k]
            row.append(r)
            piece.append(min(len(i), 509))
            i += ps if not (rng and rng.random() < mask_share) else (mask_id,) * len(ps)
            whole += ps
            c += [d.case[k]] * len(ps)
            p += [int(d.opens[k])] + [0] * (len(ps) - 1)
            q += [int(d.quoted[k])] * len(ps)
        # A sentence beyond 510 pieces is cut; its last words look at the last piece.
        ids.append(i[:511] + [SEP]), clean.append(whole[:511] + [SEP]), case.append(c[:511] + [OTHER]), paragraph.append(p[:511] + [0]), quote.append(q[:511] + [0])
        sentences += [list(range(offset[-1] + a - w.first, offset[-1] + b - w.first)) for a, b in w.sentences]
    wide, long = -(-max(map(len, ids)) // 8) * 8, max(map(len, sentences))
    pad = lambda rows, to, fill=0: torch.tensor([x + [fill] * (to - len(x)) for x in rows])
    return {
        "ids": pad(ids, wide), "clean": pad(clean, wide), "case": pad(case, wide), "paragraph": pad(paragraph, wide), "quote": pad(quote, wide),
        "mask": pad([[1] * len(x) for x in ids], wide).bool(), "word_row": torch.tensor(row), "word_piece": torch.tensor(piece),
        "sentences": pad(sentences, long, -1), "offset": offset,
    }


def words(ws, field):
    """One of the documents' fields for all words of the batch."""
    return [x for w in ws for x in getattr(w.document, field)[w.first:w.end]]
