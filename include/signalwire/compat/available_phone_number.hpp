#pragma once

#include <signalwire/member_presence.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// What an available phone number can be used for.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, search: `capabilities`.
struct available_phone_number_capabilities
{
    available_phone_number_capabilities() = default;

    /// Calls.
    bool voice = false;
    /// Text messages.
    bool SMS = false;
    /// Messages with attachments.
    bool MMS = false;

    /// Unknown members, and values that their member cannot hold.
    boost::json::object extra;

    /// Members that were missing or null in the response.
    member_presence presence;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(
        available_phone_number_capabilities const& left,
        available_phone_number_capabilities const& right);
};

/// A phone number that can be bought. Its ID is `phone_number`.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, search: the members of
/// `available_phone_numbers`.
struct available_phone_number
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

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the available phone number was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(available_phone_number const& left, available_phone_number const& right);
};

/// Returns the available phone number as one line of JSON (RFC 8259) with the names, order, types
/// and nulls of the API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(available_phone_number const& value);

/// URIs of the sub-resources of a country, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, list countries: `subresource_uris`.
struct country_subresource_uris
{
    country_subresource_uris() = default;

    /// Search of local numbers.
    std::string local;
    /// Search of toll-free numbers.
    std::string toll_free;

    /// Unknown members, and values that their member cannot hold.
    boost::json::object extra;

    /// Members that were missing or null in the response.
    member_presence presence;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(
        country_subresource_uris const& left, country_subresource_uris const& right);
};

/// A country with phone numbers that can be bought. Its ID is `country_code`.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, list countries: the members of `countries`.
struct available_country
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

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the country was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(available_country const& left, available_country const& right);
};

/// Returns the country as one line of JSON (RFC 8259) with the names, order, types and nulls of the
/// API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(available_country const& value);

} // namespace signalwire::compat
