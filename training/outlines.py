"""Makes world.tsv, the outlines of states, of the npm package world-atlas (Natural Earth, 1:50 million).

    npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
    python3 training/outlines.py package/countries-50m.json numbers.tsv > crates/server/assets/world.tsv

numbers.tsv holds the numeric and the alpha-3 code of ISO 3166-1, one state a line; any list of these will do. Borders are
simplified once, as arcs that two neighbours share, so that no gaps open between them.
"""

import json
import math
import sys

# Degrees: what lies within this distance of the simplified line is left out.
TOLERANCE = 0.12
# Square degrees: smaller islands are left out, unless they are all that a state has.
LEAST = 0.25
# Natural Earth gives these no number; the others without one (Somaliland, N. Cyprus, …) are drawn and have no code.
BY_NAME = {"Kosovo": "XKX"}


def decoded(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def distance(point, start, end):
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0 if length == 0 else max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return math.hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))


def simplified(points):
    """Ramer, Douglas and Peucker; a closed arc is first cut at its farthest point."""
    if len(points) < 3:
        return points
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
        return simplified(points[: far + 1])[:-1] + simplified(points[far:])
    far = max(range(1, len(points) - 1), key=lambda i: distance(points[i], points[0], points[-1]))
    if distance(points[far], points[0], points[-1]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: far + 1])[:-1] + simplified(points[far:])


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def centre(ring):
    """Centre of gravity; of a line without area, the middle of its box."""
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))
    if abs(doubled) < 1e-9:
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    x = y = 0
    for a, b in zip(ring, ring[1:] + ring[:1]):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return x / 3 / doubled, y / 3 / doubled


def rings(geometry, arcs):
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points.extend(arc[1:] if points else arc)
            yield from cut(points[:-1])


def cut(ring):
    """The parts of a ring on either side of the 180th meridian; the topology runs over it without a break."""
    whole, turned = [], 0
    for number, (x, y) in enumerate(ring):
        if number and abs(x - ring[number - 1][0]) > 180:
            turned += 360 if x < 0 else -360
        whole.append((x + turned, y))
    if turned or all(-180 <= x <= 180 for x, _ in whole):
        return [whole] if not turned else []
    east = half([(x + 360, y) if min(p[0] for p in whole) < -180 else (x, y) for x, y in whole], -1)
    west = half([(x, y) if min(p[0] for p in whole) < -180 else (x - 360, y) for x, y in whole], 1)
    return [part for part in (east, west) if len(part) > 2]


def half(ring, side):
    """What of a ring lies east of -180 (side 1) or west of 180 (side -1)."""
    limit = -180 * side
    out = []
    for before, point in zip(ring[-1:] + ring[:-1], ring):
        inside, was = (p[0] * side >= limit * side for p in (point, before))
        if inside != was:
            share = (limit - before[0]) / (point[0] - before[0])
            out.append((limit, before[1] + share * (point[1] - before[1])))
        if inside:
            out.append(point)
    return out


def written(ring):
    """Tenths of a degree: the first point, then steps."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    kept = [point for i, point in enumerate(tenths) if i == 0 or point != tenths[i - 1]]
    steps = [kept[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(kept, kept[1:])]
    return " ".join(f"{x} {y}" for x, y in steps)


def main():
    topology = json.load(open(sys.argv[1], encoding="utf-8"))
    numbers = dict(line.split()[:2] for line in open(sys.argv[2], encoding="utf-8") if line.strip())
    full = list(decoded(topology))
    arcs = [simplified(arc) for arc in full]
    print("# Outlines of states: alpha-3 code (- where there is none) <tab> name <tab> longitude and latitude of the middle of the")
    print("# largest part <tab> rings, parted by semicolons: tenths of a degree east and north, the first point and then steps.")
    print("# Source: Natural Earth 1:50 million (public domain), through the npm package world-atlas 2 (ISC); made by training/outlines.py.")
    # Some islands stand apart and have the number of the state they belong to: the largest part gives the name.
    states = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = numbers.get(geometry.get("id", ""), BY_NAME.get(name, "-"))
        if code != "ATA":
            states.setdefault(name if code == "-" else code, []).append((code, name, geometry))
    rows = []
    for parts in states.values():
        code, name, whole = max(
            ((code, name, max(rings(geometry, full), key=area)) for code, name, geometry in parts),
            key=lambda part: area(part[2]),
        )
        x, y = centre(whole)
        drawn = [ring for part in parts for ring in rings(part[2], arcs) if len(ring) > 2]
        drawn = [ring for ring in drawn if area(ring) >= LEAST] or sorted(drawn, key=area)[-1:]
        rows.append((code, name, f"{x:.1f} {y:.1f}", ";".join(map(written, drawn))))
    for row in sorted(rows):
        print("\t".join(row))


main()
