#pragma once

#include "http/response_sink.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalwire::http
{

/// Decodes the transfer coding `chunked` (RFC 9112 section 7.1) as it arrives. Skips extensions and
/// trailers. Each chunk must end where its size says. Accepted deviations, which all parsers read
/// alike: blanks after the size, and a bare LF after a size or a trailer.
class chunk_decoder
{
public:
    /// Passes at most `body_limit` bytes to `sink`. `line_limit` bounds each line between chunks
    /// and all trailers together.
    chunk_decoder(response_sink& sink, std::uint64_t body_limit, std::size_t line_limit) noexcept
        : sink_(sink)
        , body_left_(body_limit)
        , line_limit_(line_limit)
    {
    }

    /// Consumes bytes up to the end of the body and returns their number. `ec` is set if they are
    /// invalid, or by the sink.
    std::size_t write(std::string_view bytes, boost::system::error_code& ec);

    [[nodiscard]] bool complete() const noexcept
    {
        return step_ == step::complete;
    }

    [[nodiscard]] bool deviates() const noexcept
    {
        return size_deviates_ || end_deviates_;
    }

    /// Returns true if the sink has set the error.
    [[nodiscard]] bool sink_failed() const noexcept
    {
        return sink_failed_;
    }

private:
    /// What the next character belongs to.
    enum class step
    {
        size,
        /// Blanks after the size.
        blank,
        extension,
        size_feed,
        data,
        data_return,
        data_feed,
        /// The first character of a line after the last chunk.
        trailer_begin,
        /// The rest of the name.
        trailer_name,
        trailer_value,
        trailer_feed,
        last_feed,
        complete
    };

    using error_code = boost::system::error_code;

    void on_character(char c, error_code& ec);
    void on_size(char c, error_code& ec);
    void on_size_end(char c, error_code& ec);
    void on_trailer(char c, error_code& ec);
    void end_size(error_code& ec);
    void end_trailer(char c, error_code& ec);
    std::size_t forward_data(std::string_view bytes, error_code& ec);
    void report_deviation(bool& already_reported, std::string_view name, error_code& ec);

    response_sink& sink_;
    std::uint64_t body_left_;
    std::size_t line_limit_;
    std::size_t line_size_ = 0;
    step step_ = step::size;
    /// The size of the chunk, then the number of bytes left of it.
    std::uint64_t size_ = 0;
    bool has_digits_ = false;
    bool size_deviates_ = false;
    bool end_deviates_ = false;
    bool sink_failed_ = false;
};

} // namespace signalwire::http
