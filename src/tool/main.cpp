#include "tool/command_line.hpp"
#include "tool/exit_status.hpp"
#include "tool/list_command.hpp"
#include "tool/output.hpp"
#include "tool/sandbox_command.hpp"
#include "tool/status_line.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <variant>

namespace tool = signalwire::tool;

namespace
{

struct run_command
{
    tool::exit_status operator()(tool::information const& what) const
    {
        tool::print(what.text);
        return tool::exit_status::done;
    }

    tool::exit_status operator()(tool::list_options const& options) const
    {
        return tool::list_job(
                   options, tool::make_config(options.connection, tool::process_environment()))
            .run();
    }

    tool::exit_status operator()(tool::sandbox_command_options const& options) const
    {
        return tool::run_sandbox(options);
    }
};

/// What the shell has closed (`>&-`) must not become the descriptor of a connection, which would
/// then get our output: writing to it, or reading, fails as before.
void occupy_closed_descriptors()
{
    for (int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    {
        if (::fcntl(standard, F_GETFD) == -1)
            ::open("/dev/null", standard == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

/// The reader of our output has gone, as `head` does. Other programs die from the signal without a
/// word, and the shell expects it; ours has tidied up first.
[[noreturn]] void die_of_broken_pipe()
{
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
    std::_Exit(128 + SIGPIPE);
}

tool::exit_status run(int argc, char const* const* argv)
{
    try
    {
        return std::visit(run_command(), tool::parse_command_line(argc, argv));
    }
    catch (tool::output_error const& e)
    {
        if (e.is_broken_pipe())
            die_of_broken_pipe();
        tool::print_error_line(
            "signalwire-calls: " + tool::describe(std::current_exception()).message);
        return tool::exit_status::failed;
    }
    catch (...)
    {
        tool::failure const why = tool::describe(std::current_exception());
        tool::print_error_line("signalwire-calls: " + why.message);
        return why.status;
    }
}

} // namespace

int main(int argc, char** argv)
{
    occupy_closed_descriptors();
    // Both come back from write(2) as an error, which leaves time to save the cursor.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return static_cast<int>(run(argc, argv));
}
