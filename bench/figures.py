"""Which figures are reported, and what they ought to be."""

import statistics

SDK = "signalwire-asio"
BY_HAND = "raw-simdjson"
CURL = "curl-simdjson"
# The fastest of those by hand: times and prices stay text.
FASTEST_STREAM = "raw-text-ahead"
FASTEST_LIST = "raw-text"


class measurements:
    """What all programs said in all rounds."""

    def __init__(self, lines):
        self.lines = lines

    def rounds(self, figure, **wanted):
        """The figure of every round, for the lines that are as wanted."""
        return {
            line["round"]: line[figure] if isinstance(figure, str) else figure(line)
            for line in self.lines
            if all(line.get(key) == value for key, value in wanted.items())
            and (not isinstance(figure, str) or figure in line)
        }

    def values(self, figure, **wanted):
        return list(self.rounds(figure, **wanted).values())

    def distinct(self, key, **wanted):
        """The different values of a member, in order of appearance."""
        return list(dict.fromkeys(
            line[key] for line in self.lines
            if key in line and all(line.get(k) == v for k, v in wanted.items())))


def ratios(left, right):
    """Round by round: what disturbs the machine disturbs both."""
    return [left[each] / right[each] for each in left if each in right]


def differences(left, right):
    return [each - other for each, other in zip(left, right)]


def disagreement(all_):
    """What all that decode the same account must agree on, and do not; nothing when all is well."""
    sums = {(line["calls"], line["duration_sum"]): line["client"] for line in all_.lines
            if line["what"] == "stream" and not line["client"].endswith("discard")}
    if len(sums) > 1:
        return f"clients have read different calls: {sums}"
    return ""


def cpu_per_call(line):
    return line["cpu_seconds"] * 1e6 / line["calls"]


def server_share(line):
    """How much of the time the server was busy, in percent."""
    return line["server_ticks"] / line["seconds"]


def goals(all_):
    out = []

    def goal(text, kind, limit, values, unit=""):
        median = statistics.median(values) if values else None
        met = median is not None and {
            "most": lambda: median <= limit,
            "least": lambda: median >= limit,
            "more": lambda: median > limit,
        }[kind]()
        out.append({"text": text, "kind": kind, "limit": limit, "unit": unit, "values": values,
                    "median": median, "met": met})

    def stream_ratio(figure, page_size, rival=BY_HAND):
        both = [all_.rounds(figure, what="stream", page_size=page_size, client=client)
                for client in (SDK, rival)]
        return ratios(*both)

    def list_ratio(in_flight, rival=CURL):
        return ratios(*(all_.rounds("requests_per_second", what="list", in_flight=in_flight,
                                    client=client) for client in (SDK, rival)))

    def inside(figure, name, bench, scale=1):
        return [value * scale for value in all_.values(figure, bench=bench, name=name)]

    for page_size in (50, 1000):
        goal(f"stream, page size {page_size}: time, of OpenSSL + simdjson that asks ahead and "
             "keeps text", "most", 1.1, stream_ratio("seconds", page_size, FASTEST_STREAM))
    for in_flight in (64, 512):
        goal(f"{in_flight} lists in flight: requests/s, of epoll + OpenSSL + simdjson that keeps "
             "text", "least", 0.85, list_ratio(in_flight, FASTEST_LIST))
    goal("stream, page size 50: time, of OpenSSL + simdjson by hand", "most", 0.8,
         stream_ratio("seconds", 50))
    goal("stream, page size 1000: time, of the same", "most", 1.1, stream_ratio("seconds", 1000))
    goal("stream, page size 50: CPU, of the same", "most", 1.5, stream_ratio("cpu_seconds", 50))
    goal("stream, page size 1000: CPU, of the same", "most", 1.5,
         stream_ratio("cpu_seconds", 1000))
    goal("64 lists in flight: requests/s, of libcurl multi + simdjson", "least", 0.9,
         list_ratio(64))
    goal("512 lists in flight: requests/s, of the same", "more", 1.0, list_ratio(512))
    goal("512 lists in flight: p99, of p50", "most", 1.2,
         all_.values(lambda line: line["p99_ms"] / line["p50_ms"], what="list", in_flight=512,
                     client=SDK))
    for calls in (50, 1000):
        goal(f"decoder, page of {calls}: bytes/s, of Boost.JSON's DOM", "least", 1.1,
             ratios(*(all_.rounds("bytes_per_second", bench="bench_decode", name=f"{name}/{calls}")
                      for name in ("sdk", "boost_dom"))))
    def decoder_ratio(left, right):
        return ratios(*(all_.rounds("bytes_per_second", bench="bench_decode", name=f"{name}/50")
                        for name in (left, right)))

    goal("decoder, page of 50: GB/s", "least", 2.0, inside("bytes_per_second", "sdk/50",
                                                          "bench_decode", 1e-9))
    for rival, what in (("simdjson_to_records", "that converts times and prices"),
                        ("simdjson_to_text", "that keeps them as text")):
        goal(f"decoder, page of 50: bytes/s, of simdjson {what}", "least", 1.5,
             decoder_ratio("sdk", rival))
    goal("projection to three members, page of 50: bytes/s, of whole calls", "least", 2.0,
         decoder_ratio("sdk_projection", "sdk"))
    goal("list of an empty page, 16 in flight: client CPU", "most", 25,
         all_.values("cpu_us_per_request", what="empty", in_flight=16, client=SDK), "µs")
    # All ways to consume a call end with its destruction.
    for how, limit in (("next", 280), ("try_next", 100)):
        goal(f"{how}() on a buffered call, without the call's destruction", "most", limit,
             differences(inside("time/call", f"buffered/{how}/50", "bench_generator", 1e9),
                         inside("time/call", "listed/destruction/50", "bench_generator", 1e9)),
             "ns")
    goal("list of 50 calls: allocations besides the calls' strings", "most", 12,
         inside("allocations/request", "list/50", "bench_generator"))
    for page_size in (50, 1000):
        goal(f"stream, page size {page_size}: largest resident set of the process", "most", 16,
             all_.values("peak_rss_mib", what="stream", page_size=page_size, client=SDK), "MiB")
    goal("an idle connection's memory besides OpenSSL's", "most", 64,
         differences(*(inside(figure, "idle_connection_memory/served:1", "bench_pool", 1 / 1024)
                       for figure in ("bytes/connection", "openssl"))), "KiB")
    goal("a waiting coroutine's memory", "most", 4,
         inside("bytes/waiter", "waiting_memory", "bench_pool", 1 / 1024), "KiB")
    goal("stream: CPU per call, account of 1,000,000 of that of 10,000", "most", 1.1,
         ratios(*(all_.rounds(cpu_per_call, what="flat", bench="stream", account=calls)
                  for calls in (1_000_000, 10_000))))
    goal("list: CPU per request, account of 1,000,000 of that of 10,000", "most", 1.1,
         ratios(*(all_.rounds("cpu_us_per_request", what="flat", bench="list", account=calls)
                  for calls in (1_000_000, 10_000))))
    goal("10,000 lists in flight: CPU per request, of 64", "most", 1.1,
         ratios(*(all_.rounds("cpu_us_per_request", what="waiting", in_flight=count)
                  for count in (10_000, 64))))
    return out


def stream_table(all_, page_size):
    clients = all_.distinct("client", what="stream", page_size=page_size)
    rows = []
    for client in clients:
        def of(figure, who=client):
            return all_.values(figure, what="stream", page_size=page_size, client=who)
        rows.append([client, of("seconds"), of("cpu_seconds"),
                     of(lambda line: line["body_bytes"] / 1e6 / line["seconds"]),
                     of("peak_rss_mib"), of("connections"), of(server_share)])
    return {"title": f"100,000 calls, one page of {page_size} after the other",
            "head": ["client", "s", "CPU s", "MB/s", "peak MiB", "connections", "server busy %"],
            "rows": rows}


def list_table(all_, what, title):
    rows = []
    for in_flight in all_.distinct("in_flight", what=what):
        for client in all_.distinct("client", what=what, in_flight=in_flight):
            rows.append([client, str(in_flight)] + [
                all_.values(figure, what=what, in_flight=in_flight, client=client)
                for figure in ("requests_per_second", "cpu_us_per_request", "p50_ms", "p90_ms",
                               "p99_ms", "p999_ms", "max_ms", "peak_rss_mib", "errors",
                               server_share)])
    return {"title": title,
            "head": ["client", "in flight", "requests/s", "CPU µs each", "p50 ms", "p90", "p99",
                     "p99.9", "max", "peak MiB", "errors", "server busy %"], "rows": rows}


def flat_table(all_):
    rows = []
    for calls in all_.distinct("account", what="flat"):
        rows.append([
            f"{calls:,}",
            all_.values(cpu_per_call, what="flat", bench="stream", account=calls),
            all_.values("cpu_us_per_request", what="flat", bench="list", account=calls),
            all_.values("peak_rss_mib", what="flat", bench="stream", account=calls)])
    return {"title": "Accounts of different sizes",
            "head": ["calls", "stream, CPU µs per call", "list, CPU µs per request",
                     "stream, peak MiB"], "rows": rows}


def distance_table(all_):
    rows = [[f"2,500 calls, 80 ms of work per page, prefetch {prefetch}",
             all_.values("seconds", what="busy", prefetch=prefetch)] for prefetch in (0, 1)]
    rows += [[f"a year of 10,000 calls, {shards or 'no'} shards",
              all_.values("seconds", what="year", shards=shards)] for shards in (0, 16)]
    return {"title": "A server that is 80 ms away", "head": ["", "s"], "rows": rows}


def inside_table(all_, program, title):
    """Whatever figures the program's benchmarks have."""
    known = {"part", "round", "what", "bench", "name", "iterations", "real_time", "cpu_time"}
    rows = []
    for name in all_.distinct("name", bench=program):
        def of(key, who=name):
            return all_.values(key, bench=program, name=who)
        line = next(each for each in all_.lines
                    if each.get("bench") == program and each["name"] == name)
        rows.append([name, of("real_time"), "; ".join(
            f"{key} {statistics.median(of(key)):.4g}" for key in line if key not in known)])
    return {"title": title, "head": ["benchmark", "ns", "counters (medians)"], "rows": rows}


def tables(all_):
    out = [stream_table(all_, 50), stream_table(all_, 1000),
           list_table(all_, "list", "20,000 first pages of 50 calls over 16 connections"),
           list_table(all_, "empty", "10,000 empty pages over 16 connections"),
           list_table(all_, "waiting", "50,000 empty pages over 16 connections"),
           flat_table(all_), distance_table(all_),
           inside_table(all_, "bench_decode", "Decoders"),
           inside_table(all_, "bench_generator", "Generators"),
           inside_table(all_, "bench_pool", "The pool")]
    return [each for each in out if any(row[1] for row in each["rows"])]
