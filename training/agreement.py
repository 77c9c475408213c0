"""How far two readers agree, a section of docs/scores.md.

A second reader marked our own test texts and ninety newspaper passages (second.tsv) and told the types of the dyads that are kept out
(second_dyads.tsv) without sight of the first reading, after the same brief.
"""
import acts
import corpora
import scores_acts
from places import DATA, HERE, scorer

SIDES = ("event", "actor", "recipient")
HEADS = {"own-events": "Our own test part", "newspapers": "Newspaper passages"}  # the first as scores_acts.own names it: read once for both


def readings():
    """Texts read twice, by kind and id: (first, second), each in the shape of the gold passages."""
    own = scores_acts.own_texts()
    text_of = lambda source, k: own[k]["text"] if source == "own" else acts.texts(source)[k]["text"]
    known = {r["id"]: r for r in acts.of_offsets(HERE / "acts.tsv", text_of)}
    found = {kind: {} for kind in HEADS}
    for second in acts.of_offsets(HERE / "second.tsv", text_of):
        source, _, name = second["document"].partition("-")
        kind, name, first = ("own-events", name, own[name]) if source == "own" else ("newspapers", second["id"], known[second["id"]])
        found[kind][name] = (dict(first, id=name), dict(second, id=name))
    return found


def left_open(score, first, second):
    """Both readings in one: what one of them has alone is optional, as in the gold passages."""
    pairs = score.match(first["events"], second["events"], first["text"])
    agreed, met = {i for i, _ in pairs}, {j for _, j in pairs}
    alone = [dict(e, optional=True) for j, e in enumerate(second["events"]) if j not in met]
    return dict(first, events=[dict(e, optional=i not in agreed) for i, e in enumerate(first["events"])] + alone)


def compared(score, wanted, found, sentences):
    result = score.score(wanted, found)
    return *(result[side]["f1"] for side in SIDES), result["status_accuracy"], scores_acts.false_events(wanted, found, sentences)[0]


def dyads():
    """Of the dyads that are kept out: how many there are, and in how many the second reader has their type."""
    lines = (HERE / "second_dyads.tsv").read_text("utf-8").splitlines()
    said = dict(line.split("\t") for line in lines if not line.startswith("#"))
    labels = {r["id"]: r["expected"]["event"] for r in corpora.jsonl(DATA / "events/dyads_train.jsonl.gz") if corpora.kept_out(r)}
    return len(labels), sum(said[k] == kind for k, kind in labels.items())


def section(program, s):
    for source, name in acts.SOURCES.items():
        s.there(DATA / f"{name}.{'conllu' if source == 'ewt' else 'jsonl'}.gz")
    score, out = scorer("score_events"), []
    for kind, texts in readings().items():
        first, second = ({k: pair[i] for k, pair in texts.items()} for i in (0, 1))
        both = {k: left_open(score, *pair) for k, pair in texts.items()}
        told = scores_acts.read_texts(program, kind, first)
        sentences = {k: d["sentences"] for k, d in told.items()}
        rows = [(label, *map(s.percent, compared(score, wanted, found, sentences))) for label, wanted, found in (
            ("second reader, measured by the first", first, second), ("program, by the first reader", first, told),
            ("program, by the second reader", second, told), ("program, by both: what one has alone counts neither way", both, told))]
        out += [f"{HEADS[kind]}, {len(texts)} texts:", s.table(("", *(f"{side} F1" for side in SIDES), "status", "false per 100 quiet sentences"), rows)]
    asked, right = dyads()
    out.append(f"Of the {asked} dyads that are kept out a second reader, who goes by the contract, has the type of {s.percent(right / asked)} %.")
    return "\n\n".join(out)
