#pragma once

#include <boost/asio/associator.hpp>

#include <type_traits>
#include <utility>

namespace signalwire::detail
{

/// A completion handler that calls `function(handler, arguments...)` and has the associated
/// executor, allocator and cancellation slot of `handler`.
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
        // Workaround for g++ 12, which reports an empty member as uninitialized.
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
