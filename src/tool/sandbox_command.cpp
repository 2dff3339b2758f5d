#include "tool/sandbox_command.hpp"

#include "tool/account_activity.hpp"
#include "tool/file_descriptor.hpp"
#include "tool/output.hpp"
#include "tool/progress.hpp"
#include "tool/shell_exports.hpp"
#include "tool/status_line.hpp"

#include <signalwire/sandbox/server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

namespace signalwire::tool
{

namespace asio = boost::asio;

namespace
{

/// A private directory that is removed at the end.
class temporary_directory
{
public:
    temporary_directory()
        : path_((std::filesystem::temp_directory_path() / "signalwire-sandbox-XXXXXX").string())
    {
        if (::mkdtemp(path_.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), "cannot create " + path_);
    }

    temporary_directory(temporary_directory const&) = delete;
    temporary_directory& operator=(temporary_directory const&) = delete;

    ~temporary_directory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string const& path() const noexcept
    {
        return path_;
    }

private:
    std::string path_;
};

/// The CA certificate as a file: `permanent_path`, or a temporary file.
class certificate_file
{
public:
    certificate_file(std::string const& pem, std::optional<std::string> const& permanent_path)
    {
        if (!permanent_path)
            directory_.emplace();
        path_ = permanent_path ? *permanent_path : directory_->path() + "/ca.pem";
        output file(path_, output::mode::replace);
        file.buffer() = pem;
        file.write_some();
        file.close();
    }

    /// Returns the absolute path, because the client may run in another directory.
    [[nodiscard]] std::string path() const
    {
        return std::filesystem::absolute(path_).string();
    }

private:
    std::optional<temporary_directory> directory_;
    std::string path_;
};

std::unique_ptr<sandbox::server> listen(
    asio::io_context& context, sandbox::server_options const& options)
{
    try
    {
        return std::make_unique<sandbox::server>(context.get_executor(), options);
    }
    catch (boost::system::system_error const& e)
    {
        throw std::runtime_error(
            "cannot listen on " + options.address + ", port " + std::to_string(options.port) + ": "
            + e.code().message());
    }
}

/// Ends the standard output, so that `$(signalwire-calls sandbox &)` returns.
void close_standard_output()
{
    file_descriptor const null_device(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    if (null_device.is_open())
        ::dup2(null_device.get(), STDOUT_FILENO);
}

void print_exports(sandbox::server const& server, certificate_file const& certificate)
{
    print(
        export_line("SIGNALWIRE_SPACE", server.authority())
        + export_line("SIGNALWIRE_PROJECT_ID", server.project())
        + export_line("SIGNALWIRE_API_TOKEN", server.token())
        + export_line("SIGNALWIRE_REST_CA_FILE", certificate.path()));
    close_standard_output();
}

void print_statistics(sandbox::server_stats const& stats)
{
    std::string const faults = stats.faults_injected == 0
        ? std::string()
        : ", and " + count_text(stats.faults_injected, "fault");
    print_error_line(
        "Served " + count_text(stats.requests_received, "request") + " over "
        + count_text(stats.connections_accepted, "connection") + " with "
        + count_text(stats.handshakes, "handshake") + faults + ".");
}

void print_webhook(sandbox::webhook_delivery const& delivery)
{
    std::string const result =
        delivery.failure.empty() ? std::to_string(delivery.status) : delivery.failure;
    print_error_line(
        "Webhook about " + delivery.sid + " to " + delivery.url.substr(0, delivery.url.find('?'))
        + ": " + result);
}

} // namespace

exit_status run_sandbox(sandbox_options const& options)
{
    asio::io_context context(1);
    sandbox::server_options server_options = options.server;
    server_options.on_webhook = print_webhook;
    std::unique_ptr<sandbox::server> const server = listen(context, server_options);
    account_activity activity(context.get_executor(), *server, options.activity_rate);
    asio::signal_set signals(context, SIGINT, SIGTERM, SIGHUP);
    // Before the certificate is written, so that its directory is always removed.
    signals.async_wait([&](boost::system::error_code const&, int) {
        server->stop();
        activity.stop();
        signals.clear();
    });

    certificate_file const certificate(server->ca_pem(), options.ca_out);
    print_error_line(
        count_text(server->count_calls(), "call") + " at " + server->authority()
        + " until Ctrl-C. In another terminal, set these variables first:");
    print_exports(*server, certificate);
    context.run();
    print_statistics(server->stats());
    return exit_status::success;
}

} // namespace signalwire::tool
