#!/usr/bin/env python3
"""Turns what bench/run has kept into results.json, report.md and picture.svg.

    report.py inside ROUND PROGRAM FILE   prints the lines of a program of Google Benchmark's
    report.py report BUILD RESULTS        reads BUILD/bench.ndjson and writes into RESULTS

Nothing but Python's standard library.
"""

import json
import pathlib
import platform
import re
import statistics
import subprocess
import sys

import figures
import picture

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
# What Google Benchmark says of every benchmark, and is of no use here.
DULL = {
    "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions",
    "repetition_index", "threads", "time_unit",
}


def print_inside(round_, program, file):
    for each in json.loads(pathlib.Path(file).read_text())["benchmarks"]:
        scale = NANOSECONDS[each["time_unit"]]
        line = {"part": "inside", "round": int(round_), "what": "inside", "bench": program}
        line |= {key: value for key, value in each.items() if key not in DULL}
        line["name"] = re.sub(r"/(iterations:\d+|manual_time)", "", each["name"])
        line["real_time"] = each["real_time"] * scale
        line["cpu_time"] = each["cpu_time"] * scale
        print(json.dumps(line))


def said_by(*command):
    """The first line of what a program says, or nothing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return (done.stdout or done.stderr).strip().splitlines()[0]
    except (OSError, IndexError):
        return ""


def field_of(file, pattern):
    try:
        found = re.search(pattern, pathlib.Path(file).read_text(), re.MULTILINE)
        return found.group(1).strip() if found else ""
    except OSError:
        return ""


def version_of(package):
    return said_by("dpkg-query", "-W", "-f=${Version}", package)


def environment(build):
    cache = pathlib.Path(build) / "CMakeCache.txt"
    compiler = field_of(cache, r"^CMAKE_CXX_COMPILER:\w+=(.*)$")
    out = {
        "processor": field_of("/proc/cpuinfo", r"^model name\s*:\s*(.*)$"),
        "cores": field_of("/proc/cpuinfo", r"(?s).*^processor\s*:\s*(\d+)"),
        "memory_kib": field_of("/proc/meminfo", r"^MemTotal:\s*(\d+)"),
        "kernel": platform.release(),
        "system": field_of("/etc/os-release", r'^PRETTY_NAME="?([^"\n]*)'),
        "compiler": said_by(compiler or "c++", "--version"),
        "flags": field_of(cache, r"^CMAKE_CXX_FLAGS_RELEASE:\w+=(.*)$"),
        "boost": field_of(cache, r"^Boost_DIR:\w+=.*Boost-([0-9.]+)$"),
        "openssl": said_by("openssl", "version"),
        "libcurl": version_of("libcurl4-openssl-dev"),
        "simdjson": version_of("libsimdjson-dev"),
        "nginx": version_of("nginx") or "unpacked",
    }
    if out["cores"]:
        out["cores"] = str(int(out["cores"]) + 1)
    return {key: value for key, value in out.items() if value}


def digits(value):
    """Three digits that count, and no exponent."""
    if value == 0:
        return "0"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - len(str(int(abs(value)))) + 1)}f}"


def spread(values):
    if not values:
        return ""
    if len(values) == 1 or min(values) == max(values):
        return digits(values[0])
    return f"{digits(statistics.median(values))} ({digits(min(values))} – {digits(max(values))})"


def table(head, rows):
    out = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    out += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(out) + "\n"


def outcome(goal):
    if not goal["values"]:
        return ""
    if goal["met"]:
        return "**met**"
    return f"missed by {100 * abs(goal['median'] / goal['limit'] - 1):.0f} %"


def goal_rows(goals):
    for goal in goals:
        sign = {"most": "≤", "least": "≥", "more": ">"}[goal["kind"]]
        values = goal["values"]
        yield [
            goal["text"],
            f"{sign} {digits(goal['limit'])} {goal['unit']}".strip(),
            spread(values) if values else "not measured",
            outcome(goal),
        ]


def markdown(surroundings, goals, tables):
    out = ["# Results\n", "Medians over all rounds, smallest and largest in parentheses. Ratios",
           "are those inside each round. [How it is measured](../README.md).\n",
           "![Throughput and latency](picture.svg)\n", "## Goals\n",
           table(["what", "goal", "measured", ""], goal_rows(goals))]
    for each in tables:
        rows = [[cell if isinstance(cell, str) else spread(cell) for cell in row]
                for row in each["rows"]]
        out += [f"## {each['title']}\n", table(each["head"], rows)]
    out += ["## Where\n", table(["", ""], ([k, v] for k, v in surroundings.items()))]
    return "\n".join(out)


def report(build, results):
    folder = pathlib.Path(results)
    raw = (pathlib.Path(build) / "bench.ndjson").read_text()
    lines = [json.loads(line) for line in raw.splitlines()]
    measured = figures.measurements(lines)
    if problem := figures.disagreement(measured):
        sys.exit(f"report.py: {problem}")
    goals = figures.goals(measured)
    tables = figures.tables(measured)
    surroundings = environment(build)
    (folder / "results.json").write_text(json.dumps(
        {"environment": surroundings, "goals": goals, "tables": tables}, indent=1,
        ensure_ascii=False) + "\n")
    (folder / "report.md").write_text(markdown(surroundings, goals, tables))
    (folder / "picture.svg").write_text(picture.draw(measured))
    for what, limit, value, verdict in goal_rows(goals):
        print(f"{verdict.strip('*'):7} {what}: {value} ({limit})")
    print(f"More in {folder / 'report.md'}")


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "inside":
        print_inside(*sys.argv[2:])
    elif len(sys.argv) == 4 and sys.argv[1] == "report":
        report(*sys.argv[2:])
    else:
        sys.exit(__doc__)
