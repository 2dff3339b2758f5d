#!/usr/bin/env python3
"""report_page.py page DUMP CSV KEY | report_page.py requests LOG

`page` checks what a browser showed of a report, as test/report_page.js has measured it, against the
figures of --format csv. `requests` prints the addresses that a page wanted from a network."""

import csv
import html
import json
import re
import sys

MAX_BARS = 60
# A bar's end is rounded to a whole pixel.
TOLERANCE = 1.01


def seen_in(dump):
    match = re.search(r'data-seen="([^"]*)"', dump)
    assert match, "the page was not measured"
    return json.loads(html.unescape(match[1]))


def overlap(a, b):
    """By more than the room that fonts keep above and below their letters."""
    return (
        min(a[2], b[2]) - max(a[0], b[0]) > 0.5
        and min(a[3], b[3]) - max(a[1], b[1]) > 4
    )


def check_inside(seen):
    shown = seen["heading"] + seen["drawing"] + seen["cells"]
    for each in shown:
        left, top, right, bottom = each["box"]
        assert 0 <= left <= right <= seen["width"], ("beside the page", each, seen["width"])
        assert 0 <= top < bottom <= seen["height"] + 1, ("below the page", each, seen["height"])
        assert each["color"] not in ("rgb(255, 255, 255)", "none"), ("invisible", each)
        assert each["kind"] == "rect" or not each["text"] or right > left, ("no letters", each)
    for i, a in enumerate(shown):
        for b in shown[i + 1 :]:
            assert not overlap(a["box"], b["box"]), ("one covers the other", a, b)


def check_chart(title, texts, bars, labels, values, total):
    shown = values[:MAX_BARS]
    expected = f"{title}, the first {MAX_BARS} of {total}" if total > MAX_BARS else title
    assert texts[0]["text"] == expected, (texts[0], expected)
    assert [t["text"] for t in texts if t["kind"] == "v"] == shown, title
    keys = [t["text"] for t in texts if t["kind"] == "k"]
    for key, label in zip(keys, labels[:MAX_BARS], strict=True):
        assert key == label or key.endswith("…") and label.startswith(key[:-1]), (key, label)
    widths = [bar["box"][2] - bar["box"][0] for bar in bars]
    assert len(widths) == len(shown), (title, len(widths), len(shown))
    largest = max(abs(float(value)) for value in shown)
    assert largest > 0 and max(widths) > 200, (title, largest, widths)
    for value, width in zip(shown, widths):
        wanted = abs(float(value)) / largest * max(widths)
        assert abs(width - wanted) <= TOLERANCE, (title, value, width, wanted)
    assert len({bar["box"][0] for bar in bars}) == 1, "bars begin at different places"


def check_charts(seen, rows, key):
    labels = [row[key] or "(none)" for row in rows]
    drawing = seen["drawing"]
    starts = [i for i, each in enumerate(drawing) if each["kind"] == "t"] + [len(drawing)]
    columns = ["calls", "minutes", "price"]
    assert len(starts) == len(columns) + 1, starts
    for column, start, end in zip(columns, starts, starts[1:]):
        texts = [each for each in drawing[start:end] if each["kind"] != "rect"]
        bars = [each for each in drawing[start:end] if each["kind"] == "rect"]
        values = [row[column] for row in rows]
        check_chart(column.capitalize(), texts, bars, labels, values, len(rows))


def check_page(dump, rows, key):
    seen = seen_in(dump)
    check_inside(seen)
    assert rows and seen["fetched"] == [], seen["fetched"]
    check_charts(seen, rows, key)
    if seen["table"]:
        assert seen["title"] == seen["heading"][0]["text"] == f"Calls by {key}", seen["title"]
        head = [key, "calls", "minutes", "price", "unit", "answered %"]
        cells = [[v or "(none)" if k == key else v for k, v in row.items()] for row in rows]
        assert seen["table"] == [head] + cells, "the table is not what the CSV has"
    print(f"{len(rows)} rows, {sum(each['kind'] == 'rect' for each in seen['drawing'])} bars")


def requests_in(log):
    """Without the requests of the browser itself, which no origin has initiated."""
    names = {number: name for name, number in log["constants"]["logEventTypes"].items()}
    for event in log["events"]:
        params = event.get("params", {})
        if names[event["type"]] == "URL_REQUEST_START_JOB" and "url" in params:
            if params.get("initiator") != "not an origin":
                yield params["url"]


def main():
    what, name = sys.argv[1:3]
    with open(name, encoding="utf-8") as file:
        content = file.read()
    if what == "requests":
        for url in requests_in(json.loads(content)):
            print(url)
        return
    with open(sys.argv[3], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    check_page(content, rows, sys.argv[4])


main()
