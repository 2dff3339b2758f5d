#pragma once

#include <signalwire/compat/list_resource.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <string_view>
#include <utility>

namespace signalwire::compat
{

/// A list whose items can be fetched and removed by their ID, such as `client.compat.calls`. `Get`
/// and `Remove` are constants of the library.
///
/// The contract of the operations of a resource: every one accepts a completion token as its last
/// argument; the default returns an awaitable. Arguments are validated and copied by the call, also
/// if the awaitable is awaited later. Handlers are called as those of `list_resource`.
///
/// Throws: `std::invalid_argument`, before any I/O, for an ID that cannot be part of a path and for
/// a form without a required field. Operations fail with `api_error`, `transport_error`,
/// `timeout_error` and `protocol_error`; `error::outcome` says whether the server may have
/// processed the request.
///
/// Cancellation: terminal and partial in every phase, `operation_aborted`. Total, which promises
/// that there was no effect, only until the request is sent, unless the operation is safe.
template <
    class Page, class Filter, detail::operation<typename Page::value_type> const& Get,
    detail::operation<void> const& Remove>
class record_resource : public list_resource<Page, Filter>
{
public:
    using list_resource<Page, Filter>::list_resource;
    using typename list_resource<Page, Filter>::item_type;

    /// Gets the object with the ID `sid`.
    ///
    /// Throws: `api_error` with the status 404 if there is none.
    template <
        detail::options_or_token_giving<item_type> Options = request_options,
        detail::token_giving<item_type> CompletionToken = boost::asio::use_awaitable_t<>>
    auto get(
        std::string_view sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            this->source(), Get, {sid}, detail::form(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Removes the object with the ID `sid`. Idempotent: a repetition after an unknown outcome that
    /// finds nothing has succeeded.
    ///
    /// Throws: `api_error` with the status 404 if there is none.
    template <
        detail::options_or_token_giving<void> Options = request_options,
        detail::token_giving<void> CompletionToken = boost::asio::use_awaitable_t<>>
    auto remove(
        std::string_view sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            this->source(), Remove, {sid}, detail::form(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }
};

} // namespace signalwire::compat
