#pragma once

#include <signalwire/log.hpp>

#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>

namespace signalwire::core
{

/// The user's log function and its level.
class logger
{
public:
    explicit logger(log_config config)
        : config_(std::move(config))
    {
    }

    /// Returns true if records of this level are logged. Call it before building a record.
    [[nodiscard]] bool wants(log_level level) const noexcept
    {
        return config_.write && level >= config_.level;
    }

    void write(log_level level, std::string_view event, std::initializer_list<log_field> fields)
        const noexcept
    {
        write(level, event, std::span(fields.begin(), fields.size()));
    }

    void write(
        log_level level, std::string_view event, std::span<log_field const> fields) const noexcept
    {
        try
        {
            config_.write(log_record(level, event, fields));
        }
        catch (...)
        {
            // A failing log function must not fail the request.
        }
    }

private:
    log_config config_;
};

} // namespace signalwire::core
