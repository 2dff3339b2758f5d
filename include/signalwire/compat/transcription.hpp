#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/decimal.hpp>
#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::compat
{

/// The text of a recording.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Transcriptions, list: the members of `transcriptions`.
struct transcription : model<transcription>
{
    transcription() = default;

    /// Unique ID of the transcription.
    std::string sid;
    /// The account of the transcription: the project ID.
    std::string account_sid;
    /// API version that created the transcription.
    std::string api_version;
    /// The recording.
    std::string recording_sid;
    /// When the transcription was created.
    timestamp date_created;
    /// When the transcription was last updated.
    timestamp date_updated;
    /// Duration of the recording in seconds.
    std::int64_t duration = 0;
    /// Price in `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// Currency, an ISO 4217 code.
    std::string price_unit;
    /// Status, such as `completed`.
    std::string status;
    /// The text.
    std::optional<std::string> transcription_text;
    /// Kind of transcription; may be empty.
    std::string type;
    /// URI of the transcription, relative to the host.
    std::string uri;
};

} // namespace signalwire::compat
