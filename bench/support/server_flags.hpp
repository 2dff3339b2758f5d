#pragma once

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <string>

namespace signalwire::bench
{

/// The server that is measured against, as `signalwire-calls sandbox` prints it for the
/// environment; the same flags for the SDK and its rivals.
struct server_flags
{
    void add_to(CLI::App& app)
    {
        app.add_option("--host", host, "The server")->envname("SIGNALWIRE_SPACE")->required();
        app.add_option("--project", project, "The project ID")
            ->envname("SIGNALWIRE_PROJECT_ID")
            ->required();
        app.add_option("--ca-file", ca_file, "Certificates to trust")
            ->envname("SIGNALWIRE_REST_CA_FILE");
        // From the environment only: a command line is no place for a secret.
        if (char const* const secret = std::getenv("SIGNALWIRE_API_TOKEN"))
            token = secret;
    }

    [[nodiscard]] std::string calls_path() const
    {
        return "/api/laml/2010-04-01/Accounts/" + project + "/Calls";
    }

    std::string host;
    std::string project;
    std::string token;
    std::string ca_file;
};

} // namespace signalwire::bench
