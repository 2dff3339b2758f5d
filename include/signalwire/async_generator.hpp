#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/detail/completion_token.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/item_source.hpp>

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

namespace detail
{
struct generator_access;
}

/// Interface of the implementation of an `async_generator<T>`. Implement it for your own generator;
/// tests can use `testing::fake_generator`.
///
///     signalwire::async_generator<compat::call> calls(std::make_shared<my_generator>());
///
/// Also override these functions of the base class:
/// - `async_wait(handler)`: calls `handler(error_ptr(), true)` once an item is available,
///   `handler(error_ptr(), false)` at the end, or `handler(error, false)`. It calls the handler on
///   its associated executor, else on `get_executor()`, and never from within `async_wait`. A
///   cancellation of the handler's slot completes it with `error::cancelled()`. There is one wait
///   at a time.
/// - `position()`: returns the cursor after the last item.
/// - `stop()`: cancels the requests in flight. Called from any thread when the generator is
///   destroyed.
/// - `get_executor()`.
template <class T>
class generator_interface : public detail::item_source
{
public:
    /// Returns the address of the next item if it is available, else null. The caller may move from
    /// the item until the next call.
    [[nodiscard]] virtual T* next_item() = 0;

private:
    void* try_next() final
    {
        return next_item();
    }
};

/// A stream of the items of a listing, whose pages are fetched as items are consumed.
///
///     signalwire::async_generator<compat::call> calls = client.compat.calls.stream(filter);
///     while (std::optional<compat::call> call = co_await calls.next())
///         bill(*call);
///
/// The first `next` sends the first request. At most `stream_options::prefetch_pages` pages are
/// prefetched, so that a slow consumer slows the fetching. No connection is held while the consumer
/// is busy. The next page is requested as soon as its URI is received, on another connection.
///
/// `next` fails with the errors of `list_resource::list` and with `pagination_error`;
/// `error::cursor` is set. The position is kept, and another `next` requests the page again. Items
/// received before the failure are delivered first.
///
/// If a page token expires during a stream, `next` fails with `api_errc::invalid_page_token`. A
/// stream that starts with an expired token, from a cursor or after that error, searches for the
/// last item by ID. The search starts at the newest item, or a day before the cursor's time if the
/// filter bounds the time.
///
/// Cancellation: terminal, partial and total are equivalent. The page in flight is cancelled, the
/// position is kept.
///
/// Thread safety: one `next` at a time; a second one fails with `errc::concurrent_next`. Threads
/// may use it one after the other.
///
/// Lifetime: movable, not copyable. Destruction cancels the requests in flight; a pending `next`
/// completes with `operation_aborted`. The generator may outlive its `rest_client`.
template <class T>
class async_generator
{
public:
    /// The type of the executor of the client.
    using executor_type = boost::asio::any_io_executor;

    /// Signature of the completion handlers of `next`.
    using next_signature = void(std::exception_ptr, std::optional<T>);
    /// Signature of the completion handlers of `next_batch`.
    using batch_signature = void(std::exception_ptr, std::vector<T>);

    /// Internal: constructed by the functions of a resource.
    explicit async_generator(std::shared_ptr<detail::item_source> source) noexcept
        : source_(std::move(source))
    {
    }

    /// Constructs a generator over your own implementation.
    template <std::derived_from<generator_interface<T>> Generator>
    explicit async_generator(std::shared_ptr<Generator> source) noexcept
        : source_(std::move(source))
    {
    }

    /// Move constructor. A moved-from generator may only be destroyed or assigned to.
    async_generator(async_generator&& other) noexcept = default;

    /// Move assignment. Swaps the generators.
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

    /// Returns the executor of the client.
    [[nodiscard]] executor_type get_executor() const noexcept
    {
        return source_->get_executor();
    }

    /// Gets the next item; nothing at the end of the listing. An awaitable of an available item
    /// does not suspend.
    template <detail::token_for<next_signature> CompletionToken = boost::asio::use_awaitable_t<>>
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

    /// Returns the next item if it is available; nothing otherwise and at the end of the listing.
    /// Starts no request. Must not be called while a `next` is pending.
    [[nodiscard]] std::optional<T> try_next()
    {
        void* const item = source_->try_next();
        return item ? std::optional<T>(std::move(*static_cast<T*>(item))) : std::nullopt;
    }

    /// Gets the available items, at most `max_items`; waits only if there is none. Empty at the end
    /// of the listing, and if `max_items` is 0.
    template <detail::token_for<batch_signature> CompletionToken = boost::asio::use_awaitable_t<>>
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

    /// Returns the position after the last item delivered. Must not be called while a `next` is
    /// pending.
    [[nodiscard]] signalwire::cursor cursor() const
    {
        return source_->position();
    }

private:
    friend struct detail::generator_access;

    template <class CompletionToken>
    static constexpr bool is_default =
        std::is_same_v<std::decay_t<CompletionToken>, boost::asio::use_awaitable_t<>>;

    /// Completes with true if an item is available, false at the end.
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
