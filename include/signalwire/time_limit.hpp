#pragma once

namespace signalwire
{

/// The limits that an operation can run into.
enum class time_limit
{
    /// The limit of the step itself, such as `timeout_config::connect`.
    step,
    /// `timeout_config::attempt`.
    attempt,
    /// `timeout_config::total`.
    total
};

} // namespace signalwire
