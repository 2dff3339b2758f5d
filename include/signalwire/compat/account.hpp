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

/// URIs of the sub-resources of an account, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Accounts, list: `subresource_uris`.
struct account_subresource_uris : model<account_subresource_uris>
{
    account_subresource_uris() = default;

    /// Documented as always null.
    std::optional<std::string> addresses;
    /// Phone numbers that can be bought.
    std::string available_phone_numbers;
    /// Applications.
    std::string applications;
    /// Documented as always null.
    std::optional<std::string> authorized_connect_apps;
    /// Calls.
    std::string calls;
    /// Conferences.
    std::string conferences;
    /// Documented as always null.
    std::optional<std::string> connect_apps;
    /// Phone numbers of the account.
    std::string incoming_phone_numbers;
    /// Documented as always null.
    std::optional<std::string> keys;
    /// Documented as always null.
    std::optional<std::string> notifications;
    /// Documented as always null.
    std::optional<std::string> outgoing_caller_ids;
    /// Queues.
    std::string queues;
    /// Recordings.
    std::string recordings;
    /// Documented as always null.
    std::optional<std::string> sandbox;
    /// Documented as always null.
    std::optional<std::string> sip;
    /// Documented as always null.
    std::optional<std::string> short_codes;
    /// Messages.
    std::string messages;
    /// Transcriptions.
    std::string transcriptions;
    /// Documented as always null.
    std::optional<std::string> usage;
};

/// The known values of `account_status`.
struct account_status_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// In use.
        active,
        /// Suspended; operations are refused.
        suspended,
        /// Closed.
        closed
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 3> names = {"active", "suspended", "closed"};
};

/// Status of an account.
///
/// Source: Compatibility API, Accounts, list: `status`.
using account_status = open_enum<account_status_values>;

/// The known values of `account_type`.
struct account_type_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// A paid account.
        full,
        /// A trial account.
        trial
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 2> names = {"Full", "Trial"};
};

/// Type of an account.
///
/// Source: Compatibility API, Accounts, list: `type`.
using account_type = open_enum<account_type_values>;

/// An account: a project or a subproject.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Accounts, list: the members of `accounts`.
struct account : model<account>
{
    account() = default;

    /// Unique ID of the account.
    std::string sid;
    /// Name for people.
    std::string friendly_name;
    /// Status.
    account_status status;
    /// Documented as always redacted.
    std::string auth_token;
    /// When the account was created.
    timestamp date_created;
    /// When the account was last updated.
    timestamp date_updated;
    /// Type.
    account_type type;
    /// The account that it belongs to.
    std::string owner_account_sid;
    /// Region of the calls.
    std::string region_preference;
    /// URI of the account, relative to the host.
    std::string uri;
    /// Whether it belongs to another project.
    bool subproject = false;
    /// Key of the signatures of webhooks; a secret. See `webhook_validator`.
    std::optional<std::string> signing_key;
    /// URIs of the sub-resources.
    account_subresource_uris subresource_uris;
};

} // namespace signalwire::compat
