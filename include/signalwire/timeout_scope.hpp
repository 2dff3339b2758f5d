#pragma once

namespace signalwire
{

/// The limits that an operation can run into.
enum class timeout_scope
{
    /// The limit of the step itself, such as `timeout_config::connect`.
    phase,
    /// `timeout_config::attempt`.
    attempt,
    /// `timeout_config::total`.
    total
};

} // namespace signalwire
