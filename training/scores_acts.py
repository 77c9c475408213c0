"""Sections of docs/scores.md on who is who and on events; scores.py calls them."""
import gzip
import json
import random
import subprocess

import calibrate
import marks
from places import DATA, ROOT, scorer as tool

COREFERENCE_TARGET, PRONOUN_TARGET = 62., 78.
ACTOR_TARGETS = {"phrase": (90., 80.), "pronoun": (75., 65.)}
EVENT_TARGETS = {"event": 70., "actor": 65., "recipient": 58., "dyad": 52.}
STATUS_TARGET, VOICE_TARGET, OWN_EVENT_TARGET, FALSE_TARGET, GAP_TARGET, DYAD_TARGET = 92., 92., 80., 4., 5., 86.


def coreference(program, s):
    gold = DATA / "gum/dev.jsonl.gz"
    result = json.loads(s.scorer("score_entities.py", gold, program.read(gold, "gum-names"), "--json"))
    score, pronouns = result["coreference"], result["pronouns"]["in scope"]
    rows = [("mean of MUC, B³ and CEAF, F1", *s.against(100 * score["conll"], COREFERENCE_TARGET)),
            ("third-person pronouns with a right antecedent", *s.against(100 * pronouns["accuracy"], PRONOUN_TARGET))]
    detail = [(k, *(s.percent(score[k][x]) for x in ("p", "r", "f1"))) for k in score if isinstance(score[k], dict) and "f1" in score[k]]
    return s.table(s.TARGET_HEAD, rows) + "\n\n" + s.table(("", "P", "R", "F1"), detail)


def actors(program, s):
    gold = s.there(DATA / "events/gold_dev.jsonl.gz")
    asked = s.scorer("score_actors.py", "--ask", gold)
    answers = program.folder / "answers.jsonl"
    run = subprocess.run([str(program.binary), "actor", "-", "--format", "jsonl"], input=asked, capture_output=True, text=True, encoding="utf-8", check=True)
    answers.write_text(run.stdout, encoding="utf-8")
    result = json.loads(s.scorer("score_actors.py", gold, answers))
    rows = [(f"{label}, {kind}", *s.against(100 * result[kind][f"{label}_accuracy"], target))
            for kind, targets in ACTOR_TARGETS.items() for label, target in zip(("country", "sector"), targets)]
    return ("Actors and recipients of the annotated passages (dev), their spans given:\n\n" + s.table(s.TARGET_HEAD, rows) +
            "\n\nOur own tables of phrases, times and toponyms are tests with bounds: `cargo test -p onrecord-actors -p onrecord-times -p "
            "onrecord-places`.")


def interval(each, times=1000):
    """The middle 95 % of F1 over resampled documents, each with its hits, what was said and what was asked for."""
    rng, found = random.Random(13), []
    for _ in range(times):
        drawn = rng.choices(each, k=len(each))
        hit, both = sum(e["tp"] for e in drawn), sum(e["pred"] + e["gold"] for e in drawn)
        found.append(2 * hit / both if both else 0.)
    found.sort()
    return found[len(found) // 40], found[-len(found) // 40]


def by_id(path):
    opened = gzip.open if str(path).endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as f:
        return {d.get("id") or d["doc"]["id"]: d for d in map(json.loads, f)}


def events(program, s):
    score = tool("score_events")
    path = s.there(DATA / "events/gold_dev.jsonl.gz")
    gold, found = by_id(path), by_id(program.read(path, "passages"))
    whole = score.score(gold, found)
    each = [score.score({k: v}, found) for k, v in gold.items()]
    rows, detail = [], []
    for what, target in EVENT_TARGETS.items():
        low, high = interval([e[what] for e in each])
        rows.append((f"{what} F1", *s.against(100 * whole[what]["f1"], target)))
        detail.append((what, *(s.percent(whole[what][x]) for x in ("p", "r", "f1")), f"{s.percent(low)} to {s.percent(high)}"))
    rows += [("status of matched events", *s.against(100 * whole["status_accuracy"], STATUS_TARGET)),
             ("voice of matched events", *s.against(100 * whole["voice_accuracy"], VOICE_TARGET))]
    pairs = [pair for k in gold for pair in outcomes(score, gold[k], found[k])]
    reliability, gap = calibrate.reliability(pairs)
    rows.append(("calibration, mean gap in points", *s.against(100 * gap, GAP_TARGET, lower_is_better=True)))
    dyads = json.loads(s.model_metadata(s.there(ROOT / f"models/{program.made['model'].split('@')[0]}.safetensors"))["config"]).get("scores", {})
    if "acts" in dyads:
        rows.append(("type of the dyads kept out, spans given (network before quantisation)", *s.against(dyads["acts"]["dyads"], DYAD_TARGET)))
    types = [(t, x["gold"], x["pred"], *(s.percent(x[k]) for k in ("p", "r", "f1"))) for t, x in whole["per_type"].items()]
    sure = [(f"{low:.1f} to {high:.1f}", n, s.percent(said), s.percent(right)) for low, high, n, said, right in reliability]
    return "\n\n".join((
        "The annotated passages (dev), from raw text and date:", s.table(s.TARGET_HEAD, rows), s.table(("", "P", "R", "F1", "95 % of resamplings"), detail),
        s.table(("type", "gold", "told", "P", "R", "F1"), types), "What events are given, against the share that is right:",
        s.table(("confidence", "events", "said", "right"), sure)))


def outcomes(score, gold, found):
    """(confidence, whether right) of each event; optional ones of gold count neither way."""
    pairs = score.match(gold["events"], found["events"], gold["text"])
    right = {j: not gold["events"][i].get("optional") for i, j in pairs}
    return [(e["confidence"], j in right) for j, e in enumerate(found["events"]) if right.get(j, True)]


def own_texts():
    """The test part of our own marked texts, written by other hands than the training part and opened by no one who mends errors."""
    return {name: {"id": name, "text": record["text"], "events": [as_gold(record, v) for v in record["events"]], "statements": record["statements"]}
            for name, record in marks.marked("test").items()}


def read_texts(program, name, texts):
    """The program's records of some texts, by id."""
    path = program.folder / f"{name}.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as f:
        f.writelines(json.dumps(g, ensure_ascii=False) + "\n" for g in texts.values())
    return by_id(program.read(path, name))


def own(program, s):
    gold = own_texts()
    found = read_texts(program, "own-events", gold)
    whole = tool("score_events").score(gold, found)
    false, quiet = false_events(gold, found, {k: d["sentences"] for k, d in found.items()})
    rows = [("event F1", *s.against(100 * whole["event"]["f1"], OWN_EVENT_TARGET)),
            ("false events per 100 sentences without any", *s.against(100 * false, FALSE_TARGET, lower_is_better=True))]
    detail = [(what, *(s.percent(whole[what][x]) for x in ("p", "r", "f1"))) for what in EVENT_TARGETS]
    return (f"{len(gold)} sentences and passages with {sum(len(g['events']) for g in gold.values())} events.\n\n" + s.table(s.TARGET_HEAD, rows) + "\n\n"
            + s.table(("", "P", "R", "F1"), detail) + f"\n\nStatus right {s.percent(whole['status_accuracy'])} %, voice {s.percent(whole['voice_accuracy'])} % "
            f"of matched events; {quiet} sentences without an event.")


def false_events(gold, found, sentences):
    """Events told in sentences that have none, by sentence, and how many such sentences there are."""
    quiet = false = 0
    for name, g in gold.items():
        for a, b in sentences[name]:
            inside = lambda e: any(a <= x < b for x, _ in e["anchor"])
            if not any(map(inside, g["events"])):
                quiet += 1
                false += sum(map(inside, found[name]["events"]))
    return false / max(1, quiet), quiet


def as_gold(record, v):
    """An event of a marked text with the nearest mention of each entity as the role's span."""
    entities, at = {e["id"]: e for e in record["entities"]}, v["anchor"][0][0]
    role = lambda x: {"span": min(entities[x]["spans"], key=lambda span: abs(span[0] - at)), "country": entities[x]["country"], "sectors": entities[x]["sectors"]}
    return dict(v, actors=[role(x) for x in v["actors"]], recipients=[role(x) for x in v["recipients"]])
