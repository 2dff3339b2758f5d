#include "tool/option_parsers.hpp"

#include "tool/exit_status.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
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

/// Returns the value of an environment variable.
std::size_t parse_variable(char const* name)
{
    char const* const value = std::getenv(name);
    if (!value)
        throw usage_error(std::string("auto: the environment has no ") + name);
    return parse_number<std::size_t>(value);
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

void parse_partition(std::string_view text, stream_options& options)
{
    std::size_t const slash = text.find('/');
    if (text == "auto")
    {
        std::size_t const first = parse_variable("SLURM_ARRAY_TASK_MIN");
        std::size_t const step = parse_variable("SLURM_ARRAY_TASK_STEP");
        std::size_t const task = parse_variable("SLURM_ARRAY_TASK_ID");
        if (step == 0 || task < first)
            throw usage_error("auto: the variables of the Slurm array contradict each other");
        options.partition((task - first) / step + 1, parse_variable("SLURM_ARRAY_TASK_COUNT"));
        return;
    }
    if (text.substr(0, slash) == "auto")
    {
        options.partition(
            parse_variable("JOB_COMPLETION_INDEX") + 1,
            parse_number<std::size_t>(text.substr(slash + 1)));
        return;
    }
    if (slash == std::string_view::npos)
        throw usage_error("'" + std::string(text) + "': expected I/N, for example 3/8");
    options.partition(
        parse_number<std::size_t>(text.substr(0, slash)),
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
