#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/decimal.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// URIs of the sub-resources of a fax, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Faxes, list: `links`.
struct fax_links : model<fax_links>
{
    fax_links() = default;

    /// Documents of the fax.
    std::string media;
};

/// The known values of `fax_direction`.
struct fax_direction_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// To a number of the account.
        inbound,
        /// From the account.
        outbound
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 2> names = {"inbound", "outbound"};
};

/// Direction of a fax.
///
/// Source: Compatibility API, Faxes, list: `direction`.
using fax_direction = open_enum<fax_direction_values>;

/// The known values of `fax_quality`.
struct fax_quality_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// 204 x 98 dots per inch.
        standard,
        /// 204 x 196 dots per inch.
        fine,
        /// 204 x 391 dots per inch.
        superfine
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 3> names = {"standard", "fine", "superfine"};
};

/// Quality of a fax.
///
/// Source: Compatibility API, Faxes, list: `quality`.
using fax_quality = open_enum<fax_quality_values>;

/// The known values of `fax_status`.
struct fax_status_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// Waiting to be sent.
        queued,
        /// The document is being prepared.
        processing,
        /// Being sent.
        sending,
        /// Sent.
        delivered,
        /// Being received.
        receiving,
        /// Received.
        received,
        /// Not answered.
        no_answer,
        /// The called party was busy.
        busy,
        /// Could not be sent.
        failed,
        /// Cancelled by a request.
        canceled
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 10> names = {
        "queued",   "processing", "sending", "delivered", "receiving",
        "received", "no-answer",  "busy",    "failed",    "canceled"};
};

/// Status of a fax.
///
/// Source: Compatibility API, Faxes, list: `status`.
using fax_status = open_enum<fax_status_values>;

/// A fax.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Faxes, list: the members of `faxes`.
struct fax : model<fax>
{
    fax() = default;

    /// The account of the fax: the project ID.
    std::string account_sid;
    /// API version that created the fax.
    std::string api_version;
    /// When the fax was created.
    timestamp date_created;
    /// When the fax was last updated.
    timestamp date_updated;
    /// Direction.
    fax_direction direction;
    /// Sending phone number or SIP URI.
    std::string from;
    /// URL of the document.
    std::optional<std::string> media_url;
    /// The document.
    std::string media_sid;
    /// Number of pages.
    std::optional<std::int64_t> num_pages;
    /// Price in `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// Currency, an ISO 4217 code.
    std::string price_unit;
    /// Quality.
    fax_quality quality;
    /// Unique ID of the fax.
    std::string sid;
    /// Status.
    fax_status status;
    /// Receiving phone number or SIP URI.
    std::string to;
    /// Duration of the transmission in seconds.
    std::int64_t duration = 0;
    /// URIs of the sub-resources.
    fax_links links;
    /// URI of the fax, relative to the host.
    std::string url;
    /// Error code of a fax that could not be sent.
    std::optional<std::string> error_code;
    /// The reason as text.
    std::optional<std::string> error_message;
};

/// A document of a fax.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Faxes, list media: the members of `media`.
struct fax_media : model<fax_media>
{
    fax_media() = default;

    /// The account of the document: the project ID.
    std::string account_sid;
    /// Media type, such as `application/pdf`.
    std::string content_type;
    /// When the document was created.
    timestamp date_created;
    /// When the document was last updated.
    timestamp date_updated;
    /// The fax.
    std::string fax_sid;
    /// Unique ID of the document.
    std::string sid;
    /// URI of the document, relative to the host.
    std::string uri;
    /// URI of the document, relative to the host.
    std::string url;
};

} // namespace signalwire::compat
