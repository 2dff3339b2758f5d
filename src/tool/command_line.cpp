#include "tool/command_line.hpp"

#include "tool/cursor_file.hpp"
#include "tool/exit_status.hpp"
#include "tool/files.hpp"
#include "tool/help_text.hpp"
#include "tool/option_parsers.hpp"

#include <signalwire/sandbox/fault.hpp>
#include <signalwire/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace signalwire::tool
{

namespace
{

constexpr char no_command[] = "missing command: list or sandbox";
constexpr int max_page_size = 1000;

using text = std::string const&;

void add_filter_options(CLI::App& app, compat::call_filter& filter)
{
    option_group const group(app, "Filters");
    group.add(
        "--status", "STATUS",
        "queued, ringing, in-progress, canceled, completed,\nbusy, failed or no-answer",
        [&](text v) { filter.status(compat::call_status(v)); });
    group.add(
        "--to", "ADDRESS", "calls to this number or SIP address", [&](text v) { filter.to(v); });
    group.add("--from", "ADDRESS", "calls from this number or SIP address", [&](text v) {
        filter.from(v);
    });
    group.add("--parent-call-sid", "SID", "child calls of this call", [&](text v) {
        filter.parent_call_sid(v);
    });
    group.add("--start-time", "TIME", "started at TIME", [&](text v) {
        filter.start_time(parse_time(v));
    });
    group.add("--start-time-after", "TIME", "started after TIME", [&](text v) {
        filter.start_time_after(parse_time(v));
    });
    group.add("--start-time-before", "TIME", "started before TIME", [&](text v) {
        filter.start_time_before(parse_time(v));
    });
    group.add(
        "--end-time", "TIME", "ended at TIME", [&](text v) { filter.end_time(parse_time(v)); });
    group.add("--end-time-after", "TIME", "ended after TIME", [&](text v) {
        filter.end_time_after(parse_time(v));
    });
    group.add("--end-time-before", "TIME", "ended before TIME", [&](text v) {
        filter.end_time_before(parse_time(v));
    });
}

void add_paging_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "Paging");
    group.add("--limit", "N", "stop after N calls", [&](text v) {
        options.stream.limit(parse_number<std::uint64_t>(v));
    });
    group.add(
        "--page-size", "N", "calls per request, 1 to 1000 (default: 1000, or --limit if\nsmaller)",
        [&](text v) { options.filter.page_size(parse_number<int>(v)); });
    group.add("--prefetch", "N", "pages to prefetch, 0 to 64 (default: 1)", [&](text v) {
        options.stream.prefetch_pages(parse_number<std::size_t>(v));
    });
}

void add_parallel_options(CLI::App& app, list_options& options)
{
    option_group const group(
        app, "Parallel reads (require --start-time-after and --start-time-before)");
    group.add(
        "--shards", "N", "read the range in N parallel windows, 1 to 256 (same output)",
        [&](text v) { options.stream.shards(parse_number<std::size_t>(v)); });
    group.add("--shard", "I/N", "list only partition I of N of the range", [&](text v) {
        parse_partition(v, options.stream);
    });
}

void add_watch_option(CLI::App& app, list_options& options)
{
    option_group const group(app, "Watching for changes");
    group.add(
        "--watch", "INTERVAL", "print new and changed calls; poll every INTERVAL (10s, 500ms)",
        [&](text v) {
            options.watch = parse_duration(v);
            if (*options.watch == options.watch->zero())
                throw usage_error("must be greater than 0");
        });
}

void add_output_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "Output");
    group.add("--format", "FORMAT", "table, ndjson or csv (default: table)", [&](text v) {
        options.layout.format = parse_format(v);
    });
    group.add(
        "--fields", "NAMES", "print these members in this order: sid,to,status,price",
        [&](text v) { options.layout.fields = parse_fields(v, call_field_names()); });
    group.add_flag(
        "--csv-safe", "escape CSV cells that a spreadsheet would interpret as formulas",
        options.layout.csv_safe);
    group.add("--output", "FILE", "write to FILE instead of standard output (-)", [&](text v) {
        options.output = v == "-" ? std::nullopt : std::make_optional(parse_path(v));
    });
    group.add(
        "--cursor", "FILE",
        "save the position in FILE every second and at exit; resume\n"
        "from FILE if it exists",
        [&](text v) {
            if (v == "-")
                throw usage_error("must be a file, not -");
            options.cursor = parse_path(v);
        });
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

/// Names an unexpected option, but not a value: a misspelled --token is followed by a secret.
[[noreturn]] void reject_extras(std::vector<std::string> const& extras, bool has_command)
{
    auto const option = std::find_if(extras.begin(), extras.end(), [](std::string const& e) {
        return e.size() > 1 && e.front() == '-';
    });
    if (option != extras.end())
        throw usage_error("unknown option " + option->substr(0, option->find('=')));
    throw usage_error(has_command ? "unexpected argument" : no_command);
}

void require_range(list_options const& options)
{
    stream_options const& stream = options.stream;
    if (stream.shards() == 0 && stream.partition_count() == 1)
        return;
    if (options.watch)
        throw usage_error("--watch cannot be combined with --shards or --shard");
    signalwire::detail::query const& query = options.filter.query();
    if (query.get("StartTime>").empty() || query.get("StartTime<").empty())
        throw usage_error(
            std::string(stream.shards() == 0 ? "--shard" : "--shards")
            + " requires --start-time-after and --start-time-before");
}

/// Prevents the position from overwriting the calls.
void require_two_files(list_options const& options)
{
    if (!options.output || !options.cursor)
        return;
    namespace fs = std::filesystem;
    std::error_code ignored;
    auto const canonical = [&](std::string const& path) {
        return fs::weakly_canonical(fs::absolute(path, ignored), ignored);
    };
    // Errors are ignored here: opening the file reports them.
    fs::path const calls = canonical(follow_symbolic_links(*options.output, ignored));
    std::string const cursor = follow_symbolic_links(*options.cursor, ignored);
    bool same = fs::equivalent(*options.output, *options.cursor, ignored);
    for (std::string const& path :
         {cursor, cursor_file::temporary_path(cursor), cursor_lock::lock_path(cursor)})
        same = same || (!calls.empty() && calls == canonical(path));
    if (same)
        throw usage_error("--cursor and --output must be different files");
}

void require_csv(output_layout const& layout)
{
    if (layout.csv_safe && layout.format != output_format::csv)
        throw usage_error("--csv-safe requires --format csv");
}

/// Large pages are the fastest, unless the limit is smaller.
void choose_page_size(list_options& options)
{
    if (!options.filter.query().get("PageSize").empty())
        return;
    std::uint64_t const max_calls =
        options.watch ? max_page_size : options.stream.limit().value_or(max_page_size);
    options.filter.page_size(
        static_cast<int>(std::clamp<std::uint64_t>(max_calls, 1, max_page_size)));
}

/// Removes the second empty line that CLI11 prints between groups.
std::string tidy(std::string help)
{
    for (std::size_t at = 0; (at = help.find("\n\n\n", at)) != std::string::npos;)
        help.erase(at, 1);
    return help;
}

/// Both subcommands with their options, bound to the variables of the values.
class parser
{
public:
    parser()
        : app_(main_description, "signalwire-calls")
        , list_(*app_.add_subcommand("list", list_description))
        , sandbox_(*app_.add_subcommand("sandbox", sandbox_description))
    {
        app_.get_formatter()->column_width(32);
        app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
        app_.get_formatter()->label("Subcommands", "Commands");
        app_.set_version_flag(
            "--version", "signalwire-calls " + std::string(version), "print the version");
        app_.set_help_flag("-h,--help", "print this help");
        app_.footer(main_footer);
        app_.require_subcommand(0, 1);
        app_.allow_extras();

        add_filter_options(list_, list_options_.filter);
        add_paging_options(list_, list_options_);
        add_parallel_options(list_, list_options_);
        add_watch_option(list_, list_options_);
        add_output_options(list_, list_options_);
        add_connection_options(list_, list_options_.connection);
        list_.footer(list_footer);

        add_sandbox_options(sandbox_, sandbox_options_);
        add_simulation_options(sandbox_, sandbox_options_);
        sandbox_.footer(sandbox_footer_begin + sandbox::fault::syntax() + sandbox_footer_end);
        for (CLI::App* const each : {&list_, &sandbox_})
        {
            each->set_help_flag("-h,--help", "print this help");
            each->allow_extras();
        }
    }

    command parse(int argc, char const* const* argv)
    {
        try
        {
            app_.parse(argc, argv);
        }
        catch (CLI::CallForHelp const&)
        {
            return help_or_version(tidy(app_.help()));
        }
        catch (CLI::CallForVersion const& e)
        {
            return help_or_version(std::string(e.what()) + '\n');
        }
        return result();
    }

private:
    command result()
    {
        if (std::vector<std::string> const extras = app_.remaining(true); !extras.empty())
            reject_extras(extras, list_.parsed() || sandbox_.parsed());
        if (sandbox_.parsed())
            return std::move(sandbox_options_);
        if (!list_.parsed())
            throw usage_error(no_command);
        require_range(list_options_);
        require_two_files(list_options_);
        require_csv(list_options_.layout);
        choose_page_size(list_options_);
        return std::move(list_options_);
    }

    list_options list_options_;
    sandbox_options sandbox_options_;
    CLI::App app_;
    CLI::App& list_;
    CLI::App& sandbox_;
};

} // namespace

command parse_command_line(int argc, char const* const* argv)
{
    try
    {
        return parser().parse(argc, argv);
    }
    catch (usage_error const& e)
    {
        throw usage_error(std::string(e.what()) + " (try --help)");
    }
    catch (CLI::ParseError const& e)
    {
        throw usage_error(std::string(e.what()) + " (try --help)");
    }
}

} // namespace signalwire::tool
