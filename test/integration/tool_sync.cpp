// The copy of an account in a SQLite file, and what is reported from it.

#include "tool/database.hpp"
#include "tool/local_copy.hpp"
#include "tool/resource.hpp"
#include "tool_fixture.hpp"

#include <signalwire/compat/call.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <poll.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <utility>

namespace compat = signalwire::compat;
namespace sandbox = signalwire::sandbox;
namespace tool = signalwire::tool;

using namespace signalwire::test;

namespace
{

/// Returns true if `text`, a value of the copy as SQLite prints it, is that member.
bool is_stored_as(std::string_view name, boost::json::value const& value, std::string const& text)
{
    if (value.is_null())
        return text.empty();
    if (value.is_number())
        return !text.empty() && std::stod(text) == value.to_number<double>();
    std::string const wanted(value.as_string());
    if (name == "price")
        return signalwire::decimal(text) == signalwire::decimal(wanted);
    bool const is_time = name.ends_with("_time") || name.starts_with("date_");
    auto const time = is_time ? signalwire::timestamp::parse(wanted) : std::nullopt;
    return text == (time ? time->to_iso_string() : wanted);
}

class sync_fixture : public tool_fixture
{
public:
    using tool_fixture::tool_fixture;

    [[nodiscard]] finished_run sync(argument_list more = {}) const
    {
        return run(options(arguments(std::move(more))));
    }

    /// Kills a run after some time; returns false if it had ended before.
    [[nodiscard]] bool kill_after(std::chrono::microseconds time) const
    {
        child_process child(program, options(arguments({})));
        auto const end = std::chrono::steady_clock::now() + time;
        while (!child.has_ended() && std::chrono::steady_clock::now() < end)
            ::poll(nullptr, 0, 1);
        if (!child.has_ended())
            child.send_signal(SIGKILL);
        return child.finish() == -SIGKILL;
    }

    /// Compares every member of every call.
    void check_copy() const
    {
        tool::database copy(file, tool::database::mode::read_only);
        tool::statement rows(copy, "SELECT count(*) FROM calls");
        BOOST_TEST_REQUIRE(rows.step());
        BOOST_TEST(rows.integer(0) == static_cast<std::int64_t>(server.count_calls()));
        for (std::size_t i = 0; i != server.count_calls(); ++i)
            check_call(copy, server.call_at(i));
    }

    std::string const file = directory.file("calls.db");

private:
    [[nodiscard]] argument_list arguments(argument_list more) const
    {
        argument_list out = {"sync", file, "--quiet"};
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }

    static void check_call(tool::database& copy, compat::call const& call)
    {
        boost::json::object members = boost::json::parse(to_json(call)).as_object();
        boost::json::value const links = members["subresource_uris"];
        members.erase("subresource_uris");
        if (boost::json::object const* const known = links.if_object())
        {
            for (auto const& [name, value] : *known)
                members["subresource_uris." + std::string(name)] = value;
        }
        std::string columns;
        for (auto const& [name, value] : members)
            columns += (columns.empty() ? "" : ", ") + tool::quoted_name(name);
        tool::statement row(copy, "SELECT " + columns + " FROM calls WHERE sid = ?");
        row.bind(0, call.sid);
        BOOST_TEST_REQUIRE(row.step(), call.sid);
        int column = 0;
        for (auto const& [name, value] : members)
        {
            std::string const text(row.text(column));
            BOOST_TEST(is_stored_as(name, value, text), call.sid << ' ' << name << ' ' << text);
            ++column;
        }
    }
};

/// SIGNALWIRE_TEST_KILLS says how many, for a campaign.
int kills()
{
    char const* const text = std::getenv("SIGNALWIRE_TEST_KILLS");
    return text ? std::atoi(text) : 12;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tool_sync)

BOOST_AUTO_TEST_CASE(a_copy_equals_the_account_and_follows_its_changes)
{
    sync_fixture const fixture(2500);
    finished_run const first = fixture.sync();
    BOOST_TEST_REQUIRE(first.status == 0, first.errors);
    fixture.check_copy();

    fixture.server.add_calls(7);
    fixture.server.update_call(3);
    fixture.server.update_call(11);
    std::uint64_t const requests = fixture.server.stats().requests_received;
    finished_run const second = fixture.sync();
    BOOST_TEST(second.status == 0, second.errors);
    fixture.check_copy();
    // Not the whole account.
    BOOST_TEST(fixture.server.stats().requests_received - requests <= 3U);
}

BOOST_AUTO_TEST_CASE(a_run_that_is_killed_loses_and_repeats_nothing)
{
    std::minstd_rand random(1);
    for (int left = kills(); left > 0;)
    {
        sandbox::server_options options;
        // More than one an hour: what is changed below is less than a day old.
        options.calls = 8000;
        options.seed = random();
        sync_fixture const fixture(options);
        fixture.server.set_latency(std::chrono::milliseconds(2));
        for (int round = 0; round != 6; ++round)
        {
            left -= fixture.kill_after(std::chrono::microseconds(random() % 200'000)) ? 1 : 0;
            fixture.server.add_calls(random() % 2);
            fixture.server.update_call(random() % 6);
        }
        finished_run const last = fixture.sync();
        BOOST_TEST_REQUIRE(last.status == 0, last.errors);
        fixture.check_copy();
    }
}

BOOST_AUTO_TEST_CASE(a_repeated_item_is_one_row_with_the_last_values)
{
    temporary_directory const directory;
    std::string const file = directory.file("copy.db");
    tool::local_copy copy(file, "calls", {"sid", "status", "links.one"}, "project");
    tool::item_list const items = {
        R"({"sid":"a","status":"queued"})",
        R"({"sid":null,"status":"busy"})",
        R"({"sid":"b","status":"\"q\\"})",
        R"({"sid":"a","status":"ringing"})",
        R"({"sid":null,"status":"busy"})",
        R"({"sid":"a","status":"failed","links":{"one":1,"two":"\\"},"more":{"x":[1]}})"};
    copy.write(items, tool::copy_state());
    copy.add_indexes();
    BOOST_TEST(copy.count() == 4);
    copy.write({R"({"sid":"b","status":"completed"})"}, tool::copy_state());
    copy.add_indexes();
    BOOST_TEST(copy.count() == 4);
    tool::database stored(file, tool::database::mode::read_only);
    tool::statement rows(
        stored,
        "SELECT group_concat(sid || status || coalesce(\"links.one\" || extra, ''), ';') FROM "
        "(SELECT * FROM calls ORDER BY sid)");
    BOOST_TEST_REQUIRE(rows.step());
    BOOST_TEST(rows.text(0) == R"(afailed1{"links.two":"\\","more":{"x":[1]}};bcompleted)");
}

BOOST_AUTO_TEST_CASE(a_second_run_on_the_same_file_is_refused)
{
    sync_fixture const fixture(200);
    fixture.server.enqueue(sandbox::mock_response().with_delay(std::chrono::minutes(10)));
    child_process first(tool_fixture::program, fixture.options({"sync", fixture.file, "--quiet"}));
    while (fixture.server.queued_responses() != 0 && !first.has_ended())
        ::poll(nullptr, 0, 1);
    finished_run const second = fixture.sync();
    BOOST_TEST(second.status == 1);
    BOOST_TEST(second.errors.find("calls.db") != std::string::npos, second.errors);
    first.send_signal(SIGTERM);
    BOOST_TEST(first.finish() == 130);
    BOOST_TEST(fixture.sync().status == 0);
    fixture.check_copy();
}

BOOST_AUTO_TEST_CASE(files_that_are_no_copy_of_this_account_are_refused)
{
    sync_fixture const fixture(10);
    write_file(fixture.file, "This is not a database, but a text of more than a few bytes.\n");
    finished_run const text = fixture.sync();
    BOOST_TEST(text.status == 1);
    BOOST_TEST(text.errors.find("not a database") != std::string::npos, text.errors);
    BOOST_TEST(read_file(fixture.file).starts_with("This is"));

    std::filesystem::remove(fixture.file);
    BOOST_TEST(fixture.sync().status == 0);
    child_options other = fixture.options({"sync", fixture.file});
    other.environment["SIGNALWIRE_PROJECT_ID"] = "00000000-0000-0000-0000-000000000000";
    finished_run const refused = tool_fixture::run(other);
    BOOST_TEST(refused.status == 2);
    BOOST_TEST(refused.errors.find("another account") != std::string::npos, refused.errors);
}

BOOST_AUTO_TEST_CASE(a_report_has_the_sums_of_the_export)
{
    sync_fixture const fixture(800);
    BOOST_TEST_REQUIRE(fixture.sync().status == 0);
    std::map<std::string, std::int64_t> calls;
    std::map<std::string, signalwire::decimal> prices;
    for (std::size_t i = 0; i != fixture.server.count_calls(); ++i)
    {
        compat::call const call = fixture.server.call_at(i);
        std::string const status(call.status.text());
        ++calls[status];
        prices[status] += call.price.value_or(signalwire::decimal());
    }
    finished_run const report = tool_fixture::run(
        fixture.options({"report", fixture.file, "--by", "status", "--format", "ndjson"}));
    BOOST_TEST_REQUIRE(report.status == 0, report.errors);
    BOOST_TEST(count_lines(report.output) == calls.size());
    for (std::string const& line : lines_of(report.output))
    {
        boost::json::object const row = boost::json::parse(line).as_object();
        std::string const status(row.at("status").as_string());
        BOOST_TEST(row.at("calls").as_int64() == calls.at(status));
        std::size_t const price = line.find("\"price\":") + 8;
        BOOST_TEST(
            signalwire::decimal(line.substr(price, line.find(',', price) - price))
            == prices.at(status));
    }
    for (std::string const format : {"table", "csv", "svg", "html"})
    {
        finished_run const other = tool_fixture::run(
            fixture.options({"report", fixture.file, "--by", "day", "--format", format}));
        BOOST_TEST(other.status == 0, other.errors);
        BOOST_TEST(
            other.output.find(
                format == "svg"         ? "<svg"
                    : format == "table" ? "DAY"
                                        : "day")
            != std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
