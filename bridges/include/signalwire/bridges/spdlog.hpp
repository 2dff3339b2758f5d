#pragma once

#include <signalwire/client_config.hpp>
#include <signalwire/log.hpp>

#include <spdlog/logger.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

/// Clients in the systems of others. Header-only: each header requires the library that it is for.
namespace signalwire::bridges
{

/// Returns the level of spdlog that corresponds to `level`.
[[nodiscard]] inline spdlog::level::level_enum to_spdlog(log_level level) noexcept
{
    switch (level)
    {
    case log_level::debug: return spdlog::level::debug;
    case log_level::info: return spdlog::level::info;
    case log_level::warning: return spdlog::level::warn;
    case log_level::error: break;
    }
    return spdlog::level::err;
}

/// Writes the records of a client to `logger`: the event and its fields as one line, as `to_string`
/// does, without the level. `logger` should not block: an asynchronous one, or a fast sink.
///
///     signalwire::bridges::log_to(config, spdlog::default_logger());
///
/// The level of the logger when this is called is that of the client; a later `set_level` can only
/// raise it.
inline void log_to(client_config& config, std::shared_ptr<spdlog::logger> logger)
{
    config.log.level = log_level::error;
    for (log_level const level : {log_level::warning, log_level::info, log_level::debug})
    {
        if (logger->should_log(to_spdlog(level)))
            config.log.level = level;
    }
    config.log.write = [logger = std::move(logger)](log_record const& record) {
        spdlog::level::level_enum const level = to_spdlog(record.level);
        if (!logger->should_log(level))
            return;
        std::string const line = to_string(record);
        std::string_view const text = std::string_view(line).substr(line.find(' ') + 1);
        logger->log(level, "{}", text);
    };
}

} // namespace signalwire::bridges
