#pragma once

namespace signalwire::tool
{

inline constexpr char main_description[] =
    "Lists the calls of a SignalWire account through the Compatibility API.\n";

inline constexpr char main_footer[] = R"(Each has a help of its own: signalwire-calls list --help

Exit status:
  0    done
  1    the output or the cursor cannot be written
  2    bad usage: an option, a value, the configuration or the cursor
  3    the API refused
  4    the API could not be reached, or not in time
  5    the answer was not the API's: cut short, not JSON, pages that go round
  130  interrupted)";

inline constexpr char list_description[] = "Prints the calls of the account.";

inline constexpr char list_footer[] =
    R"(Which account: SIGNALWIRE_SPACE, SIGNALWIRE_PROJECT_ID and SIGNALWIRE_API_TOKEN in
the environment, or the options above. SIGNALWIRE_SPACE_URL or else
SIGNALWIRE_API_HOSTNAME stands in for SIGNALWIRE_SPACE. No secret is ever printed.

Times are ISO 8601 (2018-09-21T10:00:00Z, or 2018-09-21 for midnight UTC) or RFC 2822
(Fri, 21 Sep 2018 10:00:00 +0000).

Formats:
  table   for people: what is too long for the terminal is cut; elsewhere nothing is,
          and the columns are as wide as the calls of the first page need
  ndjson  one JSON object per line: the API's own names, types and nulls, and
          members that this version does not know
  csv     RFC 4180 with a header line and the API's own names; nulls are empty

--fields takes the names in the header line of csv. --csv-safe puts an apostrophe
before every cell that begins with =, +, -, @, a tab or a carriage return, numbers
such as +13105678901 and -0.01 included: a spreadsheet would compute it, and callers
choose the texts of some cells.

What deviates from the API reference and does no harm (an odd number, a value that is
unknown today) is taken, written as it came and counted in the summary.

A second run on the same --output or --cursor ends at once with status 1.

The cursor: the same command, started again, goes on behind the last call that was
written. The file is removed when the listing is complete. When --limit ends a run
before, it stays, and the next run goes on. With --output, which is cut back to what
the position speaks of, that is exact even after a crash or kill -9; without, a crash
may repeat the calls of the last second or so.

A watch goes on through outages until Ctrl-C or --limit. With --cursor, the next one
begins with what has happened in between.

Parts: --shard 1/8 to --shard 8/8, on as many machines, list every call of the range
once between them. I is $SLURM_ARRAY_TASK_ID, {} of GNU parallel, or in an indexed job
of Kubernetes $((JOB_COMPLETION_INDEX + 1)). Each needs a cursor file of its own.

Examples:
  signalwire-calls list --status completed --start-time-after 2024-01-01 --limit 20
  signalwire-calls list --from +13105678901 --format ndjson | jq .sid
  signalwire-calls list --watch 10s --status in-progress
  signalwire-calls list --format csv --output calls.csv --cursor calls.cursor
  signalwire-calls list --start-time-after 2024-01-01 --start-time-before 2024-02-01 \
    --shards 16 --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --format ndjson

Exit status: 0 done, 1 cannot write, 2 bad usage, 3 the API refused, 4 not reached or
too late, 5 not the API's answer, 130 interrupted.)";

inline constexpr char sandbox_description[] = "Serves the API on this machine, with made-up calls.";

inline constexpr char sandbox_footer_begin[] =
    R"(Serves over TLS until Ctrl-C. When it is ready, it prints the variables that point a
client at it, as lines for the shell, and closes its standard output. The certificate
lies in a temporary directory, which is removed at the end.

Faults: one of
)";

inline constexpr char sandbox_footer_end[] = R"(
Examples:
  signalwire-calls sandbox --calls 10000000 --latency 80ms --arrivals 5
  signalwire-calls sandbox --calls 100000
  signalwire-calls sandbox --fault status=503,retry-after=2,p=0.1 --fault reset=body,p=0.05
  signalwire-calls sandbox --fault delay=200ms,every=10 --fault cycle,nth=3
  signalwire-calls sandbox >sandbox.env &    then: . ./sandbox.env)";

} // namespace signalwire::tool
