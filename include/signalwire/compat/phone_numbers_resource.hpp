#pragma once

#include <signalwire/compat/available_phone_number.hpp>
#include <signalwire/compat/form.hpp>
#include <signalwire/compat/forms/inbound_form.hpp>
#include <signalwire/compat/incoming_phone_number.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/model.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of phone numbers of the account; see `call_filter`. A setter replaces the
/// earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Incoming phone numbers, list: query parameters.
class phone_number_filter : public listing_filter<phone_number_filter>
{
public:
    /// Selects all phone numbers of the account.
    phone_number_filter() = default;

    /// The phone number `value`.
    phone_number_filter& phone_number(std::string_view value)
    {
        return set_text("PhoneNumber", value);
    }
    /// Phone numbers with the name `value`.
    phone_number_filter& friendly_name(std::string_view value)
    {
        return set_text("FriendlyName", value);
    }
};

/// One page of phone numbers; also a range of `incoming_phone_number`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Incoming phone numbers, list: the response.
struct phone_number_page : listing_page<phone_number_page, incoming_phone_number>
{
    phone_number_page() = default;

    /// Items of the page.
    std::vector<incoming_phone_number> incoming_phone_numbers;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<incoming_phone_number> phone_number_page::* items =
        &phone_number_page::incoming_phone_numbers;
};

/// Filter of a search of phone numbers that can be bought. The API accepts `Beta` and three
/// `Exclude…AddressRequired`, too, but ignores them; `set` sends them.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, search: query parameters.
class number_search : public form<number_search>
{
public:
    /// Selects all available phone numbers.
    number_search() = default;

    /// Numbers with the area code `value`.
    number_search& area_code(std::string_view value) { return set_text("AreaCode", value); }
    /// Numbers that contain `value`; `*` is any digit.
    number_search& contains(std::string_view value) { return set_text("Contains", value); }
    /// Numbers of the state or province `value`, such as `WA`.
    number_search& in_region(std::string_view value) { return set_text("InRegion", value); }
    /// Numbers of the city `value`.
    number_search& in_locality(std::string_view value) { return set_text("InLocality", value); }
    /// Numbers for faxes, or not.
    number_search& fax_enabled(bool value) { return set_flag("FaxEnabled", value); }
    /// Numbers for messages with attachments, or not.
    number_search& mms_enabled(bool value) { return set_flag("MmsEnabled", value); }
    /// Numbers for messages, or not.
    number_search& sms_enabled(bool value) { return set_flag("SmsEnabled", value); }
    /// Numbers for calls, or not.
    number_search& voice_enabled(bool value) { return set_flag("VoiceEnabled", value); }
};

/// Countries with phone numbers that can be bought.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, list countries: the response.
struct available_countries : model<available_countries>
{
    available_countries() = default;

    /// URI of the list, relative to the host.
    std::string uri;
    /// The items of the list, which has no pages.
    std::vector<available_country> countries;
};

/// Phone numbers that can be bought.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Available phone numbers, search: the response.
struct number_search_result : model<number_search_result>
{
    number_search_result() = default;

    /// URI of the list, relative to the host.
    std::string uri;
    /// The items of the list, which has no pages.
    std::vector<available_phone_number> available_phone_numbers;
};

/// What `phone_numbers.purchase` sends. Required: `phone_number`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Incoming phone numbers, create: the request body.
class new_phone_number : public inbound_form<new_phone_number>
{
public:
    new_phone_number() = default;

    /// The number to buy, in E.164: `+13103386745`.
    new_phone_number& phone_number(std::string_view value)
    {
        return set_phone_number("PhoneNumber", value, 17);
    }
    /// Name for people.
    new_phone_number& friendly_name(std::string_view value)
    {
        return set_text("FriendlyName", value);
    }
    /// Application for inbound calls.
    new_phone_number& voice_application_sid(std::string_view value)
    {
        return set_line("VoiceApplicationSid", value);
    }
    /// What inbound calls are: `voice` or `fax`.
    new_phone_number& voice_receive_mode(std::string_view value)
    {
        return set_word("VoiceReceiveMode", value, "voice fax");
    }
    /// Application for inbound messages.
    new_phone_number& sms_application_sid(std::string_view value)
    {
        return set_line("SmsApplicationSid", value);
    }
};

/// What `phone_numbers.update` sends. An empty URL or ID clears it.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Incoming phone numbers, update: the request body.
class phone_number_update : public inbound_form<phone_number_update>
{
public:
    phone_number_update() = default;

    /// Account that the number moves to.
    phone_number_update& account_sid(std::string_view value)
    {
        return set_text("AccountSid", value);
    }
    /// Address for emergency calls.
    phone_number_update& emergency_address_sid(std::string_view value)
    {
        return set_line("EmergencyAddressSid", value);
    }
    /// Name for people, at most 255 characters.
    phone_number_update& friendly_name(std::string_view value)
    {
        return set_limited("FriendlyName", value, 255);
    }
    /// Application for inbound calls.
    phone_number_update& voice_application_sid(std::string_view value)
    {
        return set_line("VoiceApplicationSid", value);
    }
    /// What inbound calls are: `voice` or `fax`.
    phone_number_update& voice_receive_mode(std::string_view value)
    {
        return set_word("VoiceReceiveMode", value, "voice fax");
    }
    /// Application for inbound messages.
    phone_number_update& sms_application_sid(std::string_view value)
    {
        return set_line("SmsApplicationSid", value);
    }
};

/// What `phone_numbers.import_number` sends. Required: `number` and `number_type`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Imported phone numbers, create: the request body.
class new_imported_phone_number : public form<new_imported_phone_number>
{
public:
    new_imported_phone_number() = default;

    /// The number in E.164: `+13103386745`.
    new_imported_phone_number& number(std::string_view value)
    {
        return set_phone_number("number", value, 30);
    }
    /// Type of the number: `longcode` or `tollfree`.
    new_imported_phone_number& number_type(std::string_view value)
    {
        return set_word("number_type", value, "longcode tollfree");
    }
    /// What the number can be used for: `sms`, `voice`, `fax`, `mms`.
    new_imported_phone_number& capabilities(detail::text_list const& values)
    {
        return set_each("capabilities", values, "sms voice fax mms", 4);
    }
};

namespace operations
{
extern detail::operation<available_countries> const list_available_countries;
extern detail::operation<available_country> const get_available_country;
extern detail::operation<number_search_result> const search_local;
extern detail::operation<number_search_result> const search_toll_free;
extern detail::operation<incoming_phone_number> const import_phone_number;
extern detail::operation<incoming_phone_number> const purchase_phone_number;
extern detail::operation<incoming_phone_number> const get_phone_number;
extern detail::operation<incoming_phone_number> const update_phone_number;
extern detail::operation<void> const remove_phone_number;
} // namespace operations

/// The phone numbers of the account, and those that can be bought: `client.compat.phone_numbers`.
/// `remove` releases a number.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Incoming phone numbers: /Accounts/{AccountSid}/IncomingPhoneNumbers;
/// Available phone numbers; Imported phone numbers.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class phone_numbers_resource : public record_resource<
                                   phone_number_page, phone_number_filter,
                                   operations::get_phone_number, operations::remove_phone_number>
{
public:
    using record_resource::record_resource;

    /// Gets the countries with phone numbers that can be bought.
    template <
        detail::options_or_token_giving<available_countries> Options = request_options,
        detail::token_giving<available_countries> CompletionToken = boost::asio::use_awaitable_t<>>
    auto list_available_countries(
        Options&& options = Options(), CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::list_available_countries, {}, detail::form(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Gets a country; `country_code` is an ISO 3166-1 code such as `US`.
    template <
        detail::options_or_token_giving<available_country> Options = request_options,
        detail::token_giving<available_country> CompletionToken = boost::asio::use_awaitable_t<>>
    auto get_available_country(
        std::string_view country_code, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::get_available_country, {country_code}, detail::form(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Gets local phone numbers that can be bought.
    template <
        detail::options_or_token_giving<number_search_result> Options = request_options,
        detail::token_giving<number_search_result> CompletionToken = boost::asio::use_awaitable_t<>>
    auto search_local(
        std::string_view country_code, number_search const& search, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::search_local, {country_code}, search.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Gets toll-free phone numbers that can be bought.
    template <
        detail::options_or_token_giving<number_search_result> Options = request_options,
        detail::token_giving<number_search_result> CompletionToken = boost::asio::use_awaitable_t<>>
    auto search_toll_free(
        std::string_view country_code, number_search const& search, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::search_toll_free, {country_code}, search.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Buys a phone number. Unsafe: it is repeated only if the server has not processed it.
    template <
        detail::options_or_token_giving<incoming_phone_number> Options = request_options,
        detail::token_giving<incoming_phone_number> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto purchase(
        new_phone_number const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::purchase_phone_number, {}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Imports a phone number of another carrier. Unsafe: it is repeated only if the server has not
    /// processed it.
    template <
        detail::options_or_token_giving<incoming_phone_number> Options = request_options,
        detail::token_giving<incoming_phone_number> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto import_number(
        new_imported_phone_number const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::import_phone_number, {}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Changes the phone number `sid`. Idempotent.
    template <
        detail::options_or_token_giving<incoming_phone_number> Options = request_options,
        detail::token_giving<incoming_phone_number> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, phone_number_update const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_phone_number, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
