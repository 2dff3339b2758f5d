#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/watch_options.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::client
{
class engine;
}

namespace signalwire::compat
{

/// What can be done with every list of the account: `client.compat.calls` and its neighbours, of
/// which each says what its items are. `Page` is a `listing_page`, `Filter` a `listing_filter`.
///
/// Arguments are checked and taken over when a function is called; what it returns may be awaited
/// later, once. Operations throw `api_error`, `transport_error`, `timeout_error`, `protocol_error`
/// and, when they follow a page URI, `pagination_error`; a plain `error` with `errc::shut_down`,
/// `errc::too_many_waiters` or `errc::rate_limited` (the API wants no requests for longer than the
/// operation may take) when the client itself refuses; cancellation is `operation_aborted`.
///
/// Cancellation: terminal, partial and total are obeyed alike, promptly and at every point, since
/// listing changes nothing on the server: even after the request was sent, total's promise of no
/// side effect holds. Which of the three reach an operation is up to the caller; a coroutine lets
/// terminal through unless it resets its cancellation state.
/// - Before the request is on the wire (waiting for a connection, resolving, connecting, in the
///   handshake, between two attempts): the server never hears of it. A place in the queue goes to
///   the next in line, a connection that is half open is closed.
/// - After that: the server may still work on an answer that nobody reads. The connection is
///   closed, because HTTP/1.1 has no other way to leave a response; others stay.
/// - After the response has arrived: the operation completes with it.
/// Client and pool stay usable in each case.
///
/// Lifetime: operations keep alive what they need and may outlive the `rest_client`, but not the
/// executor's context.
/// Thread safety: any number of operations may run at once, started from any threads.
/// Source: Compatibility API, the list operations.
template <class Page, class Filter>
class list_resource
{
public:
    /// What the pages hold.
    using item = typename Page::value_type;

    /// Signature of the completion tokens that give a page.
    using page_signature = void(std::exception_ptr, Page);
    /// Signature of the completion tokens that may give none.
    using optional_page_signature = void(std::exception_ptr, std::optional<Page>);

    /// For `rest_client`, which makes the one there is.
    explicit list_resource(std::shared_ptr<client::engine> engine) noexcept;

    /// The first page of the items that `filter` selects, or the page it names.
    [[nodiscard]] boost::asio::awaitable<Page> list(
        Filter const& filter = Filter(), request_options const& options = request_options()) const;

    /// The same with a completion token of signature `page_signature`.
    template <class CompletionToken>
    auto list(Filter const& filter, request_options const& options, CompletionToken&& token) const
    {
        return boost::asio::async_initiate<CompletionToken, page_signature>(
            start_list(), token, engine_, filter, options);
    }

    /// The page at `uri`, a `uri`, `first_page_uri`, `next_page_uri` or `previous_page_uri` of a
    /// page; a relative one, such as `?Page=1&PageToken=…`, is relative to the resource. Throws
    /// `pagination_error`, without asking, when it leads to another host or away from the resource:
    /// the token goes nowhere else.
    [[nodiscard]] boost::asio::awaitable<Page> page_at(
        std::string_view uri, request_options const& options = request_options()) const;

    /// The same with a completion token of signature `page_signature`.
    template <class CompletionToken>
    auto page_at(
        std::string_view uri, request_options const& options, CompletionToken&& token) const
    {
        return boost::asio::async_initiate<CompletionToken, page_signature>(
            start_page_at(), token, engine_, std::string(uri), options);
    }

    /// The page after `page`, or nothing, without asking, when `page` is the last.
    [[nodiscard]] boost::asio::awaitable<std::optional<Page>> next_page(
        Page const& page, request_options const& options = request_options()) const;

    /// The same with a completion token of signature `optional_page_signature`.
    template <class CompletionToken>
    auto next_page(Page const& page, request_options const& options, CompletionToken&& token) const
    {
        return boost::asio::async_initiate<CompletionToken, optional_page_signature>(
            start_neighbour(), token, engine_, page.next_page_uri, options);
    }

    /// The page before `page`, or nothing, without asking, when `page` is the first.
    [[nodiscard]] boost::asio::awaitable<std::optional<Page>> previous_page(
        Page const& page, request_options const& options = request_options()) const;

    /// The same with a completion token of signature `optional_page_signature`.
    template <class CompletionToken>
    auto previous_page(
        Page const& page, request_options const& options, CompletionToken&& token) const
    {
        return boost::asio::async_initiate<CompletionToken, optional_page_signature>(
            start_neighbour(), token, engine_, page.previous_page_uri, options);
    }

    /// Every item that `filter` selects, in the API's order. Throws `std::invalid_argument` when
    /// `options` resume the position of another filter or account, or shards of no range.
    [[nodiscard]] async_generator<item> stream(
        Filter const& filter = Filter(), stream_options const& options = stream_options()) const;

    /// The same page by page; `limit` counts pages. Takes cursors that stand between two pages.
    [[nodiscard]] async_generator<Page> pages(
        Filter const& filter = Filter(), stream_options const& options = stream_options()) const;

    /// Every item that `filter` selects and that is new or has changed since the watch began, each
    /// version once, without end: `next` waits until something happens.
    ///
    ///     auto calls = client.compat.calls.watch(compat::call_filter().page_size(1000), 5s);
    ///     while (std::optional<compat::call> call = co_await calls.next())
    ///         show(*call);
    ///
    /// The API cannot tell what has changed. So the watch lists the items of the last 24 hours
    /// (`watch_options::window`), from the newest on, again and again, and compares; large pages
    /// cost fewer requests. What the first poll finds, made by the first `next`, is where it begins
    /// and is not delivered. What a later one finds comes from the oldest change (`date_updated`)
    /// to the newest. Between two polls is a pause of `interval`, in which the consumer's time
    /// counts; it grows by half with every poll that finds nothing, up to
    /// `watch_options::max_interval`, and is `interval` again when one does.
    ///
    /// Limits: versions that are replaced before the next poll are not seen, nor are changes of
    /// items older than the window, and an item that `filter` selects no longer just stays away.
    /// All times compared are the server's own; its machines should agree about the time to half a
    /// minute.
    ///
    /// Errors: `next` throws only what does not pass by itself: 401, 403, 404, 422, a certificate
    /// that is not accepted, a response of another shape, `errc::too_many_changes`,
    /// `errc::not_newest_first`, `errc::shut_down`. It may be called again then, and polls after a
    /// pause. Everything else (the network, timeouts, 408, 429, 5xx, an expired page token) is an
    /// outage: the poll goes on after a pause that grows in the same way, or as long as
    /// `Retry-After` says, and nothing is missed. The log has `watch.interrupted` and
    /// `watch.continued`.
    ///
    /// Cancellation: as with `stream`, in a pause too; nothing is lost. The cursor resumes the
    /// watch in another process, and loses and repeats nothing when it is saved after every item.
    /// It is short, but for the changes of the last half minute: 22 characters each, at most 4096
    /// of them; when there were more, some are repeated. Until the first poll has ended it is
    /// `signalwire::cursor()`.
    ///
    /// Throws `std::invalid_argument`, before anything is sent, unless `interval` is positive and
    /// at most a year, when `filter` names a page, and when `options.resume_from()` belongs to
    /// another filter or account or to a stream.
    [[nodiscard]] async_generator<item> watch(
        Filter const& filter, std::chrono::milliseconds interval,
        watch_options const& options = watch_options()) const;

private:
    using engine_pointer = std::shared_ptr<client::engine>;
    using page_handler = boost::asio::any_completion_handler<page_signature>;
    using optional_page_handler = boost::asio::any_completion_handler<optional_page_signature>;

    static void do_list(
        engine_pointer const& engine, Filter const& filter, request_options const& options,
        page_handler handler);
    static void do_page_at(
        engine_pointer const& engine, std::string const& uri, request_options const& options,
        page_handler handler);
    static void do_neighbour(
        engine_pointer const& engine, std::optional<std::string> const& uri,
        request_options const& options, optional_page_handler handler);

    struct start_list
    {
        template <class Handler>
        void operator()(
            Handler&& handler, engine_pointer const& engine, Filter const& filter,
            request_options const& options) const
        {
            do_list(engine, filter, options, page_handler(std::forward<Handler>(handler)));
        }
    };

    struct start_page_at
    {
        template <class Handler>
        void operator()(
            Handler&& handler, engine_pointer const& engine, std::string const& uri,
            request_options const& options) const
        {
            do_page_at(engine, uri, options, page_handler(std::forward<Handler>(handler)));
        }
    };

    struct start_neighbour
    {
        template <class Handler>
        void operator()(
            Handler&& handler, engine_pointer const& engine, std::optional<std::string> const& uri,
            request_options const& options) const
        {
            do_neighbour(
                engine, uri, options, optional_page_handler(std::forward<Handler>(handler)));
        }
    };

    engine_pointer engine_;
};

} // namespace signalwire::compat
