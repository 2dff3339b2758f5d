#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// What a phone number can be used for.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Incoming phone numbers, list: `capabilities`.
struct phone_number_capabilities : model<phone_number_capabilities>
{
    phone_number_capabilities() = default;

    /// Calls.
    bool voice = false;
    /// Text messages.
    bool sms = false;
    /// Messages with attachments.
    bool mms = false;
    /// Faxes.
    bool fax = false;
};

/// The known values of `address_requirement`.
struct address_requirement_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// None.
        none,
        /// An address anywhere.
        any,
        /// An address in the area of the number.
        local,
        /// An address outside of the country of the number.
        foreign
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 4> names = {"none", "any", "local", "foreign"};
};

/// Which address the number requires.
///
/// Source: Compatibility API, Incoming phone numbers, list: `address_requirements`.
using address_requirement = open_enum<address_requirement_values>;

/// The known values of `phone_number_origin`.
struct phone_number_origin_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// Bought from SignalWire.
        signalwire,
        /// Hosted: imported from another carrier.
        hosted
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 2> names = {"signalwire", "hosted"};
};

/// Origin of a phone number.
///
/// Source: Compatibility API, Incoming phone numbers, list: `origin`.
using phone_number_origin = open_enum<phone_number_origin_values>;

/// A phone number of the account.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Incoming phone numbers, list: the members of
/// `incoming_phone_numbers`.
struct incoming_phone_number : model<incoming_phone_number>
{
    incoming_phone_number() = default;

    /// Duplicate of `account_sid`.
    std::string account_id;
    /// The account of the phone number: the project ID.
    std::string account_sid;
    /// Which address the number requires.
    address_requirement address_requirements;
    /// Address of the number.
    std::optional<std::string> address_sid;
    /// API version that created the phone number.
    std::string api_version;
    /// Whether the number is new to the platform.
    bool beta = false;
    /// What the number can be used for.
    phone_number_capabilities capabilities;
    /// Country, an ISO 3166-1 code.
    std::string country_code;
    /// When the phone number was created.
    timestamp date_created;
    /// When the phone number was last updated.
    timestamp date_updated;
    /// Address for emergency calls.
    std::optional<std::string> emergency_address_sid;
    /// Status of emergency calls: `Active` or `Inactive`.
    std::string emergency_status;
    /// Name for people.
    std::string friendly_name;
    /// Identity of the owner.
    std::optional<std::string> identity_sid;
    /// Origin.
    phone_number_origin origin;
    /// The number in E.164: `+13103386745`.
    std::string phone_number;
    /// Unique ID of the phone number.
    std::string sid;
    /// Application for inbound messages.
    std::optional<std::string> sms_application_sid;
    /// Method for `sms_fallback_url`.
    std::string sms_fallback_method;
    /// URL that is used if `sms_url` fails.
    std::optional<std::string> sms_fallback_url;
    /// Method for `sms_url`.
    std::string sms_method;
    /// URL of the document for inbound messages.
    std::optional<std::string> sms_url;
    /// Webhook for the status of calls.
    std::optional<std::string> status_callback;
    /// Method for `status_callback`.
    std::string status_callback_method;
    /// Trunk for inbound calls.
    std::optional<std::string> trunk_sid;
    /// URI of the phone number, relative to the host.
    std::string uri;
    /// Whether a hosted number is verified, such as `Unverified`.
    std::string verification_status;
    /// Application for inbound calls.
    std::optional<std::string> voice_application_sid;
    /// Whether callers' names are looked up.
    std::optional<bool> voice_caller_id_lookup;
    /// Method for `voice_fallback_url`.
    std::string voice_fallback_method;
    /// URL that is used if `voice_url` fails.
    std::optional<std::string> voice_fallback_url;
    /// Method for `voice_url`.
    std::string voice_method;
    /// URL of the document for inbound calls.
    std::optional<std::string> voice_url;
};

} // namespace signalwire::compat
