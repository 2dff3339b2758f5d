#pragma once

#include "http/response_sink.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>

namespace signalwire::http
{

/// Beast's parser, which stores the header fields that the client uses. It parses no body.
class response_parser final : public boost::beast::http::basic_parser<false>
{
public:
    /// `keeps_range` says whether to store the fields about ranges.
    explicit response_parser(bool keeps_range)
    {
        if (keeps_range)
            head_.range.emplace();
    }

    /// The header. Valid when complete.
    [[nodiscard]] response_head const& head() const noexcept
    {
        return head_;
    }

private:
    using error_code = boost::system::error_code;
    using text = boost::beast::string_view;

    // NOLINTBEGIN: the names and signatures are Beast's.
    void on_request_impl(boost::beast::http::verb, text, text, int, error_code&) override;
    void on_response_impl(int code, text reason, int version, error_code& ec) override;
    void on_field_impl(
        boost::beast::http::field name, text spelling, text value, error_code& ec) override;
    void on_header_impl(error_code& ec) override;
    void on_body_init_impl(boost::optional<std::uint64_t> const& size, error_code& ec) override;
    std::size_t on_body_impl(text body, error_code& ec) override;
    void on_chunk_header_impl(std::uint64_t size, text extensions, error_code& ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t left, text body, error_code& ec) override;
    void on_finish_impl(error_code& ec) override;
    // NOLINTEND

    /// The fields received so far.
    struct fields_seen
    {
        bool content_type = false;
        bool content_encoding = false;
        bool retry_after = false;
        bool location = false;
        bool date = false;
        bool keep_alive = false;
        bool content_length = false;
        bool transfer_encoding = false;
        /// The index of the header that the request id was taken from.
        std::size_t id_rank = 3;
    };

    void keep_range_field(boost::beast::http::field name, text value);

    response_head head_;
    fields_seen seen_;
};

} // namespace signalwire::http
