#pragma once

namespace signalwire::tool
{

inline constexpr char main_description[] =
    "Lists the calls of a SignalWire account through the Compatibility API.\n";

inline constexpr char main_footer[] =
    R"(Run 'signalwire-calls COMMAND --help' for the options of a command.

Exit status:
  0    success
  1    the output or the cursor cannot be written
  2    invalid usage: an option, a value, the configuration or the cursor
  3    the API returned an error
  4    the API could not be reached or timed out
  5    invalid response or pagination loop
  130  interrupted)";

inline constexpr char list_description[] = "Prints the calls of the account.";

inline constexpr char list_footer[] =
    R"(Account: set SIGNALWIRE_SPACE, SIGNALWIRE_PROJECT_ID and SIGNALWIRE_API_TOKEN in the
environment, or use the options above. If SIGNALWIRE_SPACE is not set,
SIGNALWIRE_SPACE_URL or SIGNALWIRE_API_HOSTNAME is used. Secrets are never printed.

Times are ISO 8601 (2018-09-21T10:00:00Z, or 2018-09-21 for midnight UTC) or RFC 2822
(Fri, 21 Sep 2018 10:00:00 +0000).

Formats:
  table   human-readable; on a terminal, long cells are truncated; otherwise the
          columns fit the calls of the first page
  ndjson  one JSON object per line, with the API's names, types and nulls, and
          unknown members
  csv     RFC 4180 with a header line and the API's names; nulls are empty

--fields accepts the names in the header line of csv. --csv-safe adds an apostrophe
before every cell that starts with =, +, -, @, a tab or a carriage return, including
numbers such as +13105678901 and -0.01. A spreadsheet would interpret such cells as
formulas, and callers control the text of some of them.

Harmless deviations from the API reference (an odd number, an unknown value) are
accepted, written unchanged and counted in the summary.

A second run on the same --output or --cursor fails with status 1.

Cursor: the same command, run again, resumes after the last call written. The file is
removed when the listing is complete. It is kept if --limit ends a run earlier, and
the next run resumes. With --output, which is truncated to the saved position, this is
exact even after a crash or kill -9. Without it, a crash may repeat the calls of about
the last second.

A watch continues after outages until Ctrl-C or --limit. With --cursor, the next watch
starts with the changes since the last one.

Partitions: --shard 1/8 to --shard 8/8, on as many machines, together list every call
of the range once. I is $SLURM_ARRAY_TASK_ID, {} of GNU parallel, or in an indexed job
of Kubernetes $((JOB_COMPLETION_INDEX + 1)). Each requires its own cursor file.

Examples:
  signalwire-calls list --status completed --start-time-after 2024-01-01 --limit 20
  signalwire-calls list --from +13105678901 --format ndjson | jq .sid
  signalwire-calls list --watch 10s --status in-progress
  signalwire-calls list --format csv --output calls.csv --cursor calls.cursor
  signalwire-calls list --start-time-after 2024-01-01 --start-time-before 2024-02-01 \
    --shards 16 --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --format ndjson

Exit status: 0 success, 1 cannot write, 2 invalid usage, 3 API error, 4 not reached or
timed out, 5 invalid response, 130 interrupted.)";

inline constexpr char sandbox_description[] =
    "Serves the API on this machine, with generated calls.";

inline constexpr char sandbox_footer_begin[] =
    R"(Serves over TLS until Ctrl-C. When it is ready, it prints the environment variables of
a client as shell commands, and closes its standard output. The certificate is in a
temporary directory, which is removed at exit.

Requests may create calls, messages and recordings, change and remove them. Webhooks are
sent to the callback URLs that they name, and reported here.

Faults: one of
)";

inline constexpr char sandbox_footer_end[] = R"(
Examples:
  signalwire-calls sandbox --calls 10000000 --latency 80ms --activity-rate 5
  signalwire-calls sandbox --calls 100000
  signalwire-calls sandbox --fault status=503,retry-after=2,p=0.1 --fault reset=body,p=0.05
  signalwire-calls sandbox --fault delay=200ms,every=10 --fault cycle,nth=3
  signalwire-calls sandbox >sandbox.env &    then: . ./sandbox.env)";

} // namespace signalwire::tool
