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

/// Adds `more` to `sum`, which does not grow beyond a few hundred names: those of unknown members
/// are the server's choice. The others are counted together.
void add_drift(drift_counts& sum, drift_counts const& more);

/// Counts deviations by member while a document is read: they may be many, so that counting one
/// costs no more than finding its counter.
class drift_tally
{
public:
    /// The member with the index `member` of an object at `path` deviates.
    void count(object_type const& type, std::size_t member, std::string_view path);

    /// An object at `path` has a member that the model does not know.
    void count_unknown(std::string_view path, std::string_view name);

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

    std::uint64_t total_ = 0;
    std::vector<entry> known_;
    drift_counts unknown_;
};

} // namespace signalwire::json
