#include "http/gzip_decoder.hpp"

#include <signalwire/errc.hpp>

#define ZLIB_CONST // its input is not written to
#include <zlib.h>

#include <array>
#include <new>

namespace signalwire::http
{

using boost::system::error_code;

namespace
{

constexpr std::size_t buffer_size = 16 * 1024;

/// Returns zlib's argument for the largest window and the format.
constexpr int window_bits(compression_format format) noexcept
{
    constexpr int max_bits = 15;
    return format == compression_format::gzip ? max_bits + 16
        : format == compression_format::zlib  ? max_bits
                                              : -max_bits;
}

} // namespace

struct gzip_decoder::state
{
    state(std::uint64_t max_bytes, compression_format encoding)
        : format(encoding)
        , left(max_bytes)
    {
        if (inflateInit2(&stream, window_bits(encoding)) != Z_OK)
            throw std::bad_alloc();
    }

    ~state()
    {
        inflateEnd(&stream);
    }

    state(state const&) = delete;
    state& operator=(state const&) = delete;

    /// Skips zeros after the end of a member. Only gzip may have another member after it.
    void skip_padding(error_code& ec)
    {
        for (; stream.avail_in > 0 && *stream.next_in == 0; --stream.avail_in, ++stream.next_in)
            padded = true;
        if (stream.avail_in > 0 && (padded || format != compression_format::gzip))
            ec = errc::invalid_content_encoding;
    }

    /// Decompresses until the input is consumed or the buffer is full, and passes on the buffer.
    void step(output const& out, error_code& ec)
    {
        if (member_ended)
        {
            inflateReset(&stream);
            member_ended = false;
        }
        stream.next_out = buffer.data();
        stream.avail_out = static_cast<uInt>(buffer.size());
        int const result = inflate(&stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        {
            ec = errc::invalid_content_encoding;
            return;
        }
        member_ended = result == Z_STREAM_END;
        std::size_t const size = buffer.size() - stream.avail_out;
        if (size > left)
        {
            ec = errc::body_too_large;
            return;
        }
        left -= size;
        if (size > 0)
            out({reinterpret_cast<char const*>(buffer.data()), size}, ec);
    }

    compression_format format;
    z_stream stream{};
    std::uint64_t left;
    /// True if the input so far is complete.
    bool member_ended = false;
    bool padded = false;
    std::array<unsigned char, buffer_size> buffer{};
};

gzip_decoder::gzip_decoder(std::uint64_t limit, compression_format format)
    : state_(std::make_unique<state>(limit, format))
{
}

gzip_decoder::~gzip_decoder() = default;

void gzip_decoder::write(std::string_view bytes, output const& out, error_code& ec)
{
    ec = {};
    z_stream& stream = state_->stream;
    stream.next_in = reinterpret_cast<Bytef const*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    // A full buffer may leave output pending although the input is consumed.
    do
    {
        if (state_->member_ended)
            state_->skip_padding(ec);
        if (ec || (state_->member_ended && stream.avail_in == 0))
            break;
        state_->step(out, ec);
    } while (!ec && (stream.avail_in > 0 || stream.avail_out == 0));
}

void gzip_decoder::finish(error_code& ec) const
{
    ec = {};
    if (!state_->member_ended)
        ec = errc::truncated_response;
}

bool gzip_decoder::padded() const noexcept
{
    return state_->padded;
}

} // namespace signalwire::http
