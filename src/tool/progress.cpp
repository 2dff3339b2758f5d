#include "tool/progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::tool
{

namespace
{

constexpr std::size_t max_bar_columns = 30;
constexpr std::size_t min_bar_columns = 8;

double seconds(std::chrono::steady_clock::duration elapsed)
{
    return std::chrono::duration<double>(elapsed).count();
}

std::string seconds_text(std::chrono::steady_clock::duration elapsed)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f s", seconds(elapsed));
    return text.data();
}

/// Returns the percentage, rounded down, so that 100 means complete.
unsigned percent_of(std::uint64_t part, std::uint64_t whole)
{
    if (part >= whole)
        return 100;
    return static_cast<unsigned>(static_cast<double>(part) / static_cast<double>(whole) * 100.0);
}

std::string bar_text(unsigned percent, std::size_t width)
{
    std::size_t const filled = width * percent / 100;
    std::string bar = "[";
    bar.append(filled, '#').append(width - filled, '.').append("] ");
    std::string const number = std::to_string(percent);
    return bar.append(3 - number.size(), ' ').append(number).append("%  ");
}

std::string counts_text(progress const& now)
{
    std::string text = now.limit
        ? group_digits(now.items) + " of " + count_text(*now.limit, now.noun)
        : count_text(now.items, now.noun);
    // A rate over a shorter time is meaningless.
    if (now.elapsed >= std::chrono::milliseconds(100))
    {
        double const rate = static_cast<double>(now.items) / seconds(now.elapsed);
        text += ", " + group_digits(static_cast<std::uint64_t>(std::llround(rate))) + "/s";
    }
    text += ", " + count_text(now.pages, "page");
    return now.range.empty() ? text : text + ", " + now.range;
}

} // namespace

std::string group_digits(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t end = digits.size(); end > 3; end -= 3)
        digits.insert(end - 3, 1, ',');
    return digits;
}

std::string count_text(std::uint64_t count, std::string_view noun)
{
    return group_digits(count) + ' ' + (count == 1 ? std::string(noun) : plural(noun));
}

std::string plural(std::string_view noun)
{
    std::string out(noun);
    if (noun.ends_with('y'))
        out.replace(out.size() - 1, 1, "ie");
    else if (noun.ends_with('x'))
        out += 'e';
    return out += 's';
}

std::string progress_text(progress const& now, std::size_t columns)
{
    std::string text = counts_text(now);
    // Size of "[] 100%  ".
    constexpr std::size_t bar_overhead = 9;
    if (now.limit && columns >= text.size() + bar_overhead + min_bar_columns)
    {
        std::size_t const available = columns - text.size() - bar_overhead;
        unsigned const percent = percent_of(now.items, *now.limit);
        text.insert(0, bar_text(percent, std::min(available, max_bar_columns)));
    }
    text.resize(std::min(text.size(), columns));
    return text;
}

std::string summary_text(run_totals const& totals)
{
    return count_text(totals.items, totals.noun) + " in " + seconds_text(totals.elapsed) + ": "
        + count_text(totals.requests, "request") + " over "
        + count_text(totals.connections, "connection");
}

std::string deviation_text(client_stats const& stats)
{
    constexpr std::size_t max_kinds = 5;
    using kind = std::pair<std::uint64_t, std::string_view>;
    std::vector<kind> kinds;
    kinds.reserve(stats.deviations_by_member.size());
    for (auto const& [name, count] : stats.deviations_by_member)
        kinds.emplace_back(count, name);
    std::stable_sort(kinds.begin(), kinds.end(), [](kind const& left, kind const& right) {
        return left.first > right.first;
    });
    std::string out = count_text(stats.deviations, "deviation") + " from the API reference";
    std::string_view separator = ": ";
    for (std::size_t i = 0; i < std::min(kinds.size(), max_kinds); ++i)
    {
        out.append(separator).append(kinds[i].second).append(" ");
        out += group_digits(kinds[i].first);
        separator = ", ";
    }
    if (kinds.size() > max_kinds)
        out += ", and of " + count_text(kinds.size() - max_kinds, "other kind");
    return out;
}

} // namespace signalwire::tool
