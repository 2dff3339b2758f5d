#include "http/content_decoder.hpp"

#include <signalwire/errc.hpp>

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <initializer_list>

namespace signalwire::http
{

using boost::system::error_code;

namespace
{

enum class coding
{
    none,
    gzip,
    deflate,
    unknown
};

constexpr char const* deviation = "http.content_encoding";

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::any_of(names.begin(), names.end(), [name](std::string_view each) {
        return boost::beast::iequals({name.data(), name.size()}, {each.data(), each.size()});
    });
}

coding coding_of(std::string_view name)
{
    if (is_any_of(name, {"", "identity", "none", "utf-8", "utf8"}))
        return coding::none;
    if (is_any_of(name, {"gzip", "x-gzip"}))
        return coding::gzip;
    return is_any_of(name, {"deflate", "x-deflate"}) ? coding::deflate : coding::unknown;
}

/// What a list of codings comes to, which may be one that is not applied twice.
coding read_codings(std::string_view list)
{
    coding out = coding::none;
    while (!list.empty())
    {
        std::string_view entry = list.substr(0, list.find(','));
        list.remove_prefix(std::min(entry.size() + 1, list.size()));
        entry.remove_prefix(std::min(entry.find_first_not_of(" \t"), entry.size()));
        entry = entry.substr(0, entry.find_last_not_of(" \t") + 1);
        coding const one = coding_of(entry);
        if (one != coding::none)
            out = out == coding::none ? one : coding::unknown;
    }
    return out;
}

/// How a body is encoded that begins with `first` and is called `named`. Neither of the two
/// codings begins like a JSON object; white space and a byte order mark might be compressed.
coding recognize(char first, coding named)
{
    constexpr std::string_view openings = "{[";
    constexpr std::string_view blanks = " \t\r\n\xef";
    if (first == '\x1f')
        return coding::gzip;
    if (openings.find(first) != std::string_view::npos)
        return coding::none;
    bool const may_be_text = named == coding::gzip && blanks.find(first) != std::string_view::npos;
    return may_be_text ? coding::none : named;
}

/// `deflate` is meant to be zlib's format (RFC 1950), and often is not.
compression_format format_of(coding value, char first)
{
    if (value == coding::gzip)
        return compression_format::gzip;
    bool const has_zlib_header = (static_cast<unsigned char>(first) & 0x8fU) == 0x08;
    return has_zlib_header ? compression_format::zlib : compression_format::raw;
}

} // namespace

void content_decoder::on_head(response_head const& head)
{
    named_ = head.content_encoding;
    target_.on_head(head);
}

void content_decoder::on_deviation(std::string_view name, error_code& ec)
{
    target_.on_deviation(name, ec);
}

void content_decoder::on_body(std::string_view bytes, error_code& ec)
{
    if (!got_bytes_ && !bytes.empty())
        choose(bytes.front(), ec);
    got_bytes_ = got_bytes_ || !bytes.empty();
    if (ec)
        return;
    if (!gzip_)
        return target_.on_body(bytes, ec);
    gzip_->write(
        bytes,
        [this](std::string_view text, error_code& failure) {
            target_.on_body(text, failure);
            target_failed_ = failure.failed();
        },
        ec);
    explain(ec);
}

void content_decoder::choose(char first, error_code& ec)
{
    coding const named = read_codings(named_);
    coding const found = recognize(first, named);
    if (found == coding::unknown)
    {
        ec = errc::invalid_content_encoding;
        problem_ = "unsupported Content-Encoding";
        return;
    }
    if (found != coding::none)
        gzip_.emplace(limit_, format_of(found, first));
    if (found != named || !is_any_of(named_, {"", "identity", "gzip", "x-gzip"}))
        target_.on_deviation(deviation, ec);
}

bool content_decoder::complete() const
{
    return target_.complete();
}

void content_decoder::on_pause()
{
    target_.on_pause();
}

void content_decoder::on_end(error_code& ec)
{
    if (gzip_)
        end_gzip(ec);
    if (!ec)
        target_.on_end(ec);
}

/// Without its end the text may be whole all the same.
void content_decoder::end_gzip(error_code& ec)
{
    gzip_->finish(ec);
    bool const lacks_end = ec && target_.complete();
    if (ec && !lacks_end)
        return explain(ec);
    ec = {};
    if (lacks_end || gzip_->padded())
        target_.on_deviation(deviation, ec);
}

void content_decoder::explain(error_code const& ec)
{
    if (!ec || target_failed_)
        return;
    if (ec == errc::body_too_large)
        problem_ = "the decompressed response body is larger than limits.max_body_bytes";
    else if (ec == errc::truncated_response)
        problem_ = "the compressed response ended before it was complete";
    else
        problem_ = "invalid gzip data";
}

} // namespace signalwire::http
