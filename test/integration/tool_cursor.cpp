#include "tool_fixture.hpp"

#include <signalwire/sandbox/mock_response.hpp>

#include <boost/test/unit_test.hpp>

#include <poll.h>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace sandbox = signalwire::sandbox;

using namespace signalwire::test;

BOOST_AUTO_TEST_SUITE(tool_cursor)

namespace
{

/// Returns the output of an uninterrupted `list`.
std::string uninterrupted(tool_fixture const& fixture, std::string const& format)
{
    finished_run const run = fixture.list({"--format", format, "--quiet"});
    BOOST_REQUIRE(run.status == 0);
    return run.output;
}

/// Starts `list`, and interrupts it while its third request is delayed.
void interrupt_third_request(
    tool_fixture const& fixture, argument_list arguments, std::string const& progress)
{
    fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response().with_delay(std::chrono::minutes(10)));
    arguments.insert(arguments.begin(), {"list", "--page-size", "100"});
    child_options options = fixture.options(arguments);
    options.errors = child_stream::terminal;
    child_process child(tool_fixture::program, options);
    child.await_errors(progress);
    child.send_signal(SIGINT);
    BOOST_TEST(child.finish() == 130);
}

} // namespace

BOOST_AUTO_TEST_CASE(interrupted_run_resumes)
{
    tool_fixture const fixture(20'000);
    std::string const cursor = fixture.directory.file("cursor");
    argument_list const command = {"list", "--format", "ndjson", "--page-size",
                                   "50",   "--cursor", cursor};

    std::string text;
    {
        // Twenty megabytes do not fit into a pipe: it is interrupted in the middle, while it waits
        // for the server or for the reader.
        child_process child(tool_fixture::program, fixture.options(command));
        while (count_lines(text) < 1000)
        {
            BOOST_REQUIRE(child.await_lines());
            text += child.take_lines();
        }
        child.send_signal(SIGINT);
        BOOST_TEST(child.finish() == 130);
        BOOST_TEST(child.errors().starts_with("Interrupted: "), child.errors());
        BOOST_TEST(child.errors().find(cursor) != std::string::npos, child.errors());
        text += child.output();
    }
    BOOST_TEST(count_lines(text) < 20'000U);
    BOOST_TEST(text.back() == '\n');

    BOOST_TEST(std::filesystem::exists(cursor));
    finished_run const rest = tool_fixture::run(fixture.options(command));
    BOOST_TEST(rest.status == 0, rest.errors);
    text += rest.output;
    BOOST_TEST((text == uninterrupted(fixture, "ndjson")));
    BOOST_TEST(!std::filesystem::exists(cursor));
}

BOOST_AUTO_TEST_CASE(resumed_output_has_no_second_header)
{
    for (std::string const format : {"table", "ndjson", "csv"})
    {
        tool_fixture const fixture(1000);
        std::string const file = fixture.directory.file("calls");
        write_file(file, "this was here before and is replaced");
        argument_list const arguments = {"--format", format,     "--output",
                                         file,       "--cursor", fixture.directory.file("cursor")};
        interrupt_third_request(fixture, arguments, "200 calls, ");
        BOOST_TEST(count_lines(read_file(file)) >= 200U);
        // The first request now fetches the page at whose end the run stopped.
        interrupt_third_request(fixture, arguments, "100 calls, ");
        finished_run const rest = fixture.list(arguments);
        BOOST_TEST(rest.status == 0, rest.errors);
        BOOST_TEST((read_file(file) == uninterrupted(fixture, format)), format);
    }
}

BOOST_AUTO_TEST_CASE(failed_listing_saves_the_position)
{
    tool_fixture const fixture(1000);
    std::string const cursor = fixture.directory.file("cursor");
    // Sequential requests: every attempt at the second page gets the fault.
    argument_list const arguments = {"--format", "ndjson", "--page-size", "100",
                                     "--cursor", cursor,   "--prefetch",  "0"};
    fixture.server.enqueue(sandbox::mock_response());
    for (int attempt = 0; attempt < 3; ++attempt)
        fixture.server.enqueue(sandbox::mock_response().truncate(20'000));
    finished_run const broken = fixture.list(arguments);
    BOOST_TEST(broken.status == 5);
    BOOST_TEST(count_lines(broken.output) > 100U);

    finished_run const rest = fixture.list(arguments);
    BOOST_TEST(rest.status == 0, rest.errors);
    BOOST_TEST((broken.output + rest.output == uninterrupted(fixture, "ndjson")));
}

BOOST_AUTO_TEST_CASE(full_disk_leaves_no_partial_record)
{
    tool_fixture const fixture(1000);
    std::string const file = fixture.directory.file("calls");
    argument_list const arguments = {
        "list", "--format", "csv", "--output", file, "--cursor", fixture.directory.file("cursor")};
    // A file size limit of 200 blocks simulates a full disk.
    argument_list limited = {"-c", "ulimit -f 200; exec \"$0\" \"$@\"", tool_fixture::program};
    limited.insert(limited.end(), arguments.begin(), arguments.end());
    child_process child("/bin/sh", fixture.options(limited));
    BOOST_TEST(child.finish() == 1);
    BOOST_TEST(child.errors().find("cannot write to " + file) != std::string::npos, child.errors());
    std::string const whole = uninterrupted(fixture, "csv");
    std::string const part = read_file(file);
    BOOST_TEST(!part.empty());
    BOOST_TEST(part.size() < whole.size());

    finished_run const rest = tool_fixture::run(fixture.options(arguments));
    BOOST_TEST(rest.status == 0, rest.errors);
    BOOST_TEST((read_file(file) == whole));
}

BOOST_AUTO_TEST_CASE(position_is_kept_without_new_output)
{
    tool_fixture const fixture(1000);
    std::string const cursor = fixture.directory.file("cursor");
    BOOST_TEST(fixture.list({"--token", "wrong", "--cursor", cursor}).status == 3);
    BOOST_TEST(!std::filesystem::exists(cursor));

    BOOST_TEST(fixture.list({"--limit", "10", "--cursor", cursor}).status == 0);
    std::string const saved = read_file(cursor);
    BOOST_TEST(fixture.list({"--token", "wrong", "--cursor", cursor}).status == 3);
    BOOST_TEST(read_file(cursor) == saved);

    child_options options = fixture.options({"list", "--cursor", cursor});
    options.output = child_stream::full_device;
    BOOST_TEST(tool_fixture::run(options).status == 1);
    BOOST_TEST(read_file(cursor) == saved);
}

BOOST_AUTO_TEST_CASE(run_resumes_after_a_limit)
{
    tool_fixture const fixture(1000);
    argument_list const arguments = {"--format", "csv",      "--limit",
                                     "400",      "--cursor", fixture.directory.file("cursor")};
    std::string text;
    for (std::size_t const expected : {401U, 400U, 200U})
    {
        finished_run const run = fixture.list(arguments);
        BOOST_TEST(run.status == 0, run.errors);
        BOOST_TEST(lines_of(run.output).size() >= expected);
        text += run.output;
    }
    BOOST_TEST((text == uninterrupted(fixture, "csv")));
    BOOST_TEST(!std::filesystem::exists(fixture.directory.file("cursor")));
}

BOOST_AUTO_TEST_CASE(cursor_of_another_listing_is_rejected)
{
    tool_fixture const fixture(1000);
    std::string const cursor = fixture.directory.file("cursor");
    std::string const file = fixture.directory.file("calls");
    write_file(file, "dear to us");
    BOOST_TEST(fixture.list({"--limit", "10", "--cursor", cursor}).status == 0);
    std::string const saved = read_file(cursor);
    std::uint64_t const connections = fixture.server.stats().connections_accepted;

    finished_run const rejected =
        fixture.list({"--status", "busy", "--cursor", cursor, "--output", file});
    BOOST_TEST(rejected.status == 2);
    BOOST_TEST(
        rejected.errors.starts_with("signalwire-calls: --cursor: " + cursor + ": "),
        rejected.errors);
    BOOST_TEST(count_lines(rejected.errors) == 1U);
    BOOST_TEST(read_file(cursor) == saved);

    write_file(cursor, saved.substr(0, saved.size() / 2));
    finished_run const damaged = fixture.list({"--cursor", cursor, "--output", file});
    BOOST_TEST(damaged.status == 2);
    BOOST_TEST(count_lines(damaged.errors) == 1U);
    BOOST_TEST(read_file(file) == "dear to us");
    BOOST_TEST(fixture.server.stats().connections_accepted == connections);
}

BOOST_AUTO_TEST_CASE(second_signal_exits_immediately)
{
    tool_fixture const fixture(20'000);
    auto options = fixture.options({"list", "--format", "ndjson"});
    options.output = signalwire::test::child_stream::narrow_pipe;
    child_process child(tool_fixture::program, options);
    BOOST_TEST(child.await_lines());
    // From now on the pipe is not read, and a page of calls exceeds its capacity. After the first
    // signal, the run tries to finish its output, which blocks. The time to handle the first signal
    // is unknown, so the second is repeated.
    while (!child.has_ended())
    {
        child.send_signal(SIGINT);
        ::poll(nullptr, 0, 10);
    }
    BOOST_TEST(child.finish_unread() == 130);
}

namespace
{

/// Starts an export and waits until it has written calls and saved a position.
void await_saved(tool_fixture const& fixture, child_process& child, std::string const& cursor)
{
    while (!child.has_ended()
           && (fixture.server.queued_responses() != 0 || !std::filesystem::exists(cursor)))
        ::poll(nullptr, 0, 1);
}

} // namespace

BOOST_AUTO_TEST_CASE(second_run_on_locked_files_is_rejected)
{
    tool_fixture const fixture(1000);
    std::string const file = fixture.directory.file("calls");
    std::string const cursor = fixture.directory.file("cursor");
    argument_list const arguments = {"--format", "ndjson", "--page-size", "100",
                                     "--output", file,     "--cursor",    cursor};
    fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response().with_delay(std::chrono::minutes(10)));
    argument_list first = arguments;
    first.insert(first.begin(), "list");
    child_process child(tool_fixture::program, fixture.options(first));
    await_saved(fixture, child, cursor);
    std::string const saved = read_file(file);
    BOOST_TEST(!saved.empty());
    std::filesystem::create_symlink(file, fixture.directory.file("calls-link"));
    std::filesystem::create_hard_link(file, fixture.directory.file("calls-name"));
    std::filesystem::create_symlink(cursor, fixture.directory.file("cursor-link"));
    for (argument_list const& second :
         {argument_list{"--output", file},
          argument_list{"--output", fixture.directory.file("calls-link")},
          argument_list{"--output", fixture.directory.file("calls-name")},
          argument_list{"--cursor", cursor},
          argument_list{"--cursor", fixture.directory.file("cursor-link")},
          argument_list{"--cursor", file}})
    {
        finished_run const run = fixture.list(second);
        BOOST_TEST(run.status == 1, second.back());
        BOOST_TEST(run.output.empty());
        BOOST_TEST(count_lines(run.errors) == 1U, run.errors);
        BOOST_TEST(run.errors.find("is in use by another run") != std::string::npos, run.errors);
    }
    BOOST_TEST((read_file(file) == saved));
    child.send_signal(SIGKILL);
    BOOST_TEST(child.finish() == -SIGKILL);
    BOOST_TEST(fixture.list(arguments).status == 0);
    BOOST_TEST((read_file(file) == uninterrupted(fixture, "ndjson")));
    BOOST_TEST(!std::filesystem::exists(cursor));
    BOOST_TEST(!std::filesystem::exists(cursor + ".signalwire-lock"));
}

BOOST_AUTO_TEST_CASE(dangling_cursor_link_is_kept)
{
    tool_fixture const fixture(100);
    std::string const link = fixture.directory.file("link");
    std::filesystem::create_symlink("middle", link);
    std::filesystem::create_symlink("target", fixture.directory.file("middle"));
    BOOST_TEST(fixture.list({"--limit", "10", "--cursor", link}).status == 0);
    BOOST_TEST(std::filesystem::is_symlink(link));
    BOOST_TEST(std::filesystem::is_regular_file(
        std::filesystem::symlink_status(fixture.directory.file("target"))));

    std::filesystem::create_symlink("loop", fixture.directory.file("loop"));
    finished_run const loop = fixture.list({"--cursor", fixture.directory.file("loop")});
    BOOST_TEST(loop.status == 2);
    BOOST_TEST(loop.errors.find("symbolic links") != std::string::npos, loop.errors);
}

BOOST_AUTO_TEST_CASE(another_layout_or_account_is_rejected)
{
    tool_fixture const fixture(100);
    std::string const cursor = fixture.directory.file("cursor");
    argument_list const begun = {"--format", "csv", "--limit", "10", "--cursor", cursor};
    BOOST_TEST(fixture.list(begun).status == 0);
    std::string const saved = read_file(cursor);
    for (argument_list more :
         {argument_list{"--format", "ndjson"},
          argument_list{"--format", "csv", "--fields", "sid,to"},
          argument_list{"--format", "csv", "--csv-safe"},
          argument_list{"--format", "csv", "--status", "busy"},
          argument_list{"--format", "csv", "--project", "another"}})
    {
        more.insert(more.end(), {"--cursor", cursor});
        BOOST_TEST(fixture.list(more).status == 2, more[1]);
        BOOST_TEST(read_file(cursor) == saved);
    }
    BOOST_TEST(fixture.list(begun).status == 0);
}

BOOST_AUTO_TEST_CASE(empty_listing_truncates_earlier_output)
{
    tool_fixture const fixture(10);
    std::string const file = fixture.directory.file("calls");
    write_file(file, "of yesterday\n");
    BOOST_TEST(
        fixture.list({"--to", "unknown", "--format", "ndjson", "--output", file}).status == 0);
    BOOST_TEST(read_file(file).empty());
    write_file(file, "of yesterday\n");
    BOOST_TEST(fixture.list({"--to", "unknown", "--format", "csv", "--output", file}).status == 0);
    BOOST_TEST(count_lines(read_file(file)) == 1U);
    BOOST_TEST(read_file(file).starts_with("sid,"));
    BOOST_TEST(count_lines(fixture.list({"--format", "ndjson", "--output", "-"}).output) == 10U);
}

BOOST_AUTO_TEST_SUITE_END()
