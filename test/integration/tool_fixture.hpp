#pragma once

#include "support/child_process.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/temporary_directory.hpp"

#include <signalwire/sandbox/server.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::test
{

using argument_list = std::vector<std::string>;

/// The result of a run of the program.
struct finished_run
{
    finished_run() = default;

    int status = -1;
    std::string output;
    std::string errors;
};

[[nodiscard]] inline std::vector<std::string> lines_of(std::string const& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

[[nodiscard]] inline std::size_t count_lines(std::string_view text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A sandbox in this process, and the program as a child process with its environment.
class tool_fixture
{
public:
    explicit tool_fixture(std::size_t calls = 1000)
        : tool_fixture(make_options(calls))
    {
    }

    explicit tool_fixture(sandbox::server_options const& options)
        : sandbox_(options)
        , server(sandbox_.server)
    {
        write_file(directory.file("ca.pem"), server.ca_pem());
    }

    [[nodiscard]] child_options options(argument_list arguments) const
    {
        child_options options;
        options.arguments = std::move(arguments);
        options.environment = {
            {"SIGNALWIRE_SPACE", server.authority()},
            {"SIGNALWIRE_PROJECT_ID", server.project()},
            {"SIGNALWIRE_API_TOKEN", server.token()},
            {"SIGNALWIRE_REST_CA_FILE", directory.file("ca.pem")},
        };
        return options;
    }

    [[nodiscard]] static finished_run run(child_options const& options, char const* name = program)
    {
        child_process child(name, options);
        finished_run result;
        result.status = child.finish();
        result.output = child.output();
        result.errors = child.errors();
        return result;
    }

    /// Runs `signalwire-calls list` with these arguments.
    [[nodiscard]] finished_run list(argument_list const& arguments) const
    {
        argument_list all = {"list"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return run(options(all));
    }

    /// Runs `signalwire-compat` with these arguments.
    [[nodiscard]] finished_run compat(argument_list const& arguments) const
    {
        return run(options(arguments), SIGNALWIRE_PROGRAMS "/signalwire-compat");
    }

    static constexpr char const* program = SIGNALWIRE_PROGRAMS "/signalwire-calls";

private:
    static sandbox::server_options make_options(std::size_t calls)
    {
        sandbox::server_options options;
        options.calls = calls;
        return options;
    }

    running_sandbox sandbox_;

public:
    sandbox::server& server;
    temporary_directory directory;
};

} // namespace signalwire::test
