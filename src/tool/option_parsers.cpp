#include "tool/option_parsers.hpp"

#include "tool/exit_status.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace signalwire::tool
{

namespace
{

void apply(std::string const& name, option_group::setter const& set, std::string const& text)
{
    try
    {
        set(text);
    }
    catch (std::invalid_argument const& e)
    {
        throw usage_error(name + ": " + e.what());
    }
}

template <class Value>
struct choice
{
    std::string_view name;
    Value value;
};

/// Returns the value of the choice named `text`.
template <class Value, std::size_t Count>
Value one_of(std::string_view text, choice<Value> const (&choices)[Count])
{
    std::string expected;
    for (choice<Value> const& each : choices)
    {
        if (each.name == text)
            return each.value;
        expected.append(expected.empty() ? "" : ", ").append(each.name);
    }
    throw usage_error("'" + std::string(text) + "' is not one of " + expected);
}

template <sandbox::bounds_precision Precision>
void set_precision(sandbox::time_bounds& bounds)
{
    bounds.precision = Precision;
}

template <bool Lower, bool Upper>
void include_bounds(sandbox::time_bounds& bounds)
{
    bounds.lower_inclusive |= Lower;
    bounds.upper_inclusive |= Upper;
}

std::size_t parse_variable(client_config::environment const& variables, std::string_view name)
{
    std::optional<std::string> const value = variables(name);
    if (!value)
        throw usage_error("auto: the environment has no " + std::string(name));
    return parse_number<std::size_t>(*value);
}

/// The part of a task of a Slurm array that says how many parts there are. An array that some tasks
/// of another are repeated with says a smaller number: its parts would be other ones.
void set_slurm_partition(stream_options& options, client_config::environment const& variables)
{
    std::size_t const first = parse_variable(variables, "SLURM_ARRAY_TASK_MIN");
    std::size_t const last = parse_variable(variables, "SLURM_ARRAY_TASK_MAX");
    std::size_t const count = parse_variable(variables, "SLURM_ARRAY_TASK_COUNT");
    std::size_t const task = parse_variable(variables, "SLURM_ARRAY_TASK_ID");
    if (first > 1 || count < 2 || last != first + count - 1 || task < first || task > last)
    {
        throw usage_error(
            "auto: the Slurm array is not 1-N or 0-N without gaps: to run some parts of N, say "
            "auto/N and number the tasks from 1");
    }
    options.partition(task - first + 1, count);
}

/// Returns the index from 1 of a part whose count is known.
std::size_t parse_part_index(client_config::environment const& variables)
{
    if (!variables("JOB_COMPLETION_INDEX"))
        return parse_variable(variables, "SLURM_ARRAY_TASK_ID");
    if (variables("SLURM_ARRAY_TASK_ID"))
    {
        throw usage_error(
            "auto: the environment has both SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX");
    }
    return parse_variable(variables, "JOB_COMPLETION_INDEX") + 1;
}

} // namespace

option_group::option_group(CLI::App& app, std::string heading)
    : app_(app)
    , heading_(std::move(heading))
{
}

CLI::Option* option_group::add(
    std::string const& name, std::string const& value, std::string const& help,
    setter const& set) const
{
    CLI::Option* const option = app_.add_option_function<std::string>(
        name, [name, set](std::string const& text) { apply(name, set, text); }, help);
    return option->option_text(value)->group(heading_);
}

void option_group::add_repeatable(
    std::string const& name, std::string const& value, std::string const& help,
    setter const& set) const
{
    CLI::Option* const option = app_.add_option_function<std::vector<std::string>>(
        name,
        [name, set](std::vector<std::string> const& texts) {
            for (std::string const& text : texts)
                apply(name, set, text);
        },
        help);
    option->allow_extra_args(false)->option_text(value)->group(heading_);
}

void option_group::add_flag(std::string const& name, std::string const& help, bool& target) const
{
    app_.add_flag(name, target, help)->group(heading_);
}

timestamp parse_time(std::string_view text)
{
    if (std::optional<timestamp> const time = timestamp::parse(text))
        return *time;
    throw usage_error(
        "'" + std::string(text) + "' is not a valid time (example: 2018-09-21T10:00:00Z)");
}

std::string parse_day(std::string_view text)
{
    constexpr std::size_t length = std::string_view("2018-09-21").size();
    if (text.size() != length || !timestamp::parse(text))
        throw usage_error("'" + std::string(text) + "' is not a valid day (example: 2018-09-21)");
    return std::string(text);
}

bool parse_flag(std::string_view text)
{
    static constexpr choice<bool> flags[] = {{"true", true}, {"false", false}};
    return one_of(text, flags);
}

std::chrono::milliseconds parse_duration(std::string_view text)
{
    constexpr std::uint64_t max_seconds = 24 * 3600;
    std::string_view digits = text;
    bool const is_milliseconds = digits.ends_with("ms");
    if (!digits.ends_with('s'))
        throw usage_error("'" + std::string(text) + "' is not a valid duration (example: 80ms)");
    digits.remove_suffix(is_milliseconds ? 2 : 1);
    auto const number = parse_number<std::uint64_t>(digits);
    if (number > max_seconds * (is_milliseconds ? 1000 : 1))
        throw usage_error("'" + std::string(text) + "' is more than a day");
    return std::chrono::milliseconds(number * (is_milliseconds ? 1 : 1000));
}

sandbox::json_style parse_json_style(std::string_view text)
{
    static constexpr choice<sandbox::json_style> styles[] = {
        {"canonical", sandbox::json_style::canonical}, {"varied", sandbox::json_style::varied}};
    return one_of(text, styles);
}

sandbox::time_bounds parse_bounds(std::string_view text)
{
    using precision = sandbox::bounds_precision;
    static constexpr choice<void (*)(sandbox::time_bounds&)> words[] = {
        {"second", set_precision<precision::second>},
        {"minute", set_precision<precision::minute>},
        {"whole-minute", set_precision<precision::whole_minute>},
        {"day", set_precision<precision::day>},
        {"whole-day", set_precision<precision::whole_day>},
        {"ignored", set_precision<precision::ignored>},
        {"exclusive", include_bounds<false, false>},
        {"inclusive", include_bounds<true, true>},
        {"lower-inclusive", include_bounds<true, false>},
        {"upper-inclusive", include_bounds<false, true>}};
    sandbox::time_bounds bounds;
    while (!text.empty())
    {
        std::size_t const end = std::min(text.find(','), text.size());
        one_of(text.substr(0, end), words)(bounds);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return bounds;
}

sandbox::listing_order parse_order(std::string_view text)
{
    using order = sandbox::listing_order;
    static constexpr choice<order> orders[] = {
        {"newest-first", order::newest_first},
        {"oldest-first", order::oldest_first},
        {"unordered", order::unordered}};
    return one_of(text, orders);
}

recording_format parse_recording_format(std::string_view text)
{
    static constexpr choice<recording_format> formats[] = {
        {"wav", recording_format::wav}, {"mp3", recording_format::mp3}};
    return one_of(text, formats);
}

report_key parse_report_key(std::string_view text)
{
    static constexpr choice<report_key> keys[] = {
        {"day", report_key::day}, {"number", report_key::number}, {"status", report_key::status}};
    return one_of(text, keys);
}

output_format parse_format(std::string_view text)
{
    static constexpr choice<output_format> formats[] = {
        {"table", output_format::table},
        {"ndjson", output_format::ndjson},
        {"csv", output_format::csv}};
    return one_of(text, formats);
}

void parse_partition(
    std::string_view text, stream_options& options, client_config::environment const& variables)
{
    if (text == "auto")
        return set_slurm_partition(options, variables);
    std::size_t const slash = text.find('/');
    if (slash == std::string_view::npos)
        throw usage_error("'" + std::string(text) + "': expected I/N, for example 3/8");
    std::string_view const index = text.substr(0, slash);
    options.partition(
        index == "auto" ? parse_part_index(variables) : parse_number<std::size_t>(index),
        parse_number<std::size_t>(text.substr(slash + 1)));
}

std::string parse_address(std::string_view text)
{
    boost::system::error_code error;
    boost::asio::ip::make_address(std::string(text), error);
    if (error)
        throw usage_error("'" + std::string(text) + "' is not a valid IP address");
    return std::string(text);
}

std::string parse_path(std::string_view text)
{
    if (text.empty())
        throw usage_error("file name must not be empty");
    return std::string(text);
}

} // namespace signalwire::tool
