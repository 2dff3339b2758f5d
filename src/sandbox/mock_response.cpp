#include "sandbox/response.hpp"

#include <signalwire/sandbox/mock_response.hpp>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace signalwire::sandbox
{

mock_response::mock_response(
    int http_status, std::string_view content, std::string_view content_type)
    : status(http_status)
    , body(content)
{
    if (!content_type.empty())
        header("Content-Type", content_type);
}

mock_response mock_response::raw_bytes(std::string_view content)
{
    mock_response result;
    result.raw_response.emplace(content);
    return result;
}

mock_response mock_response::disconnect()
{
    return raw_bytes({});
}

mock_response mock_response::error_response(int http_status, int code, std::string_view message)
{
    detail::response const error = detail::error_response(http_status, code, message);
    return mock_response(error.status, *error.body);
}

std::vector<mock_response> mock_response::pages_of(
    std::vector<std::string> items, std::size_t page_size)
{
    if (page_size == 0)
        throw std::invalid_argument("mock_response::pages: page_size must be 1 or more");
    std::vector<mock_response> result;
    auto next = items.begin();
    do
    {
        auto const left = static_cast<std::size_t>(items.end() - next);
        auto const end = next + static_cast<std::ptrdiff_t>(std::min(left, page_size));
        scripted_page page;
        page.items.assign(std::make_move_iterator(next), std::make_move_iterator(end));
        page.number = result.size();
        page.has_next = end != items.end();
        result.emplace_back().page = std::move(page);
        next = end;
    } while (next != items.end());
    return result;
}

mock_response& mock_response::header(std::string_view name, std::string_view value)
{
    headers.emplace_back(name, value);
    return *this;
}

mock_response& mock_response::retry_after(std::chrono::seconds delta)
{
    return header("Retry-After", std::to_string(delta.count()));
}

mock_response& mock_response::retry_after_date(std::chrono::seconds from_now)
{
    retry_after_date_offset = from_now;
    return *this;
}

mock_response& mock_response::mutate_page(page_mutation kind, std::size_t amount)
{
    mutation = kind;
    mutation_amount = amount;
    return *this;
}

mock_response& mock_response::truncate(std::size_t body_bytes)
{
    close_after_bytes = body_bytes;
    return *this;
}

mock_response& mock_response::disconnect_at(disconnect_point point)
{
    close_at = point;
    return *this;
}

mock_response& mock_response::with_reset()
{
    reset = true;
    return *this;
}

mock_response& mock_response::with_delay(std::chrono::milliseconds before_first_byte)
{
    delay = before_first_byte;
    return *this;
}

mock_response& mock_response::throttle_body(std::size_t bytes, std::chrono::milliseconds interval)
{
    segment_bytes = bytes;
    segment_interval = interval;
    return *this;
}

} // namespace signalwire::sandbox
