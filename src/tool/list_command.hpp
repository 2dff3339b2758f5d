#pragma once

#include "tool/cursor_saver.hpp"
#include "tool/exit_status.hpp"
#include "tool/formatter.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/range_progress.hpp"
#include "tool/resource.hpp"
#include "tool/terminal.hpp"

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
#include <string>

namespace signalwire::tool
{

/// A run of the verb `list` or `get` on one thread. A coroutine copies items from the client to the
/// output, a timer flushes output and updates progress, and signals end the run.
class list_command
{
public:
    /// Detects all errors that do not depend on the network.
    ///
    /// Throws: exceptions that `describe` classifies.
    list_command(list_options options, client_config const& config);

    list_command(list_command const&) = delete;
    list_command& operator=(list_command const&) = delete;

    /// Prints items, prints messages to the standard error, and saves or removes the cursor.
    ///
    /// Throws: `output_error` if the reader of the output has closed it; reports all other errors.
    [[nodiscard]] exit_status run();

private:
    using clock = std::chrono::steady_clock;

    boost::asio::awaitable<void> work();
    boost::asio::awaitable<void> write_items();
    boost::asio::awaitable<void> write_response();
    boost::asio::awaitable<void> finish_output(bool listed);
    boost::asio::awaitable<void> flush();
    void append_items(item_list const& items);
    void append_header_once();

    void listen_for_signals();
    void wait_for_signal();
    void on_signal();
    [[noreturn]] void exit_immediately();
    void schedule_tick();
    void on_tick();
    void flush_pending();
    void show_progress();
    [[nodiscard]] std::string range_text_at(clock::time_point time);
    void on_work_done(std::exception_ptr const& error);

    [[nodiscard]] exit_status finish();
    void finalize_output();
    [[nodiscard]] exit_status report_failure() const;
    void print_summary(exit_status status) const;

    boost::asio::io_context context_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer ticker_;
    boost::asio::cancellation_signal stop_;

    list_options const options_;
    std::optional<std::uint64_t> const limit_ = options_.stream.limit();
    cursor_saver saver_;
    rest_client client_;
    /// Nothing for what comes in one response.
    std::optional<item_stream> items_;
    output output_;
    std::unique_ptr<formatter> formatter_;
    /// True if items and progress are on the same terminal: progress is cleared before output.
    bool shares_terminal_;
    /// True if the width of the table depends on the items of a page.
    bool fits_pages_;
    bool needs_header_;
    status_line status_;

    std::optional<listed_range> const range_ = range_of(options_);
    /// Of the first item of this run.
    std::optional<timestamp> first_time_;
    /// Parsed when progress is shown.
    std::string last_item_;
    std::optional<timestamp> last_time_;

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
