#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/detail/generator_core.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire
{

/// A listing that delivers its items one by one, fetching pages as they are consumed.
///
///     signalwire::async_generator<compat::call> calls = client.compat.calls.stream(filter);
///     while (std::optional<compat::call> call = co_await calls.next())
///         bill(*call);
///
/// Nothing is sent before the first `next`. Fetching runs at most
/// `stream_options::prefetch_pages` pages ahead of the page being consumed, so that a slow consumer
/// slows the fetching; no connection is held while the consumer is busy. The next page is asked
/// for, on another connection, as soon as the head of the page before it has told where it is.
///
/// Errors: `next` throws what `calls.list` throws, and `pagination_error`, with `error::cursor`
/// set. The position is kept, so that the next `next` tries the same page again. Items of a page
/// that arrived before it broke are delivered before its error.
///
/// Page tokens expire (`api_errc::bad_page_token`). That is an error in the middle of a stream; but
/// a stream that begins with such a token, resumed from a cursor or after that error, looks for its
/// place by the last item's id and goes on behind it. It lists from the beginning for that, or from
/// a day before where the filter bounds the time.
///
/// Cancellation: `next` obeys terminal, partial and total cancellation alike; the page in flight is
/// given up, the position is kept.
///
/// Lifetime: movable, not copyable. Destruction cancels what is in flight; a pending `next` then
/// completes with `operation_aborted`. The generator may outlive its `rest_client`.
///
/// Thread safety: one `next` at a time (a second one throws `errc::concurrent_next`); may be used
/// from different threads one after the other.
template <class T>
class async_generator
{
public:
    /// For those who implement generators.
    explicit async_generator(std::shared_ptr<detail::generator_core<T>> core) noexcept
        : core_(std::move(core))
    {
    }

    /// The one moved from may only be destroyed or assigned to.
    async_generator(async_generator&& other) noexcept = default;

    /// Swaps the two.
    async_generator& operator=(async_generator&& other) noexcept
    {
        std::swap(core_, other.core_);
        return *this;
    }

    ~async_generator()
    {
        if (core_)
            core_->stop();
    }

    /// The next item, or nothing when the listing is at its end.
    [[nodiscard]] boost::asio::awaitable<std::optional<T>> next()
    {
        return core_->next(core_);
    }

    /// The same with a completion token of signature `void(std::exception_ptr, std::optional<T>)`.
    template <class CompletionToken>
    auto next(CompletionToken&& token)
    {
        return boost::asio::async_initiate<
            CompletionToken, void(std::exception_ptr, std::optional<T>)>(
            detail::start_next(), token, core_);
    }

    /// The items at hand, at least one and at most `most`, waiting only when there is none: the
    /// rest of a page, say. Empty when the listing is at its end, or `most` is 0.
    [[nodiscard]] boost::asio::awaitable<std::vector<T>> next_batch(std::size_t most)
    {
        return core_->next_batch(core_, most);
    }

    /// The same with a completion token of signature `void(std::exception_ptr, std::vector<T>)`.
    template <class CompletionToken>
    auto next_batch(std::size_t most, CompletionToken&& token)
    {
        return boost::asio::async_initiate<
            CompletionToken, void(std::exception_ptr, std::vector<T>)>(
            detail::start_next_batch(), token, core_, most);
    }

    /// The position behind the last item that was delivered. Not while a `next` is pending.
    [[nodiscard]] signalwire::cursor cursor() const
    {
        return core_->position();
    }

private:
    std::shared_ptr<detail::generator_core<T>> core_;
};

} // namespace signalwire
