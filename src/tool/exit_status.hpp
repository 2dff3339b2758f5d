#pragma once

#include <exception>
#include <stdexcept>
#include <string>

namespace signalwire::tool
{

/// What the program tells the shell. Documented in the help: scripts depend on it.
enum class exit_status : int
{
    done = 0,
    /// Nothing of the below: the disk is full, the output cannot be written.
    failed = 1,
    bad_usage = 2,
    /// The API answered and refused.
    refused = 3,
    /// The API could not be reached, or not in time.
    unreachable = 4,
    /// The answer was not the API's.
    bad_answer = 5,
    /// SIGINT or SIGTERM.
    interrupted = 130
};

/// The command line, or something it names, cannot work. Found before anything is sent.
class usage_error : public std::invalid_argument
{
public:
    using std::invalid_argument::invalid_argument;
};

/// How a run failed: the status and one line for the user, without the program's name.
struct failure
{
    failure(exit_status why, std::string line);

    exit_status status;
    std::string message;
};

/// Sorts an exception into the statuses. The message has no control characters and no line breaks,
/// whatever the server sent.
[[nodiscard]] failure describe(std::exception_ptr const& error);

} // namespace signalwire::tool
