#include "tool/list_command.hpp"

#include "tool/interruption.hpp"
#include "tool/progress.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::tool
{

namespace asio = boost::asio;

namespace
{

/// Interval of progress updates: smooth, at a negligible cost.
constexpr std::chrono::milliseconds tick_interval(100);

/// Number of items that determine the width of a table outside a terminal. Later items may widen
/// it.
constexpr std::size_t table_page_items = 1000;

/// Number of items per query of the position after them.
constexpr std::size_t batch_size = 50;

item_stream begin_stream(
    rest_client const& client, list_options const& options, std::optional<cursor> const& from)
{
    resource const& what = *options.what;
    if (!options.watch)
    {
        stream_options stream = options.stream;
        return what.stream(
            client.compat, options.ids, options.filter, from ? stream.resume_from(*from) : stream);
    }
    watch_options changes;
    if (from)
        changes.resume_from(*from);
    return what.watch(client.compat, options.ids, options.filter, *options.watch, changes);
}

std::optional<item_stream> open_stream(
    rest_client const& client, list_options const& options, cursor_saver const& saver)
{
    if (options.is_one_object || !options.what->stream)
        return std::nullopt;
    if (!saver.previous())
        return begin_stream(client, options, std::nullopt);
    try
    {
        return begin_stream(client, options, saver.previous()->position);
    }
    catch (std::invalid_argument const& e)
    {
        saver.reject_previous(e.what());
    }
}

output open_output(list_options const& options, cursor_saver const& saver)
{
    if (!options.output)
        return output();
    if (!saver.previous())
        return output(*options.output, output::mode::replace);
    if (!saver.previous()->output)
        return output(*options.output, output::mode::append);
    try
    {
        return output(*options.output, *saver.previous()->output);
    }
    catch (std::invalid_argument const& e)
    {
        saver.reject_previous(e.what());
    }
}

/// Returns the exception of `work`, so that the caller can await after it, which a catch block
/// cannot.
asio::awaitable<std::exception_ptr> exception_of(asio::awaitable<void> work)
{
    try
    {
        co_await std::move(work);
    }
    catch (...)
    {
        co_return std::current_exception();
    }
    co_return nullptr;
}

template <class Error, class Predicate>
bool failed_with(std::exception_ptr const& failure, Predicate matches)
{
    try
    {
        if (failure)
            std::rethrow_exception(failure);
    }
    catch (Error const& error)
    {
        return matches(error);
    }
    catch (...)
    {
    }
    return false;
}

template <class Error>
bool failed_with(std::exception_ptr const& failure)
{
    return failed_with<Error>(failure, [](Error const&) { return true; });
}

/// Returns true if the signal is ignored, as by `nohup`. It must stay ignored.
bool is_ignored(int signal_number)
{
    struct sigaction current{};
    return ::sigaction(signal_number, nullptr, &current) == 0 && current.sa_handler == SIG_IGN;
}

default_fields fields_of(resource const& what)
{
    default_fields out;
    out.all = what.fields();
    out.main = parse_fields(what.columns, out.all);
    return out;
}

} // namespace

list_command::list_command(list_options options, client_config const& config)
    : signals_(context_)
    , ticker_(context_)
    , options_(std::move(options))
    , saver_(options_.cursor, to_text(options_.layout))
    , client_(context_.get_executor(), config)
    // Rejects a cursor of another listing before the output is modified.
    , items_(open_stream(client_, options_, saver_))
    , output_(open_output(options_, saver_))
    , formatter_(make_formatter(
          options_.layout, fields_of(*options_.what), terminal_columns(output_.descriptor())))
    , shares_terminal_(terminal_columns(output_.descriptor()) != 0)
    , fits_pages_(
          options_.layout.format == output_format::table && !options_.watch && !shares_terminal_)
    , needs_header_(
          !saver_.previous() || shares_terminal_
          || (options_.output && !output_.has_previous_text()))
    , status_(STDERR_FILENO, !options_.quiet)
{
    saver_.begin(output_);
}

exit_status list_command::run()
{
    listen_for_signals();
    schedule_tick();
    asio::co_spawn(
        context_, work(),
        asio::bind_cancellation_slot(
            stop_.slot(), [this](std::exception_ptr error) { on_work_done(error); }));
    context_.run();
    return finish();
}

// The coroutine.

asio::awaitable<void> list_command::work()
{
    std::exception_ptr const listing = co_await exception_of(write_items());
    // Received items are always printed. Only a second Ctrl-C interrupts that.
    co_await asio::this_coro::reset_cancellation_state();
    // A watch has a position even without any change, so that the next run misses nothing.
    bool const has_watched = options_.watch && items_->cursor() != cursor();
    if (!listing || has_watched)
        append_header_once();
    if (has_watched && saver_.is_enabled())
        saver_.on_buffered(items_->cursor());
    std::exception_ptr const writing =
        co_await exception_of(finish_output(!listing || has_watched));
    exhausted_ = !listing && (!limit_ || (items_ && items_->cursor().at_end()));

    // Ends all operations: prefetching would keep the context running.
    items_.reset();
    static_cast<void>(co_await exception_of(client_.shutdown(std::chrono::milliseconds(0))));
    // The ticker may have detected an output failure at any time and cancelled the listing.
    for (std::exception_ptr const& failure : {output_failure_, writing, listing})
    {
        if (failure)
            std::rethrow_exception(failure);
    }
}

asio::awaitable<void> list_command::write_items()
{
    if (!items_)
        co_return co_await write_response();
    for (;;)
    {
        // The library does not apply the limit to a watch.
        std::size_t const batch = fits_pages_ ? table_page_items : batch_size;
        std::uint64_t const remaining = limit_.value_or(batch + delivered_) - delivered_;
        std::size_t const max_items = std::min<std::uint64_t>(remaining, batch);
        item_list const items = co_await items_->next_batch(max_items);
        if (items.empty())
            co_return;
        append_items(items);
        if (output_.should_flush())
            co_await flush();
    }
}

/// An object, or a list that has no pages.
asio::awaitable<void> list_command::write_response()
{
    resource const& what = *options_.what;
    // Apart from the await, because g++ 12 destroys operands of ?: twice there.
    asio::awaitable<item_list> response = options_.is_one_object
        ? what.get(client_.compat, options_.ids)
        : what.list(client_.compat, options_.ids, options_.filter);
    item_list items = co_await std::move(response);
    items.resize(std::min<std::uint64_t>(limit_.value_or(items.size()), items.size()));
    append_items(items);
}

void list_command::append_items(item_list const& items)
{
    formatter_->fit(items);
    append_header_once();
    for (std::string const& item : items)
        formatter_->append(output_.buffer(), item);
    delivered_ += items.size();
    if (range_ && !items.empty())
    {
        if (!first_time_)
            first_time_ = time_of(items.front(), options_);
        last_item_ = items.back();
    }
    if (saver_.is_enabled())
        saver_.on_buffered(items_->cursor());
}

/// Called when there are items: a rejected request causes no output.
void list_command::append_header_once()
{
    if (needs_header_)
        formatter_->append_header(output_.buffer());
    needs_header_ = false;
}

/// A listing without items has an empty output, not that of an earlier run.
asio::awaitable<void> list_command::finish_output(bool succeeded)
{
    if (succeeded)
        output_.discard_previous_text();
    co_await flush();
}

asio::awaitable<void> list_command::flush()
{
    if (shares_terminal_)
        status_.clear();
    co_await output_.drain();
    saver_.on_written(output_);
}

// Signals and ticker run on the same thread while the coroutine waits.

void list_command::listen_for_signals()
{
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    if (!is_ignored(SIGHUP))
        signals_.add(SIGHUP);
    wait_for_signal();
}

void list_command::wait_for_signal()
{
    signals_.async_wait([this](boost::system::error_code const& error, int) {
        if (!error && !finished_)
            on_signal();
    });
}

void list_command::on_signal()
{
    if (interrupted_)
        exit_immediately();
    interrupted_ = true;
    wait_for_signal();
    stop_.emit(asio::cancellation_type::terminal);
}

/// Handles the second signal: the output or the network blocks the run.
void list_command::exit_immediately()
{
    status_.clear();
    if (saver_.has_written())
    {
        try
        {
            saver_.save(output_);
        }
        catch (std::exception const&)
        {
            print_failure(describe(std::current_exception()).message);
        }
    }
    std::_Exit(static_cast<int>(exit_status::interrupted));
}

void list_command::schedule_tick()
{
    ticker_.expires_after(tick_interval);
    ticker_.async_wait([this](boost::system::error_code const& error) {
        if (!error && !finished_)
            on_tick();
    });
}

void list_command::on_tick()
{
    try
    {
        flush_pending();
        saver_.save_if_due(output_);
    }
    catch (output_error const&)
    {
        output_failure_ = std::current_exception();
        stop_.emit(asio::cancellation_type::terminal);
        return;
    }
    show_progress();
    schedule_tick();
}

/// Writes received items without waiting for a full buffer, and detects a closed pipe.
void list_command::flush_pending()
{
    output_.check_reader();
    if (!output_.has_pending())
        return;
    if (shares_terminal_)
        status_.clear();
    if (output_.write_some())
        saver_.on_written(output_);
}

void list_command::show_progress()
{
    // On a shared terminal, the output may be in the middle of a line.
    clock::time_point const time = clock::now();
    if (!status_.is_due(time) || (shares_terminal_ && output_.has_pending()))
        return;
    client_stats const stats = client_.stats();
    progress now;
    now.noun = options_.what->noun;
    now.items = delivered_;
    now.limit = limit_;
    now.pages = stats.requests_sent - stats.retries;
    now.elapsed = time - start_;
    now.range = range_text_at(time);
    status_.show(progress_text(now, status_.columns()), time);
}

/// Returns how far the listing is in its range; empty if that is unknown.
std::string list_command::range_text_at(clock::time_point time)
{
    if (!range_ || last_item_.empty())
        return {};
    if (std::optional<timestamp> const latest = time_of(last_item_, options_))
        last_time_ = latest;
    if (!first_time_ || !last_time_)
        return {};
    return range_text(progress_in(*range_, *first_time_, *last_time_, time - start_));
}

void list_command::on_work_done(std::exception_ptr const& error)
{
    failure_ = error;
    end_ = clock::now();
    // A queued handler is not cancelled, so it checks finished_.
    finished_ = true;
    ticker_.cancel();
    // From now on Ctrl-C has its default effect.
    signals_.cancel();
    signals_.clear();
}

// After the context has run.

exit_status list_command::finish()
{
    status_.clear();
    finalize_output();
    std::exception_ptr const cursor_failure =
        saver_.finalize(output_, exhausted_ && !failure_, failure_ != nullptr);
    exit_status status = report_failure();
    if (cursor_failure)
    {
        print_failure(describe(cursor_failure).message);
        if (status == exit_status::success)
            status = exit_status::failure;
    }
    if (!options_.quiet)
        print_summary(status);
    return status;
}

/// Invariant: the output contains exactly the items before the saved position.
void list_command::finalize_output()
{
    if (failed_with<output_error>(failure_))
    {
        if (saver_.is_enabled())
            output_.rewind(saver_.written_bytes());
        return;
    }
    try
    {
        if (saver_.is_enabled())
            output_.sync();
        output_.close();
    }
    catch (output_error const&)
    {
        failure_ = std::current_exception();
        saver_.discard_written();
    }
}

exit_status list_command::report_failure() const
{
    if (!failure_)
        return exit_status::success;
    if (interrupted_ && is_cancellation(failure_))
        return exit_status::interrupted;
    if (failed_with<output_error>(failure_, std::mem_fn(&output_error::is_broken_pipe)))
        std::rethrow_exception(failure_);

    failure const error = describe(failure_);
    print_failure(error.message);
    return error.status;
}

void list_command::print_summary(exit_status status) const
{
    if (status == exit_status::success || status == exit_status::interrupted)
    {
        client_stats const stats = client_.stats();
        run_totals totals;
        totals.noun = options_.what->noun;
        totals.items = delivered_;
        totals.requests = stats.requests_sent;
        totals.connections = stats.connections_opened;
        totals.elapsed = end_ - start_;
        std::string const prefix = status == exit_status::interrupted ? "Interrupted: " : "";
        print_error_line(prefix + summary_text(totals));
        if (stats.deviations > 0)
            print_error_line(terminal_text(deviation_text(stats)));
    }
    if (std::optional<std::string> const file = saver_.saved_path())
        print_error_line(
            "Position saved in " + terminal_text(*file) + ". Run the same command to resume.");
}

} // namespace signalwire::tool
