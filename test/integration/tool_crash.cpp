#include "tool_fixture.hpp"

#include <signalwire/sandbox/mock_response.hpp>

#include <boost/test/unit_test.hpp>

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace sandbox = signalwire::sandbox;

using namespace signalwire::test;

BOOST_AUTO_TEST_SUITE(tool_crash)

namespace
{

std::uintmax_t size_of(std::string const& path)
{
    std::error_code missing;
    std::uintmax_t const size = std::filesystem::file_size(path, missing);
    return missing ? 0 : size;
}

/// An export to a file with a cursor that can be started repeatedly.
class export_job
{
public:
    export_job(tool_fixture const& fixture, argument_list more)
        : fixture_(fixture)
        , arguments_(std::move(more))
    {
        argument_list whole = arguments_;
        whole.insert(whole.end(), {"--quiet"});
        whole_ = fixture.list(whole).output;
        BOOST_TEST_REQUIRE(whole_.size() > 1000U);
        arguments_.insert(arguments_.begin(), "list");
        arguments_.insert(arguments_.end(), {"--output", output, "--cursor", cursor, "--quiet"});
    }

    [[nodiscard]] std::string const& whole() const noexcept
    {
        return whole_;
    }

    [[nodiscard]] finished_run finish() const
    {
        return tool_fixture::run(fixture_.options(arguments_));
    }

    /// Starts or resumes the export, and sends the signal when the output has `size` bytes and the
    /// server is stalled. Returns the exit status.
    [[nodiscard]] int interrupt(std::uintmax_t size, int signal) const
    {
        child_process child(tool_fixture::program, fixture_.options(arguments_));
        await(child, [&] {
            return size_of(output) >= size && fixture_.server.queued_responses() == 0;
        });
        child.send_signal(signal);
        return child.finish();
    }

    /// As `interrupt`, after it has saved its position.
    [[nodiscard]] int interrupt_when_saved(int signal) const
    {
        child_process child(tool_fixture::program, fixture_.options(arguments_));
        await(child, [&] { return std::filesystem::exists(cursor); });
        child.send_signal(signal);
        return child.finish();
    }

    void check() const
    {
        finished_run const rest = finish();
        BOOST_TEST(rest.status == 0, rest.errors);
        BOOST_TEST((read_file(output) == whole_));
        BOOST_TEST(!std::filesystem::exists(cursor));
    }

private:
    tool_fixture const& fixture_;
    argument_list arguments_;
    std::string whole_;

    template <class Condition>
    static void await(child_process& child, Condition happened)
    {
        while (!happened() && !child.has_ended())
            ::poll(nullptr, 0, 1);
    }

public:
    std::string const output = fixture_.directory.file("calls");
    std::string const cursor = fixture_.directory.file("cursor");
};

/// Makes the server delay the response after `pages` pages.
void stall_after(tool_fixture const& fixture, int pages)
{
    for (int i = 0; i < pages; ++i)
        fixture.server.enqueue(sandbox::mock_response());
    fixture.server.enqueue(sandbox::mock_response().with_delay(std::chrono::minutes(10)));
}

} // namespace

BOOST_AUTO_TEST_CASE(killed_run_resumes_from_saved_position)
{
    for (std::string const format : {"ndjson", "csv"})
    {
        tool_fixture const fixture(1000);
        export_job const job(fixture, {"--format", format, "--page-size", "100"});
        stall_after(fixture, 3);
        BOOST_TEST(job.interrupt_when_saved(SIGKILL) == -SIGKILL);
        BOOST_TEST(count_lines(read_file(job.output)) >= 300U);
        BOOST_TEST(job.whole().starts_with(read_file(job.output)));

        // Text that was not yet durable when it was killed.
        std::ofstream(job.output, std::ios::app) << "{\"sid\": \"half a rec";
        std::uint64_t const requests = fixture.server.stats().requests_received;
        job.check();
        // It did not start over.
        BOOST_TEST(fixture.server.stats().requests_received - requests <= 8U);
    }
}

namespace
{

argument_list const range = {
    "--start-time-after", "2000-01-01", "--start-time-before", "2100-01-01"};

argument_list with_range(argument_list more)
{
    more.insert(more.end(), range.begin(), range.end());
    return more;
}

/// Kills or interrupts the export `times` times, at random times of the seed.
void interrupt_repeatedly(export_job const& job, int times, unsigned seed)
{
    std::mt19937 random(seed);
    while (times > 0)
    {
        int const signal = random() % 3 == 0 ? SIGINT : SIGKILL;
        std::uintmax_t const begin = std::filesystem::exists(job.cursor) ? size_of(job.output) : 0;
        std::uintmax_t const size = begin + random() % (job.whole().size() - begin + 1);
        int const status = job.interrupt(size, signal);
        if (status == 0)
        {
            BOOST_TEST((read_file(job.output) == job.whole()));
            std::filesystem::remove(job.output);
            continue;
        }
        // Ctrl-C may precede any output.
        BOOST_TEST((status == 130 || status == -signal), status);
        --times;
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(export_survives_kill_at_random_points)
{
    tool_fixture const fixture(8000);
    export_job const job(fixture, {"--format", "ndjson", "--page-size", "200"});
    interrupt_repeatedly(job, 6, 7);
    job.check();
}

BOOST_AUTO_TEST_CASE(sharded_export_survives_kill_at_random_points)
{
    tool_fixture const fixture(8000);
    export_job const job(
        fixture, with_range({"--format", "csv", "--page-size", "200", "--shards", "4"}));
    interrupt_repeatedly(job, 6, 8);
    job.check();
}

BOOST_AUTO_TEST_CASE(partitions_cover_the_range)
{
    tool_fixture const fixture(1000);
    std::vector<std::string> whole =
        lines_of(fixture.list(with_range({"--format", "ndjson", "--quiet"})).output);
    BOOST_TEST_REQUIRE(whole.size() > 500U);
    std::vector<std::string> parts;
    for (char const* part : {"1/3", "2/3", "3/3"})
    {
        finished_run const run =
            fixture.list(with_range({"--format", "ndjson", "--quiet", "--shard", part}));
        BOOST_TEST(run.status == 0, run.errors);
        std::vector<std::string> const lines = lines_of(run.output);
        parts.insert(parts.end(), lines.begin(), lines.end());
    }
    std::sort(whole.begin(), whole.end());
    std::sort(parts.begin(), parts.end());
    BOOST_TEST((parts == whole));
}

BOOST_AUTO_TEST_CASE(run_killed_before_first_save_starts_over)
{
    tool_fixture const fixture(1000);
    export_job const job(fixture, {"--format", "csv"});
    write_file(job.output, job.whole().substr(0, 5000));
    job.check();
}

BOOST_AUTO_TEST_CASE(run_killed_after_resuming_keeps_its_checkpoint)
{
    tool_fixture const fixture(1000);
    export_job const job(fixture, {"--format", "csv", "--page-size", "100"});
    // A position after a limit has no output checkpoint.
    argument_list const limited = {"--format", "csv",      "--page-size", "100",      "--limit",
                                   "250",      "--output", job.output,    "--cursor", job.cursor};
    BOOST_TEST(fixture.list(limited).status == 0);
    BOOST_TEST(count_lines(read_file(job.cursor)) == 1U);
    std::string const saved = read_file(job.cursor);
    std::uintmax_t const begin = size_of(job.output);
    stall_after(fixture, 2);
    BOOST_TEST(job.interrupt(begin + 1, SIGKILL) == -SIGKILL);
    BOOST_TEST(read_file(job.cursor) != saved);
    job.check();
}

BOOST_AUTO_TEST_CASE(resuming_in_another_output_is_rejected)
{
    tool_fixture const fixture(1000);
    export_job const job(fixture, {"--format", "csv", "--page-size", "100"});
    stall_after(fixture, 3);
    BOOST_TEST(job.interrupt(1, SIGINT) == 130);
    std::string const part = read_file(job.output);
    std::string const saved = read_file(job.cursor);

    for (std::string const& text : {part.substr(1), std::string(part.size() + 10, 'x')})
    {
        write_file(job.output, text);
        finished_run const run = job.finish();
        BOOST_TEST(run.status == 2);
        BOOST_TEST(run.errors.starts_with("signalwire-calls: --cursor: " + job.cursor), run.errors);
        BOOST_TEST(run.errors.find(job.output) != std::string::npos, run.errors);
        BOOST_TEST(run.errors.find("remove the file to list from the start") != std::string::npos);
        BOOST_TEST((read_file(job.output) == text));
        BOOST_TEST(read_file(job.cursor) == saved);
    }
    std::filesystem::remove(job.output);
    BOOST_TEST(job.finish().status == 2);
    BOOST_TEST(!std::filesystem::exists(job.output));

    write_file(job.output, part);
    job.check();
}

BOOST_AUTO_TEST_SUITE_END()
