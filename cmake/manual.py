#!/usr/bin/env python3
"""The manual page of signalwire-compat, made of what its --help says.

manual.py PROGRAM           print what differs from packaging/man/signalwire-compat.1
manual.py PROGRAM --write   write that file
"""

import difflib
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "packaging/man/signalwire-compat.1"

BEGIN = r"""
.TH SIGNALWIRE-COMPAT 1 "" "signalwire-asio" "User Commands"
.SH NAME
signalwire\-compat, signalwire\-calls \- list and get the resources of a SignalWire account
.SH SYNOPSIS
.BI "signalwire\-compat " "RESOURCE " list
.RI [ ID ]
.RI [ OPTION ]...
.br
.BI "signalwire\-compat " "RESOURCE " get
.RI [ ID ]
.I ID
.RI [ OPTION ]...
.br
.BI "signalwire\-compat " "RESOURCE " download
.RI [ ID ]
.I ID
.RI [ OPTION ]...
.br
.B signalwire\-compat sandbox
.RI [ OPTION ]...
.br
.B signalwire\-calls
.RB { list | get | sandbox }
.RI [ OPTION ]...
.SH DESCRIPTION
.B list
prints the items of a resource through the Compatibility API, as a table, as NDJSON or
as CSV.
It uses a few TLS connections, retries transient failures, and resumes from a cursor
file.
.B get
prints one object,
.B download
stores its content.
.PP
.B sandbox
serves the API over TLS on this machine, with generated data, for the tests of other
programs.
.PP
.B signalwire\-calls list
is
.BR "signalwire\-compat calls list" ;
its other verbs likewise.
.SH OPTIONS"""

END = r"""
.SH CURSOR
The same command, run again, resumes after the last item written.
The file is removed when the listing is complete.
It is kept if
.B \-\-limit
ends a run earlier, and the next run resumes.
With
.BR \-\-output ,
which is truncated to the saved position, this is exact even after a crash or
.BR "kill \-9" .
Without it, a crash may repeat the items of about the last second.
.SH ENVIRONMENT
.TP
.BR SIGNALWIRE_SPACE ", " SIGNALWIRE_PROJECT_ID ", " SIGNALWIRE_API_TOKEN
the account, unless set by options.
Secrets are never printed
.TP
.BR SIGNALWIRE_SPACE_URL ", " SIGNALWIRE_API_HOSTNAME
used in this order if
.B SIGNALWIRE_SPACE
is not set
.TP
.BR SIGNALWIRE_REST_CA_FILE ", " SSL_CERT_FILE
certificates to trust instead of the system's
.TP
.BR HTTPS_PROXY ", " NO_PROXY
the proxy, and the hosts to connect to without it:
names, addresses and networks, separated by commas or spaces
.SH EXAMPLES
.nf
signalwire\-compat calls list \-\-status completed \-\-start\-time\-after 2024\-01\-01 \-\-limit 20
signalwire\-compat messages list \-\-from +13105678901 \-\-format ndjson | jq .sid
signalwire\-compat calls list \-\-watch 10s \-\-status in\-progress
signalwire\-compat recordings download 19e436af\-5688\-4307\-b03b\-bdb2b42b8142 \-\-output call.wav
signalwire\-calls list \-\-format csv \-\-output calls.csv \-\-cursor calls.cursor
signalwire\-compat sandbox \-\-calls 100000 \-\-fault status=503,p=0.1 >sandbox.env &
.fi"""


def roff(text):
    return text.replace("\\", r"\e").replace("-", r"\-")


class Help:
    """The sections of a help text: lists of (term, value, text)."""

    def __init__(self, program, *words):
        text = subprocess.run(
            [program, *words, "--help"], check=True, capture_output=True, text=True).stdout
        self.sections = {}
        rows = None
        for line in text.splitlines():
            if match := re.fullmatch(r"(\w.*):", line):
                rows = self.sections.setdefault(match[1], [])
            elif match := re.match(r"  (\S+?)(?: ([A-Z_/]+))?(?:  +(.*))?$", line):
                if rows is not None:
                    rows.append([match[1], match[2] or "", match[3] or ""])
            elif rows and line.startswith(" " * 10):
                rows[-1][2] += " " + line.strip()
            else:
                rows = None

    def options(self, *without):
        for heading, rows in self.sections.items():
            if heading not in without and any(row[0].startswith("-") for row in rows):
                yield heading, rows


def term(name, value):
    name = roff(name.replace("-h,--help", "-h, --help"))
    return f'.BI "{name} " {value}' if value else f'.B "{name}"'


def write_rows(out, rows):
    for name, value, text in rows:
        out += [".TP", term(name, value), roff(text)]


def write_options(out, found, title, *without):
    out.append(f".SH {title}")
    for heading, rows in found.options("Options", *without):
        out.append(".SS " + roff(heading))
        write_rows(out, rows)


def make(program):
    out = [BEGIN.strip()]
    main = Help(program)
    write_rows(out, main.sections["Options"])
    commands = [row[0] for row in main.sections["Commands"] if row[0] != "sandbox"]

    out.append(".SH RESOURCES")
    for name in commands:
        listing = Help(program, name, "list")
        verbs = [row[0] for row in Help(program, name).sections["Commands"]]
        verbs = [verb for verb in verbs if verb != "sandbox"]
        parents = [row[0] for row in listing.sections.get("Arguments", [])]
        out += [".SS " + roff(name), ".B " + roff(", ".join(verbs))]
        if parents:
            out += ["of a", f".I {parents[0]}"]
        if windows := [h for h in listing.sections if h.startswith("Parallel reads")]:
            out += [".br", roff("Watches. " + windows[0])]
        write_rows(out, listing.sections.get("Filters", []))

    listing = Help(program, "calls", "list")
    write_options(out, listing, "OPTIONS OF LIST", "Filters")
    write_options(out, Help(program, "calls", "get"), "OPTIONS OF GET", "Connection")
    write_options(
        out, Help(program, "recordings", "download"), "OPTIONS OF DOWNLOAD", "Connection")
    write_options(out, Help(program, "sandbox"), "OPTIONS OF SANDBOX")
    out.append(".SH EXIT STATUS")
    write_rows(out, main.sections["Exit status"])
    out.append(END.strip())
    return "\n".join(out) + "\n"


def main():
    text = make(sys.argv[1])
    if "--write" in sys.argv:
        PAGE.write_text(text)
        return
    difference = list(difflib.unified_diff(
        PAGE.read_text().splitlines(), text.splitlines(), str(PAGE), "from --help", lineterm=""))
    print("\n".join(difference))
    sys.exit(1 if difference else 0)


main()
