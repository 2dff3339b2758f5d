#pragma once

#include "json/schema.hpp"

#include <signalwire/detail/operation_source.hpp>
#include <signalwire/detail/operation_type.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace signalwire::detail
{

struct model_type
{
    /// The decoder's table.
    json::object_schema const* schema;
    any_ptr (*create)();
};

} // namespace signalwire::detail

namespace signalwire::client
{

/// Moves `object` into an object of its own.
template <class T>
[[nodiscard]] detail::any_ptr make_any(T&& object)
{
    using type = std::decay_t<T>;
    return detail::any_ptr(new type(std::forward<T>(object)), [](void* owned) noexcept {
        std::default_delete<type>()(static_cast<type*>(owned));
    });
}

/// `Model` is described with Boost.Describe.
template <class Model>
[[nodiscard]] constexpr detail::model_type make_model_type() noexcept
{
    return {&json::schema<Model>::value, [] { return make_any(Model()); }};
}

} // namespace signalwire::client
