#include "tool/command_line.hpp"
#include "tool/exit_status.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

namespace compat = signalwire::compat;
namespace tool = signalwire::tool;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(tool_command_line)

namespace
{

using arguments = std::vector<char const*>;

tool::command parse(arguments command_line, char const* program = "/usr/bin/signalwire-calls")
{
    command_line.insert(command_line.begin(), program);
    return tool::parse_command_line(static_cast<int>(command_line.size()), command_line.data());
}

/// Returns the filter that the options describe.
compat::call_filter filter_of(tool::list_options const& options)
{
    compat::call_filter out;
    for (auto const& [name, value] : options.filter)
        out.set(name, value);
    return out;
}

tool::list_options parse_list(arguments command_line)
{
    command_line.insert(command_line.begin(), "list");
    return std::get<tool::list_options>(parse(command_line));
}

std::string error_message(arguments const& command_line, char const* program = "signalwire-calls")
{
    try
    {
        static_cast<void>(parse(command_line, program));
    }
    catch (tool::usage_error const& e)
    {
        return e.what();
    }
    return "accepted";
}

signalwire::timestamp time_of(std::string_view text)
{
    return signalwire::timestamp::parse(text).value();
}

struct invalid_command
{
    arguments command_line;
    /// Part of the message.
    std::string expected;

    friend std::ostream& operator<<(std::ostream& out, invalid_command const& value)
    {
        for (char const* argument : value.command_line)
            out << argument << ' ';
        return out;
    }
};

invalid_command const invalid_commands[] = {
    {{}, "missing command: list, get, sync, report or sandbox"},
    {{"lst"}, "missing command: list, get, sync, report or sandbox"},
    {{"list", "--page-size", "5000"}, "--page-size: PageSize"},
    {{"list", "--page-size", "0"}, "--page-size: PageSize"},
    {{"list", "--page-size", "-1"}, "--page-size: "},
    {{"list", "--page-size", "ten"}, "--page-size: 'ten' is not a whole number"},
    {{"list", "--page-size", "1e3"}, "--page-size: '1e3' is not a whole number"},
    {{"list", "--page-size", "99999999999999999999"}, "is too large"},
    {{"list", "--limit", "-1"}, "--limit: '-1' is not a whole number"},
    {{"list", "--limit", "many"}, "--limit: 'many' is not a whole number"},
    {{"list", "--prefetch", "65"}, "--prefetch: "},
    {{"list", "--shards", "257"}, "--shards: "},
    {{"list", "--shards", "four"}, "--shards: 'four' is not a whole number"},
    {{"list", "--shards", "4"}, "--shards requires --start-time-after and --start-time-before"},
    {{"list", "--shards", "4", "--start-time-after", "2024-01-01"}, "--start-time-before"},
    {{"list", "--shards", "4", "--start-time-before", "2024-01-01"}, "--start-time-after"},
    {{"list", "--shard", "1/2"}, "--shard requires --start-time-after and --start-time-before"},
    {{"list", "--shard", "2"}, "--shard: '2': expected I/N, for example 3/8"},
    {{"list", "--shard", "auto"}, "--shard: auto: the environment has no SLURM_ARRAY_TASK_MIN"},
    {{"list", "--shard", "auto/2"}, "--shard: auto: the environment has no SLURM_ARRAY_TASK_ID"},
    {{"list", "--shard", "/"}, "--shard: '' is not a whole number"},
    {{"list", "--shard", "1/2/3"}, "--shard: '2/3' is not a whole number"},
    {{"list", "--shard", "0/2"}, "--shard: "},
    {{"list", "--shard", "3/2"}, "--shard: "},
    {{"list", "--shard", "-1/2"}, "--shard: '-1' is not a whole number"},
    {{"list", "--watch", "0s"}, "--watch: must be greater than 0"},
    {{"list", "--watch", "often"}, "--watch: "},
    {{"list", "--watch", "1s", "--start-time-after", "2024-01-01", "--start-time-before",
      "2024-02-01", "--shards", "2"},
     "--watch cannot be combined with --shards or --shard"},
    {{"list", "--output", "calls", "--cursor", "calls"},
     "--cursor and --output must be different files"},
    {{"list", "--output", "calls", "--cursor", "./x/../calls"},
     "--cursor and --output must be different files"},
    {{"list", "--format", "xml"}, "--format: 'xml' is not one of table, ndjson, csv"},
    {{"list", "--start-time-after", "yesterday"},
     "--start-time-after: 'yesterday' is not a valid time (example: 2018-09-21T10:00:00Z)"},
    {{"list", "--end-time", "2018-02-30"}, "--end-time: '2018-02-30' is not a valid time"},
    {{"list", "--to", ""}, "--to: "},
    {{"list", "--to", "+1\r\nHost: evil"}, "--to: To must not contain control characters"},
    {{"list", "--output", ""}, "--output: "},
    {{"list", "--to"}, "--to"},
    {{"list", "--to", "+1", "--to", "+2"}, "--to"},
    {{"list", "--bogus"}, "unknown option --bogus"},
    {{"list", "--bogus=value"}, "unknown option --bogus"},
    {{"list", "completed"}, "unexpected argument"},
    {{"list", "--token", "PTsecret", "--token-file", "file"}, "--token"},
    {{"sandbox", "--port", "65536"}, "--port: '65536' is too large"},
    {{"sandbox", "--address", "localhost"}, "--address: 'localhost' is not a valid IP address"},
    {{"sandbox", "--calls", "x"}, "--calls: 'x' is not a whole number"},
    {{"sandbox", "--latency", "80"}, "--latency: '80' is not a valid duration (example: 80ms)"},
    {{"sandbox", "--latency", "ms"}, "--latency: '' is not a whole number"},
    {{"sandbox", "--latency", "-1s"}, "--latency: '-1' is not a whole number"},
    {{"sandbox", "--latency", "86401s"}, "--latency: '86401s' is more than a day"},
    {{"sandbox", "--activity-rate", "x"}, "--activity-rate: 'x' is not a whole number"},
    {{"--bogus"}, "unknown option --bogus"},
};

} // namespace

BOOST_DATA_TEST_CASE(invalid_command_is_rejected, invalid_commands)
{
    std::string const message = error_message(sample.command_line);
    BOOST_TEST(message.find(sample.expected) != std::string::npos, message);
    BOOST_TEST(message.ends_with(" (try --help)"));
}

BOOST_AUTO_TEST_CASE(error_never_quotes_a_possible_token)
{
    for (arguments const& command_line :
         {arguments{"list", "--tokne", "PTsecret"}, arguments{"list", "--tokne=PTsecret"},
          arguments{"list", "--token", "x", "PTsecret"},
          arguments{"list", "--token", "PTsecret", "--bogus"},
          arguments{"list", "--token", "PTsecret", "--token", "PTsecret"},
          arguments{"list", "--token", "PTsecret", "--page-size", "0"},
          arguments{"list", "--token=PTsecret", "--token-file=PTsecret"},
          arguments{"--token", "PTsecret", "list"}})
    {
        std::string const message = error_message(command_line);
        BOOST_TEST(message != "accepted");
        BOOST_TEST(message.find("PTsecret") == std::string::npos, message);
    }
}

BOOST_AUTO_TEST_CASE(default_is_a_table_of_all_calls)
{
    tool::list_options const options = parse_list({});
    BOOST_TEST((filter_of(options) == compat::call_filter().page_size(1000)));
    BOOST_TEST(options.what == tool::find_resource("calls"));
    BOOST_TEST((options.layout.format == tool::output_format::table));
    BOOST_TEST(!options.stream.limit().has_value());
    BOOST_TEST(options.stream.prefetch_pages() == signalwire::stream_options().prefetch_pages());
    BOOST_TEST(!options.output.has_value());
    BOOST_TEST(!options.cursor.has_value());
    BOOST_TEST(!options.quiet);
}

BOOST_AUTO_TEST_CASE(every_filter_sets_its_parameter)
{
    tool::list_options const options = parse_list(
        {"--status",
         "no-answer",
         "--to",
         "+13105678901",
         "--from",
         "sip:a@b.c",
         "--parent-call-sid",
         "parent",
         "--start-time",
         "2018-09-21",
         "--start-time-after",
         "2018-09-21T10:00:00Z",
         "--start-time-before",
         "Fri, 21 Sep 2018 11:00:00 +0000",
         "--end-time",
         "2018-09-22",
         "--end-time-after",
         "2018-09-23",
         "--end-time-before",
         "2018-09-24",
         "--page-size",
         "20"});
    compat::call_filter const expected = compat::call_filter()
                                             .status(compat::call_status::no_answer)
                                             .to("+13105678901")
                                             .from("sip:a@b.c")
                                             .parent_call_sid("parent")
                                             .start_time(time_of("2018-09-21T00:00:00Z"))
                                             .start_time_after(time_of("2018-09-21T10:00:00Z"))
                                             .start_time_before(time_of("2018-09-21T11:00:00Z"))
                                             .end_time(time_of("2018-09-22T00:00:00Z"))
                                             .end_time_after(time_of("2018-09-23T00:00:00Z"))
                                             .end_time_before(time_of("2018-09-24T00:00:00Z"))
                                             .page_size(20);
    compat::call_filter const filter = filter_of(options);
    BOOST_TEST(filter.query().canonical_filter() == expected.query().canonical_filter());
    BOOST_TEST(filter.query().get("PageSize") == "20");
}

BOOST_AUTO_TEST_CASE(unknown_status_is_passed_on)
{
    BOOST_TEST(filter_of(parse_list({"--status", "on-hold"})).query().get("Status") == "on-hold");
}

BOOST_AUTO_TEST_CASE(numbers_are_decimal)
{
    BOOST_TEST(filter_of(parse_list({"--page-size", "010"})).query().get("PageSize") == "10");
    BOOST_TEST(
        parse_list({"--limit", "18446744073709551615"}).stream.limit().value()
        == 18446744073709551615U);
    BOOST_TEST(parse_list({"--limit=0"}).stream.limit().value() == 0U);
    BOOST_TEST(parse_list({"--prefetch=0"}).stream.prefetch_pages() == 0U);
}

BOOST_AUTO_TEST_CASE(shards_and_shard_set_windows_and_partition)
{
    arguments command_line = {
        "--start-time-after", "2024-01-01", "--start-time-before", "2024-02-01"};
    BOOST_TEST(parse_list(command_line).stream.shards() == 0U);
    BOOST_TEST(parse_list(command_line).stream.partition_count() == 1U);
    command_line.insert(command_line.end(), {"--shards", "16", "--shard", "3/8"});
    tool::list_options const options = parse_list(command_line);
    BOOST_TEST(options.stream.shards() == 16U);
    BOOST_TEST(options.stream.partition_index() == 3U);
    BOOST_TEST(options.stream.partition_count() == 8U);
    // One partition is the whole range.
    BOOST_TEST(parse_list({"--shard", "1/1", "--shards", "0"}).stream.partition_count() == 1U);
}

BOOST_AUTO_TEST_CASE(watch_uses_large_pages)
{
    BOOST_TEST(!parse_list({}).watch.has_value());
    tool::list_options const options = parse_list({"--watch", "500ms", "--limit", "3"});
    BOOST_TEST(options.watch->count() == 500);
    BOOST_TEST(filter_of(options).query().get("PageSize") == "1000");
}

BOOST_AUTO_TEST_CASE(page_size_defaults_to_the_limit)
{
    BOOST_TEST(filter_of(parse_list({"--limit", "20"})).query().get("PageSize") == "20");
    BOOST_TEST(filter_of(parse_list({"--limit", "0"})).query().get("PageSize") == "1");
    BOOST_TEST(filter_of(parse_list({"--limit", "20000"})).query().get("PageSize") == "1000");
    BOOST_TEST(
        filter_of(parse_list({"--limit", "20", "--page-size", "7"})).query().get("PageSize")
        == "7");
}

BOOST_AUTO_TEST_CASE(output_options_are_parsed)
{
    tool::list_options const options = parse_list(
        {"--format", "csv", "--output", "calls.csv", "--cursor=calls.cursor", "--quiet"});
    BOOST_TEST((options.layout.format == tool::output_format::csv));
    BOOST_TEST(options.output.value() == "calls.csv");
    BOOST_TEST(options.cursor.value() == "calls.cursor");
    BOOST_TEST(options.quiet);
    BOOST_TEST((parse_list({"--format=ndjson"}).layout.format == tool::output_format::ndjson));
}

BOOST_AUTO_TEST_CASE(connection_options_are_parsed)
{
    tool::connection_options const options =
        parse_list({"--host", "acme", "--project", "p", "--token", "t", "--ca-file", "ca.pem"})
            .connection;
    BOOST_TEST(options.host.value() == "acme");
    BOOST_TEST(options.project.value() == "p");
    BOOST_TEST(options.token.value() == "t");
    BOOST_TEST(options.ca_file.value() == "ca.pem");
    BOOST_TEST(parse_list({"--token-file", "f"}).connection.token_file.value() == "f");
}

BOOST_AUTO_TEST_CASE(sandbox_options_are_parsed)
{
    auto const options = std::get<tool::sandbox_options>(parse(
        {"sandbox", "--port", "9443", "--address", "::1", "--calls", "5", "--seed", "7", "--ca-out",
         "ca.pem"}));
    BOOST_TEST(options.server.port == 9443);
    BOOST_TEST(options.server.address == "::1");
    BOOST_TEST(options.server.calls == 5U);
    BOOST_TEST(options.server.seed == 7U);
    BOOST_TEST(options.ca_out.value() == "ca.pem");
    BOOST_TEST((options.server.latency == 0ms));
    BOOST_TEST(options.activity_rate == 0U);
    BOOST_TEST((options.server.json_style == signalwire::sandbox::json_style::canonical));
    auto const varied =
        std::get<tool::sandbox_options>(parse({"sandbox", "--json-style", "varied"}));
    BOOST_TEST((varied.server.json_style == signalwire::sandbox::json_style::varied));
    BOOST_TEST(
        error_message({"sandbox", "--json-style", "wild"}).find("varied") != std::string::npos);

    BOOST_TEST((options.server.bounds == signalwire::sandbox::time_bounds()));
    auto const lax = std::get<tool::sandbox_options>(
        parse({"sandbox", "--bounds", "whole-day,upper-inclusive", "--order", "unordered"}));
    BOOST_TEST((lax.server.bounds.precision == signalwire::sandbox::bounds_precision::whole_day));
    BOOST_TEST(!lax.server.bounds.lower_inclusive);
    BOOST_TEST(lax.server.bounds.upper_inclusive);
    BOOST_TEST((lax.server.order == signalwire::sandbox::listing_order::unordered));
    BOOST_TEST(
        error_message({"sandbox", "--bounds", "day,never"}).find("'never'") != std::string::npos);
    BOOST_TEST(error_message({"sandbox", "--order", "any"}).find("unordered") != std::string::npos);
    BOOST_TEST(std::get<tool::sandbox_options>(parse({"sandbox"})).server.calls == 20'000U);
}

BOOST_AUTO_TEST_CASE(faults_are_parsed)
{
    auto const server =
        std::get<tool::sandbox_options>(parse(
                                            {"sandbox", "--fault", "status=503,p=0.1",
                                             "--fault=html,nth=3", "--fault-seed", "9"}))
            .server;
    BOOST_TEST_REQUIRE(server.faults.size() == 2U);
    BOOST_TEST(server.faults[0].response().status == 503);
    BOOST_TEST(server.faults[0].probability() == 0.1);
    BOOST_TEST(server.faults[1].nth().value() == 3U);
    BOOST_TEST(server.fault_seed == 9U);

    BOOST_TEST(error_message({"sandbox", "--fault", "html", "--fault", "fire"})
                   .starts_with(
                       "--fault: fault 'fire': unknown fault 'fire', expected one of status=CODE"));
    BOOST_TEST(error_message({"sandbox", "--fault"}) != "accepted");
    // One value each: the next argument is not a value of the option.
    BOOST_TEST(error_message({"sandbox", "--fault", "html", "html"}) != "accepted");
}

BOOST_AUTO_TEST_CASE(simulation_options_are_parsed)
{
    auto const options = std::get<tool::sandbox_options>(parse(
        {"sandbox", "--latency", "80ms", "--bytes-per-second", "125000", "--activity-rate", "5",
         "--expire-tokens-after", "20", "--clock-speed", "10", "--signing-key", "PSKx"}));
    BOOST_TEST((options.server.latency == 80ms));
    BOOST_TEST(options.server.bytes_per_second == 125'000U);
    BOOST_TEST(options.activity_rate == 5U);
    BOOST_TEST(options.server.page_token_max_requests == 20U);
    BOOST_TEST(options.server.clock_speed == 10);
    BOOST_TEST(options.server.signing_key == "PSKx");
    auto const slow = std::get<tool::sandbox_options>(parse({"sandbox", "--latency=2s"}));
    BOOST_TEST((slow.server.latency == 2s));
}

BOOST_AUTO_TEST_CASE(help_lists_every_option)
{
    std::string const all = std::get<tool::help_or_version>(parse({"--help"})).text;
    std::string const list = std::get<tool::help_or_version>(parse({"list", "--help"})).text;
    std::string const sandbox = std::get<tool::help_or_version>(parse({"sandbox", "-h"})).text;
    BOOST_TEST(all.find("Exit status:") != std::string::npos);
    for (char const* option :
         {"--status",
          "--to",
          "--from",
          "--parent-call-sid",
          "--start-time",
          "--start-time-after",
          "--start-time-before",
          "--end-time",
          "--end-time-after",
          "--end-time-before",
          "--page-size",
          "--limit",
          "--prefetch",
          "--shards",
          "--shard",
          "--watch",
          "--format",
          "--output",
          "--cursor",
          "--quiet",
          "--host",
          "--project",
          "--token",
          "--token-file",
          "--ca-file"})
        BOOST_TEST(list.find(std::string("  ") + option + ' ') != std::string::npos, option);
    BOOST_TEST(list.find("Examples:") != std::string::npos);
    BOOST_TEST(sandbox.find("--seed") != std::string::npos);
    BOOST_TEST(sandbox.find("--fault SPEC") != std::string::npos);
    BOOST_TEST(sandbox.find("\n  short-json[=BYTES]") != std::string::npos);
    BOOST_TEST(sandbox.find("--fault status=503,retry-after=2,p=0.1") != std::string::npos);
    BOOST_TEST(sandbox.find("Examples:") != std::string::npos);
    BOOST_TEST(std::get<tool::help_or_version>(parse({"--version"}))
                   .text.starts_with("signalwire-calls "));
}

BOOST_AUTO_TEST_SUITE_END()
