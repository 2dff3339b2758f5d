#pragma once

#include "json/schema.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::json
{

/// The number of deviations by member path, such as `$.calls[*].price`.
using deviation_counts = std::map<std::string, std::uint64_t, std::less<>>;

/// Counts deviations by member. Counting is as cheap as a lookup, because there may be many. The
/// number of names is limited, because the server chooses those of unknown members; further ones
/// share a counter. Deviations of HTTP, JSON text and links have fixed names.
class deviation_counter
{
public:
    /// Counts a deviation of the member with index `member` in an object at `path`.
    void count(object_schema const& type, std::size_t member, std::string_view path);

    /// Counts a member that is not in the schema of the object at `path`.
    void count_unknown(std::string_view path, std::string_view name);

    /// Counts a deviation that concerns no member, such as `http.status_line`. `name` is fixed:
    /// lower-case ASCII.
    void count(std::string_view name);

    /// Adds another counter. Returns the names that are new here.
    std::vector<std::string> add(deviation_counter const& more);

    [[nodiscard]] std::uint64_t total() const noexcept
    {
        return total_;
    }

    [[nodiscard]] deviation_counts counts() const;

private:
    struct entry
    {
        object_schema const* type = nullptr;
        std::string path;
        std::array<std::uint64_t, member_presence::max_members> counts{};
    };

    void add_by_name(entry const& element, std::vector<std::string>& first);
    entry& entry_of(object_schema const& type, std::string_view path);

    std::uint64_t total_ = 0;
    std::vector<entry> known_;
    /// Unknown members, members of temporary types and names that are no members.
    deviation_counts named_;
};

} // namespace signalwire::json
