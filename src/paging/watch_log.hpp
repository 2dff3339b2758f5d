#pragma once

#include "core/logger.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// What a watch tells the log: when polls fail, and when they go on.
class watch_log
{
public:
    watch_log(core::logger const& log, std::string url)
        : log_(log)
        , url_(std::move(url))
    {
    }

    void failed(std::string const& reason, std::chrono::milliseconds delay) noexcept
    {
        ++failures_;
        if (!log_.wants(log_level::warning))
            return;
        log_.write(
            log_level::warning, "watch.interrupted",
            {{"url", url_},
             {"reason", reason},
             {"consecutive_failures", failures_},
             {"delay_ms", std::int64_t{delay.count()}}});
    }

    void answered() noexcept
    {
        std::int64_t const failures = std::exchange(failures_, 0);
        if (failures == 0 || !log_.wants(log_level::info))
            return;
        log_.write(
            log_level::info, "watch.resumed", {{"url", url_}, {"consecutive_failures", failures}});
    }

private:
    core::logger const& log_;
    std::string url_;
    /// In a row.
    std::int64_t failures_ = 0;
};

} // namespace signalwire::paging
