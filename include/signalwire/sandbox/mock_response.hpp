#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/sandbox/disconnect_point.hpp>
#include <signalwire/sandbox/page_mutation.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox
{

/// What a page of a list shows in place of the server's own objects.
///
/// Thread safety: a value type; distinct objects are independent.
/// See: `mock_response::pages`.
struct scripted_page
{
    scripted_page() = default;

    /// The objects, each as JSON.
    std::vector<std::string> items;

    /// Number of the page, counted from zero.
    std::uint64_t number = 0;

    /// Whether a page follows, to which `next_page_uri` then leads.
    bool has_next = false;
};

/// A response that replaces or modifies the server's own response.
///
///     server.enqueue(mock_response(503).header("Retry-After", "1"));   // for one request
///     server.enqueue(mock_response(200, "<html>", "text/html"));
///     server.enqueue(mock_response().truncate(1000));   // the right page, truncated
///     server.enqueue(mock_response().with_delay(std::chrono::seconds(5)));
///     server.enqueue(mock_response::disconnect());
///     server.enqueue(
///         mock_response().disconnect_at(disconnect_point::in_header).with_reset());
///     server.enqueue(mock_response().mutate_page(page_mutation::cycle, 2)); // pagination loop
///     server.enqueue(mock_response::error_response(429, 20429, "slow down")
///                        .retry_after(std::chrono::seconds(1)));
///     server.enqueue(mock_response::object(call)); // for `get`
///     server.enqueue(mock_response::pages(calls, 2)); // for `list` or `stream`: two calls a page
///
/// Thread safety: a value type; distinct objects are independent.
struct mock_response
{
    /// Sends the server's own response: to leave a request unchanged, or to modify how its response
    /// is sent.
    mock_response() = default;

    /// Sends this response in place of the server's own. An empty `content_type` omits the header.
    explicit mock_response(
        int http_status, std::string_view content = {},
        std::string_view content_type = "application/json");

    /// Returns a response that sends `content` unchanged and then closes the connection.
    [[nodiscard]] static mock_response raw_bytes(std::string_view content);

    /// Returns a response that closes the connection without sending a byte.
    [[nodiscard]] static mock_response disconnect();

    /// Returns an error response in the API's format:
    /// `{"code":…,"message":…,"more_info":…,"status":…}`.
    [[nodiscard]] static mock_response error_response(
        int http_status, int code, std::string_view message);

    /// Returns a response with one object, such as a `compat::call`.
    template <class Model>
    [[nodiscard]] static mock_response object(
        compat::model<Model> const& value, int http_status = 200)
    {
        return mock_response(http_status, to_json(value));
    }

    /// Returns the responses to a listing of `items`, such as a vector of `compat::call`: one or
    /// more pages of at most `page_size` objects, for any list of that model.
    ///
    /// The request decides the rest of a page: the name of the list, and URIs that lead to the next
    /// and to the previous page with the path and the filter of the request. The filter selects
    /// nothing. Credentials and parameters are checked as always; a request that is not for a list
    /// gets a 400.
    ///
    /// Throws: `std::invalid_argument` for a page size of 0.
    template <class Model>
    [[nodiscard]] static std::vector<mock_response> pages(
        std::vector<Model> const& items, std::size_t page_size = 50)
    {
        std::vector<std::string> texts;
        texts.reserve(items.size());
        for (compat::model<Model> const& item : items)
            texts.push_back(to_json(item));
        return pages_of(std::move(texts), page_size);
    }

    /// Adds a header. It replaces the server's header of that name, `Content-Length` included.
    mock_response& header(std::string_view name, std::string_view value);

    /// Adds `Retry-After` in seconds.
    mock_response& retry_after(std::chrono::seconds delta);

    /// Sets `retry_after_date_offset`.
    mock_response& retry_after_date(std::chrono::seconds from_now);

    /// Sets `mutation` and `mutation_amount`.
    mock_response& mutate_page(page_mutation kind, std::size_t amount = 0);

    /// Sets `close_after_bytes`.
    mock_response& truncate(std::size_t body_bytes);

    /// Sets `close_at`.
    mock_response& disconnect_at(disconnect_point point);

    /// Sets `reset`.
    mock_response& with_reset();

    /// Sets `delay`.
    mock_response& with_delay(std::chrono::milliseconds before_first_byte);

    /// Sets `segment_bytes` and `segment_interval`.
    mock_response& throttle_body(std::size_t bytes, std::chrono::milliseconds interval);

    /// The HTTP status; 0 for the status and the body of the server's own response.
    int status = 0;

    /// Performs a write all the same if this response replaces the server's own, as if its answer
    /// had been lost on the way. By default nothing is created, changed or removed then.
    bool performs = false;

    /// Headers to add to the server's own, or to replace them.
    std::vector<std::pair<std::string, std::string>> headers;

    /// The body; used if `status` is not 0.
    std::string body;

    /// Replaces the objects and the links of the server's own page; used if `status` is 0.
    std::optional<scripted_page> page;

    /// Adds `Retry-After` as a date: the time of the response plus this offset.
    std::optional<std::chrono::seconds> retry_after_date_offset;

    /// Modification of the server's own page; used if `status` is 0.
    page_mutation mutation = page_mutation::none;

    /// Parameter of `mutation`, see `page_mutation`; 0 for its default.
    std::size_t mutation_amount = 0;

    /// Closes the connection after this number of bytes of the body; `Content-Length` announces the
    /// whole. The end is abrupt: no TLS `close_notify`.
    std::optional<std::size_t> close_after_bytes;

    /// Closes the connection at this position, also abruptly.
    disconnect_point close_at = disconnect_point::none;

    /// Ends the connection with a TCP reset if `close_after_bytes`, `close_at` or `raw_response`
    /// ends it.
    bool reset = false;

    /// Delay before the first byte.
    std::chrono::milliseconds delay{0};

    /// Sends the body in segments of this size, each in its own TLS record; 0 for one segment.
    std::size_t segment_bytes = 0;

    /// Delay between two segments.
    std::chrono::milliseconds segment_interval{0};

    /// Sends each segment as a chunk (`Transfer-Encoding: chunked`), without `Content-Length`.
    bool chunked = false;

    /// Bytes sent in place of a whole response; then the connection is closed.
    std::optional<std::string> raw_response;

private:
    [[nodiscard]] static std::vector<mock_response> pages_of(
        std::vector<std::string> items, std::size_t page_size);
};

} // namespace signalwire::sandbox
