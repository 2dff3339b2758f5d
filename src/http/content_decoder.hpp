#pragma once

#include "http/gzip_decoder.hpp"
#include "http/response_sink.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::http
{

/// Decodes the content coding (RFC 9110 section 8.4) of a response for another sink. The first byte
/// of the body takes precedence over the header.
class content_decoder final : public response_sink
{
public:
    /// Passes at most `limit` bytes of a decompressed body to `target`.
    content_decoder(response_sink& target, std::uint64_t limit)
        : target_(target)
        , limit_(limit)
    {
    }

    [[nodiscard]] bool takes_bytes() const noexcept override;
    void on_head(response_head const& head) override;
    void on_deviation(std::string_view name, boost::system::error_code& ec) override;
    void on_body(std::string_view bytes, boost::system::error_code& ec) override;
    [[nodiscard]] bool complete() const override;
    void on_input_drained() override;
    void on_end(boost::system::error_code& ec) override;

    /// Returns why decoding failed, as a lower-case message, or an empty string.
    [[nodiscard]] std::string const& error_message() const noexcept
    {
        return error_message_;
    }

private:
    /// Selects the coding of a body that begins with `first`. Sets `ec` if it is unsupported.
    void choose(char first, boost::system::error_code& ec);
    void end_gzip(boost::system::error_code& ec);
    void set_error_message(boost::system::error_code const& ec);

    response_sink& target_;
    std::uint64_t limit_;
    /// The value of the header Content-Encoding.
    std::string named_;
    bool as_is_ = false;
    bool target_failed_ = false;
    /// An empty body is not valid gzip and needs no decoding.
    bool got_bytes_ = false;
    std::optional<gzip_decoder> gzip_;
    std::string error_message_;
};

} // namespace signalwire::http
