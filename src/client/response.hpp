#pragma once

#include "client/document.hpp"
#include "client/operation_type.hpp"
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

/// The response of one attempt while it arrives: a page of the API goes into the document, anything
/// else is kept as far as an error message needs it.
class response final : public http::response_sink
{
public:
    response(document& target, decoding_mode mode, operation_type const& type = get_page);

    void on_head(http::response_head const& head) override;
    void on_deviation(std::string_view name, boost::system::error_code& ec) override;
    void on_body(std::string_view bytes, boost::system::error_code& ec) override;
    [[nodiscard]] bool complete() const override;
    void on_pause() override;
    void on_end(boost::system::error_code& ec) override;

    /// Says that the response ends here although it is not complete: only whole list elements stay
    /// in the document.
    void abandon();

    /// Whether a header with a status of 300 or more has arrived.
    [[nodiscard]] bool refused() const noexcept;

    /// What the API said when it refused.
    [[nodiscard]] api_error_details refusal() const;

    /// What is wrong with the document, after `on_body` or `on_end` has failed.
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

    /// The HTTP status; 0 while there is none.
    [[nodiscard]] int status() const noexcept
    {
        return head_.status;
    }

    /// How long decoding has taken.
    [[nodiscard]] std::chrono::nanoseconds decode_time() const noexcept
    {
        return decode_time_;
    }

    [[nodiscard]] std::uint64_t body_bytes() const noexcept
    {
        return body_bytes_;
    }

    /// The deviations of the document, if there are any.
    [[nodiscard]] json::drift_tally const* drift() const noexcept
    {
        return decoder_ && decoder_->drift() > 0 ? &decoder_->tally() : nullptr;
    }

    /// What deviates besides: HTTP.
    [[nodiscard]] json::drift_tally const& http_drift() const noexcept
    {
        return http_drift_;
    }

private:
    void decode(std::string_view bytes, boost::system::error_code& ec);
    /// Whether the status says that there is no page, or not a whole one.
    [[nodiscard]] bool has_no_page() const noexcept;
    /// Returns true when the operation expects no content and there is none.
    [[nodiscard]] bool is_success_without_content() const noexcept;
    void refuse_content(boost::system::error_code& ec);
    void keep_prefix(std::string_view bytes, std::size_t most);
    [[nodiscard]] bool looks_like_json(std::string_view bytes) const noexcept;

    document& document_;
    decoding_mode mode_;
    operation_type const& type_;
    http::response_head head_;
    std::optional<json::decoder> decoder_;
    /// Another success than the reference page has; counts when there is a body.
    bool status_deviates_ = false;
    /// What is wrong with the response that is not in the document.
    json::decode_error unexpected_;
    json::drift_tally http_drift_;
    std::string prefix_;
    std::uint64_t body_bytes_ = 0;
    std::chrono::nanoseconds decode_time_{0};
};

} // namespace signalwire::client
