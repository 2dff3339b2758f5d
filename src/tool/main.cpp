#include "tool/command_line.hpp"
#include "tool/download_command.hpp"
#include "tool/exit_status.hpp"
#include "tool/list_command.hpp"
#include "tool/output.hpp"
#include "tool/report_command.hpp"
#include "tool/sandbox_command.hpp"
#include "tool/sync_command.hpp"
#include "tool/terminal.hpp"

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
    tool::exit_status operator()(tool::help_or_version const& output) const
    {
        tool::print(output.text);
        return tool::exit_status::success;
    }

    tool::exit_status operator()(tool::list_options const& options) const
    {
        return tool::list_command(
                   options, tool::make_config(options.connection, tool::process_environment()))
            .run();
    }

    tool::exit_status operator()(tool::download_command_options const& options) const
    {
        return tool::run_download(
            options, tool::make_config(options.connection, tool::process_environment()));
    }

    tool::exit_status operator()(tool::sync_options const& options) const
    {
        return tool::run_sync(
            options, tool::make_config(options.connection, tool::process_environment()));
    }

    tool::exit_status operator()(tool::report_options const& options) const
    {
        return tool::run_report(options);
    }

    tool::exit_status operator()(tool::sandbox_options const& options) const
    {
        return tool::run_sandbox(options);
    }
};

/// Opens standard descriptors that the shell has closed (`>&-`), so that no connection gets them
/// and thereby the output. Reading and writing them still fails.
void occupy_closed_descriptors()
{
    for (int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    {
        if (::fcntl(standard, F_GETFD) == -1)
            ::open("/dev/null", standard == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

/// Ends the program by SIGPIPE, as the shell expects if the reader of the output (such as `head`)
/// has closed it.
[[noreturn]] void raise_broken_pipe()
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
            raise_broken_pipe();
        tool::print_failure(tool::describe(std::current_exception()).message);
        return tool::exit_status::failure;
    }
    catch (...)
    {
        tool::failure const error = tool::describe(std::current_exception());
        tool::print_failure(error.message);
        return error.status;
    }
}

} // namespace

int main(int argc, char** argv)
{
    occupy_closed_descriptors();
    // write(2) returns an error instead, so that the cursor can be saved.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return static_cast<int>(run(argc, argv));
}
