#pragma once

#include <signalwire/compat/content_resource.hpp>
#include <signalwire/compat/fax.hpp>
#include <signalwire/compat/form.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of faxes; see `call_filter`. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Faxes, list: query parameters.
class fax_filter : public listing_filter<fax_filter>
{
public:
    /// Selects all faxes.
    fax_filter() = default;

    /// Faxes created after `value`.
    fax_filter& date_created_after(timestamp value)
    {
        return set_iso_time("DateCreatedAfter", value);
    }
    /// Faxes created at `value` or before.
    fax_filter& date_created_on_or_before(timestamp value)
    {
        return set_iso_time("DateCreatedOnOrBefore", value);
    }
    /// Faxes from `value`.
    fax_filter& from(std::string_view value) { return set_text("From", value); }
    /// Faxes to `value`.
    fax_filter& to(std::string_view value) { return set_text("To", value); }
};

/// One page of faxes; also a range of `fax`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Faxes, list: the response.
struct fax_page : listing_page<fax_page, fax>
{
    fax_page() = default;

    /// Items of the page.
    std::vector<fax> faxes;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<fax> fax_page::* items = &fax_page::faxes;
};

/// Filter of a list of documents of the fax; see `call_filter`. A setter replaces the earlier
/// value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Faxes, list media: query parameters.
class fax_media_filter : public listing_filter<fax_media_filter>
{
public:
    /// Selects all documents of the fax.
    fax_media_filter() = default;
};

/// One page of documents of a fax; also a range of `fax_media`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Faxes, list media: the response.
struct fax_media_page : listing_page<fax_media_page, fax_media>
{
    fax_media_page() = default;

    /// Items of the page.
    std::vector<fax_media> media;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<fax_media> fax_media_page::* items = &fax_media_page::media;
};

/// What `faxes.create` sends. Required: `media_url`, `to` and `from`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Faxes, create: the request body.
class new_fax : public form<new_fax>
{
public:
    new_fax() = default;

    /// URL of the PDF document.
    new_fax& media_url(std::string_view value) { return set_text("MediaUrl", value); }
    /// Receiving phone number or SIP URI.
    new_fax& to(std::string_view value) { return set_text("To", value); }
    /// Sending phone number or SIP URI.
    new_fax& from(std::string_view value) { return set_text("From", value); }
    /// Quality. By default `fine`.
    new_fax& quality(fax_quality const& value)
    {
        return set_word("Quality", value.text(), "standard fine superfine");
    }
    /// Webhook for changes of the status.
    new_fax& status_callback(std::string_view value) { return set_line("StatusCallback", value); }
    /// Method for `status_callback`.
    new_fax& status_callback_method(std::string_view value)
    {
        return set_method("StatusCallbackMethod", value);
    }
    /// Changes that are reported, such as `queued`, `sending`, `delivered`, `failed`.
    new_fax& status_callback_event(detail::text_list const& values)
    {
        return set_each("StatusCallbackEvent", values, {}, 16);
    }
    /// Whether the document is kept. By default it is.
    new_fax& store_media(bool value) { return set_flag("StoreMedia", value); }
    /// Minutes in which the fax may be sent, 5 to 300. By default 60.
    new_fax& ttl(int value) { return set_number("Ttl", value, 5, 300); }
    /// User name for a SIP URI.
    new_fax& sip_auth_username(std::string_view value)
    {
        return set_text("SipAuthUsername", value);
    }
    /// Password for a SIP URI.
    new_fax& sip_auth_password(std::string_view value)
    {
        return set_text("SipAuthPassword", value);
    }
};

/// What `faxes.update` sends. Required: `status`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Faxes, update: the request body.
class fax_update : public form<fax_update>
{
public:
    fax_update() = default;

    /// `canceled` cancels the fax.
    fax_update& status(fax_status const& value)
    {
        return set_word("Status", value.text(), "canceled");
    }
};

namespace operations
{
extern detail::operation<fax> const create_fax;
extern detail::operation<fax> const get_fax;
extern detail::operation<fax> const update_fax;
extern detail::operation<void> const remove_fax;
extern detail::operation<fax_media> const get_fax_media;
extern detail::operation<void> const remove_fax_media;
extern detail::content_operation const download_fax_media;
} // namespace operations

/// The documents of a fax: `client.compat.faxes.media(sid)`.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Faxes, media: /Accounts/{AccountSid}/Faxes/{FaxSid}/Media.
/// See: `list_resource`, `record_resource` and `content_resource`, which have the operations.
class fax_media_resource : public content_resource<
                               fax_media_page, fax_media_filter, operations::get_fax_media,
                               operations::remove_fax_media, operations::download_fax_media>
{
public:
    using content_resource::content_resource;
};

/// The faxes of the account: `client.compat.faxes`.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Faxes: /Accounts/{AccountSid}/Faxes.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class faxes_resource
    : public record_resource<fax_page, fax_filter, operations::get_fax, operations::remove_fax>
{
public:
    /// Internal: constructed by `rest_client`, and by tests with their own implementation.
    explicit faxes_resource(
        std::shared_ptr<detail::list_source> faxes,
        std::shared_ptr<detail::list_source> media = nullptr) noexcept
        : record_resource(std::move(faxes))
        , media_(std::move(media))
    {
    }

    /// Sends a fax. Unsafe: it is repeated only if the server has not processed it.
    template <
        detail::options_or_token_giving<fax> Options = request_options,
        detail::token_giving<fax> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        new_fax const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_fax, {}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Changes the fax `sid`. Idempotent.
    template <
        detail::options_or_token_giving<fax> Options = request_options,
        detail::token_giving<fax> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, fax_update const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_fax, {sid}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Cancels the fax `sid`. Idempotent.
    template <
        detail::options_or_token_giving<fax> Options = request_options,
        detail::token_giving<fax> CompletionToken = boost::asio::use_awaitable_t<>>
    auto cancel(
        std::string_view sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_fax, {sid},
            fax_update().status(fax_status::canceled).fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Returns the documents of the fax `sid`.
    ///
    /// Throws: `std::invalid_argument` for an ID that cannot be part of a path.
    [[nodiscard]] fax_media_resource media(std::string_view sid) const
    {
        return fax_media_resource((media_ ? media_ : source())->list_of(sid));
    }

private:
    std::shared_ptr<detail::list_source> media_;
};

} // namespace signalwire::compat
