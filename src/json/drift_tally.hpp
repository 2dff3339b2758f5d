#pragma once

#include "json/description.hpp"

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

/// How often which member deviated: keys such as `$.calls[*].price`.
using drift_counts = std::map<std::string, std::uint64_t, std::less<>>;

/// Counts deviations by member while documents are read: they may be many, so that counting one
/// costs no more than finding its counter. Does not grow beyond a few hundred names, for those of
/// unknown members are the server's choice: the others are counted together. What deviates besides
/// members (HTTP, the text of the JSON, links between pages) is counted under a name of ours.
class drift_tally
{
public:
    /// The member with the index `member` of an object at `path` deviates.
    void count(object_type const& type, std::size_t member, std::string_view path);

    /// An object at `path` has a member that the model does not know.
    void count_unknown(std::string_view path, std::string_view name);

    /// Counts a deviation that is none of a member of the model, such as `http.status_line`. `name`
    /// is one of ours: plain ASCII, in lower case.
    void count(std::string_view name);

    /// Adds what another tally has counted; gives the names that were not counted here before.
    std::vector<std::string> add(drift_tally const& more);

    [[nodiscard]] std::uint64_t total() const noexcept
    {
        return total_;
    }

    [[nodiscard]] drift_counts counts() const;

private:
    struct entry
    {
        object_type const* type = nullptr;
        std::string path;
        std::array<std::uint64_t, member_presence::max_members> counts{};
    };

    entry& entry_of(object_type const& type, std::string_view path);

    std::uint64_t total_ = 0;
    std::vector<entry> known_;
    /// Unknown members and what is none of a member.
    drift_counts named_;
};

} // namespace signalwire::json
