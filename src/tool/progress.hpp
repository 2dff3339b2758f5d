#pragma once

#include <signalwire/client_stats.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// The progress of a listing.
struct progress
{
    progress() = default;

    /// One item, such as `call`.
    std::string_view noun;
    std::uint64_t items = 0;
    /// The limit; `nullopt` if there is none, because the API reports no total.
    std::optional<std::uint64_t> limit;
    std::uint64_t pages = 0;
    std::chrono::steady_clock::duration elapsed{0};
    /// How far the listing is in its range of time, as `range_text` says it; may be empty.
    std::string range;
};

/// Returns one line of at most `columns` columns: `12,345 calls, 8,230/s, 13 pages, 40%, 5 s left`,
/// with a limit after a bar and the percentage.
[[nodiscard]] std::string progress_text(progress const& now, std::size_t columns);

/// Totals of a run.
struct run_totals
{
    run_totals() = default;

    std::string_view noun;
    std::uint64_t items = 0;
    std::uint64_t requests = 0;
    std::uint64_t connections = 0;
    std::chrono::steady_clock::duration elapsed{0};
};

/// Returns `20,000 calls in 1.25 s: 20 requests over 1 connection`.
[[nodiscard]] std::string summary_text(run_totals const& totals);

/// Returns `12 deviations from the API reference: $.calls[*].price 10, http.status_line 2`, with
/// the most frequent kinds.
[[nodiscard]] std::string deviation_text(client_stats const& stats);

/// Returns `1,234,567 calls` or `1 call`.
[[nodiscard]] std::string count_text(std::uint64_t count, std::string_view noun);

/// Returns `calls`, `faxes`, `countries`.
[[nodiscard]] std::string plural(std::string_view noun);

/// Returns `1,234,567`.
[[nodiscard]] std::string group_digits(std::uint64_t number);

} // namespace signalwire::tool
