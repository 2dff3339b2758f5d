#include "http/content_decoder.hpp"

#include "core/text.hpp"

#include <signalwire/errc.hpp>

#include <algorithm>

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

coding coding_of(std::string_view name)
{
    if (core::is_any_of(name, {"", "identity", "none", "utf-8", "utf8"}))
        return coding::none;
    if (core::is_any_of(name, {"gzip", "x-gzip"}))
        return coding::gzip;
    return core::is_any_of(name, {"deflate", "x-deflate"}) ? coding::deflate : coding::unknown;
}

/// Returns the coding that a list amounts to; `unknown` if there is more than one.
coding read_codings(std::string_view list)
{
    coding out = coding::none;
    while (!list.empty())
    {
        std::string_view entry = list.substr(0, list.find(','));
        list.remove_prefix(std::min(entry.size() + 1, list.size()));
        entry.remove_prefix(std::min(entry.find_first_not_of(" \t"), entry.size()));
        entry = entry.substr(0, entry.find_last_not_of(" \t") + 1);
        coding const entry_coding = coding_of(entry);
        if (entry_coding != coding::none)
            out = out == coding::none ? entry_coding : coding::unknown;
    }
    return out;
}

/// Returns the coding of a body that begins with `first` and is declared as `named`. Neither coding
/// begins like a JSON object; white space and a byte order mark are ambiguous.
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

/// `deflate` means zlib's format (RFC 1950), but some servers send raw data.
compression_format format_of(coding value, char first)
{
    if (value == coding::gzip)
        return compression_format::gzip;
    bool const has_zlib_header = (static_cast<unsigned char>(first) & 0x8fU) == 0x08;
    return has_zlib_header ? compression_format::zlib : compression_format::raw;
}

} // namespace

bool content_decoder::takes_bytes() const noexcept
{
    return target_.takes_bytes();
}

void content_decoder::on_head(response_head const& head)
{
    named_ = head.content_encoding;
    as_is_ = head.status < 300 && takes_bytes();
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
    set_error_message(ec);
}

void content_decoder::choose(char first, error_code& ec)
{
    coding const named = read_codings(named_);
    coding const found = as_is_ ? named : recognize(first, named);
    if (found == coding::unknown || (as_is_ && found != coding::none))
    {
        ec = errc::invalid_content_encoding;
        error_message_ = "unsupported Content-Encoding";
        return;
    }
    if (found != coding::none)
        gzip_.emplace(limit_, format_of(found, first));
    if (!as_is_ && (found != named || !core::is_any_of(named_, {"", "identity", "gzip", "x-gzip"})))
        target_.on_deviation(deviation, ec);
}

bool content_decoder::complete() const
{
    return target_.complete();
}

void content_decoder::on_input_drained()
{
    target_.on_input_drained();
}

void content_decoder::on_end(error_code& ec)
{
    if (gzip_)
        end_gzip(ec);
    if (!ec)
        target_.on_end(ec);
}

/// A missing end of the gzip data is a deviation if the decoded text is complete.
void content_decoder::end_gzip(error_code& ec)
{
    gzip_->finish(ec);
    bool const lacks_end = ec && target_.complete();
    if (ec && !lacks_end)
        return set_error_message(ec);
    ec = {};
    if (lacks_end || gzip_->padded())
        target_.on_deviation(deviation, ec);
}

void content_decoder::set_error_message(error_code const& ec)
{
    if (!ec || target_failed_)
        return;
    if (ec == errc::body_too_large)
        error_message_ = "the decompressed response body is larger than limits.max_body_bytes";
    else if (ec == errc::truncated_response)
        error_message_ = "the compressed response ended before it was complete";
    else
        error_message_ = "invalid gzip data";
}

} // namespace signalwire::http
