#include "tool_fixture.hpp"

#include <signalwire/sandbox/mock_response.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace json = boost::json;
namespace sandbox = signalwire::sandbox;

using namespace signalwire::test;

BOOST_AUTO_TEST_SUITE(tool_list)

namespace
{

/// Returns a page with these calls.
std::string page_of(std::string const& calls)
{
    return R"({"uri":"/x","first_page_uri":"/x","next_page_uri":null,"previous_page_uri":null,)"
           R"("page":0,"page_size":50,"calls":[)"
        + calls + "]}";
}

bool has_control_characters(std::string const& line)
{
    for (char const c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return true;
    return false;
}

/// Checks that the message is one line with the prefix of the program and without secrets.
void check_error_line(finished_run const& run, tool_fixture const& fixture)
{
    BOOST_TEST(count_lines(run.errors) == 1U, run.errors);
    BOOST_TEST(run.errors.starts_with("signalwire-calls: "), run.errors);
    BOOST_TEST(!has_control_characters(run.errors.substr(0, run.errors.size() - 1)), run.errors);
    BOOST_TEST(run.errors.find(fixture.server.token()) == std::string::npos, run.errors);
}

} // namespace

BOOST_AUTO_TEST_CASE(wrong_token_is_an_api_error)
{
    tool_fixture const fixture;
    finished_run const run = fixture.list({"--token", "PT-not-the-right-one"});
    BOOST_TEST(run.status == 3);
    BOOST_TEST(run.output.empty());
    check_error_line(run, fixture);
    BOOST_TEST(run.errors.find("20003") != std::string::npos, run.errors);
    BOOST_TEST(run.errors.find("PT-not-the-right-one") == std::string::npos, run.errors);
}

BOOST_AUTO_TEST_CASE(refused_connection_is_a_transport_error)
{
    tool_fixture const fixture;
    // Bound, so that no other process gets the port, but not listening.
    asio::io_context context;
    asio::ip::tcp::acceptor deaf(context, asio::ip::tcp::v4());
    deaf.bind(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    finished_run const run =
        fixture.list({"--host", "127.0.0.1:" + std::to_string(deaf.local_endpoint().port())});
    BOOST_TEST(run.status == 4);
    BOOST_TEST(run.output.empty());
    check_error_line(run, fixture);
}

BOOST_AUTO_TEST_CASE(invalid_options_are_rejected_before_connecting)
{
    tool_fixture const fixture;
    std::vector<argument_list> const invalid_options = {
        {"--page-size", "5000"},
        {"--status", ""},
        {"--start-time", "soon"},
        {"--host", "not a host"},
        {"--project", ""},
        {"--ca-file", fixture.directory.file("missing")},
        {"--token-file", fixture.directory.file("missing")},
        {"--cursor", fixture.directory.file("missing/cursor")},
    };
    for (argument_list const& each : invalid_options)
    {
        finished_run const run = fixture.list(each);
        BOOST_TEST(run.status == 2, each.front());
        BOOST_TEST(run.output.empty());
        check_error_line(run, fixture);
    }
    BOOST_TEST(fixture.server.stats().connections_accepted == 0U);
}

BOOST_AUTO_TEST_CASE(untrusted_certificate_is_a_transport_error)
{
    tool_fixture const fixture;
    tool_fixture const other;
    finished_run const run = fixture.list({"--ca-file", other.directory.file("ca.pem")});
    BOOST_TEST(run.status == 4);
    check_error_line(run, fixture);
    BOOST_TEST(run.errors.find("certificate") != std::string::npos, run.errors);
}

BOOST_AUTO_TEST_CASE(calls_before_truncation_are_printed)
{
    tool_fixture const fixture;
    // For every attempt of the client.
    for (int attempt = 0; attempt < 3; ++attempt)
        fixture.server.enqueue(sandbox::mock_response().truncate(50'000));
    finished_run const run = fixture.list({"--format", "ndjson"});
    BOOST_TEST(run.status == 5);
    check_error_line(run, fixture);

    std::vector<std::string> const lines = lines_of(run.output);
    BOOST_TEST(lines.size() > 10U);
    for (std::size_t i = 0; i < lines.size(); ++i)
        BOOST_TEST(lines[i] == to_json(fixture.server.call_at(i)));
}

BOOST_AUTO_TEST_CASE(pages_before_truncation_are_printed_once)
{
    tool_fixture const fixture;
    fixture.server.enqueue(sandbox::mock_response());
    for (int attempt = 0; attempt < 3; ++attempt)
        fixture.server.enqueue(sandbox::mock_response().truncate(20'000));
    // Without prefetching, so that the second page gets all three.
    finished_run const run =
        fixture.list({"--format", "ndjson", "--page-size", "100", "--prefetch", "0"});
    BOOST_TEST(run.status == 5);
    std::vector<std::string> const lines = lines_of(run.output);
    BOOST_TEST(lines.size() > 101U);
    for (std::size_t i = 0; i < lines.size(); ++i)
        BOOST_TEST(lines[i] == to_json(fixture.server.call_at(i)));
}

BOOST_AUTO_TEST_CASE(unknown_members_and_values_are_kept)
{
    tool_fixture const fixture;
    std::string const call = R"({"sid":"s","status":"teleported","mood":{"deep":[1,2.5,"x"]},)"
                             R"("price":"0.0030","caller_name":null})";
    fixture.server.enqueue(sandbox::mock_response(200, page_of(call)));
    finished_run const run = fixture.list({"--format", "ndjson"});
    BOOST_TEST(run.status == 0, run.errors);
    json::object const line = json::parse(run.output).as_object();
    BOOST_TEST(line.at("status").as_string() == "teleported");
    BOOST_TEST((line.at("mood") == json::parse(R"({"deep":[1,2.5,"x"]})")));
    BOOST_TEST(line.at("caller_name").is_null());
    BOOST_TEST(!line.contains("duration"));
}

BOOST_AUTO_TEST_CASE(other_content_is_a_protocol_error)
{
    tool_fixture const fixture;
    fixture.server.enqueue(sandbox::mock_response(200, "<html>\x1b[2J</html>", "text/html"));
    finished_run const run = fixture.list({});
    BOOST_TEST(run.status == 5);
    check_error_line(run, fixture);
}

BOOST_AUTO_TEST_CASE(server_text_is_escaped_for_the_terminal)
{
    tool_fixture const fixture;
    fixture.server.enqueue(sandbox::mock_response(
        200,
        page_of(R"({"sid":"s","from":"\u001b]0;owned\u0007","to":"\u009b31m\n","status":"\r"})")));
    finished_run const table = fixture.list({"--quiet"});
    BOOST_TEST(table.status == 0);
    std::vector<std::string> const lines = lines_of(table.output);
    BOOST_TEST(lines.size() == 2U);
    for (std::string const& line : lines)
        BOOST_TEST(!has_control_characters(line));

    fixture.server.enqueue(sandbox::mock_response(
        400, R"({"code":12345,"message":"no\u001b[2J\nway","more_info":"","status":400})"));
    finished_run const rejected = fixture.list({});
    BOOST_TEST(rejected.status == 3);
    check_error_line(rejected, fixture);
}

BOOST_AUTO_TEST_CASE(filters_limit_and_page_size_reach_the_server)
{
    tool_fixture const fixture;
    finished_run const run = fixture.list(
        {"--format", "ndjson", "--status", "completed", "--start-time-after", "2000-01-01",
         "--page-size", "20", "--limit", "50"});
    BOOST_TEST(run.status == 0, run.errors);
    BOOST_TEST(count_lines(run.output) == 50U);
    for (std::string const& line : lines_of(run.output))
        BOOST_TEST(json::parse(line).at("status").as_string() == "completed");
    BOOST_TEST(fixture.server.stats().requests_received == 3U);
    std::string const target = fixture.server.recent_request_targets().front();
    BOOST_TEST(target.find("Status=completed") != std::string::npos, target);
    BOOST_TEST(target.find("StartTime%3E=Sat%2C%2001%20Jan%202000") != std::string::npos, target);
    BOOST_TEST(target.find("PageSize=20") != std::string::npos, target);
}

BOOST_AUTO_TEST_CASE(formats)
{
    tool_fixture const fixture(60);
    finished_run const table = fixture.list({});
    BOOST_TEST(count_lines(table.output) == 61U);
    BOOST_TEST(table.output.starts_with("TIME (UTC)"));
    BOOST_TEST(table.errors.starts_with("60 calls in "), table.errors);
    BOOST_TEST(table.errors.find("1 request over 1 connection") != std::string::npos, table.errors);

    finished_run const csv = fixture.list({"--format", "csv", "--quiet"});
    BOOST_TEST(csv.output.starts_with("sid,account_sid,"));
    BOOST_TEST(csv.errors.empty());

    finished_run const ndjson = fixture.list({"--format", "ndjson"});
    BOOST_TEST(count_lines(ndjson.output) == 60U);
}

BOOST_AUTO_TEST_CASE(output_file_equals_standard_output)
{
    tool_fixture const fixture;
    std::string const file = fixture.directory.file("calls.ndjson");
    write_file(file, "of an earlier run");
    // A failed run keeps the output of the earlier run.
    BOOST_TEST(fixture.list({"--token", "wrong", "--output", file}).status == 3);
    BOOST_TEST(read_file(file) == "of an earlier run");

    finished_run const run = fixture.list({"--format", "ndjson", "--output", file});
    BOOST_TEST(run.status == 0);
    BOOST_TEST(run.output.empty());
    BOOST_TEST((read_file(file) == fixture.list({"--format", "ndjson"}).output));
}

BOOST_AUTO_TEST_CASE(full_disk_is_reported)
{
    tool_fixture const fixture;
    for (std::string const command : {"list", "--help", "--version"})
    {
        child_options options = fixture.options({command});
        options.output = child_stream::full_device;
        finished_run const run = tool_fixture::run(options);
        BOOST_TEST(run.status == 1);
        check_error_line(run, fixture);
        BOOST_TEST(run.errors.find("No space left on device") != std::string::npos, run.errors);
    }
}

BOOST_AUTO_TEST_CASE(closed_standard_output_reaches_no_connection)
{
    tool_fixture const fixture;
    for (std::string const command : {"list", "sandbox", "--help"})
    {
        child_process child(
            "/bin/sh",
            fixture.options({"-c", "exec \"$0\" \"$1\" >&-", tool_fixture::program, command}));
        BOOST_TEST(child.finish() == 1);
        BOOST_TEST(
            child.errors().find("cannot write the standard output: Bad file descriptor")
                != std::string::npos,
            child.errors());
    }
}

BOOST_AUTO_TEST_CASE(unwritable_output_is_reported_before_connecting)
{
    tool_fixture const fixture;
    finished_run const run = fixture.list({"--output", fixture.directory.file("missing/file")});
    BOOST_TEST(run.status == 1);
    check_error_line(run, fixture);
    BOOST_TEST(fixture.server.stats().connections_accepted == 0U);
}

BOOST_AUTO_TEST_CASE(closed_pipe_ends_the_run_silently)
{
    tool_fixture const fixture(20'000);
    child_process child(tool_fixture::program, fixture.options({"list", "--format", "ndjson"}));
    BOOST_TEST(child.await_lines());
    child.close_output();
    BOOST_TEST(child.finish() == -SIGPIPE);
    BOOST_TEST(child.errors().empty(), child.errors());
}

BOOST_AUTO_TEST_CASE(closed_pipe_is_detected_while_waiting)
{
    tool_fixture const fixture;
    fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response().with_delay(std::chrono::minutes(10)));
    child_process child(
        tool_fixture::program,
        fixture.options({"list", "--format", "ndjson", "--limit", "150", "--page-size", "100"}));
    child.await_output(to_json(fixture.server.call_at(99)) + '\n');
    child.close_output();
    BOOST_TEST(child.finish() == -SIGPIPE);
    BOOST_TEST(child.errors().empty(), child.errors());
}

BOOST_AUTO_TEST_CASE(progress_is_shown_on_a_terminal_and_cleared)
{
    tool_fixture const fixture;
    // Slow enough to observe the progress.
    fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response().with_delay(std::chrono::minutes(10)));
    child_options options =
        fixture.options({"list", "--format", "ndjson", "--page-size", "100", "--limit", "400"});
    options.errors = child_stream::terminal;
    child_process child(tool_fixture::program, options);
    child.await_errors("25%  100 of 400 calls, ");
    // Received calls are written although no page is complete.
    child.await_output(to_json(fixture.server.call_at(99)) + '\n');
    child.send_signal(SIGINT);
    BOOST_TEST(child.finish() == 130);
    BOOST_TEST(count_lines(child.output()) == 100U);
    std::size_t const wiped = child.errors().rfind("\r\x1b[K");
    BOOST_TEST(
        child.errors().substr(wiped + 4).starts_with("Interrupted: 100 calls in "), child.errors());
}

BOOST_AUTO_TEST_CASE(pipe_or_quiet_has_no_progress)
{
    tool_fixture const fixture;
    BOOST_TEST(fixture.list({}).errors.find('\r') == std::string::npos);

    fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response().with_delay(std::chrono::minutes(10)));
    child_options options = fixture.options({"list", "--page-size", "100", "--quiet"});
    options.errors = child_stream::terminal;
    child_process child(tool_fixture::program, options);
    BOOST_TEST(child.await_lines());
    child.send_signal(SIGTERM);
    BOOST_TEST(child.finish() == 130);
    BOOST_TEST(child.errors().empty(), child.errors());
}

BOOST_AUTO_TEST_CASE(help_and_version_succeed)
{
    tool_fixture const fixture;
    for (argument_list const& each :
         {argument_list{"--help"}, argument_list{"list", "--help"},
          argument_list{"sandbox", "--help"}, argument_list{"--version"}})
    {
        finished_run const run = tool_fixture::run(fixture.options(each));
        BOOST_TEST(run.status == 0);
        BOOST_TEST(!run.output.empty());
        BOOST_TEST(run.errors.empty());
        BOOST_TEST(run.output.find(fixture.server.token()) == std::string::npos);
    }
    BOOST_TEST(tool_fixture::run(fixture.options({})).status == 2);
}

BOOST_AUTO_TEST_CASE(selected_fields_are_columns_of_every_format)
{
    tool_fixture const fixture(1);
    signalwire::compat::call const call = fixture.server.call_at(0);
    argument_list const chosen = {"--fields", "to,sid", "--format"};
    auto const list = [&](std::string const& format) {
        argument_list arguments = chosen;
        arguments.push_back(format);
        return fixture.list(arguments).output;
    };
    BOOST_TEST(list("csv") == "to,sid\n" + call.to + ',' + call.sid + '\n');
    BOOST_TEST(list("ndjson") == R"({"to":")" + call.to + R"(","sid":")" + call.sid + "\"}\n");
    std::string const table = list("table");
    BOOST_TEST(count_lines(table) == 2U);
    BOOST_TEST(table.find(call.to) < table.find(call.sid), table);
    BOOST_TEST(table.find("completed") == std::string::npos, table);

    finished_run const unknown = fixture.list({"--fields", "sid,prize"});
    BOOST_TEST(unknown.status == 2);
    check_error_line(unknown, fixture);
    BOOST_TEST(unknown.errors.find("'prize'") != std::string::npos, unknown.errors);
    BOOST_TEST(unknown.errors.find("price, price_unit") != std::string::npos, unknown.errors);
}

BOOST_AUTO_TEST_CASE(safe_csv_escapes_formulas)
{
    tool_fixture const fixture;
    for (bool const safe : {false, true})
    {
        fixture.server.enqueue(sandbox::mock_response(200, page_of(R"({"sid":"s","to":"=1+1"})")));
        argument_list arguments = {"--format", "csv", "--fields", "sid,to"};
        if (safe)
            arguments.emplace_back("--csv-safe");
        BOOST_TEST(
            fixture.list(arguments).output == (safe ? "sid,to\ns,'=1+1\n" : "sid,to\ns,=1+1\n"));
    }
}

BOOST_AUTO_TEST_CASE(javascript_sdk_variables_set_the_space)
{
    tool_fixture const fixture(10);
    for (std::string const name : {"SIGNALWIRE_SPACE_URL", "SIGNALWIRE_API_HOSTNAME"})
    {
        child_options options = fixture.options({"list", "--format", "ndjson"});
        options.environment.erase("SIGNALWIRE_SPACE");
        BOOST_TEST(tool_fixture::run(options).status == 2);
        options.environment[name] = " " + fixture.server.authority() + "\n";
        finished_run const run = tool_fixture::run(options);
        BOOST_TEST(run.status == 0, run.errors);
        BOOST_TEST(count_lines(run.output) == 10U);
    }
}

BOOST_AUTO_TEST_CASE(partitions_are_complete_with_day_precision)
{
    signalwire::sandbox::server_options options;
    options.calls = 3000;
    options.bounds.precision = signalwire::sandbox::bounds_precision::day;
    signalwire::test::tool_fixture tool(options);
    // No partition starts at midnight.
    auto const list = [&](std::string const& option, std::string const& value) {
        return tool.list(
            {"--format", "ndjson", "--start-time-after", "2024-12-31T05:17:00Z",
             "--start-time-before", "2026-01-01T18:40:00Z", option, value});
    };
    auto const sorted_lines = [](std::string const& text) {
        std::vector<std::string> lines = signalwire::test::lines_of(text);
        std::sort(lines.begin(), lines.end());
        return lines;
    };
    auto const all = sorted_lines(list("--prefetch", "1").output);
    BOOST_TEST(all.size() > 2500U);
    auto const shards = list("--shards", "4");
    BOOST_TEST(shards.status == 0);
    BOOST_TEST((sorted_lines(shards.output) == all));
    std::string together;
    for (int i = 1; i <= 8; ++i)
        together += list("--shard", std::to_string(i) + "/8").output;
    BOOST_TEST((sorted_lines(together) == all));

    // The same parts, whose number is in the environment.
    std::string of_slurm;
    std::string of_kubernetes;
    for (int i = 0; i != 3; ++i)
    {
        auto const part = [&](std::string const& shard, std::map<std::string, std::string> more) {
            child_options run = tool.options(
                {"list", "--format", "ndjson", "--start-time-after", "2024-12-31T05:17:00Z",
                 "--start-time-before", "2026-01-01T18:40:00Z", "--shard", shard});
            run.environment.merge(more);
            return tool_fixture::run(run).output;
        };
        of_slurm += part(
            "auto",
            {{"SLURM_ARRAY_TASK_ID", std::to_string(1 + i)},
             {"SLURM_ARRAY_TASK_MIN", "1"},
             {"SLURM_ARRAY_TASK_MAX", "3"},
             {"SLURM_ARRAY_TASK_COUNT", "3"}});
        of_kubernetes += part("auto/3", {{"JOB_COMPLETION_INDEX", std::to_string(i)}});
    }
    BOOST_TEST((sorted_lines(of_slurm) == all));
    BOOST_TEST((sorted_lines(of_kubernetes) == all));
}

BOOST_AUTO_TEST_SUITE_END()
