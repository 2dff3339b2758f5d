#include "tool/sandbox_command.hpp"

#include "tool/files.hpp"
#include "tool/output.hpp"
#include "tool/progress.hpp"
#include "tool/terminal.hpp"

#include <signalwire/sandbox/server.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
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

/// Adds and updates calls of a sandbox at a fixed rate while its context runs. Must outlive that
/// run.
class account_activity
{
public:
    /// Adds and updates `per_second` calls each second; 0 for none.
    account_activity(
        asio::any_io_executor const& executor, sandbox::server& server, std::uint64_t per_second)
        : server_(server)
        , per_second_(per_second)
        , timer_(executor)
        , start_(std::chrono::steady_clock::now())
    {
        if (per_second_ != 0)
            wait();
    }

    /// Stops. Afterwards no pending work keeps the executor busy.
    void stop()
    {
        per_second_ = 0;
        timer_.cancel();
    }

private:
    // Changes within this interval are applied together.
    static constexpr std::chrono::microseconds min_interval = std::chrono::milliseconds(20);

    void wait()
    {
        std::chrono::microseconds const interval(std::uint64_t{1'000'000} / per_second_);
        timer_.expires_after(std::max(interval, min_interval));
        timer_.async_wait([this](boost::system::error_code const& error) {
            if (error || per_second_ == 0)
                return;
            apply_due_changes();
            wait();
        });
    }

    void apply_due_changes()
    {
        using milliseconds = std::chrono::milliseconds;
        auto const running =
            std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start_);
        std::uint64_t const due = static_cast<std::uint64_t>(running.count()) * per_second_ / 1000;
        std::uint64_t const calls = due - std::min(due, changes_);
        server_.add_calls(calls);
        server_.update_random_calls(calls);
        changes_ += calls;
    }

    sandbox::server& server_;
    std::uint64_t per_second_;
    asio::steady_timer timer_;
    std::chrono::steady_clock::time_point start_;
    std::uint64_t changes_ = 0;
};

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

/// Ends the standard output, so that `$(signalwire-compat sandbox &)` returns.
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

std::string export_line(std::string_view name, std::string_view value)
{
    std::string line = "export ";
    line.append(name).append("='");
    for (char const c : value)
    {
        // Within single quotes, only the quote itself is special.
        if (c == '\'')
            line += "'\\''";
        else
            line += c;
    }
    return line += "'\n";
}

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
