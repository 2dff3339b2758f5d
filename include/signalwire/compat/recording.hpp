#pragma once

#include <signalwire/compat/recording_source.hpp>
#include <signalwire/compat/recording_status.hpp>
#include <signalwire/compat/recording_subresource_uris.hpp>
#include <signalwire/decimal.hpp>
#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// The recording of a call or a conference, as the API describes it; the sound itself is not in it.
///
/// Members have the API's own names. Those the API may send as null are `std::optional`; the
/// others are plain values, which stay empty or zero when a response leaves them out
/// (`received` tells). Derive nothing: `end_time - start_time` may differ from `duration`.
///
/// The API's descriptions disagree on whether `duration`, `channels` and `price` are strings; both
/// are taken, and what the newest one has is what counts as no deviation.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: the members of `recordings`.
struct recording
{
    recording() = default;

    /// The unique identifier of the recording.
    std::string sid;
    /// The account that created the recording: the project ID.
    std::string account_sid;
    /// The version of the API that made the recording.
    std::string api_version;
    /// The call that was recorded; null when a conference was.
    std::optional<std::string> call_sid;
    /// The conference that was recorded; null when a call was.
    std::optional<std::string> conference_sid;
    /// The same as `channels`.
    std::int64_t channel = 0;
    /// 1 for mono, 2 for stereo.
    std::int64_t channels = 0;
    /// When the recording was created.
    timestamp date_created;
    /// When anything of this last changed.
    timestamp date_updated;
    /// When the recording began.
    std::optional<timestamp> start_time;
    /// When the recording ended.
    std::optional<timestamp> end_time;
    /// In seconds.
    std::int64_t duration = 0;
    /// The charge in units of `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// The currency, an ISO 4217 code.
    std::string price_unit;
    /// How the recording was made.
    recording_source source;
    /// Where the recording stands.
    recording_status status;
    /// Why a recording failed.
    std::optional<std::string> error_code;
    /// The recording itself, relative to the host.
    std::string uri;
    /// Where the recording's transcriptions are.
    recording_subresource_uris subresource_uris;
    /// Always null, says the reference page.
    std::optional<std::string> encryption_details;
    /// What became of silence at both ends: `do-not-trim` or `trim-silence`.
    std::string trim;

    /// Members that this version does not know, and what other members could not hold, under their
    /// names: text as it came (`"n/a"` for a number), the text of a number (`"12.7"`, `"NaN"`), or
    /// another value. Such a member is null, zero or empty, and `to_json` writes what came.
    boost::json::object extra;

    /// What the response left out, and how it spelled numbers. Use `received` to ask by name.
    member_presence presence;

    /// Whether the response carried `member` (by the API's name), null included. True for every
    /// known name when the recording was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Equal when all members are; how the response spelled them plays no part.
    friend bool operator==(recording const& left, recording const& right);
};

/// The recording as one line of JSON (RFC 8259) with the API's own names, order, types and nulls;
/// members that the response left out are left out. Throws only `std::bad_alloc`.
[[nodiscard]] std::string to_json(recording const& value);

} // namespace signalwire::compat
