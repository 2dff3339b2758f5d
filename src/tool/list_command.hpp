#pragma once

#include "tool/call_formatter.hpp"
#include "tool/cursor_saver.hpp"
#include "tool/exit_status.hpp"
#include "tool/list_options.hpp"
#include "tool/output.hpp"
#include "tool/progress.hpp"
#include "tool/status_line.hpp"

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

/// One run of `signalwire-calls list`, on one thread: a coroutine moves calls from the client to
/// the output, a timer brings output and progress up to date, signals end it.
class list_job
{
public:
    /// Finds every mistake that can be found without the network. Throws what `describe` sorts.
    list_job(list_options const& options, client_config const& config);

    list_job(list_job const&) = delete;
    list_job& operator=(list_job const&) = delete;

    /// Lists, reports on the standard error and saves or removes the cursor. Throws `output_error`
    /// when the reader of the output has gone, and nothing else that is to be reported.
    [[nodiscard]] exit_status run();

private:
    using clock = std::chrono::steady_clock;

    boost::asio::awaitable<void> work();
    boost::asio::awaitable<void> move_calls();
    boost::asio::awaitable<void> finish_output(bool listed);
    boost::asio::awaitable<void> flush();
    void take(std::vector<compat::call> const& calls);
    void append_header_once();

    void listen_for_signals();
    void wait_for_signal();
    void on_signal();
    [[noreturn]] void leave_at_once();
    void schedule_tick();
    void on_tick();
    void write_what_is_pending();
    void show_progress();
    void on_work_done(std::exception_ptr const& error);

    [[nodiscard]] exit_status conclude();
    void settle_output();
    [[nodiscard]] exit_status report_failure() const;
    void print_notes(exit_status status) const;

    boost::asio::io_context context_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer ticker_;
    boost::asio::cancellation_signal stop_;

    bool quiet_;
    bool watches_;
    std::optional<std::uint64_t> limit_;
    position_keeper position_;
    rest_client client_;
    std::optional<async_generator<compat::call>> calls_;
    output output_;
    std::unique_ptr<call_formatter> formatter_;
    /// Calls and progress share a terminal: the one must make room for the others.
    bool shares_terminal_;
    /// The width of a table depends on the calls that come together.
    bool fits_pages_;
    bool needs_header_;
    status_line status_;

    clock::time_point const begin_ = clock::now();
    clock::time_point end_ = begin_;
    std::uint64_t delivered_ = 0;
    bool done_ = false;
    bool interrupted_ = false;
    /// The listing has come to its end, and not just to the limit.
    bool exhausted_ = false;
    /// What the ticker met.
    std::exception_ptr output_failure_;
    /// How the coroutine ended.
    std::exception_ptr failure_;
};

} // namespace signalwire::tool
