#pragma once

#include <signalwire/compat/account.hpp>
#include <signalwire/compat/form.hpp>
#include <signalwire/compat/list_resource.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of accounts; see `call_filter`. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Accounts, list: query parameters.
class account_filter : public listing_filter<account_filter>
{
public:
    /// Selects all accounts.
    account_filter() = default;

    /// Accounts with the name `value`.
    account_filter& friendly_name(std::string_view value)
    {
        return set_text("FriendlyName", value);
    }
};

/// One page of accounts; also a range of `account`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Accounts, list: the response.
struct account_page : listing_page<account_page, account>
{
    account_page() = default;

    /// Items of the page.
    std::vector<account> accounts;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<account> account_page::* items = &account_page::accounts;
};

/// What `accounts.create` and `accounts.update` send. Required: `friendly_name`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Accounts, create and update: the request body.
class account_form : public form<account_form>
{
public:
    account_form() = default;

    /// Name for people, at most 250 characters.
    account_form& friendly_name(std::string_view value)
    {
        return set_limited("FriendlyName", value, 250);
    }
};

namespace operations
{
extern detail::operation<account> const create_account;
extern detail::operation<account> const get_account;
extern detail::operation<account> const update_account;
} // namespace operations

/// The project and its subprojects: `client.compat.accounts`.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Accounts: /Accounts.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class accounts_resource : public list_resource<account_page, account_filter>
{
public:
    using list_resource::list_resource;

    /// Creates a subproject. Unsafe: it is repeated only if the server has not processed it.
    template <
        detail::options_or_token_giving<account> Options = request_options,
        detail::token_giving<account> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        account_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_account, {}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Gets the account `sid`.
    template <
        detail::options_or_token_giving<account> Options = request_options,
        detail::token_giving<account> CompletionToken = boost::asio::use_awaitable_t<>>
    auto get(
        std::string_view sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::get_account, {sid}, detail::form(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Renames the account `sid`. Idempotent.
    template <
        detail::options_or_token_giving<account> Options = request_options,
        detail::token_giving<account> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, account_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_account, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
