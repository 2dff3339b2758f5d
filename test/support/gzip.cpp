#include "support/gzip.hpp"

#include <zlib.h>

#include <stdexcept>

namespace signalwire::test
{

std::string gzip(std::string_view text)
{
    constexpr int gzip_window = 15 + 16;
    return compress(text, gzip_window);
}

std::string compress(std::string_view text, int window)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY)
        != Z_OK)
        throw std::runtime_error("zlib does not start");
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    int const result = deflate(&stream, Z_FINISH);
    std::size_t const size = stream.total_out;
    deflateEnd(&stream);
    if (result != Z_STREAM_END)
        throw std::runtime_error("zlib does not come to an end");
    return out.substr(0, size);
}

} // namespace signalwire::test
