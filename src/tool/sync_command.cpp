#include "tool/sync_command.hpp"

#include "tool/files.hpp"
#include "tool/interruption.hpp"
#include "tool/local_copy.hpp"
#include "tool/progress.hpp"
#include "tool/resource.hpp"
#include "tool/terminal.hpp"

#include <signalwire/pagination_error.hpp>
#include <signalwire/rest_client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::tool
{

namespace
{

namespace asio = boost::asio;

/// Pages of the API have at most so many items.
constexpr std::size_t page_size = 1000;

/// Items that may change between two runs.
constexpr std::size_t max_tracked_items = 1'000'000;

constexpr std::chrono::seconds default_interval(30);

/// A run of `sync` on one thread. Writing to the file blocks it: there is nothing else to do.
class sync_run
{
public:
    sync_run(sync_options const& options, client_config const& config)
        : options_(options)
        , what_(*options.what)
        // Not the lock of the file itself, which SQLite has.
        , lock_(options.file + ".sync")
        , copy_(options.file, what_.name, what_.fields(), config.project)
        , client_(context_.get_executor(), config)
        , status_(STDERR_FILENO, !options.quiet)
    {
    }

    exit_status run()
    {
        bool const was_interrupted = run_until_signal(context_, work());
        status_.clear();
        print_summary();
        return was_interrupted ? exit_status::interrupted : exit_status::success;
    }

private:
    using clock = std::chrono::steady_clock;

    asio::awaitable<void> work()
    {
        for (;;)
        {
            bool const is_done = !what_.is_newest_first ? co_await list_again() : co_await update();
            if (is_done && !options_.every)
                break;
            if (!what_.is_newest_first)
                co_await sleep();
        }
    }

    asio::awaitable<void> sleep()
    {
        asio::steady_timer timer(context_, *options_.every);
        co_await timer.async_wait(asio::use_awaitable);
    }

    /// Nothing tells what has changed.
    asio::awaitable<bool> list_again()
    {
        co_await list_all();
        copy_state reached;
        copy_.write({}, reached);
        co_return true;
    }

    /// Lists everything once, then what has changed since the listing began. Returns false to begin
    /// again.
    asio::awaitable<bool> update()
    {
        if (!copy_.state().is_complete)
        {
            if (!copy_.state().changes)
                co_await find_changes(watch_options().max_polls(1));
            co_await list_all();
        }
        watch_options changes;
        changes.resume_from(cursor::from_string(copy_.state().changes.value()));
        if (!options_.every)
            changes.max_polls(1);
        bool has_lost_track = false;
        try
        {
            co_await find_changes(changes);
        }
        catch (pagination_error const& e)
        {
            has_lost_track = e.code() == errc::too_many_changes;
            if (!has_lost_track)
                throw;
        }
        if (has_lost_track)
            copy_.write({}, copy_state());
        co_return !has_lost_track;
    }

    asio::awaitable<void> list_all()
    {
        stream_options how;
        if (copy_.state().listing)
            how.resume_from(cursor::from_string(*copy_.state().listing));
        item_stream items = what_.stream(client_.compat, {}, page_filter(), how);
        for (;;)
        {
            item_list const page = co_await items.next_batch(page_size);
            // Before the copy is complete, so that changes find the rows that they replace.
            if (page.empty())
                copy_.add_indexes();
            copy_state reached = copy_.state();
            reached.is_complete = page.empty();
            reached.listing.reset();
            if (!page.empty())
                reached.listing = items.cursor().to_string();
            write(page, reached);
            if (page.empty())
                break;
        }
    }

    asio::awaitable<void> find_changes(watch_options how)
    {
        how.max_tracked_items(max_tracked_items);
        item_stream items = what_.watch(
            client_.compat, {}, page_filter(), options_.every.value_or(default_interval), how);
        for (;;)
        {
            item_list const changed = co_await items.next_batch(page_size);
            copy_state reached = copy_.state();
            reached.changes = items.cursor().to_string();
            write(changed, reached);
            if (changed.empty())
                co_return;
        }
    }

    [[nodiscard]] static parameter_list page_filter()
    {
        return {{"PageSize", std::to_string(page_size)}};
    }

    void write(item_list const& items, copy_state const& reached)
    {
        copy_.write(items, reached);
        written_ += items.size();
        clock::time_point const time = clock::now();
        if (!status_.is_due(time))
            return;
        progress now;
        now.noun = what_.noun;
        now.items = written_;
        now.pages = client_.stats().requests_sent;
        now.elapsed = time - start_;
        status_.show(progress_text(now, status_.columns()), time);
    }

    void print_summary()
    {
        if (options_.quiet)
            return;
        print_error_line(
            count_text(static_cast<std::uint64_t>(copy_.count()), what_.noun) + " in "
            + terminal_text(options_.file) + ", " + std::to_string(written_)
            + " of them written by this run");
    }

    sync_options const& options_;
    resource const& what_;
    cursor_lock lock_;
    local_copy copy_;
    asio::io_context context_{1};
    rest_client client_;
    status_line status_;
    clock::time_point start_ = clock::now();
    std::uint64_t written_ = 0;
};

} // namespace

exit_status run_sync(sync_options const& options, client_config const& config)
{
    return sync_run(options, config).run();
}

} // namespace signalwire::tool
