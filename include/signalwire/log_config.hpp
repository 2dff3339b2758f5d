#pragma once

#include <signalwire/log_record.hpp>

#include <functional>

namespace signalwire
{

/// Where a client tells what it does. Costs nothing but a comparison while it is off.
///
///     config.log.level = signalwire::log_level::debug;
///     config.log.write = [](signalwire::log_record const& record) {
///         std::clog << to_string(record) + '\n';
///     };
///
/// Thread safety: a value type; distinct objects are independent.
struct log_config
{
    log_config() = default;

    /// Called for every record of `level` and above, on threads of the executor, on several at once
    /// when it has several. Must not block. What it throws is ignored. Empty for no log.
    std::function<void(log_record const& record)> write;

    /// The least level that is written.
    log_level level = log_level::info;
};

} // namespace signalwire
