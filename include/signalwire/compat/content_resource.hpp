#pragma once

#include <signalwire/compat/record_resource.hpp>
#include <signalwire/detail/initiate_download.hpp>
#include <signalwire/download.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <string_view>
#include <utility>

namespace signalwire::compat
{

/// A list whose items have a content that can be downloaded: the sound of recordings, the media of
/// messages, the documents of faxes. `Content` is a constant of the library.
///
/// See: `record_resource`, which has the contract of all operations.
template <
    class Page, class Filter, detail::operation<typename Page::value_type> const& Get,
    detail::operation<void> const& Remove, detail::content_operation const& Content>
class content_resource : public record_resource<Page, Filter, Get, Remove>
{
public:
    using record_resource<Page, Filter, Get, Remove>::record_resource;

    /// Signature of the completion handler of `download`.
    using download_signature = void(std::exception_ptr, download_result);

    /// Downloads the content of the object `sid` to `destination`: the name of a file, a function
    /// or a `download_sink`. `download_options::format` applies to recordings only.
    ///
    ///     co_await client.compat.recordings.download(recording.sid, "call.wav");
    ///     co_await client.compat.messages.media(message.sid).download(media.sid, "picture.jpg");
    ///
    /// The content goes to the destination piece by piece, and the next piece is read when the
    /// destination has taken the one before. A broken transfer is continued where it broke (RFC
    /// 9110 section 14: `Range` and `If-Range`), if the server allows, within the retry policy;
    /// else it begins again, if the destination can (`download_sink::restart`; a file can), and
    /// fails otherwise. Nothing is repeated, left out or mixed from two contents. Redirects are not
    /// followed.
    ///
    /// Unless `options` say otherwise, the total and the attempt timeout are an hour each.
    ///
    /// Throws: as all operations; what the destination throws, such as
    /// `boost::system::system_error` for a file that cannot be written; `protocol_error` with
    /// `errc::body_too_large` beyond `download_options::max_bytes`, and with
    /// `errc::unexpected_response` if the transfer can neither be continued nor begin again.
    /// `std::invalid_argument`, at once, for an empty `sid` or name of a file.
    ///
    /// Cancellation: terminal, partial and total are equivalent. A file is then not there.
    ///
    /// Lifetime: the destination is kept until the download has ended.
    ///
    /// Source: Compatibility API, Recordings, retrieve: GET
    /// /Accounts/{AccountSid}/Recordings/{Sid}.wav and .mp3. That the path of a medium without
    /// `.json` is the medium is taken from there; the API reference does not say it.
    template <
        detail::options_or_token_for<download_signature> Options = request_options,
        detail::token_for<download_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto download(
        std::string_view sid, download_destination const& destination,
        download_options const& what = download_options(), Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::initiate<download_signature>(
            detail::initiate_download(this->source()), std::forward<Options>(options),
            std::forward<CompletionToken>(token),
            detail::make_download_call(Content, this->source()->parents(), sid, what.format()),
            destination, what);
    }

    /// Downloads the content of the object `sid` to `destination`.
    template <detail::token_for<download_signature> CompletionToken>
    auto download(
        std::string_view sid, download_destination const& destination,
        CompletionToken&& token) const
    {
        return download(
            sid, destination, download_options(), request_options(),
            std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
