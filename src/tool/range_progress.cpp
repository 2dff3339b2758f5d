#include "tool/range_progress.hpp"

#include "tool/resource.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace signalwire::tool
{

namespace
{

std::optional<timestamp> bound_of(list_options const& options, char comparison)
{
    std::string const name = std::string(options.what->window) + comparison;
    for (auto const& [parameter, value] : options.filter)
    {
        if (parameter == name)
            return timestamp::parse(value);
    }
    return std::nullopt;
}

/// Returns the member of an item that the parameter compares: `start_time` for `StartTime`.
std::string member_of(std::string_view parameter)
{
    std::string name = option_name(parameter).substr(2);
    std::ranges::replace(name, '-', '_');
    return name;
}

double share(listed_range const& range, bool newest_first, timestamp at)
{
    auto const passed =
        newest_first ? range.last.time() - at.time() : at.time() - range.first.time();
    auto const whole = range.last.time() - range.first.time();
    double const part = static_cast<double>(passed.count()) / static_cast<double>(whole.count());
    return std::clamp(part, 0.0, 1.0);
}

} // namespace

std::optional<listed_range> range_of(list_options const& options)
{
    if (options.what->window.empty())
        return std::nullopt;
    std::optional<timestamp> const first = bound_of(options, '>');
    std::optional<timestamp> const last = bound_of(options, '<');
    if (!first || !last || *first >= *last)
        return std::nullopt;
    // The partitions of the library, to the second.
    double const length = static_cast<double>((last->time() - first->time()).count());
    auto const boundary = [&](std::size_t number) {
        double const part =
            static_cast<double>(number) / static_cast<double>(options.stream.partition_count());
        return timestamp(first->time() + std::chrono::seconds(std::llround(length * part)));
    };
    std::size_t const index = options.stream.partition_index();
    listed_range const range = {boundary(index - 1), boundary(index)};
    return range.first < range.last ? std::optional(range) : std::nullopt;
}

std::optional<timestamp> time_of(std::string const& item, list_options const& options)
{
    boost::system::error_code error;
    boost::json::value const value = boost::json::parse(item, error);
    if (error || !value.is_object())
        return std::nullopt;
    boost::json::value const* const time =
        value.get_object().if_contains(member_of(options.what->window));
    if (time == nullptr || !time->is_string())
        return std::nullopt;
    return timestamp::parse(time->get_string());
}

range_progress progress_in(
    listed_range const& range, timestamp begin, timestamp now,
    std::chrono::steady_clock::duration elapsed)
{
    bool const newest_first = now <= begin;
    double const done = share(range, newest_first, now);
    double const done_here = done - share(range, newest_first, begin);
    range_progress out;
    out.percent = std::min(static_cast<unsigned>(done * 100.0), 99U);
    // A hundredth of the range and a second: less says nothing of the rest.
    double const seconds = std::chrono::duration<double>(elapsed).count();
    if (done_here >= 0.01 && seconds >= 1.0)
        out.left = std::chrono::seconds(std::llround(seconds * (1.0 - done) / done_here));
    return out;
}

std::string range_text(range_progress const& progress)
{
    std::string text = std::to_string(progress.percent) + '%';
    if (!progress.left)
        return text;
    auto const two_digits = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    std::int64_t const seconds = progress.left->count();
    std::int64_t const minutes = seconds / 60;
    text += ", ";
    if (minutes >= 60)
        text += std::to_string(minutes / 60) + " h " + two_digits(minutes % 60) + " min";
    else if (minutes > 0)
        text += std::to_string(minutes) + " min " + two_digits(seconds % 60) + " s";
    else
        text += std::to_string(seconds) + " s";
    return text + " left";
}

} // namespace signalwire::tool
