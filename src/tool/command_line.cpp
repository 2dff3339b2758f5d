#include "tool/command_line.hpp"

#include "tool/cursor_file.hpp"
#include "tool/exit_status.hpp"
#include "tool/file_lock.hpp"
#include "tool/help_text.hpp"
#include "tool/option_group.hpp"
#include "tool/option_parsers.hpp"
#include "tool/symbolic_link.hpp"

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

constexpr char no_command[] = "say what to do: list or sandbox";
constexpr int largest_page = 1000;

using text = std::string const&;

void add_filter_options(CLI::App& app, compat::call_filter& filter)
{
    option_group const group(app, "Which calls");
    group.add(
        "--status", "STATUS",
        "queued, ringing, in-progress, canceled, completed,\nbusy, failed or no-answer",
        [&](text v) { filter.status(compat::call_status(v)); });
    group.add(
        "--to", "ADDRESS", "received by this number or SIP address", [&](text v) { filter.to(v); });
    group.add("--from", "ADDRESS", "initiated by this number or SIP address", [&](text v) {
        filter.from(v);
    });
    group.add("--parent-call-sid", "SID", "created by this call", [&](text v) {
        filter.parent_call_sid(v);
    });
    group.add("--start-time", "TIME", "begun on this time", [&](text v) {
        filter.start_time(parse_time(v));
    });
    group.add("--start-time-after", "TIME", "begun after this time", [&](text v) {
        filter.start_time_after(parse_time(v));
    });
    group.add("--start-time-before", "TIME", "begun before this time", [&](text v) {
        filter.start_time_before(parse_time(v));
    });
    group.add("--end-time", "TIME", "ended on this time", [&](text v) {
        filter.end_time(parse_time(v));
    });
    group.add("--end-time-after", "TIME", "ended after this time", [&](text v) {
        filter.end_time_after(parse_time(v));
    });
    group.add("--end-time-before", "TIME", "ended before this time", [&](text v) {
        filter.end_time_before(parse_time(v));
    });
}

void add_fetching_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "How many");
    group.add("--limit", "N", "stop after N calls", [&](text v) {
        options.stream.limit(parse_number<std::uint64_t>(v));
    });
    group.add(
        "--page-size", "N",
        "ask for N calls at a time, 1 to 1000; if not given, 1000 or\nthe limit",
        [&](text v) { options.filter.page_size(parse_number<int>(v)); });
    group.add("--prefetch", "N", "fetch up to N pages ahead, 0 to 64; 1 if not given", [&](text v) {
        options.stream.prefetch_pages(parse_number<std::size_t>(v));
    });
}

void add_dividing_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "Large ranges, between --start-time-after and -before");
    group.add(
        "--shards", "N",
        "read up to N windows of the range at once, 1 to 256;\nthe output is the same",
        [&](text v) { options.stream.shards(parse_number<std::size_t>(v)); });
    group.add("--shard", "I/N", "list only the I-th of N parts of the range", [&](text v) {
        parse_part(v, options.stream);
    });
}

void add_watch_option(CLI::App& app, list_options& options)
{
    option_group const group(app, "Not what there is, but what happens");
    group.add(
        "--watch", "TIME",
        "print each call that begins or changes from now on;\nlook every TIME: 10s, 500ms",
        [&](text v) {
            options.watch = parse_duration(v);
            if (*options.watch == options.watch->zero())
                throw usage_error("must be longer than " + v);
        });
}

void add_output_options(CLI::App& app, list_options& options)
{
    option_group const group(app, "Where to");
    group.add("--format", "FORMAT", "table (if not given), ndjson or csv", [&](text v) {
        options.layout.format = parse_format(v);
    });
    group.add(
        "--fields", "NAMES", "only these members, in this order: sid,to,status,price",
        [&](text v) { options.layout.fields = parse_fields(v); });
    group.add_flag(
        "--csv-safe", "put ' before CSV cells that a spreadsheet would compute",
        options.layout.csv_safe);
    group.add(
        "--output", "FILE", "write the calls here; to the standard output if not given\nor -",
        [&](text v) {
            options.output = v == "-" ? std::nullopt : std::make_optional(parse_path(v));
        });
    group.add(
        "--cursor", "FILE",
        "save the position here, every second and in the end;\n"
        "when there is such a file, go on from it",
        [&](text v) {
            if (v == "-")
                throw usage_error("must be a file, not -");
            options.cursor = parse_path(v);
        });
    group.add_flag("--quiet", "no progress and no summary, only errors", options.quiet);
}

void add_connection_options(CLI::App& app, connection_options& options)
{
    option_group const group(app, "Connection");
    group.add("--host", "SPACE", "acme or acme.signalwire.com; else SIGNALWIRE_SPACE", [&](text v) {
        options.host = v;
    });
    group.add("--project", "ID", "the project; else SIGNALWIRE_PROJECT_ID", [&](text v) {
        options.project = v;
    });
    CLI::Option* const file = group.add(
        "--token-file", "FILE",
        "a file with the API token in its first line, - for the\n"
        "standard input; else SIGNALWIRE_API_TOKEN",
        [&](text v) { options.token_file = parse_path(v); });
    CLI::Option* const token = group.add(
        "--token", "TOKEN",
        "the API token. Other users can see it in the list of\nprocesses: prefer the two above",
        [&](text v) { options.token = v; });
    token->excludes(file);
    group.add(
        "--ca-file", "FILE",
        "trust these certificates (PEM) and not the system's;\nelse SIGNALWIRE_REST_CA_FILE",
        [&](text v) { options.ca_file = parse_path(v); });
}

void add_sandbox_options(CLI::App& app, sandbox_command_options& options)
{
    option_group const group(app, "Options");
    group.add("--port", "PORT", "the port to listen on; any free one if not given", [&](text v) {
        options.server.port = parse_number<std::uint16_t>(v);
    });
    group.add("--address", "IP", "the address to listen on; 127.0.0.1 if not given", [&](text v) {
        options.server.address = parse_address(v);
    });
    group.add("--calls", "N", "how many calls the account has; 20000 if not given", [&](text v) {
        options.server.calls = parse_number<std::size_t>(v);
    });
    group.add("--seed", "N", "which calls: the same number gives the same calls", [&](text v) {
        options.server.seed = parse_number<std::uint64_t>(v);
    });
    group.add_repeatable(
        "--fault", "SPEC", "what shall go wrong, as below; may be given again",
        [&](text v) { options.server.faults.push_back(sandbox::fault::parse(v)); });
    group.add("--fault-seed", "N", "which requests faults with p=… strike", [&](text v) {
        options.server.fault_seed = parse_number<std::uint64_t>(v);
    });
    group.add(
        "--spelling", "HOW",
        "how pages are written: canonical, as the reference page\n"
        "does (if not given), or varied, in all the ways there are",
        [&](text v) { options.server.json_style = parse_spelling(v); });
    group.add(
        "--bounds", "HOW",
        "how bounds of times are read: second (if not given), minute,\n"
        "whole-minute, day, whole-day or ignored; with ,inclusive,\n"
        ",lower-inclusive or ,upper-inclusive behind it: day,inclusive",
        [&](text v) { options.server.bounds = parse_bounds(v); });
    group.add(
        "--order", "HOW",
        "the order of listings: newest-first (if not given),\n"
        "oldest-first or unordered",
        [&](text v) { options.server.order = parse_order(v); });
    group.add(
        "--ca-out", "FILE", "write the server's CA certificate here and leave it there",
        [&](text v) { options.ca_out = parse_path(v); });
}

void add_weather_options(CLI::App& app, sandbox_command_options& options)
{
    option_group const group(app, "Weather");
    group.add("--latency", "TIME", "answer every request so much later: 80ms, 2s", [&](text v) {
        options.server.latency = parse_duration(v);
    });
    group.add("--bytes-per-second", "N", "send no faster, on each connection", [&](text v) {
        options.server.bytes_per_second = parse_number<std::uint64_t>(v);
    });
    group.add("--arrivals", "N", "N calls a second arrive, and N change", [&](text v) {
        options.arrivals = parse_number<std::uint32_t>(v);
    });
    group.add("--expire-tokens-after", "N", "page tokens are good for N requests", [&](text v) {
        options.server.page_token_max_requests = parse_number<std::uint64_t>(v);
    });
}

/// Names an argument that belongs to no option, but not a value: behind a misspelt --token stands
/// a secret.
[[noreturn]] void refuse_extras(std::vector<std::string> const& extras, bool has_command)
{
    auto const option = std::find_if(extras.begin(), extras.end(), [](std::string const& e) {
        return e.size() > 1 && e.front() == '-';
    });
    if (option != extras.end())
        throw usage_error("there is no option " + option->substr(0, option->find('=')));
    throw usage_error(has_command ? "there is an argument that belongs to no option" : no_command);
}

void require_range(list_options const& options)
{
    stream_options const& stream = options.stream;
    if (stream.shards() == 0 && stream.part_count() == 1)
        return;
    if (options.watch)
        throw usage_error("--watch: goes with neither --shards nor --shard");
    signalwire::detail::query const& query = options.filter.query();
    if (query.get("StartTime>").empty() || query.get("StartTime<").empty())
        throw usage_error(
            std::string(stream.shards() == 0 ? "--shard" : "--shards")
            + ": say of which range: --start-time-after and --start-time-before");
}

/// The position would be written over the calls.
void require_two_files(list_options const& options)
{
    if (!options.output || !options.cursor)
        return;
    namespace fs = std::filesystem;
    std::error_code ignored;
    auto const place = [&](std::string const& path) {
        return fs::weakly_canonical(fs::absolute(path, ignored), ignored);
    };
    // What cannot be looked at is left to whoever opens it.
    fs::path const calls = place(follow_symbolic_links(*options.output, ignored));
    std::string const cursor = follow_symbolic_links(*options.cursor, ignored);
    bool same = fs::equivalent(*options.output, *options.cursor, ignored);
    for (std::string const& path :
         {cursor, cursor_file::path_of_next(cursor), cursor_lock::path_beside(cursor)})
        same = same || (!calls.empty() && calls == place(path));
    if (same)
        throw usage_error("--cursor: must be another file than --output");
}

void require_csv(output_layout const& layout)
{
    if (layout.csv_safe && layout.format != output_format::csv)
        throw usage_error("--csv-safe: goes with --format csv only");
}

/// The largest pages are the fastest, but not when only a few calls are to be listed.
void choose_page_size(list_options& options)
{
    if (!options.filter.query().get("PageSize").empty())
        return;
    std::uint64_t const wanted =
        options.watch ? largest_page : options.stream.limit().value_or(largest_page);
    options.filter.page_size(static_cast<int>(std::clamp<std::uint64_t>(wanted, 1, largest_page)));
}

/// CLI11 leaves two empty lines between groups where one is enough.
std::string tidy(std::string help)
{
    for (std::size_t at = 0; (at = help.find("\n\n\n", at)) != std::string::npos;)
        help.erase(at, 1);
    return help;
}

/// Both sub-commands with all their options, bound to where the values go.
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
            "--version", "signalwire-calls " + std::string(version), "the version");
        app_.set_help_flag("-h,--help", "this text");
        app_.footer(main_footer);
        app_.require_subcommand(0, 1);
        app_.allow_extras();

        add_filter_options(list_, list_options_.filter);
        add_fetching_options(list_, list_options_);
        add_dividing_options(list_, list_options_);
        add_watch_option(list_, list_options_);
        add_output_options(list_, list_options_);
        add_connection_options(list_, list_options_.connection);
        list_.footer(list_footer);

        add_sandbox_options(sandbox_, sandbox_options_);
        add_weather_options(sandbox_, sandbox_options_);
        sandbox_.footer(sandbox_footer_begin + sandbox::fault::syntax() + sandbox_footer_end);
        for (CLI::App* const each : {&list_, &sandbox_})
        {
            each->set_help_flag("-h,--help", "this text");
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
            return information(tidy(app_.help()));
        }
        catch (CLI::CallForVersion const& e)
        {
            return information(std::string(e.what()) + '\n');
        }
        return result();
    }

private:
    command result()
    {
        if (std::vector<std::string> const extras = app_.remaining(true); !extras.empty())
            refuse_extras(extras, list_.parsed() || sandbox_.parsed());
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
    sandbox_command_options sandbox_options_;
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
