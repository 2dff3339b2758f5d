#!/usr/bin/env python3
"""untested.py FILE: names the public functions that no test calls, from gcovr's JSON."""

import json
import re
import subprocess
import sys

INTERNAL = r"(?:core|async|net|http|json|client|paging|tool|detail|sandbox::detail)::"
# The name, behind a type that is returned by a function template.
PUBLIC = re.compile(rf"^(?:[^()]* )?signalwire::(?!{INTERNAL})")
# Parts of functions, and what nobody calls by name.
NO_FUNCTION = re.compile(r"\{lambda|\(anonymous namespace\)|\[clone|_Frame\*\)")


def called(path):
    """How often each public function was called, constructors of all kinds together."""
    calls = {}
    with open(path, encoding="utf-8") as report:
        files = json.load(report)["files"]
    functions = [(f["name"], f["execution_count"]) for file in files for f in file["functions"]]
    names = subprocess.run(
        ["c++filt"], input="\n".join(name for name, _ in functions), capture_output=True,
        text=True, check=True).stdout.splitlines()
    for name, (_, count) in zip(names, functions):
        name = name.replace("[abi:cxx11]", "")
        if PUBLIC.match(name) and not NO_FUNCTION.search(name):
            calls[name] = calls.get(name, 0) + count
    return calls


def main():
    calls = called(sys.argv[1])
    untested = sorted(name for name, count in calls.items() if count == 0)
    for name in untested:
        print(f"never called: {name}")
    print(f"{len(calls) - len(untested)} of {len(calls)} public functions are called by tests")
    return 1 if untested or not calls else 0


if __name__ == "__main__":
    sys.exit(main())
