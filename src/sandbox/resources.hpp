#pragma once

#include "sandbox/account.hpp"
#include "sandbox/form.hpp"
#include "sandbox/page_token_expiry.hpp"
#include "sandbox/response.hpp"
#include "sandbox/route.hpp"
#include "sandbox/store.hpp"

#include <signalwire/sandbox/creation.hpp>
#include <signalwire/sandbox/server_options.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// The operations of the API on the objects of the account: all but the list of calls.
///
/// Thread safety: none.
class resources
{
public:
    /// Maximum number of creations kept.
    static constexpr std::size_t max_creations = 250'000;

    /// Lifetime: `calls` must outlive this object.
    resources(server_options const& options, account& calls);

    /// Returns the response to a GET of one object.
    [[nodiscard]] response get(route const& target);

    /// Returns a page of a list.
    [[nodiscard]] response list(
        route const& target, std::string_view path, std::string_view query, std::uint64_t request,
        page_token_expiry const& expiry);

    /// Creates, changes or removes an object, as the operation says. `request` is its number.
    [[nodiscard]] response write(route const& target, form content, std::uint64_t request);

    /// Returns the creations, oldest first.
    [[nodiscard]] std::deque<creation> const& creations() const noexcept
    {
        return creations_;
    }

private:
    [[nodiscard]] bool has_parent(route const& target);
    [[nodiscard]] response create(route const& target, form const& content, std::uint64_t request);
    [[nodiscard]] response update(route const& target, row& changed, form const& content);
    [[nodiscard]] response write_call(route const& target, form& content, std::uint64_t request);
    [[nodiscard]] response update_call(
        call_number number, form const& content, std::uint64_t request);
    [[nodiscard]] response call_response(call_number number, int status) const;
    void add_recordings();
    void record_creation(
        std::string_view model, std::string_view sid, form const& content, std::uint64_t request);

    server_options const options_;
    account& calls_;
    store store_;
    std::deque<creation> creations_;
};

} // namespace signalwire::sandbox::detail
