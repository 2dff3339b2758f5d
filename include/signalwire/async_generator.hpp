#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/item_source.hpp>
#include <signalwire/generator_interface.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
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
/// Page tokens expire (`api_errc::invalid_page_token`). That is an error in the middle of a stream; but
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
    using executor_type = boost::asio::any_io_executor;

    /// Signature of the completion tokens of `next`.
    using next_signature = void(std::exception_ptr, std::optional<T>);
    /// Signature of the completion tokens of `next_batch`.
    using batch_signature = void(std::exception_ptr, std::vector<T>);

    /// Internal: made by the functions of a resource.
    explicit async_generator(std::shared_ptr<detail::item_source> source) noexcept
        : source_(std::move(source))
    {
    }

    /// A generator over an implementation of your own.
    template <std::derived_from<generator_interface<T>> Generator>
    explicit async_generator(std::shared_ptr<Generator> source) noexcept
        : source_(std::move(source))
    {
    }

    /// The one moved from may only be destroyed or assigned to.
    async_generator(async_generator&& other) noexcept = default;

    /// Swaps the two.
    async_generator& operator=(async_generator&& other) noexcept
    {
        std::swap(source_, other.source_);
        return *this;
    }

    ~async_generator()
    {
        if (source_)
            source_->stop();
    }

    /// The executor of the client.
    [[nodiscard]] executor_type get_executor() const noexcept
    {
        return source_->get_executor();
    }

    /// Gets the next item; nothing at the end of the listing. Without a token, an item that is
    /// available is returned without a suspension.
    template <
        boost::asio::completion_token_for<next_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto next(CompletionToken&& token = CompletionToken())
    {
        if constexpr (is_default<CompletionToken>)
            return next_item(source_);
        else
        {
            return boost::asio::async_initiate<CompletionToken, next_signature>(
                detail::initiate_next<T>(source_), token, detail::no_slot);
        }
    }

    /// Returns the next item if it is available, without waiting; nothing otherwise, and at the end
    /// of the listing. Starts no request. Not while a `next` is pending.
    [[nodiscard]] std::optional<T> try_next()
    {
        void* const item = source_->try_next();
        return item ? std::optional<T>(std::move(*static_cast<T*>(item))) : std::nullopt;
    }

    /// Gets the available items, at least one and at most `max_items`, and waits only if there is
    /// none. Empty when the listing is at its end, or `max_items` is 0.
    template <
        boost::asio::completion_token_for<batch_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto next_batch(std::size_t max_items, CompletionToken&& token = CompletionToken())
    {
        if constexpr (is_default<CompletionToken>)
            return next_items(source_, max_items);
        else
        {
            return boost::asio::async_initiate<CompletionToken, batch_signature>(
                detail::initiate_next_batch<T>(source_), token, detail::no_slot, max_items);
        }
    }

    /// The position after the last item that was delivered. Not while a `next` is pending.
    [[nodiscard]] signalwire::cursor cursor() const
    {
        return source_->position();
    }

private:
    template <class CompletionToken>
    static constexpr bool is_default =
        std::is_same_v<std::decay_t<CompletionToken>, boost::asio::use_awaitable_t<>>;

    /// Completes with whether an item is available.
    static auto wait(std::shared_ptr<detail::item_source> const& source)
    {
        return boost::asio::async_initiate<boost::asio::deferred_t const, void(error_ptr, bool)>(
            detail::initiate_wait(source), boost::asio::deferred);
    }

    static boost::asio::awaitable<std::optional<T>> next_item(
        std::shared_ptr<detail::item_source> source)
    {
        void* item = source->try_next();
        if (!item)
        {
            auto const [why, is_available] = co_await wait(source);
            if (why)
                std::rethrow_exception(why->exception());
            if (!is_available)
                co_return std::nullopt;
            item = source->try_next();
        }
        co_return std::move(*static_cast<T*>(item));
    }

    static boost::asio::awaitable<std::vector<T>> next_items(
        std::shared_ptr<detail::item_source> source, std::size_t max_items)
    {
        std::vector<T> batch;
        detail::append_available(*source, max_items, batch);
        if (!batch.empty() || max_items == 0)
            co_return batch;
        auto const [why, is_available] = co_await wait(source);
        if (why)
            std::rethrow_exception(why->exception());
        if (is_available)
            detail::append_available(*source, max_items, batch);
        co_return batch;
    }

    std::shared_ptr<detail::item_source> source_;
};

} // namespace signalwire
