#pragma once

#include <boost/asio/associator.hpp>

#include <type_traits>
#include <utility>

namespace signalwire::detail
{

/// A completion handler that calls `function(handler, arguments...)`, and whose executor,
/// allocator and cancellation slot are those of `handler`.
template <class Handler, class Function>
struct mapped_handler
{
    mapped_handler(Handler target, Function call)
        : handler(std::move(target))
        , function(std::move(call))
    {
    }

    template <class... Arguments>
    void operator()(Arguments&&... arguments)
    {
        // Workaround for g++ 12: it takes an empty member for an uninitialized one.
        if constexpr (std::is_empty_v<Function>)
            Function()(std::move(handler), std::forward<Arguments>(arguments)...);
        else
            function(std::move(handler), std::forward<Arguments>(arguments)...);
    }

    Handler handler;
    Function function;
};

} // namespace signalwire::detail

/// Forwards the associated objects of a `mapped_handler`.
template <template <class, class> class Associator, class Handler, class Function, class Default>
struct boost::asio::associator<
    Associator, signalwire::detail::mapped_handler<Handler, Function>, Default>
    : Associator<Handler, Default>
{
    /// The associated object, or its default.
    static typename Associator<Handler, Default>::type get(
        signalwire::detail::mapped_handler<Handler, Function> const& mapped) noexcept
    {
        return Associator<Handler, Default>::get(mapped.handler);
    }

    /// The associated object, or `fallback`.
    static auto get(
        signalwire::detail::mapped_handler<Handler, Function> const& mapped,
        Default const& fallback) noexcept
        -> decltype(Associator<Handler, Default>::get(mapped.handler, fallback))
    {
        return Associator<Handler, Default>::get(mapped.handler, fallback);
    }
};
