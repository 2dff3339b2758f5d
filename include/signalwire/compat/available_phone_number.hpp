#pragma once

#include <signalwire/compat/model.hpp>

#include <optional>
#include <string>

namespace signalwire::compat
{

/// What an available phone number can be used for.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, search: `capabilities`.
struct available_phone_number_capabilities : model<available_phone_number_capabilities>
{
    available_phone_number_capabilities() = default;

    /// Calls.
    bool voice = false;
    /// Text messages.
    bool SMS = false;
    /// Messages with attachments.
    bool MMS = false;
};

/// A phone number that can be bought. Its ID is `phone_number`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, search: the members of
/// `available_phone_numbers`.
struct available_phone_number : model<available_phone_number>
{
    available_phone_number() = default;

    /// The number for display: `(253) 218-6751`.
    std::string friendly_name;
    /// The number in E.164: `+12532186751`.
    std::string phone_number;
    /// Local access and transport area.
    std::optional<std::string> lata;
    /// City.
    std::optional<std::string> locality;
    /// Rate center.
    std::optional<std::string> rate_center;
    /// Latitude.
    std::optional<std::string> latitude;
    /// Longitude.
    std::optional<std::string> longitude;
    /// State or province.
    std::optional<std::string> region;
    /// Postal code.
    std::optional<std::string> postal_code;
    /// Country, an ISO 3166-1 code.
    std::string iso_country;
    /// What the number can be used for.
    available_phone_number_capabilities capabilities;
    /// Whether the number is new to the platform.
    bool beta = false;
};

/// URIs of the sub-resources of a country, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, list countries: `subresource_uris`.
struct country_subresource_uris : model<country_subresource_uris>
{
    country_subresource_uris() = default;

    /// Search of local numbers.
    std::string local;
    /// Search of toll-free numbers.
    std::string toll_free;
};

/// A country with phone numbers that can be bought. Its ID is `country_code`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, list countries: the members of `countries`.
struct available_country : model<available_country>
{
    available_country() = default;

    /// The country, an ISO 3166-1 code.
    std::string country_code;
    /// Name of the country.
    std::string country;
    /// URI of the country, relative to the host.
    std::string uri;
    /// Whether the country is new to the platform.
    bool beta = false;
    /// URIs of the sub-resources.
    country_subresource_uris subresource_uris;
};

} // namespace signalwire::compat
