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

/// The recordings of the account: one of each completed call among its newest initial calls. They
/// never change, not even if the calls are updated.
class recording_list
{
public:
    /// Maximum number of calls that may have recordings.
    static constexpr std::size_t max_calls = 1000;

    recording_list(generated_calls const& calls, server_options const& options);

    /// Returns the path of the resource.
    [[nodiscard]] std::string const& path() const noexcept
    {
        return path_;
    }

    /// Returns the page for `query`, or an error response. `path` is that of the request.
    [[nodiscard]] response page(std::string_view path, std::string_view query) const;

private:
    std::string path_;
    /// Sorted in the order of listings.
    std::vector<compat::recording> recordings_;
    time_bounds bounds_;
    /// Fingerprint of the account, part of each page token.
    std::uint64_t listings_;
};

} // namespace signalwire::sandbox::detail
