#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/watch_options.hpp>

#include <boost/asio/async_result.hpp>
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

/// The operations of every list of the account, such as `client.compat.calls`. `Page` is a
/// `listing_page`, `Filter` a `listing_filter`.
///
/// Every operation takes any completion token after its arguments, and returns an awaitable without
/// one. Arguments are checked and copied when a function is called; an awaitable may be awaited
/// later, once. Handlers are called on their associated executor, else on that of the client, and
/// never from within the call that starts the operation. Operations fail with `api_error`, `transport_error`, `timeout_error`, `protocol_error`
/// and, when they follow a page URI, `pagination_error`; a plain `error` with `errc::shut_down`,
/// `errc::too_many_waiters` or `errc::retry_after_too_long` (`Retry-After` exceeds the deadline of the
/// operation) when the client itself rejects it; cancellation is `operation_aborted`.
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
    /// The items of the pages.
    using item_type = typename Page::value_type;

    using executor_type = boost::asio::any_io_executor;

    /// Signature of the completion tokens of `list` and `page_at`.
    using page_signature = void(std::exception_ptr, Page);
    /// Signature of the completion tokens of `next_page` and `previous_page`.
    using optional_page_signature = void(std::exception_ptr, std::optional<Page>);

    /// Internal: `rest_client` constructs it, and tests with an implementation of their own.
    explicit list_resource(std::shared_ptr<detail::list_source> source) noexcept
        : source_(std::move(source))
    {
    }

    /// The executor of the client.
    [[nodiscard]] executor_type get_executor() const noexcept
    {
        return source_->get_executor();
    }

    /// Gets the first page of the items that `filter` selects, or the page that it names.
    template <
        boost::asio::completion_token_for<page_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto list(
        Filter const& filter = Filter(), request_options const& options = request_options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return boost::asio::async_initiate<CompletionToken, page_signature>(
            detail::initiate_list<Page>(source_), token, detail::no_slot, filter.query(), options);
    }

    /// Gets the page at `uri`, a `uri`, `first_page_uri`, `next_page_uri` or `previous_page_uri` of
    /// a page; a relative one, such as `?Page=1&PageToken=…`, is relative to the resource. Fails
    /// with `pagination_error`, without a request, when it leads to another host or away from the
    /// resource: the token is sent nowhere else.
    template <
        boost::asio::completion_token_for<page_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto page_at(
        std::string_view uri, request_options const& options = request_options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return boost::asio::async_initiate<CompletionToken, page_signature>(
            detail::initiate_page_at<Page>(source_), token, detail::no_slot, std::string(uri),
            options);
    }

    /// Gets the page after `page`; nothing, without a request, when `page` is the last.
    template <
        boost::asio::completion_token_for<optional_page_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto next_page(
        Page const& page, request_options const& options = request_options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return boost::asio::async_initiate<CompletionToken, optional_page_signature>(
            detail::initiate_neighbor<Page>(source_), token, detail::no_slot, page.next_page_uri,
            options);
    }

    /// Gets the page before `page`; nothing, without a request, when `page` is the first.
    template <
        boost::asio::completion_token_for<optional_page_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto previous_page(
        Page const& page, request_options const& options = request_options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return boost::asio::async_initiate<CompletionToken, optional_page_signature>(
            detail::initiate_neighbor<Page>(source_), token, detail::no_slot,
            page.previous_page_uri, options);
    }

    /// Every item that `filter` selects, in the API's order. Throws `std::invalid_argument` when
    /// `options` resume the position of another filter or account, or shards of no range.
    [[nodiscard]] async_generator<item_type> stream(
        Filter const& filter = Filter(), stream_options const& options = stream_options()) const
    {
        return async_generator<item_type>(source_->stream(filter.query(), options));
    }

    /// The pages of the items that `filter` selects; `limit` counts pages. Accepts cursors that are
    /// between two pages, and throws as `stream` does.
    [[nodiscard]] async_generator<Page> pages(
        Filter const& filter = Filter(), stream_options const& options = stream_options()) const
    {
        return async_generator<Page>(source_->pages(filter.query(), options));
    }

    /// Every item that `filter` selects and that is new or has changed since the watch began, each
    /// version once, without end: `next` waits until something happens.
    ///
    ///     auto calls = client.compat.calls.watch(compat::call_filter().page_size(1000), 5s);
    ///     while (std::optional<compat::call> call = co_await calls.next())
    ///         show(*call);
    ///
    /// The API cannot tell what has changed. So the watch lists the items of the last 24 hours
    /// (`watch_options::lookback`), from the newest on, again and again, and compares; large pages
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
    /// `watch.resumed`.
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
    [[nodiscard]] async_generator<item_type> watch(
        Filter const& filter, std::chrono::milliseconds interval,
        watch_options const& options = watch_options()) const
    {
        return async_generator<item_type>(source_->watch(filter.query(), interval, options));
    }

private:
    std::shared_ptr<detail::list_source> source_;
};

} // namespace signalwire::compat
