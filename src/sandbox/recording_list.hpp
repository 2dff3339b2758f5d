#pragma once

#include "sandbox/generated_calls.hpp"
#include "sandbox/response.hpp"

#include <signalwire/compat/recording.hpp>
#include <signalwire/sandbox/server_options.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The account's recordings: one of each call that is completed, among the newest calls of its
/// begin. They stand still, whatever happens to the calls.
class recording_list
{
public:
    /// How many calls are looked at.
    static constexpr std::size_t most_calls = 1000;

    recording_list(call_data const& calls, server_options const& options);

    /// The path of the resource.
    [[nodiscard]] std::string const& path() const noexcept
    {
        return path_;
    }

    /// The page that `query` asks for, or a refusal. `path` is the path as requested.
    [[nodiscard]] answer page(std::string_view path, std::string_view query) const;

private:
    std::string path_;
    /// In the order of listings.
    std::vector<compat::recording> recordings_;
    time_bounds bounds_;
    /// Different for every account.
    std::uint64_t listings_;
};

} // namespace signalwire::sandbox::detail
