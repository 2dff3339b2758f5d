#pragma once

#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/compat/recording.hpp>
#include <signalwire/detail/completion_token.hpp>
#include <signalwire/detail/initiate_download.hpp>
#include <signalwire/download.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of recordings. Setters chain and are named after the query parameters:
///
///     recording_filter().call_sid(call.sid).page_size(1000)
///
/// A setter replaces the earlier value. Times are `std::chrono::sys_seconds` or `timestamp`. The
/// API reference does not define whether the bounds of a range are inclusive.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: query parameters.
class recording_filter : public listing_filter<recording_filter>
{
public:
    /// Selects all recordings of the account.
    recording_filter() = default;

    /// Recordings created on `value`.
    recording_filter& date_created(timestamp value) { return set_time("DateCreated", value); }

    /// Recordings created before `value` (`DateCreated<`).
    recording_filter& date_created_before(timestamp value)
    {
        return set_time("DateCreated<", value);
    }

    /// Recordings created after `value` (`DateCreated>`).
    recording_filter& date_created_after(timestamp value)
    {
        return set_time("DateCreated>", value);
    }

    /// Recordings of the call `value`.
    recording_filter& call_sid(std::string_view value) { return set_text("CallSid", value); }

    /// Recordings of the conference `value`.
    recording_filter& conference_sid(std::string_view value)
    {
        return set_text("ConferenceSid", value);
    }
};

/// One page of recordings; also a range of `recording`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: the response.
struct recording_page : listing_page<recording_page, recording>
{
    recording_page() = default;

    /// Recordings of the page, newest first.
    std::vector<recording> recordings;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<recording> recording_page::* items = &recording_page::recordings;
};

namespace operations
{
extern detail::operation<recording> const get_recording;
extern detail::operation<void> const remove_recording;
} // namespace operations

/// The recordings of the account: `client.compat.recordings`. `calls.start_recording` makes them.
///
/// Source: Compatibility API, Recordings: /Accounts/{AccountSid}/Recordings.
/// See: `list_resource` and `record_resource`, which have the operations.
class recordings_resource
    : public record_resource<
          recording_page, recording_filter, operations::get_recording, operations::remove_recording>
{
public:
    using record_resource::record_resource;

    /// Signature of the completion handler of `download`.
    using download_signature = void(std::exception_ptr, download_result);

    /// Downloads the sound of the recording `sid` to `destination`: the name of a file, a function
    /// or a `download_sink`.
    ///
    ///     co_await client.compat.recordings.download(recording.sid, "call.wav");
    ///
    /// The sound goes to the destination piece by piece, and the next piece is read when the
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
    /// /Accounts/{AccountSid}/Recordings/{Sid}.wav and .mp3.
    template <
        detail::options_or_token_for<download_signature> Options = request_options,
        detail::token_for<download_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto download(
        std::string_view sid, download_destination const& destination,
        download_options const& what = download_options(), Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::initiate<download_signature>(
            detail::initiate_download(source()), std::forward<Options>(options),
            std::forward<CompletionToken>(token), sound_path(sid, what.format()), destination,
            what);
    }

    /// Downloads the sound of the recording `sid` to `destination`.
    template <detail::token_for<download_signature> CompletionToken>
    auto download(
        std::string_view sid, download_destination const& destination,
        CompletionToken&& token) const
    {
        return download(
            sid, destination, download_options(), request_options(),
            std::forward<CompletionToken>(token));
    }

private:
    static std::string sound_path(std::string_view sid, recording_format format);
};

} // namespace signalwire::compat
