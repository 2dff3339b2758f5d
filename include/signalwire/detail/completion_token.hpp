#pragma once

#include <signalwire/detail/initiations.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/version.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace boost::asio
{
template <class Token>
class redirect_error_t;
template <class Executor>
class basic_yield_context;
} // namespace boost::asio

namespace boost::asio::experimental
{
template <class Allocator>
struct use_promise_t;
}

/// The last arguments of operations. The names of the concepts are what a compiler reports.
namespace signalwire::detail
{

template <class Token>
inline constexpr bool loses_result = false;
/// It redirects error codes; operations complete with an exception.
template <class Token>
inline constexpr bool loses_result<boost::asio::redirect_error_t<Token>> = true;
#if BOOST_VERSION < 108200
/// Boost 1.81 completes before it has the values.
template <class Allocator>
inline constexpr bool loses_result<boost::asio::experimental::use_promise_t<Allocator>> = true;
#endif
template <template <class...> class Adapter, class... Arguments>
inline constexpr bool loses_result<Adapter<Arguments...>> =
    (loses_result<std::remove_cvref_t<Arguments>> || ...);

/// Not a token that would compile and lose what the operation completes with.
template <class Token>
concept keeps_result = !loses_result<std::remove_cvref_t<Token>>;

template <class Token>
inline constexpr bool needs_newer_boost = false;
#if BOOST_VERSION < 108300
/// It does not accept an exception and a value.
template <class Executor>
inline constexpr bool needs_newer_boost<boost::asio::basic_yield_context<Executor>> = true;
#endif

template <class Token>
concept works_with_this_boost = !needs_newer_boost<std::remove_cvref_t<Token>>;

/// A completion token of an operation.
template <class Token, class Signature>
concept token_for = keeps_result<Token> && works_with_this_boost<Token>
    && boost::asio::completion_token_for<Token, Signature>;

/// The last argument but one: options, or a token if it is the last argument.
template <class Argument, class Signature>
concept options_or_token_for = keeps_result<Argument> && works_with_this_boost<Argument>
    && (std::convertible_to<Argument, request_options const&>
        || boost::asio::completion_token_for<Argument, Signature>);

/// Starts an operation that accepts options, a token, or both as its last arguments.
///
///     template <
///         detail::options_or_token_for<signature> Options = request_options,
///         detail::token_for<signature> CompletionToken = boost::asio::use_awaitable_t<>>
///     auto get(
///         std::string_view sid, Options&& options = Options(),
///         CompletionToken&& token = CompletionToken()) const
///     {
///         return detail::initiate<signature>(
///             initiate_get(source_), std::forward<Options>(options),
///             std::forward<CompletionToken>(token), std::string(sid));
///     }
///
/// The initiation is called with handler, slot, `arguments` and the options.
template <
    class Signature, class Initiation, class Options, class CompletionToken, class... Arguments>
auto initiate(
    Initiation&& initiation, Options&& options, CompletionToken&& token, Arguments&&... arguments)
{
    if constexpr (std::convertible_to<Options, request_options const&>)
    {
        return boost::asio::async_initiate<CompletionToken, Signature>(
            std::forward<Initiation>(initiation), token, no_slot,
            std::forward<Arguments>(arguments)..., options);
    }
    else
    {
        static_assert(
            std::same_as<std::decay_t<CompletionToken>, boost::asio::use_awaitable_t<>>,
            "a completion token is the last argument");
        return boost::asio::async_initiate<Options, Signature>(
            std::forward<Initiation>(initiation), options, no_slot,
            std::forward<Arguments>(arguments)..., request_options());
    }
}

} // namespace signalwire::detail
