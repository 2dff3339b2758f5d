#include "tool_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <poll.h>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>

using namespace signalwire::test;

BOOST_AUTO_TEST_SUITE(tool_watch)

namespace
{

argument_list watching(argument_list const& more)
{
    argument_list all = {"list", "--watch", "10ms", "--format", "ndjson", "--page-size", "50"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// Waits until a poll that starts after this call has ended.
void await_polls(tool_fixture const& fixture, child_process& child)
{
    std::uint64_t const seen = fixture.server.stats().requests_received;
    while (fixture.server.stats().requests_received < seen + 2 && !child.has_ended())
        ::poll(nullptr, 0, 1);
}

std::string sid_of(std::string const& line)
{
    return std::string(boost::json::parse(line).at("sid").as_string());
}

} // namespace

BOOST_AUTO_TEST_CASE(watch_prints_changes_only)
{
    tool_fixture const fixture(40);
    child_process child(tool_fixture::program, fixture.options(watching({"--limit", "3"})));
    await_polls(fixture, child);
    fixture.server.add_calls(2);
    BOOST_TEST(child.await_lines());
    fixture.server.update_call(0);
    BOOST_TEST(child.finish() == 0);
    std::vector<std::string> const lines = lines_of(child.output());
    BOOST_TEST_REQUIRE(lines.size() == 3U);
    BOOST_TEST(sid_of(lines[0]) == fixture.server.call_at(1).sid);
    BOOST_TEST(sid_of(lines[1]) == fixture.server.call_at(0).sid);
    BOOST_TEST(sid_of(lines[2]) == fixture.server.call_at(0).sid);
}

BOOST_AUTO_TEST_CASE(resumed_watch_prints_changes_since_interruption)
{
    tool_fixture const fixture(40);
    std::string const cursor = fixture.directory.file("cursor");
    std::string const file = fixture.directory.file("calls");
    argument_list const arguments = watching({"--cursor", cursor, "--output", file, "--quiet"});
    {
        child_process child(tool_fixture::program, fixture.options(arguments));
        await_polls(fixture, child);
        await_polls(fixture, child);
        // It has a position even without changes.
        child.send_signal(SIGINT);
        BOOST_TEST(child.finish() == 130, child.errors());
    }
    BOOST_TEST(std::filesystem::exists(cursor));
    for (std::size_t total : {3U, 5U})
    {
        fixture.server.add_calls(total == 3 ? 3 : 2);
        child_process child(tool_fixture::program, fixture.options(arguments));
        while (count_lines(read_file(file)) < total && !child.has_ended())
            ::poll(nullptr, 0, 1);
        await_polls(fixture, child);
        child.send_signal(SIGINT);
        BOOST_TEST(child.finish() == 130, child.errors());
    }
    std::vector<std::string> const lines = lines_of(read_file(file));
    BOOST_TEST_REQUIRE(lines.size() == 5U);
    for (std::size_t i = 0; i < 5; ++i)
        BOOST_TEST(sid_of(lines[i]) == fixture.server.call_at(4 - i).sid);
}

BOOST_AUTO_TEST_SUITE_END()
