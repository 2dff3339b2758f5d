#include "http/content_decoder.hpp"

#include <signalwire/errc.hpp>

#include <boost/beast/core/string.hpp>

namespace signalwire::http
{

using boost::beast::iequals;
using boost::system::error_code;

void content_decoder::on_head(response_head const& head)
{
    boost::beast::string_view const coding(
        head.content_encoding.data(), head.content_encoding.size());
    if (iequals(coding, "gzip") || iequals(coding, "x-gzip"))
        gzip_.emplace(limit_);
    else
        unknown_coding_ = !coding.empty() && !iequals(coding, "identity");
    target_.on_head(head);
}

void content_decoder::on_deviation(std::string_view name, error_code& ec)
{
    target_.on_deviation(name, ec);
}

void content_decoder::on_body(std::string_view bytes, error_code& ec)
{
    got_bytes_ = got_bytes_ || !bytes.empty();
    if (unknown_coding_)
    {
        ec = errc::bad_encoding;
        problem_ = "the response is encoded in a way that was not asked for";
    }
    else if (gzip_)
    {
        gzip_->write(
            bytes,
            [this](std::string_view text, error_code& failure) {
                target_.on_body(text, failure);
                target_failed_ = failure.failed();
            },
            ec);
        explain(ec);
    }
    else
    {
        target_.on_body(bytes, ec);
    }
}

void content_decoder::on_pause()
{
    target_.on_pause();
}

void content_decoder::on_end(error_code& ec)
{
    if (gzip_ && got_bytes_)
    {
        gzip_->finish(ec);
        explain(ec);
        if (ec)
            return;
    }
    target_.on_end(ec);
}

void content_decoder::explain(error_code const& ec)
{
    if (!ec || target_failed_)
        return;
    if (ec == errc::body_too_large)
        problem_ = "the decompressed response body is larger than limits.body_bytes";
    else if (ec == errc::truncated_response)
        problem_ = "the compressed response ended before it was complete";
    else
        problem_ = "the response is not the gzip it claims to be";
}

} // namespace signalwire::http
