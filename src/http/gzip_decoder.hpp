#pragma once

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace signalwire::http
{

/// The formats of zlib.
enum class compression_format
{
    /// RFC 1952.
    gzip,
    /// RFC 1950.
    zlib,
    /// RFC 1951: without header and checksum.
    raw
};

/// Decompresses gzip, with any number of members, or another format, as it arrives. Memory is
/// bounded by a fixed buffer and output by `limit`. Zero padding is accepted.
class gzip_decoder
{
public:
    /// Receives a piece of the output; sets the code to stop.
    using output = std::function<void(std::string_view, boost::system::error_code&)>;

    /// Produces at most `limit` bytes.
    explicit gzip_decoder(
        std::uint64_t limit, compression_format format = compression_format::gzip);
    ~gzip_decoder();

    gzip_decoder(gzip_decoder const&) = delete;
    gzip_decoder& operator=(gzip_decoder const&) = delete;

    /// Sets `ec` to `errc::invalid_content_encoding`, `errc::body_too_large` or what `out` sets.
    void write(std::string_view bytes, output const& out, boost::system::error_code& ec);

    /// Ends the input. Sets `ec` to `errc::truncated_response` if it is incomplete.
    void finish(boost::system::error_code& ec) const;

    /// Returns true if padding was skipped.
    [[nodiscard]] bool padded() const noexcept;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace signalwire::http
