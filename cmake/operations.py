#!/usr/bin/env python3
"""Compares the operations in src/compat with the API reference (test/reference/operations.json).

operations.py           check names, methods, paths, status codes, required fields, retry classes and
                        the table in doc/operations.md; prints what differs
operations.py --table   print that table
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CALL = re.compile(
    r'make_(get|post|patch|remove)(?:<\w+>)?\(\s*"([^"]+)",\s*"([^"]+)"'
    r'(?:,\s*retry_class::(\w+),\s*(\d+))?(?:,\s*(?:"([^"]*)"|\{\}))?')
LIST = re.compile(r'make_list_type<[^>]*>\(\s*"([^"]+)",\s*"([^"]+)"')
METHODS = {"get": "GET", "post": "POST", "patch": "PATCH", "remove": "DELETE"}


def reference():
    return json.loads((ROOT / "test/reference/operations.json").read_text())


def path_of(operation):
    path = operation["path"].replace("/Accounts/{AccountSid}", "", 1)
    return re.sub(r"\{\w+\}", "{}", path)


def sources():
    return "\n".join(f.read_text() for f in sorted((ROOT / "src/compat").glob("*.cpp")))


def check_operations(text):
    documented = {o["name"]: o for o in reference() if not o.get("paged")}
    for kind, name, path, retry, status, required in CALL.findall(text):
        operation = documented.pop(name, None)
        if operation is None:
            yield f"{name}: not in the API reference, or there twice"
            continue
        if METHODS[kind] != operation["method"]:
            yield f"{name}: the method is {operation['method']}"
        if path.removesuffix(".json") != path_of(operation):
            yield f"{name}: the path is {path_of(operation)}"
        if status and int(status) != operation["success"]:
            yield f"{name}: success is {operation['success']}"
        if retry and retry != operation["retry"]:
            yield f"{name}: the retry class is {operation['retry']}"
        fields = {f["name"] for f in operation.get("body", []) if f.get("required")}
        if kind == "post" and set(required.split()) != fields:
            yield f"{name}: required is {' '.join(sorted(fields))}"
    for name in documented:
        yield f"{name}: missing"


def check_lists(text):
    documented = {(o["name"], path_of(o)) for o in reference() if o.get("paged")}
    found = set(LIST.findall(text))
    for name, path in sorted(found ^ documented):
        yield f"{name} {path}: {'unknown' if (name, path) in found else 'missing'}"


def table():
    lines = ["| operation | request | retry |", "| --- | --- | --- |"]
    for o in sorted(reference(), key=lambda o: o["name"]):
        name = re.sub(
            r"^(conferences|faxes|messages|queues)\.(participants|recordings|media|members)",
            r"\1.\2(sid)", o["name"])
        lines.append(f"| `{name}` | {o['method']} `{o['path']}` | {o['retry']} |")
    return "\n".join(lines)


def main():
    if sys.argv[1:] == ["--table"]:
        return print(table())
    text = sources()
    faults = [*check_operations(text), *check_lists(text)]
    if table() not in (ROOT / "doc/operations.md").read_text():
        faults.append("doc/operations.md: must have the table that operations.py --table prints")
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
