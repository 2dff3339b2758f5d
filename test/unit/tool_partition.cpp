#include "refusal.hpp"
#include "tool/option_parsers.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/stream_options.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tool = signalwire::tool;

BOOST_AUTO_TEST_SUITE(tool_partition)

namespace
{

using variables = std::map<std::string, std::string, std::less<>>;

/// Returns `I/N`, or the message.
std::string partition(std::string_view text, variables const& values)
{
    signalwire::stream_options options;
    std::string const message = unit::refusal([&] {
        tool::parse_partition(text, options, [&](std::string_view name) {
            auto const found = values.find(name);
            return found == values.end() ? std::nullopt : std::optional(found->second);
        });
    });
    if (message != "(accepted)")
        return message;
    return std::to_string(options.partition_index()) + '/'
        + std::to_string(options.partition_count());
}

variables slurm(int task, int first, int last, int count)
{
    return {
        {"SLURM_ARRAY_TASK_ID", std::to_string(task)},
        {"SLURM_ARRAY_TASK_MIN", std::to_string(first)},
        {"SLURM_ARRAY_TASK_MAX", std::to_string(last)},
        {"SLURM_ARRAY_TASK_COUNT", std::to_string(count)}};
}

} // namespace

BOOST_AUTO_TEST_CASE(auto_is_the_part_of_a_whole_slurm_array)
{
    BOOST_TEST(partition("auto", slurm(1, 1, 8, 8)) == "1/8");
    BOOST_TEST(partition("auto", slurm(8, 1, 8, 8)) == "8/8");
    BOOST_TEST(partition("auto", slurm(0, 0, 7, 8)) == "1/8");
    BOOST_TEST(partition("auto", slurm(7, 0, 7, 8)) == "8/8");
}

BOOST_AUTO_TEST_CASE(auto_rejects_an_array_that_may_be_a_part_of_another)
{
    std::string const expected =
        "auto: the Slurm array is not 1-N or 0-N without gaps: to run some "
        "parts of N, say auto/N and number the tasks from 1";
    BOOST_TEST(partition("auto", slurm(1, 1, 3, 2)) == expected); // --array=1,3
    BOOST_TEST(partition("auto", slurm(3, 3, 3, 1)) == expected); // --array=3
    BOOST_TEST(partition("auto", slurm(1, 1, 1, 1)) == expected);
    BOOST_TEST(partition("auto", slurm(0, 0, 0, 1)) == expected);
    BOOST_TEST(partition("auto", slurm(2, 2, 8, 7)) == expected);
    BOOST_TEST(partition("auto", slurm(9, 1, 8, 8)) == expected);
    BOOST_TEST(partition("auto", slurm(0, 1, 8, 8)) == expected);
}

BOOST_AUTO_TEST_CASE(count_may_be_given)
{
    BOOST_TEST(partition("auto/8", slurm(3, 3, 3, 1)) == "3/8");
    BOOST_TEST(partition("auto/8", slurm(8, 1, 8, 2)) == "8/8");
    BOOST_TEST(partition("auto/8", {{"JOB_COMPLETION_INDEX", "0"}}) == "1/8");
    BOOST_TEST(partition("auto/8", {{"JOB_COMPLETION_INDEX", "7"}}) == "8/8");
}

BOOST_AUTO_TEST_CASE(index_outside_the_parts_is_rejected)
{
    for (variables const& values :
         {slurm(0, 0, 7, 8), slurm(9, 1, 9, 9), variables{{"JOB_COMPLETION_INDEX", "8"}}})
    {
        std::string const message = partition("auto/8", values);
        BOOST_TEST(unit::mentions(message, "partition"), message);
    }
    BOOST_TEST(
        partition("auto/8", {{"JOB_COMPLETION_INDEX", "-1"}}) == "'-1' is not a whole number");
}

BOOST_AUTO_TEST_CASE(missing_and_contradictory_variables_are_named)
{
    BOOST_TEST(partition("auto", {}) == "auto: the environment has no SLURM_ARRAY_TASK_MIN");
    BOOST_TEST(partition("auto/2", {}) == "auto: the environment has no SLURM_ARRAY_TASK_ID");
    variables both = slurm(1, 1, 2, 2);
    both["JOB_COMPLETION_INDEX"] = "0";
    BOOST_TEST(
        partition("auto/2", both)
        == "auto: the environment has both SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX");
    BOOST_TEST(partition("auto/", slurm(1, 1, 2, 2)) == "'' is not a whole number");
    BOOST_TEST(partition("automatic/2", {}) == "'automatic' is not a whole number");
}

BOOST_AUTO_TEST_SUITE_END()
