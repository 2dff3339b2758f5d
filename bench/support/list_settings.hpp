#pragma once

#include "support/server_flags.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>

namespace signalwire::bench
{

/// What bench_list and its rival have to do: `in_flight` loops, each of which asks for one page,
/// decodes it and asks again, until there were `requests`.
struct list_settings
{
    /// Ends the program when the command line is wrong. `add_more` is given the flags.
    void parse(
        std::string const& description, int argc, char** argv,
        std::function<void(CLI::App&)> const& add_more = nullptr)
    {
        CLI::App app(description);
        server.add_to(app);
        app.add_option("--in-flight", in_flight, "Requests in flight at any time")
            ->check(CLI::PositiveNumber)
            ->capture_default_str();
        app.add_option("--requests", requests, "Requests altogether")->capture_default_str();
        app.add_option("--max-connections", max_connections, "Connections at most")
            ->capture_default_str();
        app.add_option("--page-size", page_size, "Calls per page")->capture_default_str();
        app.add_flag("--empty", empty, "Ask for pages that turn out to have no calls");
        app.add_flag("--json", json, "Print one line of JSON");
        if (add_more)
            add_more(app);
        try
        {
            app.parse(argc, argv);
        }
        catch (CLI::ParseError const& error)
        {
            std::exit(app.exit(error) == 0 ? 0 : 2);
        }
    }

    [[nodiscard]] std::string target() const
    {
        return server.calls_path() + "?PageSize=" + std::to_string(page_size)
            + (empty ? std::string("&ParentCallSid=") + no_parent : "");
    }

    /// The parent that no call of any account has.
    static constexpr char const* no_parent = "none";

    server_flags server;
    std::size_t in_flight = 64;
    std::uint64_t requests = 20'000;
    std::size_t max_connections = 16;
    int page_size = 50;
    bool empty = false;
    bool json = false;
};

} // namespace signalwire::bench
