#include "tool/verb_options.hpp"

#include "tool/exit_status.hpp"
#include "tool/option_parsers.hpp"
#include "tool/progress.hpp"

#include <signalwire/sandbox/fault.hpp>

#include <CLI/CLI.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::tool
{

namespace
{

using text = std::string const&;

void add_filter_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "Filters");
    for (filter_option const& each : filter_options(*options.what))
    {
        group.add(each.name, each.value, each.help, [&options, each](text v) {
            set_parameter(options.filter, each, v);
        });
    }
}

void add_paging_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "Paging");
    std::string const items = plural(options.what->noun);
    group.add("--limit", "N", "stop after N " + items, [&](text v) {
        options.stream.limit(parse_number<std::uint64_t>(v));
    });
    if (!options.what->stream)
        return;
    group.add(
        "--page-size", "N", "items per request, 1 to 1000 (default: 1000, or --limit if\nsmaller)",
        [&](text v) {
            int const size = parse_number<int>(v);
            compat::call_filter().page_size(size);
            options.filter.emplace_back("PageSize", std::to_string(size));
        });
    group.add("--prefetch", "N", "pages to prefetch, 0 to 64 (default: 1)", [&](text v) {
        options.stream.prefetch_pages(parse_number<std::size_t>(v));
    });
}

void add_window_options(CLI::App& app, list_options& options)
{
    std::string const window(options.what->window);
    option_group const parallel(
        app,
        "Parallel reads (require " + option_name(window + '>') + " and " + option_name(window + '<')
            + ')');
    parallel.add(
        "--shards", "N", "read the range in N parallel windows, 1 to 256 (same output)",
        [&](text v) { options.stream.shards(parse_number<std::size_t>(v)); });
    parallel.add(
        "--shard", "I/N",
        "list only partition I of N of the range; auto/N: I of a Slurm\n"
        "array or a Kubernetes job, auto: N of the array, too",
        [&](text v) { parse_partition(v, options.stream, process_environment()); });
}

void add_watch_option(CLI::App& app, list_options& options)
{
    std::string const items = plural(options.what->noun);
    option_group const changes(app, "Watching for changes");
    changes.add(
        "--watch", "INTERVAL",
        "print new and changed " + items + "; poll every INTERVAL (10s, 500ms)", [&](text v) {
            options.watch = parse_duration(v);
            if (*options.watch == options.watch->zero())
                throw usage_error("must be greater than 0");
        });
}

/// Options that the list does not have are not in the help: they say why.
void add_missing_options(CLI::App& app, resource const& what)
{
    std::string const items = plural(what.noun);
    std::string const whole = items + " come in one response";
    std::string const no_order = "the API does not say that the newest " + items + " come first";
    std::string const no_windows = "the API has no exact time that divides " + items;
    option_group const hidden(app, "");
    for (char const* name :
         {"--shards", "--shard", "--watch", "--cursor", "--page-size", "--prefetch"})
    {
        if (app.get_option_no_throw(name) != nullptr)
            continue;
        std::string const reason = !what.stream   ? whole
            : std::string_view(name) == "--watch" ? no_order
                                                  : no_windows;
        hidden.add(name, "", "", [reason](text) { throw usage_error(reason); });
    }
}

void add_cursor_option(option_group const& group, list_options& options)
{
    group.add(
        "--cursor", "FILE",
        "save the position in FILE every second and at exit; resume\n"
        "from FILE if it exists",
        [&](text v) {
            if (v == "-")
                throw usage_error("must be a file, not -");
            options.cursor = parse_path(v);
        });
}

std::string first_two(std::string_view columns)
{
    return std::string(columns.substr(0, columns.find(',', columns.find(',') + 1)));
}

void add_output_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "Output");
    group.add(
        "--format", "FORMAT",
        options.is_one_object ? "table, ndjson or csv (default: ndjson)"
                              : "table, ndjson or csv (default: table)",
        [&](text v) { options.layout.format = parse_format(v); });
    group.add(
        "--fields", "NAMES",
        "print these members in this order: " + first_two(options.what->columns),
        [&](text v) { options.layout.fields = parse_fields(v, options.what->fields()); });
    group.add_flag(
        "--csv-safe", "escape CSV cells that a spreadsheet would interpret as formulas",
        options.layout.csv_safe);
    group.add("--output", "FILE", "write to FILE instead of standard output (-)", [&](text v) {
        options.output = v == "-" ? std::nullopt : std::make_optional(parse_path(v));
    });
    if (!options.is_one_object && options.what->stream != nullptr)
        add_cursor_option(group, options);
    group.add_flag("--quiet", "print errors only", options.quiet);
}

void add_connection_options(CLI::App& app, connection_options& options)
{
    option_group const group(app, "Connection");
    group.add(
        "--host", "SPACE", "acme or acme.signalwire.com (default: $SIGNALWIRE_SPACE)",
        [&](text v) { options.host = v; });
    group.add("--project", "ID", "project ID (default: $SIGNALWIRE_PROJECT_ID)", [&](text v) {
        options.project = v;
    });
    CLI::Option* const file = group.add(
        "--token-file", "FILE",
        "read the API token from the first line of FILE; - for standard\n"
        "input (default: $SIGNALWIRE_API_TOKEN)",
        [&](text v) { options.token_file = parse_path(v); });
    CLI::Option* const token = group.add(
        "--token", "TOKEN",
        "API token; visible in the process list, prefer --token-file or\n$SIGNALWIRE_API_TOKEN",
        [&](text v) { options.token = v; });
    token->excludes(file);
    group.add(
        "--ca-file", "FILE",
        "trust these CA certificates (PEM) instead of the system's\n"
        "(default: $SIGNALWIRE_REST_CA_FILE)",
        [&](text v) { options.ca_file = parse_path(v); });
}

/// Adds the IDs as arguments: of the object that a list belongs to, and of an item.
void add_ids(CLI::App& app, resource const& what, id_list& ids, bool has_item)
{
    std::vector<std::pair<std::string, std::string>> arguments;
    if (!what.parent.empty())
        arguments.emplace_back(what.parent, "what the list belongs to");
    if (has_item)
        arguments.emplace_back(what.id, "the " + std::string(what.noun));
    // Each option refers to its element.
    ids.resize(arguments.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
    {
        auto const& [name, help] = arguments[i];
        app.add_option(name, ids[i], help)->required()->option_text(" ");
    }
}

void add_simulation_options(CLI::App& app, sandbox_options& options)
{
    option_group const group(app, "Simulation");
    group.add("--latency", "DURATION", "delay each response (80ms, 2s)", [&](text v) {
        options.server.latency = parse_duration(v);
    });
    group.add("--bytes-per-second", "N", "limit the bandwidth of each connection", [&](text v) {
        options.server.bytes_per_second = parse_number<std::uint64_t>(v);
    });
    group.add("--activity-rate", "N", "add and update N calls per second", [&](text v) {
        options.activity_rate = parse_number<std::uint32_t>(v);
    });
    group.add("--expire-tokens-after", "N", "expire page tokens after N requests", [&](text v) {
        options.server.page_token_max_requests = parse_number<std::uint64_t>(v);
    });
    group.add(
        "--clock-speed", "N",
        "seconds per second that calls and messages created by\n"
        "requests live (default: 1)",
        [&](text v) { options.server.clock_speed = parse_number<std::uint32_t>(v); });
    group.add(
        "--signing-key", "KEY",
        "key that signs webhooks, which go to loopback addresses only\n"
        "(default: PSK-sandbox-2c8e61d0a7f54b93)",
        [&](text v) { options.server.signing_key = parse_path(v); });
}

} // namespace

void add_list_options(CLI::App& app, list_options& options)
{
    resource const& what = *options.what;
    add_ids(app, what, options.ids, false);
    add_filter_options(app, options);
    add_paging_options(app, options);
    if (!what.window.empty())
        add_window_options(app, options);
    if (what.is_newest_first)
        add_watch_option(app, options);
    add_output_options(app, options);
    add_connection_options(app, options.connection);
    add_missing_options(app, what);
}

void add_get_options(CLI::App& app, list_options& options)
{
    add_ids(app, *options.what, options.ids, true);
    add_output_options(app, options);
    add_connection_options(app, options.connection);
}

void add_download_options(CLI::App& app, download_command_options& options)
{
    add_ids(app, *options.what, options.ids, true);
    option_group const group(app, "Output");
    group.add(
        "--output", "FILE",
        "write to FILE, or to standard output (-); FILE is complete or\n"
        "not there (default: the ID)",
        [&](text v) { options.output = parse_path(v); });
    if (options.what->name == "recordings")
    {
        group.add("--format", "FORMAT", "wav or mp3 (default: wav)", [&](text v) {
            options.download.format(parse_recording_format(v));
        });
    }
    group.add("--max-bytes", "N", "fail if it is larger (default: 4 GiB)", [&](text v) {
        options.download.max_bytes(parse_number<std::uint64_t>(v));
    });
    group.add_flag("--quiet", "print errors only", options.quiet);
    add_connection_options(app, options.connection);
}

void add_sync_options(CLI::App& app, sync_options& options)
{
    app.add_option("FILE", options.file, "the SQLite file")->required()->option_text(" ");
    option_group const group(app, "Options");
    group.add("--every", "INTERVAL", "go on, and poll every INTERVAL (30s)", [&](text v) {
        options.every = parse_duration(v);
        if (*options.every == options.every->zero())
            throw usage_error("must be greater than 0");
    });
    group.add_flag("--quiet", "print errors only", options.quiet);
    add_connection_options(app, options.connection);
}

void add_report_options(CLI::App& app, report_options& options)
{
    app.add_option("FILE", options.file, "a file that sync has made")->required()->option_text(" ");
    option_group const group(app, "Options");
    group.add("--by", "KEY", "day, number or status (default: day)", [&](text v) {
        options.by = parse_report_key(v);
    });
    group.add(
        "--format", "FORMAT", "table, ndjson, csv, svg or html (default: table)", [&](text v) {
            if (v == "svg")
                options.picture = report_picture::svg;
            else if (v == "html")
                options.picture = report_picture::html;
            else
                options.layout.format = parse_format(v);
        });
    group.add("--output", "FILE", "write to FILE instead of standard output (-)", [&](text v) {
        options.output = v == "-" ? std::nullopt : std::make_optional(parse_path(v));
    });
}

void add_sandbox_options(CLI::App& app, sandbox_options& options)
{
    option_group const group(app, "Options");
    group.add("--port", "PORT", "port to listen on (default: any free port)", [&](text v) {
        options.server.port = parse_number<std::uint16_t>(v);
    });
    group.add("--address", "IP", "address to listen on (default: 127.0.0.1)", [&](text v) {
        options.server.address = parse_address(v);
    });
    group.add("--calls", "N", "number of calls (default: 20000)", [&](text v) {
        options.server.calls = parse_number<std::size_t>(v);
    });
    group.add("--seed", "N", "seed of the generated calls (default: 1)", [&](text v) {
        options.server.seed = parse_number<std::uint64_t>(v);
    });
    group.add_repeatable("--fault", "SPEC", "inject a fault (repeatable), see Faults", [&](text v) {
        options.server.faults.push_back(sandbox::fault::parse(v));
    });
    group.add(
        "--fault-seed", "N", "seed that selects the requests for p=… (default: 1)",
        [&](text v) { options.server.fault_seed = parse_number<std::uint64_t>(v); });
    group.add(
        "--json-style", "STYLE",
        "canonical (as documented) or varied (all variants seen in\n"
        "practice) (default: canonical)",
        [&](text v) { options.server.json_style = parse_json_style(v); });
    group.add(
        "--bounds", "HOW",
        "precision of time bounds: second, minute, whole-minute, day,\n"
        "whole-day or ignored; optionally with inclusive,\n"
        "lower-inclusive or upper-inclusive: day,inclusive\n"
        "(default: second)",
        [&](text v) { options.server.bounds = parse_bounds(v); });
    group.add(
        "--order", "HOW",
        "order of listings: newest-first, oldest-first or unordered\n"
        "(default: newest-first)",
        [&](text v) { options.server.order = parse_order(v); });
    group.add("--ca-out", "FILE", "write the CA certificate to FILE and keep it", [&](text v) {
        options.ca_out = parse_path(v);
    });
    add_simulation_options(app, options);
}

} // namespace signalwire::tool
