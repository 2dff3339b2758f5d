#pragma once

/// Texts of `--help`. PROGRAM is the command without the verb, ITEMS the plural of what is listed,
/// ARGUMENT the ID of what the list belongs to, AFTER and BEFORE the options of a range of
/// time.
namespace signalwire::tool
{

inline constexpr char main_description[] =
    "Lists and gets the resources of a SignalWire account through the Compatibility API.\n";

inline constexpr char calls_description[] =
    "Lists and gets the calls of a SignalWire account through the Compatibility API.\n";

inline constexpr char main_footer[] =
    R"(Run 'PROGRAM COMMAND --help' for more.

Exit status:
  0    success
  1    the output or the cursor cannot be written
  2    invalid usage: an option, a value, the configuration or the cursor
  3    the API returned an error
  4    the API could not be reached or timed out
  5    invalid response or pagination loop
  130  interrupted)";

inline constexpr char resource_footer[] =
    "Run 'PROGRAM COMMAND --help' for the options of a command.";

inline constexpr char sync_footer[] =
    R"(The first run lists everything, later runs what is new or has changed. Each page is
written in one transaction with the position behind it: whenever a run ends, the next
one goes on. A second run on the same file fails with status 1.

Columns have the API's names; times are ISO 8601 UTC; extra has unknown members.

)";

inline constexpr char report_footer[] =
    R"(Calls, minutes, price and answer rate by day (UTC), by the account's own number or by
status. html is one page with bar charts and a table, svg has the charts alone; both
open without a network.

)";

inline constexpr char account_footer[] =
    R"(Account: set SIGNALWIRE_SPACE, SIGNALWIRE_PROJECT_ID and SIGNALWIRE_API_TOKEN in the
environment, or use the options above. If SIGNALWIRE_SPACE is not set,
SIGNALWIRE_SPACE_URL or SIGNALWIRE_API_HOSTNAME is used. Secrets are never printed.

)";

inline constexpr char format_footer[] = R"(Formats:
  table   human-readable; on a terminal, long cells are truncated; otherwise the
          columns fit the items of the first page
  ndjson  one JSON object per line, with the API's names, types and nulls, and
          unknown members
  csv     RFC 4180 with a header line and the API's names; nulls are empty

--fields accepts the names in the header line of csv. --csv-safe adds an apostrophe
before every cell that starts with =, +, -, @, a tab or a carriage return, including
numbers such as +13105678901 and -0.01. A spreadsheet would interpret such cells as
formulas, and others control the text of some of them.

Harmless deviations from the API reference (an odd number, an unknown value) are
accepted, written unchanged and counted in the summary.

)";

inline constexpr char list_footer[] =
    R"(Times are ISO 8601 (2018-09-21T10:00:00Z, or 2018-09-21 for midnight UTC) or RFC 2822
(Fri, 21 Sep 2018 10:00:00 +0000), days are 2018-09-21, in UTC.

Examples:
  PROGRAM listARGUMENT --limit 20
  PROGRAM listARGUMENT --format ndjson | jq .
)";

inline constexpr char cursor_footer[] =
    R"(A second run on the same --output or --cursor fails with status 1.

Cursor: the same command, run again, resumes after the last item written. The file is
removed when the listing is complete. It is kept if --limit ends a run earlier, and
the next run resumes. With --output, which is truncated to the saved position, this is
exact even after a crash or kill -9. Without it, a crash may repeat the items of about
the last second.

)";

inline constexpr char cursor_example[] =
    "  PROGRAM listARGUMENT --format csv --output ITEMS.csv --cursor position\n";

inline constexpr char watch_footer[] =
    R"(A watch continues after outages until Ctrl-C or --limit. With --cursor, the next watch
starts with the changes since the last one.

)";

inline constexpr char window_footer[] =
    R"(Partitions: --shard 1/8 to --shard 8/8, on as many machines, together list all ITEMS
of the range once. I is {} of GNU parallel; --shard auto/8 takes it from the array of
Slurm (numbered from 1) or the indexed job of Kubernetes that this is a task of. Each
requires its own cursor file.

)";

inline constexpr char watch_example[] = "  PROGRAM list --watch 10s\n";

inline constexpr char window_example[] = R"(  PROGRAM list AFTER 2024-01-01 BEFORE 2024-02-01 \
    --shards 16 --shard auto/8 --format ndjson
)";

inline constexpr char status_footer[] =
    R"(
Exit status: 0 success, 1 cannot write, 2 invalid usage, 3 API error, 4 not reached or
timed out, 5 invalid response, 130 interrupted.)";

inline constexpr char sandbox_description[] = "serve the API on this machine, with generated data";

inline constexpr char sandbox_footer_begin[] =
    R"(Serves over TLS until Ctrl-C. When it is ready, it prints the environment variables of
a client as shell commands, and closes its standard output. The certificate is in a
temporary directory, which is removed at exit.

Requests may create, change and remove objects. Webhooks are sent to the callback URLs
that they name, and reported here.

Faults: one of
)";

inline constexpr char sandbox_footer_end[] = R"(
Examples:
  PROGRAM sandbox --calls 10000000 --latency 80ms --activity-rate 5
  PROGRAM sandbox --calls 100000
  PROGRAM sandbox --fault status=503,retry-after=2,p=0.1 --fault reset=body,p=0.05
  PROGRAM sandbox --fault delay=200ms,every=10 --fault cycle,nth=3
  PROGRAM sandbox >sandbox.env &    then: . ./sandbox.env)";

} // namespace signalwire::tool
