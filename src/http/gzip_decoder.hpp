#pragma once

#include <boost/system/error_code.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace signalwire::http
{

/// The formats that zlib knows.
enum class compression_format
{
    /// RFC 1952.
    gzip,
    /// RFC 1950.
    zlib,
    /// RFC 1951: without header and checksum.
    raw
};

/// Decompresses gzip as it arrives, members behind members included, or another format, in pieces
/// of a fixed size: what a response may blow up to is bounded by `limit`, what is held by the
/// buffer. Zeros may follow, as if to fill up a block.
class gzip_decoder
{
public:
    /// Takes a piece of the decompressed text; sets the code to end it.
    using output = std::function<void(std::string_view, boost::system::error_code&)>;

    /// Gives at most `limit` bytes.
    explicit gzip_decoder(
        std::uint64_t limit, compression_format format = compression_format::gzip);
    ~gzip_decoder();

    gzip_decoder(gzip_decoder const&) = delete;
    gzip_decoder& operator=(gzip_decoder const&) = delete;

    /// `ec` is set to `errc::invalid_content_encoding`, `errc::body_too_large` or what `out` has set.
    void write(std::string_view bytes, output const& out, boost::system::error_code& ec);

    /// Says that nothing follows; `ec` is set to `errc::truncated_response` when something should.
    void finish(boost::system::error_code& ec) const;

    /// Whether zeros have followed.
    [[nodiscard]] bool padded() const noexcept;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace signalwire::http
