#include "client/response.hpp"

#include "client/retry.hpp"
#include "core/text.hpp"
#include "json/decoder.hpp"

#include <signalwire/client_config.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <string>

namespace signalwire::client
{

using boost::system::error_code;

namespace
{

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t max_page_prefix = 256;
constexpr std::size_t max_error_prefix = 16 * 1024;
/// A longer body of an error response is not read; its connection is closed.
constexpr std::uint64_t max_error_body_bytes = 64 * 1024;

constexpr int no_content = detail::operation_type::no_content;
constexpr int reset_content = 205;
constexpr int partial_content = 206;

} // namespace

response::response(response_target target, decoding_mode mode, operation_type const& type)
    : target_(target)
    , mode_(mode)
    , type_(type)
{
}

void response::on_head(http::response_head const& head)
{
    head_ = head;
    if (target_.receiver)
        return begin_receiving();
    status_deviates_ = head.status >= 200 && !is_error_status() && !has_no_page()
        && !type_.is_success(head.status);
}

void response::on_deviation(std::string_view name, error_code& ec)
{
    // The content of an error response is more useful than its deviations.
    if (mode_ == decoding_mode::lenient || is_error_status())
        return http_deviations_.count(name);
    unexpected_.code = errc::malformed_response;
    unexpected_.reason = "it deviates from HTTP: " + std::string(name);
    ec = unexpected_.code;
}

void response::on_body(std::string_view bytes, error_code& ec)
{
    body_bytes_ += bytes.size();
    if (target_.receiver && !is_error_status())
        return receive(bytes, ec);
    if (status_deviates_)
    {
        status_deviates_ = false;
        on_deviation("http.status", ec);
        if (ec)
            return;
    }
    if (!is_error_status() && !has_no_page() && type_.has_content())
        return decode(bytes, ec);
    keep_prefix(bytes, max_error_prefix);
    if (body_bytes_ > max_error_body_bytes)
        ec = errc::body_too_large;
}

bool response::complete() const
{
    // In strict mode an early end is an error, as it is without a document.
    return mode_ == decoding_mode::lenient && decoder_ && decoder_->complete();
}

void response::on_input_drained()
{
    if (decoder_)
        target_.model->on_input_drained();
}

void response::on_end(error_code& ec)
{
    if (is_error_status() || is_success_without_content())
        return;
    if (target_.receiver)
    {
        if (unexpected_.reason.empty())
            target_.receiver->on_end(unexpected_);
        if (!unexpected_.reason.empty())
            ec = unexpected_.code;
        return;
    }
    if (!decoder_)
        return reject_content(ec);
    if (!decoder_->finish())
        ec = decoder_->error().code;
}

void response::abandon()
{
    if (decoder_)
        decoder_->abandon();
}

bool response::is_error_status() const noexcept
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
    return !type_.has_content() && head_.status >= 200 && !is_error_status();
}

api_error_details response::error_details() const
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
    keep_prefix(bytes, max_page_prefix);
    if (!decoder_)
    {
        // Leading white space may arrive alone.
        if (bytes.find_first_not_of(white_space) == std::string_view::npos)
            return;
        if (!looks_like_json(bytes))
            return reject_content(ec);
        decoder_.emplace(target_.model->type(), target_.model->start(), mode_);
    }
    auto const begin = std::chrono::steady_clock::now();
    if (!decoder_->write(bytes))
        ec = decoder_->error().code;
    decode_time_ += std::chrono::steady_clock::now() - begin;
}

void response::begin_receiving()
{
    if (is_error_status())
        return;
    if (type_.is_success(head_.status))
        return target_.receiver->on_head(head_, unexpected_);
    unexpected_.code = errc::unexpected_response;
    unexpected_.reason = "HTTP " + std::to_string(head_.status) + " stands for no content";
}

void response::receive(std::string_view bytes, error_code& ec)
{
    if (unexpected_.reason.empty())
        target_.receiver->on_body(bytes, unexpected_);
    if (!unexpected_.reason.empty())
        ec = unexpected_.code;
}

void response::reject_content(error_code& ec)
{
    unexpected_.code = errc::unexpected_response;
    std::string const status = "HTTP " + std::to_string(head_.status);
    if (has_no_page())
        unexpected_.reason = status + " stands for no page, or for a part of one";
    else if (prefix_.empty())
        unexpected_.reason = status + " without a body, where JSON was expected";
    else
    {
        unexpected_.reason = status + " with content of type "
            + core::quoted(head_.content_type, 60)
            + " instead of JSON: " + core::quoted(prefix_, 120);
    }
    ec = errc::unexpected_response;
}

void response::keep_prefix(std::string_view bytes, std::size_t max_bytes)
{
    if (prefix_.empty())
        prefix_.reserve(std::min(bytes.size(), max_bytes));
    if (prefix_.size() < max_bytes)
        prefix_.append(bytes.substr(0, max_bytes - prefix_.size()));
}

bool response::looks_like_json(std::string_view bytes) const noexcept
{
    if (head_.content_type.find("json") != std::string::npos)
        return true;
    // A partial byte order mark is ambiguous: the decoder decides.
    if (byte_order_mark.starts_with(bytes))
        return true;
    if (bytes.starts_with(byte_order_mark))
        bytes.remove_prefix(byte_order_mark.size());
    std::size_t const first = bytes.find_first_not_of(white_space);
    return first != std::string_view::npos && bytes[first] == '{';
}

namespace
{

/// An object without known members.
struct any_object
{
    boost::json::object extra;
    member_presence presence;
};

BOOST_DESCRIBE_STRUCT(any_object, (), ())

std::string_view text_member(boost::json::object const& object, std::string_view name)
{
    boost::json::value const* const member = object.if_contains(name);
    boost::json::string const* const text = member ? member->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

int code_member(boost::json::object const& object)
{
    if (boost::json::value const* const member = object.if_contains("code"))
    {
        if (member->is_int64() && member->get_int64() > 0
            && member->get_int64() <= std::numeric_limits<int>::max())
            return static_cast<int>(member->get_int64());
    }
    return std::max(core::parse_number<int>(text_member(object, "code")).value_or(0), 0);
}

void read_object(boost::json::object const& object, api_error_details& details)
{
    details.api_code = code_member(object);
    details.server_message = text_member(object, "message");
    details.more_info = text_member(object, "more_info");
    if (details.more_info.empty())
        details.more_info = text_member(object, "url");
}

} // namespace

void read_error_body(std::string_view body, api_error_details& details)
{
    any_object document;
    json::decoder decoder(json::schema<any_object>::value, &document, decoding_mode::lenient);
    if (!decoder.write(body) || !decoder.finish())
        return;
    boost::json::value const* const errors = document.extra.if_contains("errors");
    boost::json::array const* const list = errors ? errors->if_array() : nullptr;
    if (!list || list->empty())
        return read_object(document.extra, details);
    boost::json::value const& first = list->front();
    if (boost::json::object const* const entry = first.if_object())
        read_object(*entry, details);
    else if (boost::json::string const* const text = first.if_string())
        details.server_message.assign(text->data(), text->size());
}

} // namespace signalwire::client
