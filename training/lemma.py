"""Lemmas as edit scripts: what to do to a form to get its lemma, few enough to be classes of one head.

A script is "CASE|STRIP|ADD": CASE is `keep` or `lower`; then STRIP characters are cut off the end and ADD is appended.
The program applies them in crates/model; `apply` here is the same rule, for the development scores.
"""


def script(form, lemma):
    """The shortest script that turns form into lemma."""
    best = None
    for case, base in (("lower", form.lower()), ("keep", form)):
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
            n += 1
        cost = (len(base) - n) + (len(lemma) - n)
        if best is None or cost < best[0]:
            best = (cost, f"{case}|{len(base) - n}|{lemma[n:]}")
    return best[1]


def apply(label, form, upos):
    """The lemma of form; a form too short for the script is its own lemma."""
    case, strip, add = label.split("|", 2)
    base = form.lower() if case == "lower" else form
    strip = int(strip)
    if strip > len(base) or (strip == len(base) and not add):
        return form if upos == "PROPN" else form.lower()
    return base[: len(base) - strip] + add
