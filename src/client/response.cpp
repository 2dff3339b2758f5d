#include "client/response.hpp"

#include "client/error_body.hpp"
#include "client/retry.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <chrono>

namespace signalwire::client
{

using boost::system::error_code;

namespace
{

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t page_prefix = 256;
constexpr std::size_t refusal_prefix = 16 * 1024;
/// A refusal longer than this is not worth reading to its end; its connection is closed instead.
constexpr std::uint64_t refusal_limit = 64 * 1024;

constexpr int no_content = 204;
constexpr int reset_content = 205;
constexpr int partial_content = 206;

} // namespace

response::response(document& target, decoding_mode mode, operation_type const& type)
    : document_(target)
    , mode_(mode)
    , type_(type)
{
}

void response::on_head(http::response_head const& head)
{
    head_ = head;
    status_deviates_ =
        head.status >= 200 && !refused() && !has_no_page() && !type_.is_success(head.status);
}

void response::on_deviation(std::string_view name, error_code& ec)
{
    // What the API says when it refuses is of more use than how.
    if (mode_ == decoding_mode::lenient || refused())
        return http_drift_.count(name);
    unexpected_.code = errc::malformed_response;
    unexpected_.reason = "it deviates from HTTP: " + std::string(name);
    ec = unexpected_.code;
}

void response::on_body(std::string_view bytes, error_code& ec)
{
    body_bytes_ += bytes.size();
    if (status_deviates_)
    {
        status_deviates_ = false;
        on_deviation("http.status", ec);
        if (ec)
            return;
    }
    if (!refused() && !has_no_page())
        return decode(bytes, ec);
    keep_prefix(bytes, refusal_prefix);
    if (body_bytes_ > refusal_limit)
        ec = errc::body_too_large;
}

bool response::complete() const
{
    // An end that comes too early is an error in strict mode, as it is without a document.
    return mode_ == decoding_mode::lenient && decoder_ && decoder_->complete();
}

void response::on_pause()
{
    if (decoder_)
        document_.on_pause();
}

void response::on_end(error_code& ec)
{
    if (refused() || is_success_without_content())
        return;
    if (!decoder_)
        return refuse_content(ec);
    if (!decoder_->finish())
        ec = decoder_->error().code;
}

void response::abandon()
{
    if (decoder_)
        decoder_->abandon();
}

bool response::refused() const noexcept
{
    return head_.status >= 300;
}

bool response::has_no_page() const noexcept
{
    return head_.status == no_content || head_.status == reset_content
        || head_.status == partial_content;
}

bool response::is_success_without_content() const noexcept
{
    return (head_.status == no_content || head_.status == reset_content)
        && type_.is_success(head_.status);
}

api_error_details response::refusal() const
{
    api_error_details details;
    details.status = head_.status;
    details.retry_after = parse_retry_after(
        head_.retry_after, head_.date,
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    if (head_.status < 400)
        details.location = head_.location;
    details.body_prefix = prefix_;
    read_error_body(prefix_, details);
    return details;
}

json::decode_error const& response::content_error() const noexcept
{
    return decoder_ && unexpected_.reason.empty() ? decoder_->error() : unexpected_;
}

void response::decode(std::string_view bytes, error_code& ec)
{
    keep_prefix(bytes, page_prefix);
    if (!decoder_)
    {
        // White space may arrive on its own, before anything that tells what it is.
        if (bytes.find_first_not_of(white_space) == std::string_view::npos)
            return;
        if (!looks_like_json(bytes))
            return refuse_content(ec);
        decoder_.emplace(document_.type(), document_.start(), mode_);
    }
    auto const begin = std::chrono::steady_clock::now();
    if (!decoder_->write(bytes))
        ec = decoder_->error().code;
    decode_time_ += std::chrono::steady_clock::now() - begin;
}

void response::refuse_content(error_code& ec)
{
    unexpected_.code = errc::unexpected_response;
    std::string const status = "HTTP " + std::to_string(head_.status);
    if (has_no_page())
        unexpected_.reason = status + " stands for no page, or for a part of one";
    else if (prefix_.empty())
        unexpected_.reason = status + " without a body, where a page of JSON was expected";
    else
    {
        unexpected_.reason = status + " with content of type "
            + core::quoted(head_.content_type, 60)
            + " instead of JSON: " + core::quoted(prefix_, 120);
    }
    ec = errc::unexpected_response;
}

void response::keep_prefix(std::string_view bytes, std::size_t most)
{
    if (prefix_.empty())
        prefix_.reserve(std::min(bytes.size(), most));
    if (prefix_.size() < most)
        prefix_.append(bytes.substr(0, most - prefix_.size()));
}

bool response::looks_like_json(std::string_view bytes) const noexcept
{
    if (head_.content_type.find("json") != std::string::npos)
        return true;
    // What cuts a byte order mark in two tells nothing: the decoder will say.
    if (byte_order_mark.starts_with(bytes))
        return true;
    if (bytes.starts_with(byte_order_mark))
        bytes.remove_prefix(byte_order_mark.size());
    std::size_t const first = bytes.find_first_not_of(white_space);
    return first != std::string_view::npos && bytes[first] == '{';
}

} // namespace signalwire::client
