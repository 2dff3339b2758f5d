#pragma once

#include "client/request.hpp"
#include "client/response_target.hpp"
#include "http/response_sink.hpp"
#include "json/decoder.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/client_config.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// The response of one attempt as it arrives. A page of the API is decoded into the model; of
/// anything else, a prefix is kept for messages.
class response final : public http::response_sink
{
public:
    response(response_target target, decoding_mode mode, operation_type const& type = get_page);

    [[nodiscard]] bool takes_bytes() const noexcept override
    {
        return target_.receiver != nullptr;
    }

    void on_head(http::response_head const& head) override;
    void on_deviation(std::string_view name, boost::system::error_code& ec) override;
    void on_body(std::string_view bytes, boost::system::error_code& ec) override;
    [[nodiscard]] bool complete() const override;
    void on_input_drained() override;
    void on_end(boost::system::error_code& ec) override;

    /// Ends an incomplete response: the model keeps complete list elements only.
    void abandon();

    /// Returns true if a header with a status of 300 or more has arrived.
    [[nodiscard]] bool is_error_status() const noexcept;

    /// The content of an error response.
    [[nodiscard]] api_error_details error_details() const;

    /// Why the content is invalid. Requires that `on_body` or `on_end` has failed.
    [[nodiscard]] json::decode_error const& content_error() const noexcept;

    /// The first bytes of the body.
    [[nodiscard]] std::string const& body_prefix() const noexcept
    {
        return prefix_;
    }

    [[nodiscard]] std::string const& request_id() const noexcept
    {
        return head_.request_id;
    }

    /// The HTTP status, or 0 before the header.
    [[nodiscard]] int status() const noexcept
    {
        return head_.status;
    }

    /// The time spent decoding.
    [[nodiscard]] std::chrono::nanoseconds decode_time() const noexcept
    {
        return decode_time_;
    }

    [[nodiscard]] std::uint64_t body_bytes() const noexcept
    {
        return body_bytes_;
    }

    /// The deviations of the document, or null.
    [[nodiscard]] json::deviation_counter const* deviations() const noexcept
    {
        return decoder_ && decoder_->deviations() > 0 ? &decoder_->counter() : nullptr;
    }

    /// The deviations of HTTP.
    [[nodiscard]] json::deviation_counter const& http_deviations() const noexcept
    {
        return http_deviations_;
    }

private:
    void decode(std::string_view bytes, boost::system::error_code& ec);
    void begin_receiving();
    void receive(std::string_view bytes, boost::system::error_code& ec);
    /// Returns true if the status means no page, or only a part of one.
    [[nodiscard]] bool has_no_page() const noexcept;
    /// Returns true when the operation expects no content and there is none.
    [[nodiscard]] bool is_success_without_content() const noexcept;
    void reject_content(boost::system::error_code& ec);
    void keep_prefix(std::string_view bytes, std::size_t max_bytes);
    [[nodiscard]] bool looks_like_json(std::string_view bytes) const noexcept;

    response_target target_;
    decoding_mode mode_;
    operation_type const& type_;
    http::response_head head_;
    std::optional<json::decoder> decoder_;
    /// True for an undocumented success status, which is a deviation if there is a body.
    bool status_deviates_ = false;
    /// An error of the response that is not in the document.
    json::decode_error unexpected_;
    json::deviation_counter http_deviations_;
    std::string prefix_;
    std::uint64_t body_bytes_ = 0;
    std::chrono::nanoseconds decode_time_{0};
};

/// Fills `details` from the body of an error response, in any of the API's formats:
/// `{"code","message","more_info"}`, `{"errors":[{…}]}`, `{"errors":["text"]}`, `{"url"}` for
/// `more_info`, codes as numbers or strings. Leaves it unchanged for other bodies.
void read_error_body(std::string_view body, api_error_details& details);

} // namespace signalwire::client
