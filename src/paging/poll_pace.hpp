#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace signalwire::paging
{

/// How long to pause between two polls: as long as was asked for while something happens, longer
/// and longer while nothing does.
class poll_pace
{
public:
    using milliseconds = std::chrono::milliseconds;

    poll_pace(milliseconds least, milliseconds most) noexcept
        : least_(least)
        , most_(most)
        , pause_(least)
    {
    }

    /// After a poll that has found something.
    [[nodiscard]] milliseconds after_news() noexcept
    {
        return pause_ = least_;
    }

    /// After a poll that has found nothing.
    [[nodiscard]] milliseconds after_silence() noexcept
    {
        // Rounded up, or one millisecond would never grow.
        return pause_ = std::min(most_, (pause_ * 3 + milliseconds(1)) / 2);
    }

    /// After a poll that has failed; `wanted` is how long the server wants to be left alone.
    [[nodiscard]] milliseconds after_failure(std::optional<std::chrono::seconds> wanted) noexcept
    {
        milliseconds const pause = after_silence();
        return wanted ? std::max<milliseconds>(pause, *wanted) : pause;
    }

private:
    milliseconds least_;
    milliseconds most_;
    milliseconds pause_;
};

} // namespace signalwire::paging
