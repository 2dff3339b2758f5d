#pragma once

#include "http/response_sink.hpp"

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalwire::http
{

/// Undoes the transfer coding `chunked` (RFC 9112 section 7.1) as it arrives. Extensions and
/// trailers are passed over. The end of each chunk must stand where its size says; only blanks
/// behind the size, and a bare LF where nothing but the size or a trailer stands in the line, are
/// taken: nobody reads these differently.
class chunk_decoder
{
public:
    /// Passes a body of at most `body_limit` bytes on to `sink`. No line between the chunks, and
    /// not all trailers together, may be longer than `line_limit`.
    chunk_decoder(response_sink& sink, std::uint64_t body_limit, std::size_t line_limit) noexcept
        : sink_(sink)
        , body_left_(body_limit)
        , line_limit_(line_limit)
    {
    }

    /// Takes bytes, none behind the end of the body; gives how many. `ec` is set when they are
    /// wrong, or by the sink.
    std::size_t write(std::string_view bytes, boost::system::error_code& ec);

    [[nodiscard]] bool complete() const noexcept
    {
        return step_ == step::complete;
    }

    [[nodiscard]] bool deviates() const noexcept
    {
        return size_deviates_ || end_deviates_;
    }

    /// Whether the code was set by the sink.
    [[nodiscard]] bool sink_failed() const noexcept
    {
        return sink_failed_;
    }

private:
    /// What comes next.
    enum class step
    {
        size,
        /// Blanks behind the size.
        blank,
        extension,
        size_feed,
        data,
        data_return,
        data_feed,
        /// The first character of a line behind the last chunk.
        trailer_begin,
        /// What follows it, before the colon and behind.
        trailer_name,
        trailer_value,
        trailer_feed,
        last_feed,
        complete
    };

    using error_code = boost::system::error_code;

    void take(char c, error_code& ec);
    void take_size(char c, error_code& ec);
    void take_size_end(char c, error_code& ec);
    void take_trailer(char c, error_code& ec);
    void end_size(error_code& ec);
    void end_trailer(char c, error_code& ec);
    std::size_t pass_on(std::string_view bytes, error_code& ec);
    void deviate(bool& has_been, std::string_view name, error_code& ec);

    response_sink& sink_;
    std::uint64_t body_left_;
    std::size_t line_limit_;
    std::size_t line_size_ = 0;
    step step_ = step::size;
    /// Of the chunk, then what is left of it.
    std::uint64_t size_ = 0;
    bool has_digits_ = false;
    bool size_deviates_ = false;
    bool end_deviates_ = false;
    bool sink_failed_ = false;
};

} // namespace signalwire::http
