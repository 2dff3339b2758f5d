#pragma once

#include "tool/formatter.hpp"
#include "tool/report.hpp"
#include "tool/resource.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/download.hpp>
#include <signalwire/sandbox/server_options.hpp>
#include <signalwire/stream_options.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::tool
{

/// Options of the account and the connection. They override the environment.
struct connection_options
{
    connection_options() = default;

    std::optional<std::string> host;
    std::optional<std::string> project;
    std::optional<std::string> token;
    std::optional<std::string> token_file;
    std::optional<std::string> ca_file;
};

/// Returns the configuration of the client: from `options`, and from `variables` for options that
/// are not set.
///
/// Throws: `std::invalid_argument`, also if the token file cannot be read.
[[nodiscard]] client_config make_config(
    connection_options const& options, client_config::environment const& variables);

/// Returns the environment of this process.
[[nodiscard]] client_config::environment process_environment();

/// Validated options of the verbs `list` and `get`.
struct list_options
{
    list_options() = default;

    connection_options connection;
    /// Never null in the result of the parser.
    resource const* what = nullptr;
    id_list ids;
    /// True for `get`.
    bool is_one_object = false;
    parameter_list filter;
    /// Limit, prefetching and parallel reads, without the position to resume from.
    stream_options stream;
    /// Poll interval of a watch; `nullopt` for a listing.
    std::optional<std::chrono::milliseconds> watch;
    output_layout layout;
    /// `nullopt` for the standard output.
    std::optional<std::string> output;
    std::optional<std::string> cursor;
    bool quiet = false;
};

/// Validated options of the verb `download`.
struct download_command_options
{
    download_command_options() = default;

    connection_options connection;
    resource const* what = nullptr;
    id_list ids;
    download_options download;
    /// The name of a file, or `-` for the standard output.
    std::string output;
    bool quiet = false;
};

/// Validated options of the verb `sync`.
struct sync_options
{
    sync_options() = default;

    connection_options connection;
    resource const* what = nullptr;
    std::string file;
    /// Poll interval; `nullopt` for one poll.
    std::optional<std::chrono::milliseconds> every;
    bool quiet = false;
};

/// Validated options of the verb `report`.
struct report_options
{
    report_options() = default;

    /// What `sync` has made.
    std::string file;
    report_key by = report_key::day;
    /// `nullopt` for the rows of `layout`.
    std::optional<report_picture> picture;
    output_layout layout;
    /// `nullopt` for the standard output.
    std::optional<std::string> output;
};

/// Options of the command `sandbox`.
struct sandbox_options
{
    sandbox_options()
    {
        server.calls = 20'000;
        server.clock_speed = 1;
    }

    sandbox::server_options server;
    /// The file for the CA certificate; `nullopt` for one in a temporary directory.
    std::optional<std::string> ca_out;
    /// Number of calls to add and to update per second.
    std::uint64_t activity_rate = 0;
};

} // namespace signalwire::tool
