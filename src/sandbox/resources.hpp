#pragma once

#include "sandbox/account.hpp"
#include "sandbox/form.hpp"
#include "sandbox/response.hpp"
#include "sandbox/route.hpp"
#include "sandbox/store.hpp"
#include "sandbox/webhook.hpp"

#include <signalwire/sandbox/creation.hpp>
#include <signalwire/sandbox/server_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The operations of the API on the objects of the account.
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
    [[nodiscard]] response get(route const& target, range_headers const& ranges);

    /// Sets what webhooks are passed to, and the origin of URLs in them.
    void set_webhooks(std::function<void(webhook)> sink, std::string origin);

    /// Does what is due on the account's clock, and what follows from changes of calls. To be
    /// called after each change of the account.
    void settle(std::uint64_t request);

    /// Returns when the next step of a life is due.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> next_step() const noexcept;

    /// Changes the status of an object. Returns false if there is none, or a call has no such
    /// status.
    [[nodiscard]] bool set_status(
        std::string_view sid, std::string_view status, std::uint64_t request);

    /// Returns the objects of a list, or null if there is nothing that it is below.
    ///
    /// Lifetime: this object must outlive the list, and must not change.
    [[nodiscard]] std::unique_ptr<collection> list(
        route const& target, selection const& filter) const;

    /// Creates, changes or removes an object, as the operation says. `request` is its number.
    [[nodiscard]] response write(route const& target, form content, std::uint64_t request);

    /// Returns the creations, oldest first.
    [[nodiscard]] std::deque<creation> const& creations() const noexcept
    {
        return creations_;
    }

private:
    /// A step of a life.
    struct step
    {
        std::string_view model;
        std::string sid;
        std::size_t index = 0;
    };

    /// Something that ends with a call.
    struct dependent
    {
        std::string_view model;
        std::string sid;
    };

    void schedule(
        std::string_view model, std::string const& sid, std::size_t index,
        std::chrono::sys_seconds from);
    void run_step(step const& due, std::chrono::sys_seconds at, std::uint64_t request);
    void on_call_change(call_change const& change, std::uint64_t request);
    void set_row_status(row& changed, std::string_view status, std::chrono::sys_seconds at);
    row* start_recording(
        std::string const& call_sid, form const& content, std::chrono::sys_seconds at);
    void add_callback(std::string const& sid, form const& content, std::string_view prefix);
    void send_call_webhook(
        call_number number, std::string_view event, std::string_view status,
        std::chrono::sys_seconds at);
    void send_row_webhook(row const& about);
    [[nodiscard]] std::vector<life_step> const* life_of(std::string_view model) const noexcept;

    void end_fax(row& ended, std::chrono::sys_seconds at);
    void end_dependents(std::string const& sid, std::chrono::sys_seconds at);

    [[nodiscard]] bool has_parent(route const& target) const;
    [[nodiscard]] bool parent_is_over(route const& target) const;
    [[nodiscard]] response create(route const& target, form const& content, std::uint64_t request);
    void finish_creation(row& created, form const& content);
    [[nodiscard]] response update(route const& target, row& changed, form const& content);
    [[nodiscard]] response remove(route const& target, row const& removed);
    void leave(row const& participant);
    void count_members(std::string_view queue);
    [[nodiscard]] response write_call(route const& target, form& content, std::uint64_t request);
    [[nodiscard]] response update_call(
        route const& target, call_number number, form const& content, std::uint64_t request);
    [[nodiscard]] response call_response(call_number number, int status) const;
    row& add(
        std::string_view model, std::string_view form_text, std::chrono::sys_seconds at,
        std::string_view parent = {}, std::string sid = {});
    void add_seeds();
    void add_numbers();
    void add_conferences();
    void add_faxes();
    void add_recordings();
    void record_creation(
        std::string_view model, std::string_view sid, form const& content, std::uint64_t request);

    server_options const options_;
    account& calls_;
    store store_;
    std::deque<creation> creations_;
    std::multimap<std::chrono::sys_seconds, step> steps_;
    std::unordered_multimap<std::string, dependent> dependents_;
    /// The forms of calls that are to be recorded once they are answered.
    std::unordered_map<std::string, form> to_record_;
    std::unordered_map<std::string, callback> callbacks_;
    std::function<void(webhook)> webhooks_;
    std::string origin_;
};

} // namespace signalwire::sandbox::detail
