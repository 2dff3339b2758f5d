#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// The exit status of the program. The values are documented and must not change.
enum class exit_status : int
{
    success = 0,
    /// Any other failure, for example to write the output.
    failure = 1,
    /// An invalid option, value, configuration or cursor.
    usage = 2,
    /// The API returned an error.
    api_error = 3,
    /// The API could not be reached or timed out.
    transport = 4,
    /// Invalid response or pagination loop.
    protocol = 5,
    /// SIGINT or SIGTERM.
    interrupted = 130
};

/// The command line is invalid, or something it names. Thrown before any request is sent.
class usage_error : public std::invalid_argument
{
public:
    using std::invalid_argument::invalid_argument;
};

/// The failure of a run: exit status and message, without the program's name.
struct failure
{
    failure(exit_status exit, std::string text);

    exit_status status;
    std::string message;
};

/// Classifies an exception. The message has no control characters and no line breaks.
[[nodiscard]] failure describe(std::exception_ptr const& error);

/// Returns a message of the library with the names of settings replaced by the program's options
/// and environment variables.
[[nodiscard]] std::string use_option_names(std::string_view message);

} // namespace signalwire::tool
