#pragma once

#include "json/schema.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace signalwire::json
{

/// A level of the model: an object or a list.
struct frame
{
    static constexpr std::size_t none = member_presence::max_members;

    frame() = default;

    frame(object_schema const& type, void* target) noexcept
        : object(&type)
        , members(type.members)
        , address(target)
    {
    }

    frame(list_schema const& type, void* target) noexcept
        : list(&type)
        , address(target)
    {
    }

    object_schema const* object = nullptr;
    list_schema const* list = nullptr;
    std::span<member_schema const> members;
    void* address = nullptr;
    /// The members that have been read, one bit each.
    std::uint64_t seen = 0;
    /// The member being read; `none` before the first one.
    std::size_t member = none;
    /// The member that probably follows: servers write members in a fixed order.
    std::size_t expected = 0;
    /// The number of elements that the list, still empty, probably gets.
    std::size_t expected_elements = 0;
    /// The elements of the list that were null and were skipped.
    std::size_t skipped = 0;

    /// How many objects the list of this page probably gets.
    [[nodiscard]] std::size_t page_size() const
    {
        // The largest page of the API. Room for more is made when it is needed.
        constexpr std::int64_t most = 1000;
        return static_cast<std::size_t>(
            std::clamp<std::int64_t>(object->page_size(address), 0, most));
    }

    [[nodiscard]] bool has(std::size_t index) const noexcept
    {
        return (seen >> index & 1U) != 0;
    }
};

} // namespace signalwire::json
