#pragma once

#include <signalwire/detail/mapped_handler.hpp>
#include <signalwire/error.hpp>
#include <signalwire/result.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace signalwire
{

/// A completion token with which an operation completes with a `result<T>` in place of an exception
/// and a value. No exception is thrown.
///
///     signalwire::result<compat::call_page> page = co_await client.compat.calls.list(
///         filter, options, signalwire::as_result);
///     if (!page)
///         log(page.error().what());
///
/// `as_result` alone returns an awaitable. `as_result(token)` adapts another token, such as
/// `as_result(use_future)` or `as_result(yield)`. It composes with the adapters of Asio on either
/// side.
template <class Token = boost::asio::use_awaitable_t<>>
class as_result_t
{
public:
    constexpr as_result_t() = default;

    /// Constructs a token that adapts `inner`.
    constexpr explicit as_result_t(Token inner)
        : token(std::move(inner))
    {
    }

    /// Returns a token that adapts `inner`.
    template <class Inner>
    [[nodiscard]] constexpr as_result_t<std::decay_t<Inner>> operator()(Inner&& inner) const
    {
        return as_result_t<std::decay_t<Inner>>(std::forward<Inner>(inner));
    }

    /// The adapted token, which receives the result.
    Token token;
};

/// See `as_result_t`.
inline constexpr as_result_t<> as_result;

} // namespace signalwire

namespace signalwire::detail
{

/// Converts the arguments of a completion to a result. The operation stores its error in `slot`;
/// the exception is used only if an adapter made one.
template <class T>
struct deliver_result
{
    template <class Handler, class... Values>
    void operator()(Handler&& handler, std::exception_ptr const& thrown, Values&&... values) const
    {
        if (*slot)
            std::forward<Handler>(handler)(result<T>(std::move(*slot)));
        else if (thrown)
            std::forward<Handler>(handler)(result<T>(error::from(thrown)));
        else
            std::forward<Handler>(handler)(result<T>(std::forward<Values>(values)...));
    }

    std::unique_ptr<error_ptr> slot = std::make_unique<error_ptr>();
};

/// Adapts an initiation whose handler takes an exception and `T` to handlers of a `result<T>`.
template <class Initiation, class T>
class initiate_as_result : public Initiation
{
public:
    explicit initiate_as_result(Initiation adapted)
        : Initiation(std::move(adapted))
    {
    }

    template <class Handler, class... Arguments>
    void operator()(Handler&& handler, Arguments&&... arguments)
    {
        deliver_result<T> deliver;
        [[maybe_unused]] error_ptr* const slot = deliver.slot.get();
        static_cast<Initiation&&>(*this)(
            mapped_handler<std::decay_t<Handler>, deliver_result<T>>(
                std::forward<Handler>(handler), std::move(deliver)),
            with_slot(std::forward<Arguments>(arguments), slot)...);
    }

private:
    /// Identifies the slot by its type, so that adapters may add arguments.
    template <class Argument>
    static decltype(auto) with_slot(Argument&& argument, error_ptr* slot)
    {
        if constexpr (std::is_same_v<std::decay_t<Argument>, error_ptr*>)
            return slot;
        else
            return std::forward<Argument>(argument);
    }
};

/// Implementation of `async_result` for `as_result`.
template <class Token, class T>
struct as_result_traits
{
    // The return type is not deduced, which would need an initiation: Asio asks with another type
    // whether this is a token.
    template <class Initiation, class Adapted, class... Arguments>
    static auto initiate(Initiation&& initiation, Adapted&& adapted, Arguments&&... arguments)
        -> decltype(boost::asio::async_initiate<Token, void(result<T>)>(
            std::declval<initiate_as_result<std::decay_t<Initiation>, T>>(), std::declval<Token&>(),
            std::declval<Arguments>()...))
    {
        Token token(std::forward<Adapted>(adapted).token);
        return boost::asio::async_initiate<Token, void(result<T>)>(
            initiate_as_result<std::decay_t<Initiation>, T>(std::forward<Initiation>(initiation)),
            token, std::forward<Arguments>(arguments)...);
    }
};

} // namespace signalwire::detail

/// @cond Doxygen finds no place for these.

/// Completes with a `result<T>`.
template <class Token, class T>
struct boost::asio::async_result<signalwire::as_result_t<Token>, void(std::exception_ptr, T)>
    : signalwire::detail::as_result_traits<Token, T>
{
};

/// Completes with a `result<void>`.
template <class Token>
struct boost::asio::async_result<signalwire::as_result_t<Token>, void(std::exception_ptr)>
    : signalwire::detail::as_result_traits<Token, void>
{
};

/// @endcond
