#pragma once

#include <signalwire/compat/call_filter.hpp>
#include <signalwire/compat/call_page.hpp>
#include <signalwire/compat/call_stream.hpp>
#include <signalwire/compat/forms/call_forms.hpp>
#include <signalwire/compat/forms/recording_forms.hpp>
#include <signalwire/compat/forms/stream_forms.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/compat/recording.hpp>
#include <signalwire/detail/find_items.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

namespace operations
{
extern detail::operation<call> const create_call;
extern detail::operation<call> const get_call;
extern detail::operation<call> const update_call;
extern detail::operation<void> const remove_call;
extern detail::operation<recording> const start_recording;
extern detail::operation<recording> const update_recording;
extern detail::operation<call_stream> const start_stream;
extern detail::operation<call_stream> const stop_stream;

/// Returns what `calls.find` looks for.
[[nodiscard]] detail::item_search find_call(new_call const& form, timestamp since);
/// Returns the fields that `calls.stop_stream` sends.
[[nodiscard]] detail::form stopped_status();
} // namespace operations

/// The calls of the account: `client.compat.calls`.
///
/// Source: Compatibility API, Calls: /Accounts/{AccountSid}/Calls.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class calls_resource
    : public record_resource<call_page, call_filter, operations::get_call, operations::remove_call>
{
public:
    using record_resource::record_resource;

    /// Places a call. Unsafe: it is repeated only if the server has not processed it. After an
    /// error whose `outcome` is `unknown`, look for it with `find`.
    template <
        detail::options_or_token_giving<call> Options = request_options,
        detail::token_giving<call> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        new_call const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_call, {}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Ends or redirects the call `sid`. Idempotent, unless `form` has a URL, which restarts the
    /// call's document.
    template <
        detail::options_or_token_giving<call> Options = request_options,
        detail::token_giving<call> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, call_update const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_call, {sid}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Starts to record the call `sid`. Unsafe: a repetition would make another recording.
    template <
        detail::options_or_token_giving<recording> Options = request_options,
        detail::token_giving<recording> CompletionToken = boost::asio::use_awaitable_t<>>
    auto start_recording(
        std::string_view sid, new_recording const& form = new_recording(),
        Options&& options = Options(), CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::start_recording, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Pauses, resumes or stops the recording `recording_sid` of the call `sid`. Idempotent.
    template <
        detail::options_or_token_giving<recording> Options = request_options,
        detail::token_giving<recording> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update_recording(
        std::string_view sid, std::string_view recording_sid, recording_update const& form,
        Options&& options = Options(), CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_recording, {sid, recording_sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Starts to send the audio of the call `sid` to a WebSocket server. Unsafe: a repetition would
    /// start another stream.
    template <
        detail::options_or_token_giving<call_stream> Options = request_options,
        detail::token_giving<call_stream> CompletionToken = boost::asio::use_awaitable_t<>>
    auto start_stream(
        std::string_view sid, new_stream const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::start_stream, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Stops the stream `stream_sid` of the call `sid`. Idempotent.
    template <
        detail::options_or_token_giving<call_stream> Options = request_options,
        detail::token_giving<call_stream> CompletionToken = boost::asio::use_awaitable_t<>>
    auto stop_stream(
        std::string_view sid, std::string_view stream_sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::stop_stream, {sid, stream_sid}, operations::stopped_status(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Gets the calls on the server that `form` may have made: outbound, created at `since` or
    /// later, between the same addresses; at most 1,000. Lists all calls between these addresses.
    ///
    /// Times are the server's: begin a little before the first attempt. `options` apply to each
    /// page.
    ///
    /// Throws: `std::invalid_argument` if `form` has no called party.
    template <
        detail::options_or_token_giving<std::vector<call>> Options = request_options,
        detail::token_giving<std::vector<call>> CompletionToken = boost::asio::use_awaitable_t<>>
    auto find(
        new_call const& form, detail::period_begin since, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::find<call>(
            source(), operations::find_call(form, since.time()), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
