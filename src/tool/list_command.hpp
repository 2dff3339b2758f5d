#pragma once

#include "tool/call_formatter.hpp"
#include "tool/cursor_saver.hpp"
#include "tool/exit_status.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/progress.hpp"
#include "tool/terminal.hpp"

#include <signalwire/async_generator.hpp>
#include <signalwire/rest_client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace signalwire::tool
{

/// A run of `signalwire-calls list` on one thread. A coroutine copies calls from the client to the
/// output, a timer flushes output and updates progress, and signals end the run.
class list_command
{
public:
    /// Detects all errors that do not depend on the network.
    ///
    /// Throws: exceptions that `describe` classifies.
    list_command(list_options const& options, client_config const& config);

    list_command(list_command const&) = delete;
    list_command& operator=(list_command const&) = delete;

    /// Lists calls, prints messages to the standard error, and saves or removes the cursor.
    ///
    /// Throws: `output_error` if the reader of the output has closed it; reports all other errors.
    [[nodiscard]] exit_status run();

private:
    using clock = std::chrono::steady_clock;

    boost::asio::awaitable<void> work();
    boost::asio::awaitable<void> write_calls();
    boost::asio::awaitable<void> finish_output(bool listed);
    boost::asio::awaitable<void> flush();
    void append_calls(std::vector<compat::call> const& calls);
    void append_header_once();

    void listen_for_signals();
    void wait_for_signal();
    void on_signal();
    [[noreturn]] void exit_immediately();
    void schedule_tick();
    void on_tick();
    void flush_pending();
    void show_progress();
    void on_work_done(std::exception_ptr const& error);

    [[nodiscard]] exit_status finish();
    void finalize_output();
    [[nodiscard]] exit_status report_failure() const;
    void print_summary(exit_status status) const;

    boost::asio::io_context context_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer ticker_;
    boost::asio::cancellation_signal stop_;

    bool quiet_;
    bool watches_;
    std::optional<std::uint64_t> limit_;
    cursor_saver saver_;
    rest_client client_;
    std::optional<async_generator<compat::call>> calls_;
    output output_;
    std::unique_ptr<call_formatter> formatter_;
    /// True if calls and progress are on the same terminal: progress is cleared before output.
    bool shares_terminal_;
    /// True if the width of the table depends on the calls of a page.
    bool fits_pages_;
    bool needs_header_;
    status_line status_;

    clock::time_point const start_ = clock::now();
    clock::time_point end_ = start_;
    std::uint64_t delivered_ = 0;
    bool finished_ = false;
    bool interrupted_ = false;
    /// The listing is complete, and did not only reach the limit.
    bool exhausted_ = false;
    /// Failure of the ticker to write.
    std::exception_ptr output_failure_;
    /// Failure of the coroutine.
    std::exception_ptr failure_;
};

} // namespace signalwire::tool
