#pragma once

#include <signalwire/compat/content_resource.hpp>
#include <signalwire/compat/forms/message_forms.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/message.hpp>
#include <signalwire/compat/message_media.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/detail/find_items.hpp>

#include <chrono>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of messages. Setters chain and are named after the query parameters:
///
///     message_filter().to("+15557654321").date_sent_after(yesterday).page_size(1000)
///
/// A setter replaces the earlier value. Days are those of UTC: `std::chrono::sys_days`. The API
/// reference does not define whether the bounds of a range are inclusive.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list: query parameters.
class message_filter : public listing_filter<message_filter>
{
public:
    /// Selects all messages of the account.
    message_filter() = default;

    /// Messages to `value`, a phone number.
    message_filter& to(std::string_view value) { return set_text("To", value); }

    /// Messages from `value`, a phone number.
    message_filter& from(std::string_view value) { return set_text("From", value); }

    /// Messages whose status is `value`.
    message_filter& status(message_status const& value) { return set_text("Status", value.text()); }

    /// Messages that were sent on `value`.
    message_filter& date_sent(std::chrono::sys_days value) { return set_date("DateSent", value); }

    /// Messages that were sent before `value` (`DateSent<`).
    message_filter& date_sent_before(std::chrono::sys_days value)
    {
        return set_date("DateSent<", value);
    }

    /// Messages that were sent after `value` (`DateSent>`).
    message_filter& date_sent_after(std::chrono::sys_days value)
    {
        return set_date("DateSent>", value);
    }
};

/// One page of messages; also a range of `message`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list: the response.
struct message_page : listing_page<message_page, message>
{
    message_page() = default;

    /// Messages of the page.
    std::vector<message> messages;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<message> message_page::* items = &message_page::messages;
};

/// Filter of a list of attachments; see `message_filter`.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list media: query parameters.
class message_media_filter : public listing_filter<message_media_filter>
{
public:
    /// Selects all attachments of the message.
    message_media_filter() = default;

    /// Attachments created on `value`.
    message_media_filter& date_created(std::chrono::sys_days value)
    {
        return set_date("DateCreated", value);
    }

    /// Attachments created before `value` (`DateCreated<`).
    message_media_filter& date_created_before(std::chrono::sys_days value)
    {
        return set_date("DateCreated<", value);
    }

    /// Attachments created after `value` (`DateCreated>`).
    message_media_filter& date_created_after(std::chrono::sys_days value)
    {
        return set_date("DateCreated>", value);
    }
};

/// One page of attachments; also a range of `message_media`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list media: the response.
struct message_media_page : listing_page<message_media_page, message_media>
{
    message_media_page() = default;

    /// Attachments of the page.
    std::vector<message_media> media_list;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<message_media> message_media_page::* items =
        &message_media_page::media_list;
};

namespace operations
{
extern detail::operation<message> const create_message;
extern detail::operation<message> const get_message;
extern detail::operation<message> const redact_message;
extern detail::operation<void> const remove_message;
extern detail::operation<message_media> const get_message_media;
extern detail::operation<void> const remove_message_media;
extern detail::content_operation const download_message_media;

/// Returns what `messages.find` looks for.
[[nodiscard]] detail::item_search find_message(new_message const& form, timestamp since);
/// Returns the fields that `messages.redact` sends.
[[nodiscard]] detail::form empty_body();
} // namespace operations

/// The attachments of a message: `client.compat.messages.media(sid)`.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Messages, media: /Accounts/{AccountSid}/Messages/{MessageSid}/Media.
/// See: `list_resource`, `record_resource` and `content_resource`, which have the operations.
class message_media_resource
    : public content_resource<
          message_media_page, message_media_filter, operations::get_message_media,
          operations::remove_message_media, operations::download_message_media>
{
public:
    using content_resource::content_resource;
};

/// The messages of the account: `client.compat.messages`.
///
/// The order of the list is not documented and its filter selects whole days: it cannot be watched
/// or read in shards and partitions; `watch` and such `stream_options` throw
/// `std::invalid_argument`.
///
/// Source: Compatibility API, Messages: /Accounts/{AccountSid}/Messages.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class messages_resource
    : public record_resource<
          message_page, message_filter, operations::get_message, operations::remove_message>
{
public:
    /// Internal: constructed by `rest_client`, and by tests with their own implementation.
    explicit messages_resource(
        std::shared_ptr<detail::list_source> messages,
        std::shared_ptr<detail::list_source> media = nullptr) noexcept
        : record_resource(std::move(messages))
        , media_(std::move(media))
    {
    }

    /// Sends a message. Unsafe: it is repeated only if the server has not processed it. After an
    /// error whose `outcome` is `unknown`, look for it with `find`.
    template <
        detail::options_or_token_giving<message> Options = request_options,
        detail::token_giving<message> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        new_message const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_message, {}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Removes the text of the message `sid`. Idempotent.
    template <
        detail::options_or_token_giving<message> Options = request_options,
        detail::token_giving<message> CompletionToken = boost::asio::use_awaitable_t<>>
    auto redact(
        std::string_view sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::redact_message, {sid}, operations::empty_body(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Gets the messages on the server that `form` may have made: outbound, created at `since` or
    /// later, with the same numbers and, white space apart, the same text; at most 1,000. Lists
    /// all messages between these numbers.
    ///
    /// Times are the server's: begin a little before the first attempt. `options` apply to each
    /// page.
    ///
    /// Throws: `std::invalid_argument` if `form` has no recipient.
    template <
        detail::options_or_token_giving<std::vector<message>> Options = request_options,
        detail::token_giving<std::vector<message>> CompletionToken = boost::asio::use_awaitable_t<>>
    auto find(
        new_message const& form, detail::period_begin since, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::find<message>(
            source(), operations::find_message(form, since.time()), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Returns the attachments of the message `sid`.
    ///
    /// Throws: `std::invalid_argument` for an ID that cannot be part of a path.
    [[nodiscard]] message_media_resource media(std::string_view sid) const
    {
        return message_media_resource((media_ ? media_ : source())->list_of(sid));
    }

private:
    std::shared_ptr<detail::list_source> media_;
};

} // namespace signalwire::compat
