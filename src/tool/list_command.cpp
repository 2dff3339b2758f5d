#include "tool/list_command.hpp"

#include "tool/terminal_text.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
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

/// Ten times per second: often enough to look alive, too seldom to cost anything.
constexpr std::chrono::milliseconds tick_interval(100);

/// A table outside a terminal is as wide as the calls of a page need; later pages may widen it.
constexpr std::size_t page_of_table = 1000;

/// So many calls share the cost of asking for the position behind them.
constexpr std::size_t batch_size = 50;

async_generator<compat::call> begin_stream(
    rest_client const& client, list_options const& options, std::optional<cursor> const& from)
{
    if (!options.watch)
    {
        stream_options stream = options.stream;
        return client.compat.calls.stream(
            options.filter, from ? stream.resume_from(*from) : stream);
    }
    watch_options changes;
    if (from)
        changes.resume_from(*from);
    return client.compat.calls.watch(options.filter, *options.watch, changes);
}

async_generator<compat::call> open_stream(
    rest_client const& client, list_options const& options, position_keeper const& position)
{
    if (!position.earlier())
        return begin_stream(client, options, std::nullopt);
    try
    {
        return begin_stream(client, options, position.earlier()->place);
    }
    catch (std::invalid_argument const& e)
    {
        position.refuse_earlier(e.what());
    }
}

output open_output(list_options const& options, position_keeper const& position)
{
    if (!options.output)
        return output();
    if (!position.earlier())
        return output(*options.output, output::mode::replace);
    if (!position.earlier()->output)
        return output(*options.output, output::mode::append);
    try
    {
        return output(*options.output, *position.earlier()->output);
    }
    catch (std::invalid_argument const& e)
    {
        position.refuse_earlier(e.what());
    }
}

/// How `work` ended, for those who have more to await afterwards than a catch block may.
asio::awaitable<std::exception_ptr> outcome_of(asio::awaitable<void> work)
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

bool is_abortion(boost::system::system_error const& error)
{
    return error.code() == asio::error::operation_aborted;
}

/// `nohup` has it ignored, and then it is to stay so.
bool is_ignored(int signal_number)
{
    struct sigaction current{};
    return ::sigaction(signal_number, nullptr, &current) == 0 && current.sa_handler == SIG_IGN;
}

} // namespace

list_job::list_job(list_options const& options, client_config const& config)
    : signals_(context_)
    , ticker_(context_)
    , quiet_(options.quiet)
    , watches_(options.watch.has_value())
    , limit_(options.stream.limit())
    , position_(options.cursor, to_text(options.layout))
    , client_(context_.get_executor(), config)
    // A cursor of another listing is refused here, before the output is touched.
    , calls_(open_stream(client_, options, position_))
    , output_(open_output(options, position_))
    , formatter_(make_formatter(options.layout, terminal_columns(output_.descriptor())))
    , shares_terminal_(terminal_columns(output_.descriptor()) != 0)
    , fits_pages_(options.layout.format == output_format::table && !watches_ && !shares_terminal_)
    , needs_header_(
          !position_.earlier() || shares_terminal_
          || (options.output && !output_.has_earlier_text()))
    , status_(STDERR_FILENO, !options.quiet)
{
    position_.begin(output_);
}

exit_status list_job::run()
{
    listen_for_signals();
    schedule_tick();
    asio::co_spawn(
        context_, work(),
        asio::bind_cancellation_slot(
            stop_.slot(), [this](std::exception_ptr error) { on_work_done(error); }));
    context_.run();
    return conclude();
}

// The coroutine.

asio::awaitable<void> list_job::work()
{
    std::exception_ptr const listing = co_await outcome_of(move_calls());
    // Whatever ended the listing, the calls that have arrived are printed; Ctrl-C does not stop
    // that unless it is pressed again.
    co_await asio::this_coro::reset_cancellation_state();
    // A watch has a position though nothing has happened: from there on nothing is to be missed.
    bool const has_watched = watches_ && calls_->cursor() != cursor();
    if (!listing || has_watched)
        append_header_once();
    if (has_watched && position_.is_wanted())
        position_.take(calls_->cursor());
    std::exception_ptr const writing = co_await outcome_of(finish_output(!listing || has_watched));
    exhausted_ = !listing && (!limit_ || calls_->cursor().at_end());

    // Nothing may be left running: what is fetched ahead would keep us here.
    calls_.reset();
    static_cast<void>(co_await outcome_of(client_.shutdown(std::chrono::milliseconds(0))));
    // The tick may have found the output broken at any moment, and stopped whatever went on then.
    for (std::exception_ptr const& failure : {output_failure_, writing, listing})
    {
        if (failure)
            std::rethrow_exception(failure);
    }
}

asio::awaitable<void> list_job::move_calls()
{
    for (;;)
    {
        // A watch knows no limit.
        std::size_t const usual = fits_pages_ ? page_of_table : batch_size;
        std::uint64_t const left = limit_.value_or(usual + delivered_) - delivered_;
        std::size_t const most = std::min<std::uint64_t>(left, usual);
        std::vector<compat::call> const calls = co_await calls_->next_batch(most);
        if (calls.empty())
            co_return;
        take(calls);
        if (output_.wants_writing())
            co_await flush();
    }
}

void list_job::take(std::vector<compat::call> const& calls)
{
    formatter_->fit(calls);
    append_header_once();
    for (compat::call const& call : calls)
        formatter_->append(output_.buffer(), call);
    delivered_ += calls.size();
    if (position_.is_wanted())
        position_.take(calls_->cursor());
}

/// Not before there is something to stand under it: who is refused gets no output at all.
void list_job::append_header_once()
{
    if (needs_header_)
        formatter_->append_header(output_.buffer());
    needs_header_ = false;
}

/// Of a listing without calls there is an output too: an empty one, and not that of an earlier run.
asio::awaitable<void> list_job::finish_output(bool listed)
{
    if (listed)
        output_.drop_earlier_text();
    co_await flush();
}

asio::awaitable<void> list_job::flush()
{
    if (shares_terminal_)
        status_.clear();
    co_await output_.drain();
    position_.mark_written(output_);
}

// Signals and the ticker: on the same thread, while the coroutine waits.

void list_job::listen_for_signals()
{
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    if (!is_ignored(SIGHUP))
        signals_.add(SIGHUP);
    wait_for_signal();
}

void list_job::wait_for_signal()
{
    signals_.async_wait([this](boost::system::error_code const& error, int) {
        if (!error && !done_)
            on_signal();
    });
}

void list_job::on_signal()
{
    if (interrupted_)
        leave_at_once();
    interrupted_ = true;
    wait_for_signal();
    stop_.emit(asio::cancellation_type::terminal);
}

/// The second signal: the reader of the output, or the network, keeps us waiting.
void list_job::leave_at_once()
{
    status_.clear();
    if (position_.has_written())
    {
        try
        {
            position_.save(output_);
        }
        catch (std::exception const&)
        {
            print_error_line("signalwire-calls: " + describe(std::current_exception()).message);
        }
    }
    std::_Exit(static_cast<int>(exit_status::interrupted));
}

void list_job::schedule_tick()
{
    ticker_.expires_after(tick_interval);
    ticker_.async_wait([this](boost::system::error_code const& error) {
        if (!error && !done_)
            on_tick();
    });
}

void list_job::on_tick()
{
    try
    {
        write_what_is_pending();
        position_.save_now_and_then(output_);
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

/// Who looks at the output sees the calls as they arrive, though they are written in large pieces.
/// Who does not look any more is noticed, though there may be nothing to write.
void list_job::write_what_is_pending()
{
    output_.check_reader();
    if (!output_.has_pending())
        return;
    if (shares_terminal_)
        status_.clear();
    if (output_.write_some())
        position_.mark_written(output_);
}

void list_job::show_progress()
{
    // On a shared terminal the output may stand in the middle of a line.
    if (!status_.enabled() || (shares_terminal_ && output_.has_pending()))
        return;
    client_stats const stats = client_.stats();
    progress now;
    now.calls = delivered_;
    now.limit = limit_;
    now.pages = stats.requests - stats.retries;
    now.elapsed = clock::now() - begin_;
    status_.show(progress_text(now, status_.columns()));
}

void list_job::on_work_done(std::exception_ptr const& error)
{
    failure_ = error;
    end_ = clock::now();
    // A handler that is queued already does not hear of being cancelled.
    done_ = true;
    ticker_.cancel();
    // From here on Ctrl-C does what it does to any program.
    signals_.cancel();
    signals_.clear();
}

// Afterwards: nothing runs any more.

exit_status list_job::conclude()
{
    status_.clear();
    settle_output();
    std::exception_ptr const cursor_failure =
        position_.settle(output_, exhausted_ && !failure_, failure_ != nullptr);
    exit_status status = report_failure();
    if (cursor_failure)
    {
        print_error_line("signalwire-calls: " + describe(cursor_failure).message);
        if (status == exit_status::done)
            status = exit_status::failed;
    }
    if (!quiet_)
        print_notes(status);
    return status;
}

/// The cursor must not speak of calls that are not in the output, nor the output hold calls that
/// the cursor does not speak of.
void list_job::settle_output()
{
    if (failed_with<output_error>(failure_))
    {
        if (position_.is_wanted())
            output_.rewind(position_.written_bytes());
        return;
    }
    try
    {
        if (position_.is_wanted())
            output_.sync();
        output_.close();
    }
    catch (output_error const&)
    {
        failure_ = std::current_exception();
        position_.forget_written();
    }
}

exit_status list_job::report_failure() const
{
    if (!failure_)
        return exit_status::done;
    if (interrupted_ && failed_with<boost::system::system_error>(failure_, is_abortion))
        return exit_status::interrupted;
    if (failed_with<output_error>(failure_, std::mem_fn(&output_error::is_broken_pipe)))
        std::rethrow_exception(failure_);

    failure const why = describe(failure_);
    print_error_line("signalwire-calls: " + why.message);
    return why.status;
}

void list_job::print_notes(exit_status status) const
{
    if (status == exit_status::done || status == exit_status::interrupted)
    {
        client_stats const stats = client_.stats();
        run_totals totals;
        totals.calls = delivered_;
        totals.requests = stats.requests;
        totals.connections = stats.opened;
        totals.elapsed = end_ - begin_;
        std::string const prefix = status == exit_status::interrupted ? "Interrupted: " : "";
        print_error_line(prefix + summary_text(totals));
        if (stats.drift > 0)
            print_error_line(printable(deviation_text(stats)));
    }
    if (std::optional<std::string> const file = position_.left_behind())
        print_error_line(
            "The position is saved in " + printable(*file)
            + ": the same command goes on from there.");
}

} // namespace signalwire::tool
