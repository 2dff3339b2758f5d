#!/usr/bin/env python3
"""Checks that dependencies between the folders of src point one way only, as src/layers.txt says.

layers.py includes            check every #include "layer/…" of the sources and public headers, and
                              the graph in doc/architecture.md
layers.py symbols OBJECTS…    check what the objects of the library use, by its definitions: a public
                              header hides in which layer its functions are
layers.py graph               print the includes that there are, as a list for doc/architecture.md
"""

import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s+"(\w+)/', re.M)
ASIO = re.compile(r"^\s*#\s*include\s+<boost/asio/(?!error\.hpp)", re.M)


def table():
    layers = {}
    for line in (ROOT / "src/layers.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, below = line.partition(":")
            layers[name] = set(below.split())
    return layers


def sources(folder):
    return sorted(f for f in folder.rglob("*") if f.suffix in (".cpp", ".hpp"))


def arrows():
    """Each include of another layer: (file, layer, layer included)."""
    for source in sources(ROOT / "src"):
        layer = source.relative_to(ROOT / "src").parts[0]
        for included in INCLUDE.findall(source.read_text()):
            if included != layer:
                yield source, layer, included


def check_includes():
    layers = table()
    for source, layer, included in arrows():
        if layer in layers and included not in layers[layer]:
            yield f"{source.relative_to(ROOT)}: {layer} must not include {included}"
    for source in sources(ROOT / "src/core"):
        if ASIO.search(source.read_text()):
            yield f"{source.relative_to(ROOT)}: core must not include Asio"
    for source in sources(ROOT / "include"):
        if INCLUDE.search(source.read_text()):
            yield f"{source.relative_to(ROOT)}: a public header must not include a layer"


def symbols(objects):
    """Which layer defines each symbol of ours, and which symbols each object needs."""
    defined, needed = {}, {}
    for name in objects:
        layer = pathlib.Path(name).parent.name
        needed[name] = set()
        listing = subprocess.run(
            ["nm", "-C", "--format=posix", name], check=True, capture_output=True, text=True)
        for line in listing.stdout.splitlines():
            found = re.match(r"(.*) ([A-Za-z])( [0-9a-f]+)*\s*$", line)
            if not found or "signalwire::" not in found[1]:
                continue
            if found[2] == "U":
                needed[name].add(found[1])
            elif found[2] in "TDBR":
                defined[found[1]] = layer
    return defined, needed


def check_symbols(objects):
    layers = table()
    defined, needed = symbols(objects)
    for name, wanted in needed.items():
        layer = pathlib.Path(name).parent.name
        for symbol in sorted(wanted):
            home = defined.get(symbol, layer)
            if layer in layers and home != layer and home not in layers[layer]:
                yield f"{layer}/{pathlib.Path(name).name}: uses {symbol}, which is in {home}"


def graph():
    below = collections.defaultdict(set)
    for _, layer, included in arrows():
        below[layer].add(included)
    lines = []
    for layer in table():
        order = [other for other in table() if other in below[layer]]
        lines.append(f"{layer:8} -> {' '.join(order)}" if order else layer)
    return "\n".join(lines)


def check_graph():
    if f"```text\n{graph()}\n```\n" not in (ROOT / "doc/architecture.md").read_text():
        yield f"doc/architecture.md must have this graph as a text block:\n{graph()}"


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "graph":
        return print(graph())
    if command not in ("includes", "symbols"):
        sys.exit(__doc__)
    faults = list(
        [*check_includes(), *check_graph()] if command == "includes"
        else check_symbols(sys.argv[2:]))
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
