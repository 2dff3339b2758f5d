#pragma once

#include "json/scalar.hpp"

#include <signalwire/member_presence.hpp>

#include <boost/describe/members.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Models described as data: a table per type, made by Boost.Describe when compiling, so that one
/// decoder and one writer, compiled once, serve every model.
namespace signalwire::json
{

struct object_type;

/// A list of objects.
struct list_type
{
    object_type const* element;
    /// Appends an empty element and gives its address.
    void* (*append)(void* list);
    void (*remove_last)(void* list);
    void (*clear)(void* list);
    std::size_t (*size)(void const* list);
    void const* (*at)(void const* list, std::size_t index);
};

/// A member is exactly one of scalar, object and list.
struct member_type
{
    std::string_view name;
    void* (*address)(void* object);
    scalar_type const* scalar;
    object_type const* object;
    list_type const* list;
};

struct object_type
{
    std::span<member_type const> members;
    boost::json::object& (*extra)(void* object);
    member_presence& (*presence)(void* object);
    /// Makes the object an empty one again.
    void (*reset)(void* object);
    /// Members that the reference page has, one bit each: their absence is a deviation.
    std::uint64_t documented;
    /// Members that are not taken for null when they cannot be read, one bit each.
    std::uint64_t essential;
};

/// Names the members of a model that the API sends although its reference page omits them.
/// Specialised beside the description of a model.
template <class Model>
inline constexpr std::array<std::string_view, 0> undocumented_members{};

/// Names the members of a model that are an error in every mode when they cannot be read, because
/// null would have a meaning that loses items: the last page has no next one.
template <class Model>
inline constexpr std::array<std::string_view, 0> essential_members{};
template <class Page>
    requires requires(Page page) { page.next_page_uri; }
inline constexpr std::array<std::string_view, 1> essential_members<Page> = {"next_page_uri"};

/// Names the members of a model that are numbers, but that the reference page has as strings:
/// `"price":"-0.0025"`. Specialised beside the description of a model.
template <class Model>
inline constexpr std::array<std::string_view, 0> quoted_numbers{};

namespace detail
{

template <class Model>
using members_of = boost::describe::describe_members<Model, boost::describe::mod_public>;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class Model>
inline constexpr bool is_model = boost::describe::has_describe_members<Model>::value;

} // namespace detail

/// Holds the description of `Model` as the static member `type`.
template <class Model>
struct description;

template <class Model>
inline constexpr list_type list_type_of = {
    &description<Model>::type,
    [](void* list) -> void* { return &static_cast<std::vector<Model>*>(list)->emplace_back(); },
    [](void* list) { static_cast<std::vector<Model>*>(list)->pop_back(); },
    [](void* list) { static_cast<std::vector<Model>*>(list)->clear(); },
    [](void const* list) { return static_cast<std::vector<Model> const*>(list)->size(); },
    [](void const* list, std::size_t index) -> void const* {
        return &(*static_cast<std::vector<Model> const*>(list))[index];
    },
};

namespace detail
{

constexpr bool contains(std::span<std::string_view const> names, std::string_view name) noexcept
{
    for (std::string_view const each : names)
    {
        if (each == name)
            return true;
    }
    return false;
}

template <class Model, class Descriptor>
constexpr member_type describe_member()
{
    using type = std::remove_cvref_t<decltype(std::declval<Model&>().*Descriptor::pointer)>;
    member_type member{};
    member.name = Descriptor::name;
    member.address = [](void* object) -> void* {
        return &(static_cast<Model*>(object)->*Descriptor::pointer);
    };
    if constexpr (is_list<type>)
        member.list = &list_type_of<typename type::value_type>;
    else if constexpr (is_model<type>)
        member.object = &description<type>::type;
    else if constexpr (contains(quoted_numbers<Model>, Descriptor::name))
        member.scalar = &quoted_type_of<type>;
    else
        member.scalar = &scalar_type_of<type>;
    return member;
}

template <class Model, template <class...> class List, class... Descriptors>
constexpr auto describe_members(List<Descriptors...>)
{
    static_assert(sizeof...(Descriptors) <= member_presence::max_members);
    return std::array<member_type, sizeof...(Descriptors)>{
        describe_member<Model, Descriptors>()...};
}

template <class Model>
inline constexpr auto member_table = describe_members<Model>(members_of<Model>());

/// The members that have one of the names, a bit each.
template <class Model>
constexpr std::uint64_t members_among(std::span<std::string_view const> names)
{
    std::uint64_t bits = 0;
    std::uint64_t bit = 1;
    for (member_type const& member : member_table<Model>)
    {
        bits |= contains(names, member.name) ? bit : 0;
        bit <<= 1;
    }
    return bits;
}

} // namespace detail

/// The description of `Model`, a struct described with BOOST_DESCRIBE_STRUCT that also has the
/// members `extra` and `presence`, which are not described.
template <class Model>
struct description
{
    static constexpr object_type type = {
        detail::member_table<Model>,
        [](void* object) -> boost::json::object& { return static_cast<Model*>(object)->extra; },
        [](void* object) -> member_presence& { return static_cast<Model*>(object)->presence; },
        [](void* object) { *static_cast<Model*>(object) = Model(); },
        ~detail::members_among<Model>(undocumented_members<Model>),
        detail::members_among<Model>(essential_members<Model>),
    };
};

/// The number of `name` among the members of `type`. Looks from the member `first` on, and then at
/// those before it.
[[nodiscard]] std::optional<std::size_t> find_member(
    object_type const& type, std::string_view name, std::size_t first = 0) noexcept;

} // namespace signalwire::json
