#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/compat/projected_page.hpp>
#include <signalwire/detail/completion_token.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/watch_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::compat
{

/// The operations of a list of the account, such as `client.compat.calls`. `Page` is a
/// `listing_page`, `Filter` a `listing_filter`.
///
/// Every operation accepts `request_options`, a completion token, or both as its last arguments;
/// without a token it returns an awaitable. Arguments are validated and copied by the call. An
/// awaitable may be awaited later, once. Handlers are called on their associated executor, else on
/// that of the client, and never from within the initiating function.
///
/// Throws: operations fail with `api_error`, `transport_error`, `timeout_error`, `protocol_error`
/// and, if they follow a page URI, `pagination_error`. The client itself rejects operations with an
/// `error` whose code is `errc::shut_down`, `errc::too_many_waiters` or
/// `errc::retry_after_too_long`.
///
/// Cancellation: `operation_aborted`, promptly and in every phase. Terminal, partial and total are
/// equivalent, because a list has no side effects. By default, a coroutine passes on only terminal
/// cancellation.
/// - Before the request is sent: the server does not receive it. A waiter leaves the queue, a
///   connection that is being opened is closed.
/// - After that: the server may still process the request. Its connection is closed, since HTTP/1.1
///   cannot abandon a response; others stay open.
/// - After the response was received: the operation completes with it.
///
/// Thread safety: any number of operations may run concurrently, started from any threads.
///
/// Lifetime: operations may outlive the `rest_client`, but not the executor's context.
///
/// Source: Compatibility API, the list operations.
template <class Page, class Filter>
class list_resource
{
public:
    /// Type of the items.
    using item_type = typename Page::value_type;
    /// Type of the filter.
    using filter_type = Filter;

    /// The type of the executor of the client.
    using executor_type = boost::asio::any_io_executor;

    /// Signature of the completion handlers of `list` and `page_at`.
    using page_signature = void(std::exception_ptr, Page);
    /// Signature of the completion handlers of `next_page` and `previous_page`.
    using optional_page_signature = void(std::exception_ptr, std::optional<Page>);
    /// Signature of the completion handlers of `list<Item>`.
    template <class Item>
    using projected_signature = void(std::exception_ptr, projected_page<Item>);
    /// Signature of the completion handlers of `next_page` and `previous_page` for a
    /// `projected_page`.
    template <class Item>
    using optional_projected_signature =
        void(std::exception_ptr, std::optional<projected_page<Item>>);

    /// Internal: constructed by `rest_client`, and by tests with their own implementation.
    explicit list_resource(std::shared_ptr<detail::list_source> source) noexcept
        : source_(std::move(source))
    {
    }

    /// Returns the executor of the client.
    [[nodiscard]] executor_type get_executor() const noexcept { return source_->get_executor(); }

    /// Gets the first page of the items that `filter` selects, or the page that `filter` names.
    template <
        detail::options_or_token_for<page_signature> Options = request_options,
        detail::token_for<page_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto list(
        Filter const& filter = Filter(), Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::initiate<page_signature>(
            detail::initiate_list<Page>(source_), std::forward<Options>(options),
            std::forward<CompletionToken>(token), filter.query());
    }

    /// Gets the first page of the items.
    template <detail::token_for<page_signature> CompletionToken>
    auto list(CompletionToken&& token) const
    {
        return list(Filter(), request_options(), std::forward<CompletionToken>(token));
    }

    /// Gets the first page of the items that `filter` selects, of which only the members of `Item`
    /// are decoded: your own struct, described with `BOOST_DESCRIBE_STRUCT`.
    ///
    ///     struct charge
    ///     {
    ///         std::string sid;
    ///         std::int64_t duration = 0;
    ///         std::optional<signalwire::decimal> price;
    ///     };
    ///     BOOST_DESCRIBE_STRUCT(charge, (), (sid, duration, price))
    ///
    ///     compat::projected_page<charge> page = co_await client.compat.calls.list<charge>(filter);
    ///
    /// Members have the names and the types that they have in `item_type`; a member that is missing
    /// in a response keeps its default value. The other members of an item are skipped: their JSON
    /// is checked, but neither their types nor whether they are documented. A value that its member
    /// cannot hold is a deviation, and the member keeps its default value.
    ///
    /// Throws: `std::invalid_argument`, which names the member, if `item_type` has no such member.
    template <
        detail::projectable Item,
        detail::options_or_token_for<projected_signature<Item>> Options = request_options,
        detail::token_for<projected_signature<Item>> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto list(
        Filter const& filter = Filter(), Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::initiate<projected_signature<Item>>(
            detail::initiate_list<projected_page<Item>, detail::projected_rows>(project<Item>()),
            std::forward<Options>(options), std::forward<CompletionToken>(token), filter.query());
    }

    /// Gets the page at `uri`, one of the URIs of a page. A relative URI, such as
    /// `?Page=1&PageToken=…`, is relative to the resource.
    ///
    /// Throws: `pagination_error`, without a request, if `uri` names another host, account or
    /// resource. Credentials are not sent there.
    template <
        detail::options_or_token_for<page_signature> Options = request_options,
        detail::token_for<page_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto page_at(
        std::string_view uri, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::initiate<page_signature>(
            detail::initiate_page_at<Page>(source_), std::forward<Options>(options),
            std::forward<CompletionToken>(token), std::string(uri));
    }

    /// Gets the page after `page`; nothing, without a request, if `page` is the last.
    template <
        detail::options_or_token_for<optional_page_signature> Options = request_options,
        detail::token_for<optional_page_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto next_page(
        Page const& page, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::initiate<optional_page_signature>(
            detail::initiate_neighbor<Page>(source_), std::forward<Options>(options),
            std::forward<CompletionToken>(token), page.next_page_uri);
    }

    /// Gets the page before `page`; nothing, without a request, if `page` is the first.
    template <
        detail::options_or_token_for<optional_page_signature> Options = request_options,
        detail::token_for<optional_page_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto previous_page(
        Page const& page, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::initiate<optional_page_signature>(
            detail::initiate_neighbor<Page>(source_), std::forward<Options>(options),
            std::forward<CompletionToken>(token), page.previous_page_uri);
    }

    /// Gets the page after `page`; nothing, without a request, if `page` is the last.
    template <
        class Item,
        detail::options_or_token_for<optional_projected_signature<Item>> Options = request_options,
        detail::token_for<optional_projected_signature<Item>> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto next_page(
        projected_page<Item> const& page, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return neighbor<Item>(
            page.next_page_uri, std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Gets the page before `page`; nothing, without a request, if `page` is the first.
    template <
        class Item,
        detail::options_or_token_for<optional_projected_signature<Item>> Options = request_options,
        detail::token_for<optional_projected_signature<Item>> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto previous_page(
        projected_page<Item> const& page, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return neighbor<Item>(
            page.previous_page_uri, std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Streams the items that `filter` selects, in the order of the API.
    ///
    /// Throws: `std::invalid_argument` if `options` have the cursor of another filter or account,
    /// or shards without a time range.
    [[nodiscard]] async_generator<item_type> stream(
        Filter const& filter = Filter(), stream_options const& options = stream_options()) const
    {
        return async_generator<item_type>(source_->stream(filter.query(), options));
    }

    /// Streams the items that `filter` selects, of which only the members of `Item` are decoded;
    /// see `list<Item>`. Cursors, shards, retries and options are the same: a cursor of one stream
    /// resumes another, whatever the types of their items.
    ///
    /// Throws: `std::invalid_argument` as `stream` does, and if `item_type` has no such member.
    template <detail::projectable Item>
    [[nodiscard]] async_generator<Item> stream(
        Filter const& filter = Filter(), stream_options const& options = stream_options()) const
    {
        return async_generator<Item>(project<Item>()->stream(filter.query(), options));
    }

    /// Streams the pages of the items that `filter` selects; `limit` counts pages.
    ///
    /// Throws: `std::invalid_argument` as `stream` does, and if the cursor is inside a page.
    [[nodiscard]] async_generator<Page> pages(
        Filter const& filter = Filter(), stream_options const& options = stream_options()) const
    {
        return async_generator<Page>(source_->pages(filter.query(), options));
    }

    /// Streams new and changed items that `filter` selects, each version once. The stream has no
    /// end: `next` waits for a change.
    ///
    ///     auto calls = client.compat.calls.watch(compat::call_filter().page_size(1000), 5s);
    ///     while (std::optional<compat::call> call = co_await calls.next())
    ///         show(*call);
    ///
    /// The watch polls the items of the last 24 hours (`watch_options::lookback`), newest first,
    /// and compares; large pages need fewer requests. The first `next` makes the first poll, whose
    /// items are the initial state and not delivered. Changes of later polls are delivered from the
    /// oldest (`date_updated`) to the newest. The delay between two polls is `interval`, including
    /// the consumer's time. A poll without changes increases it by half, up to
    /// `watch_options::max_interval`; a change resets it.
    ///
    /// Limits: versions replaced before the next poll, and changes of items older than the
    /// lookback, are not detected. An item that `filter` no longer selects is not reported. All
    /// times are the server's; the clocks of its machines must agree to half a minute.
    ///
    /// `next` fails only with permanent errors: 401, 403, 404, 422, certificate errors, a response
    /// that does not match the schema, `errc::too_many_changes`, `errc::not_newest_first` and
    /// `errc::shut_down`. A further `next` polls again after the delay. Transient errors (network,
    /// timeouts, 408, 429, 5xx, an expired page token) are logged as `watch.interrupted` and
    /// `watch.resumed`; the poll is repeated after an increasing delay or `Retry-After`, and no
    /// change is lost.
    ///
    /// Throws: `std::invalid_argument` before any request unless `interval` is positive and at most
    /// a year, if `filter` names a page, or if `options.resume_from()` is the cursor of another
    /// filter, another account or a stream.
    ///
    /// Cancellation: as in `stream`, also during a delay; no change is lost.
    ///
    /// See: `async_generator::cursor`. A cursor saved after every item resumes the watch in another
    /// process without loss or repetition. It contains 22 characters for each change of the last
    /// half minute, at most 4096 of them; beyond that some changes are repeated. Before the end of
    /// the first poll it is `signalwire::cursor()`.
    [[nodiscard]] async_generator<item_type> watch(
        Filter const& filter, std::chrono::milliseconds interval,
        watch_options const& options = watch_options()) const
    {
        return async_generator<item_type>(source_->watch(filter.query(), interval, options));
    }

protected:
    /// Internal: returns the implementation.
    [[nodiscard]] std::shared_ptr<detail::list_source> const& source() const noexcept
    {
        return source_;
    }

private:
    template <class Item>
    [[nodiscard]] std::shared_ptr<detail::list_source> project() const
    {
        return source_->project(detail::projection_of<Item>);
    }

    template <class Item, class Options, class CompletionToken>
    auto neighbor(
        std::optional<std::string> const& uri, Options&& options, CompletionToken&& token) const
    {
        return detail::initiate<optional_projected_signature<Item>>(
            detail::initiate_neighbor<projected_page<Item>, detail::projected_rows>(
                project<Item>()),
            std::forward<Options>(options), std::forward<CompletionToken>(token), uri);
    }

    std::shared_ptr<detail::list_source> source_;
};

} // namespace signalwire::compat
