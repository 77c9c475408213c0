"""Decoding as the program does it (crates/model), for the development scores while training."""
import numpy as np


def legal(labels):
    """Transition and start scores of BIO labels: I-x only after B-x or I-x."""
    n = len(labels)
    move, start = np.zeros((n, n), np.float32), np.zeros(n, np.float32)
    for j, to in enumerate(labels):
        if to[0] == "I":
            start[j] = -1e4
            for i, frm in enumerate(labels):
                if frm[1:] != to[1:]:
                    move[i, j] = -1e4
    return move, start


def viterbi(scores, move, start):
    best, back = scores[0] + start, []
    for row in scores[1:]:
        z = best[:, None] + move
        b = z.argmax(0)
        back.append(b)
        best = z[b, np.arange(len(b))] + row
    k = int(best.argmax())
    path = [k]
    for b in reversed(back):
        k = int(b[k])
        path.append(k)
    return path[::-1]


def bio(labels):
    """(kind, first, end) of the spans."""
    out, current = [], None
    for i, t in enumerate(list(labels) + ["O"]):
        if current and (t[0] != "I" or t[2:] != current[0]):
            out.append((current[0], current[1], i))
            current = None
        if t[0] != "O" and current is None:
            current = (t[2:], i)
    return out


def runs(inside, gap):
    """Runs of true values; gaps of up to `gap` are closed."""
    out = []
    for i in np.flatnonzero(inside):
        if out and i - out[-1][1] <= gap:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return [tuple(r) for r in out]


def arborescence(score):
    """Chu-Liu and Edmonds: the heads of the best tree over nodes 0 (the root) to n."""
    n = len(score)
    s = score.copy()
    np.fill_diagonal(s, -1e9)
    head = s.argmax(1)
    head[0] = -1
    cycle = find_cycle(head)
    if cycle is None:
        return head
    cycle = np.array(cycle)
    rest = np.array([i for i in range(n) if i not in set(cycle.tolist())])
    m = len(rest)
    small = np.full((m + 1, m + 1), -1e9)
    small[:m, :m] = s[np.ix_(rest, rest)]
    out = s[np.ix_(rest, cycle)]
    small[:m, m] = out.max(1)
    gain = s[np.ix_(cycle, rest)] - s[cycle, head[cycle]][:, None]
    small[m, :m] = gain.max(0)
    small[0] = -1e9
    sub = arborescence(small)
    result = head.copy()
    for i in range(1, m):
        result[rest[i]] = rest[sub[i]] if sub[i] < m else cycle[out.argmax(1)[i]]
    entry = sub[m]
    result[cycle[gain[:, entry].argmax()]] = rest[entry]
    return result


def find_cycle(head):
    state = np.zeros(len(head), int)
    for i in range(1, len(head)):
        path, j = [], i
        while j > 0 and state[j] == 0:
            state[j] = 1
            path.append(j)
            j = head[j]
        if j > 0 and state[j] == 1 and j in path:
            return path[path.index(j):]
        for k in path:
            state[k] = 2
    return None


def tree(scores):
    """scores [L, L + 1], column 0 the root -> 1-based heads, exactly one of them 0."""
    n = len(scores)
    full = np.full((n + 1, n + 1), -1e9)
    full[1:] = scores

    def solve(f):
        head = f.argmax(1)
        head[0] = -1
        return head if find_cycle(head) is None else arborescence(f)

    np.fill_diagonal(full, -1e9)
    head = solve(full)
    if (head[1:] == 0).sum() == 1:
        return head[1:]
    best = None
    for root in np.argsort(-scores[:, 0])[:6]:
        f = full.copy()
        f[1:, 0] = -1e9
        f[root + 1, 0] = full[root + 1, 0]
        h = solve(f)
        total = f[np.arange(1, n + 1), h[1:]].sum()
        if best is None or total > best[0]:
            best = (total, h)
    return best[1][1:]
