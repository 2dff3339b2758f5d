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

tool::command parse(arguments words)
{
    words.insert(words.begin(), "signalwire-calls");
    return tool::parse_command_line(static_cast<int>(words.size()), words.data());
}

tool::list_options parse_list(arguments words)
{
    words.insert(words.begin(), "list");
    return std::get<tool::list_options>(parse(words));
}

std::string refusal(arguments const& words)
{
    try
    {
        static_cast<void>(parse(words));
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

struct mistake
{
    arguments words;
    /// What the message must contain.
    std::string expected;

    friend std::ostream& operator<<(std::ostream& out, mistake const& value)
    {
        for (char const* word : value.words)
            out << word << ' ';
        return out;
    }
};

mistake const mistakes[] = {
    {{}, "say what to do: list or sandbox"},
    {{"lst"}, "say what to do: list or sandbox"},
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
    {{"list", "--shards", "4"}, "--shards: say of which range: --start-time-after and"},
    {{"list", "--shards", "4", "--start-time-after", "2024-01-01"}, "--start-time-before"},
    {{"list", "--shards", "4", "--start-time-before", "2024-01-01"}, "--start-time-after"},
    {{"list", "--shard", "1/2"}, "--shard: say of which range: --start-time-after and"},
    {{"list", "--shard", "2"}, "--shard: '2' is not like 3/8"},
    {{"list", "--shard", "/"}, "--shard: '' is not a whole number"},
    {{"list", "--shard", "1/2/3"}, "--shard: '2/3' is not a whole number"},
    {{"list", "--shard", "0/2"}, "--shard: "},
    {{"list", "--shard", "3/2"}, "--shard: "},
    {{"list", "--shard", "-1/2"}, "--shard: '-1' is not a whole number"},
    {{"list", "--watch", "0s"}, "--watch: must be longer than 0s"},
    {{"list", "--watch", "often"}, "--watch: "},
    {{"list", "--watch", "1s", "--start-time-after", "2024-01-01", "--start-time-before",
      "2024-02-01", "--shards", "2"},
     "--watch: goes with neither"},
    {{"list", "--output", "calls", "--cursor", "calls"}, "--cursor: must be another file than"},
    {{"list", "--output", "calls", "--cursor", "./x/../calls"}, "--cursor: must be another file"},
    {{"list", "--format", "xml"}, "--format: 'xml' is none of table, ndjson, csv"},
    {{"list", "--start-time-after", "yesterday"}, "--start-time-after: 'yesterday' is no time"},
    {{"list", "--end-time", "2018-02-30"}, "--end-time: '2018-02-30' is no time"},
    {{"list", "--to", ""}, "--to: "},
    {{"list", "--to", "+1\r\nHost: evil"}, "--to: To must not contain control characters"},
    {{"list", "--output", ""}, "--output: "},
    {{"list", "--to"}, "--to"},
    {{"list", "--to", "+1", "--to", "+2"}, "--to"},
    {{"list", "--bogus"}, "there is no option --bogus"},
    {{"list", "--bogus=value"}, "there is no option --bogus"},
    {{"list", "completed"}, "an argument that belongs to no option"},
    {{"list", "--token", "PTsecret", "--token-file", "file"}, "--token"},
    {{"sandbox", "--port", "65536"}, "--port: '65536' is too large"},
    {{"sandbox", "--address", "localhost"}, "--address: 'localhost' is no IP address"},
    {{"sandbox", "--calls", "x"}, "--calls: 'x' is not a whole number"},
    {{"sandbox", "--latency", "80"}, "--latency: '80' is no duration like 80ms or 2s"},
    {{"sandbox", "--latency", "ms"}, "--latency: '' is not a whole number"},
    {{"sandbox", "--latency", "-1s"}, "--latency: '-1' is not a whole number"},
    {{"sandbox", "--latency", "86401s"}, "--latency: '86401s' is more than a day"},
    {{"sandbox", "--arrivals", "x"}, "--arrivals: 'x' is not a whole number"},
    {{"--bogus"}, "there is no option --bogus"},
};

} // namespace

BOOST_DATA_TEST_CASE(refuses_what_cannot_be_meant, mistakes)
{
    std::string const message = refusal(sample.words);
    BOOST_TEST(message.find(sample.expected) != std::string::npos, message);
    BOOST_TEST(message.ends_with(" (try --help)"));
}

BOOST_AUTO_TEST_CASE(never_quotes_what_may_be_a_token)
{
    for (arguments const& words :
         {arguments{"list", "--tokne", "PTsecret"}, arguments{"list", "--tokne=PTsecret"},
          arguments{"list", "--token", "x", "PTsecret"},
          arguments{"list", "--token", "PTsecret", "--bogus"},
          arguments{"list", "--token", "PTsecret", "--token", "PTsecret"},
          arguments{"list", "--token", "PTsecret", "--page-size", "0"},
          arguments{"list", "--token=PTsecret", "--token-file=PTsecret"},
          arguments{"--token", "PTsecret", "list"}})
    {
        std::string const message = refusal(words);
        BOOST_TEST(message != "accepted");
        BOOST_TEST(message.find("PTsecret") == std::string::npos, message);
    }
}

BOOST_AUTO_TEST_CASE(lists_everything_as_a_table_by_default)
{
    tool::list_options const options = parse_list({});
    BOOST_TEST((options.filter == compat::call_filter().page_size(1000)));
    BOOST_TEST((options.layout.format == tool::output_format::table));
    BOOST_TEST(!options.stream.limit().has_value());
    BOOST_TEST(options.stream.prefetch_pages() == signalwire::stream_options().prefetch_pages());
    BOOST_TEST(!options.output.has_value());
    BOOST_TEST(!options.cursor.has_value());
    BOOST_TEST(!options.quiet);
}

BOOST_AUTO_TEST_CASE(every_filter_reaches_its_parameter)
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
    BOOST_TEST(options.filter.query().selection() == expected.query().selection());
    BOOST_TEST(options.filter.query().get("PageSize") == "20");
}

BOOST_AUTO_TEST_CASE(a_status_of_tomorrow_is_passed_on)
{
    BOOST_TEST(parse_list({"--status", "on-hold"}).filter.query().get("Status") == "on-hold");
}

BOOST_AUTO_TEST_CASE(numbers_are_decimal)
{
    BOOST_TEST(parse_list({"--page-size", "010"}).filter.query().get("PageSize") == "10");
    BOOST_TEST(
        parse_list({"--limit", "18446744073709551615"}).stream.limit().value()
        == 18446744073709551615U);
    BOOST_TEST(parse_list({"--limit=0"}).stream.limit().value() == 0U);
    BOOST_TEST(parse_list({"--prefetch=0"}).stream.prefetch_pages() == 0U);
}

BOOST_AUTO_TEST_CASE(divides_a_range_among_windows_and_machines)
{
    arguments words = {"--start-time-after", "2024-01-01", "--start-time-before", "2024-02-01"};
    BOOST_TEST(parse_list(words).stream.shards() == 0U);
    BOOST_TEST(parse_list(words).stream.part_count() == 1U);
    words.insert(words.end(), {"--shards", "16", "--shard", "3/8"});
    tool::list_options const options = parse_list(words);
    BOOST_TEST(options.stream.shards() == 16U);
    BOOST_TEST(options.stream.part_index() == 3U);
    BOOST_TEST(options.stream.part_count() == 8U);
    // An array of one job is nothing special.
    BOOST_TEST(parse_list({"--shard", "1/1", "--shards", "0"}).stream.part_count() == 1U);
}

BOOST_AUTO_TEST_CASE(watches_in_large_pages)
{
    BOOST_TEST(!parse_list({}).watch.has_value());
    tool::list_options const options = parse_list({"--watch", "500ms", "--limit", "3"});
    BOOST_TEST(options.watch->count() == 500);
    BOOST_TEST(options.filter.query().get("PageSize") == "1000");
}

BOOST_AUTO_TEST_CASE(asks_for_no_more_than_the_limit_unless_told)
{
    BOOST_TEST(parse_list({"--limit", "20"}).filter.query().get("PageSize") == "20");
    BOOST_TEST(parse_list({"--limit", "0"}).filter.query().get("PageSize") == "1");
    BOOST_TEST(parse_list({"--limit", "20000"}).filter.query().get("PageSize") == "1000");
    BOOST_TEST(
        parse_list({"--limit", "20", "--page-size", "7"}).filter.query().get("PageSize") == "7");
}

BOOST_AUTO_TEST_CASE(knows_where_the_output_goes)
{
    tool::list_options const options = parse_list(
        {"--format", "csv", "--output", "calls.csv", "--cursor=calls.cursor", "--quiet"});
    BOOST_TEST((options.layout.format == tool::output_format::csv));
    BOOST_TEST(options.output.value() == "calls.csv");
    BOOST_TEST(options.cursor.value() == "calls.cursor");
    BOOST_TEST(options.quiet);
    BOOST_TEST((parse_list({"--format=ndjson"}).layout.format == tool::output_format::ndjson));
}

BOOST_AUTO_TEST_CASE(knows_the_account)
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

BOOST_AUTO_TEST_CASE(knows_what_to_serve)
{
    auto const options = std::get<tool::sandbox_command_options>(parse(
        {"sandbox", "--port", "9443", "--address", "::1", "--calls", "5", "--seed", "7", "--ca-out",
         "ca.pem"}));
    BOOST_TEST(options.server.port == 9443);
    BOOST_TEST(options.server.address == "::1");
    BOOST_TEST(options.server.calls == 5U);
    BOOST_TEST(options.server.seed == 7U);
    BOOST_TEST(options.ca_out.value() == "ca.pem");
    BOOST_TEST((options.server.latency == 0ms));
    BOOST_TEST(options.arrivals == 0U);
    BOOST_TEST((options.server.json_style == signalwire::sandbox::json_style::canonical));
    auto const varied =
        std::get<tool::sandbox_command_options>(parse({"sandbox", "--spelling", "varied"}));
    BOOST_TEST((varied.server.json_style == signalwire::sandbox::json_style::varied));
    BOOST_TEST(refusal({"sandbox", "--spelling", "wild"}).find("varied") != std::string::npos);

    BOOST_TEST((options.server.bounds == signalwire::sandbox::time_bounds()));
    auto const lax = std::get<tool::sandbox_command_options>(
        parse({"sandbox", "--bounds", "whole-day,upper-inclusive", "--order", "unordered"}));
    BOOST_TEST((lax.server.bounds.precision == signalwire::sandbox::bounds_precision::whole_day));
    BOOST_TEST(!lax.server.bounds.lower_inclusive);
    BOOST_TEST(lax.server.bounds.upper_inclusive);
    BOOST_TEST((lax.server.order == signalwire::sandbox::listing_order::unordered));
    BOOST_TEST(refusal({"sandbox", "--bounds", "day,never"}).find("'never'") != std::string::npos);
    BOOST_TEST(refusal({"sandbox", "--order", "any"}).find("unordered") != std::string::npos);
    BOOST_TEST(std::get<tool::sandbox_command_options>(parse({"sandbox"})).server.calls == 20'000U);
}

BOOST_AUTO_TEST_CASE(knows_what_shall_go_wrong)
{
    auto const server =
        std::get<tool::sandbox_command_options>(parse(
                                                    {"sandbox", "--fault", "status=503,p=0.1",
                                                     "--fault=html,nth=3", "--fault-seed", "9"}))
            .server;
    BOOST_TEST_REQUIRE(server.faults.size() == 2U);
    BOOST_TEST(server.faults[0].response().status == 503);
    BOOST_TEST(server.faults[0].probability() == 0.1);
    BOOST_TEST(server.faults[1].nth().value() == 3U);
    BOOST_TEST(server.fault_seed == 9U);

    BOOST_TEST(refusal({"sandbox", "--fault", "html", "--fault", "fire"})
                   .starts_with(
                       "--fault: fault 'fire': unknown fault 'fire', expected one of status=CODE"));
    BOOST_TEST(refusal({"sandbox", "--fault"}) != "accepted");
    // One value each: the next word is none of its.
    BOOST_TEST(refusal({"sandbox", "--fault", "html", "html"}) != "accepted");
}

BOOST_AUTO_TEST_CASE(knows_how_the_weather_shall_be)
{
    auto const options = std::get<tool::sandbox_command_options>(parse(
        {"sandbox", "--latency", "80ms", "--bytes-per-second", "125000", "--arrivals", "5",
         "--expire-tokens-after", "20"}));
    BOOST_TEST((options.server.latency == 80ms));
    BOOST_TEST(options.server.bytes_per_second == 125'000U);
    BOOST_TEST(options.arrivals == 5U);
    BOOST_TEST(options.server.page_token_max_requests == 20U);
    auto const slow = std::get<tool::sandbox_command_options>(parse({"sandbox", "--latency=2s"}));
    BOOST_TEST((slow.server.latency == 2s));
}

BOOST_AUTO_TEST_CASE(explains_itself)
{
    std::string const all = std::get<tool::information>(parse({"--help"})).text;
    std::string const list = std::get<tool::information>(parse({"list", "--help"})).text;
    std::string const sandbox = std::get<tool::information>(parse({"sandbox", "-h"})).text;
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
    BOOST_TEST(
        std::get<tool::information>(parse({"--version"})).text.starts_with("signalwire-calls "));
}

BOOST_AUTO_TEST_SUITE_END()
