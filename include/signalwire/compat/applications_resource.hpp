#pragma once

#include <signalwire/compat/application.hpp>
#include <signalwire/compat/forms/inbound_form.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of applications; see `call_filter`. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Applications, list: query parameters.
class application_filter : public listing_filter<application_filter>
{
public:
    /// Selects all applications.
    application_filter() = default;

    /// Applications with the name `value`.
    application_filter& friendly_name(std::string_view value)
    {
        return set_text("FriendlyName", value);
    }
};

/// One page of applications; also a range of `application`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Applications, list: the response.
struct application_page : listing_page<application_page, application>
{
    application_page() = default;

    /// Items of the page.
    std::vector<application> applications;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<application> application_page::* items =
        &application_page::applications;
};

/// What `applications.create` and `applications.update` send. Required: `friendly_name`. An empty
/// URL clears it.
///
/// See: `inbound_form`; `form`, which has `set`.
/// Source: Compatibility API, Applications, create and update: the request body.
class application_form : public inbound_form<application_form>
{
public:
    application_form() = default;

    /// Name for people, at most 64 characters.
    application_form& friendly_name(std::string_view value)
    {
        return set_limited("FriendlyName", value, 64);
    }
    /// Webhook for the status of messages.
    application_form& sms_status_callback(std::string_view value)
    {
        return set_line("SmsStatusCallback", value);
    }
    /// Method for `sms_status_callback`.
    application_form& sms_status_callback_method(std::string_view value)
    {
        return set_method("SmsStatusCallbackMethod", value);
    }
};

namespace operations
{
extern detail::operation<application> const create_application;
extern detail::operation<application> const get_application;
extern detail::operation<application> const update_application;
extern detail::operation<void> const remove_application;
} // namespace operations

/// The applications of the account: `client.compat.applications`.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Applications: /Accounts/{AccountSid}/Applications.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class applications_resource : public record_resource<
                                  application_page, application_filter, operations::get_application,
                                  operations::remove_application>
{
public:
    using record_resource::record_resource;

    /// Creates an application. Unsafe: it is repeated only if the server has not processed it.
    template <
        detail::options_or_token_giving<application> Options = request_options,
        detail::token_giving<application> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        application_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_application, {}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Changes the application `sid`. Idempotent.
    template <
        detail::options_or_token_giving<application> Options = request_options,
        detail::token_giving<application> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, application_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_application, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
