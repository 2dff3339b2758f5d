#pragma once

#include <signalwire/compat/form.hpp>
#include <signalwire/compat/laml_bin.hpp>
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

/// Filter of a list of LaML bins; see `call_filter`. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, LaML bins, list: query parameters.
class laml_bin_filter : public listing_filter<laml_bin_filter>
{
public:
    /// Selects all LaML bins.
    laml_bin_filter() = default;

    /// LaML bins with the name `value`.
    laml_bin_filter& name(std::string_view value) { return set_text("Name", value); }
};

/// One page of LaML bins, newest first; also a range of `laml_bin`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, LaML bins, list: the response.
struct laml_bin_page : listing_page<laml_bin_page, laml_bin>
{
    laml_bin_page() = default;

    /// Items of the page.
    std::vector<laml_bin> laml_bins;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<laml_bin> laml_bin_page::* items = &laml_bin_page::laml_bins;
};

/// What `laml_bins.create` and `laml_bins.update` send. Required: `name`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, LaML bins, create and update: the request body.
class laml_bin_form : public form<laml_bin_form>
{
public:
    laml_bin_form() = default;

    /// Name for people.
    laml_bin_form& name(std::string_view value) { return set_text("Name", value); }
    /// The XML document.
    laml_bin_form& contents(std::string_view value) { return set("Contents", value); }
};

namespace operations
{
extern detail::operation<laml_bin> const create_laml_bin;
extern detail::operation<laml_bin> const get_laml_bin;
extern detail::operation<laml_bin> const update_laml_bin;
extern detail::operation<void> const remove_laml_bin;
} // namespace operations

/// The LaML bins of the account: `client.compat.laml_bins`.
///
/// The list has no time range: it cannot be read in shards and partitions.
///
/// Source: Compatibility API, LaML bins: /Accounts/{AccountSid}/LamlBins.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class laml_bins_resource
    : public record_resource<
          laml_bin_page, laml_bin_filter, operations::get_laml_bin, operations::remove_laml_bin>
{
public:
    using record_resource::record_resource;

    /// Creates a LaML bin. Unsafe: it is repeated only if the server has not processed it.
    template <
        detail::options_or_token_giving<laml_bin> Options = request_options,
        detail::token_giving<laml_bin> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        laml_bin_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_laml_bin, {}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Changes the LaML bin `sid`. Idempotent.
    template <
        detail::options_or_token_giving<laml_bin> Options = request_options,
        detail::token_giving<laml_bin> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, laml_bin_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_laml_bin, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
