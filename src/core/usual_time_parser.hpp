#pragma once

#include <signalwire/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire::core
{

/// The size of `Fri, 21 Sep 2018 10:00:00 +0000`.
inline constexpr std::size_t usual_time_size = 31;

/// Parses times in the fixed format of the API. Remembers the day of the last one.
class usual_time_parser
{
public:
    usual_time_parser() noexcept;

    /// Returns nothing if the `usual_time_size` characters at `text` have another format, which may
    /// still be a time.
    [[nodiscard]] std::optional<timestamp> parse(char const* text) noexcept;

private:
    /// The text of the day.
    std::uint64_t first_;
    std::uint64_t second_;
    std::chrono::sys_days day_{};
};

} // namespace signalwire::core
