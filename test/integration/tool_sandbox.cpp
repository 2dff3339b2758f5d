#include "tool_fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <filesystem>
#include <map>
#include <string>

using namespace signalwire::test;

BOOST_AUTO_TEST_SUITE(tool_sandbox)

namespace
{

/// Parses `export NAME='value'` lines like a shell.
std::map<std::string, std::string> exported(std::string const& text)
{
    std::map<std::string, std::string> variables;
    for (std::string const& line : lines_of(text))
    {
        std::string const prefix = "export ";
        BOOST_REQUIRE(line.starts_with(prefix));
        std::size_t const equals = line.find('=');
        std::string const value = line.substr(equals + 1);
        BOOST_REQUIRE((value.size() >= 2 && value.front() == '\'' && value.back() == '\''));
        variables[line.substr(prefix.size(), equals - prefix.size())] =
            value.substr(1, value.size() - 2);
    }
    return variables;
}

child_options options(argument_list arguments)
{
    child_options result;
    result.arguments = std::move(arguments);
    return result;
}

} // namespace

BOOST_AUTO_TEST_CASE(exports_configure_a_client_and_files_are_removed)
{
    child_process server(tool_fixture::program, options({"sandbox", "--calls", "1500"}));
    server.await_output("SIGNALWIRE_REST_CA_FILE='");
    BOOST_TEST(server.await_lines());
    child_options client = options({"list", "--format", "ndjson", "--prefetch", "0"});
    client.environment = exported(server.output());
    BOOST_TEST(client.environment.size() == 4U);
    std::string const ca_file = client.environment["SIGNALWIRE_REST_CA_FILE"];
    BOOST_TEST(std::filesystem::path(ca_file).is_absolute());

    finished_run const run = tool_fixture::run(client);
    BOOST_TEST(run.status == 0, run.errors);
    BOOST_TEST(count_lines(run.output) == 1500U);

    server.send_signal(SIGINT);
    BOOST_TEST(server.finish() == 0);
    BOOST_TEST(
        server.errors().find("Served 2 requests over 1 connection with 1 handshake.")
            != std::string::npos,
        server.errors());
    BOOST_TEST(!std::filesystem::exists(std::filesystem::path(ca_file).parent_path()));
}

BOOST_AUTO_TEST_CASE(hangup_and_terminate_end_the_server)
{
    for (int const number : {SIGTERM, SIGHUP})
    {
        child_process server(tool_fixture::program, options({"sandbox"}));
        server.await_output("SIGNALWIRE_REST_CA_FILE='");
        server.send_signal(number);
        BOOST_TEST(server.finish() == 0);
    }
}

BOOST_AUTO_TEST_CASE(standard_output_is_closed_after_exports)
{
    child_process server(tool_fixture::program, options({"sandbox"}));
    std::string text;
    while (server.await_lines())
        text += server.take_lines();
    BOOST_TEST(count_lines(text) == 4U);
    BOOST_TEST(!server.has_ended());
    server.send_signal(SIGINT);
    BOOST_TEST(server.finish() == 0);
}

BOOST_AUTO_TEST_CASE(equal_seeds_give_equal_calls)
{
    auto const first_call = [](std::string const& seed) {
        child_process server(tool_fixture::program, options({"sandbox", "--seed", seed}));
        server.await_output("SIGNALWIRE_REST_CA_FILE='");
        BOOST_TEST(server.await_lines());
        child_options client = options({"list", "--format", "ndjson", "--limit", "1"});
        client.environment = exported(server.output());
        std::string const call = tool_fixture::run(client).output;
        server.send_signal(SIGINT);
        BOOST_TEST(server.finish() == 0);
        return call;
    };
    std::string const one = first_call("1");
    BOOST_TEST(count_lines(one) == 1U);
    BOOST_TEST(first_call("1") == one);
    BOOST_TEST(first_call("2") != one);
}

BOOST_AUTO_TEST_CASE(client_reads_all_calls_despite_injected_faults)
{
    child_process server(
        tool_fixture::program,
        options(
            {"sandbox", "--calls", "1500", "--fault", "reset=body,nth=2", "--fault",
             "status=503,retry-after=0,times=1", "--fault", "short-json,nth=4"}));
    server.await_output("SIGNALWIRE_REST_CA_FILE='");
    BOOST_TEST(server.await_lines());
    child_options client = options({"list", "--format", "ndjson", "--prefetch", "0"});
    client.environment = exported(server.output());
    finished_run const run = tool_fixture::run(client);
    BOOST_TEST(run.status == 0, run.errors);
    BOOST_TEST(count_lines(run.output) == 1500U);
    server.send_signal(SIGINT);
    BOOST_TEST(server.finish() == 0);
    BOOST_TEST(server.errors().find("Served 5 requests") != std::string::npos, server.errors());
    BOOST_TEST(server.errors().find(", and 3 faults.") != std::string::npos, server.errors());
}

BOOST_AUTO_TEST_CASE(pagination_loop_exits_with_status_5)
{
    child_process server(tool_fixture::program, options({"sandbox", "--fault", "cycle"}));
    server.await_output("SIGNALWIRE_REST_CA_FILE='");
    BOOST_TEST(server.await_lines());
    child_options client = options({"list", "--format", "ndjson", "--prefetch", "0"});
    client.environment = exported(server.output());
    finished_run const run = tool_fixture::run(client);
    BOOST_TEST(run.status == 5, run.errors);
    BOOST_TEST(count_lines(run.output) == 1000U);
    server.send_signal(SIGINT);
    BOOST_TEST(server.finish() == 0);
}

BOOST_AUTO_TEST_CASE(unknown_fault_is_rejected)
{
    finished_run const run = tool_fixture::run(options({"sandbox", "--fault", "fire,p=0.1"}));
    BOOST_TEST(run.status == 2);
    BOOST_TEST(run.output.empty());
    BOOST_TEST(count_lines(run.errors) == 1U, run.errors);
    BOOST_TEST(run.errors.find("unknown fault 'fire'") != std::string::npos, run.errors);
    BOOST_TEST(run.errors.find("status=CODE") != std::string::npos, run.errors);
}

BOOST_AUTO_TEST_CASE(activity_rate_adds_calls)
{
    child_process server(
        tool_fixture::program,
        options({"sandbox", "--calls", "10", "--activity-rate", "100", "--latency", "1ms"}));
    server.await_output("SIGNALWIRE_REST_CA_FILE='");
    BOOST_TEST(server.await_lines());
    child_options client = options({"list", "--format", "ndjson", "--quiet"});
    client.environment = exported(server.output());
    std::size_t calls = 10;
    // Each run takes longer than the interval of added calls; 100 runs take half a minute.
    for (int run = 0; run != 100 && calls == 10; ++run)
        calls = count_lines(tool_fixture::run(client).output);
    BOOST_TEST(calls > 10U);
    server.send_signal(SIGINT);
    BOOST_TEST(server.finish() == 0);
}

BOOST_AUTO_TEST_CASE(ca_out_keeps_the_certificate)
{
    temporary_directory const directory;
    std::string const file = directory.file("it's a ca.pem");
    child_process server(tool_fixture::program, options({"sandbox", "--ca-out", file}));
    server.await_output("SIGNALWIRE_REST_CA_FILE='");
    BOOST_TEST(server.await_lines());
    BOOST_TEST(
        server.output().find(directory.path() + "/it'\\''s a ca.pem'\n") != std::string::npos);
    server.send_signal(SIGINT);
    BOOST_TEST(server.finish() == 0);
    BOOST_TEST(read_file(file).starts_with("-----BEGIN CERTIFICATE-----"));
}

BOOST_AUTO_TEST_CASE(listen_failure_names_the_cause)
{
    tool_fixture const other;
    temporary_directory const directory;
    finished_run const taken =
        tool_fixture::run(options({"sandbox", "--port", std::to_string(other.server.port())}));
    BOOST_TEST(taken.status == 1);
    BOOST_TEST(taken.output.empty());
    BOOST_TEST(count_lines(taken.errors) == 1U, taken.errors);
    BOOST_TEST(
        taken.errors.find("cannot listen on 127.0.0.1, port ") != std::string::npos, taken.errors);
    BOOST_TEST(taken.errors.find("Address already in use") != std::string::npos, taken.errors);
    // Without the source location of the error.
    BOOST_TEST(taken.errors.find(".hpp") == std::string::npos, taken.errors);
    BOOST_TEST(taken.errors.find(".cpp") == std::string::npos, taken.errors);

    BOOST_TEST(tool_fixture::run(options({"sandbox", "--address", "nowhere"})).status == 2);
    BOOST_TEST(
        tool_fixture::run(options({"sandbox", "--ca-out", directory.file("missing/ca.pem")})).status
        == 1);
}

BOOST_AUTO_TEST_SUITE_END()
