#pragma once

#include "sandbox/account.hpp"
#include "sandbox/bounded_cache.hpp"
#include "sandbox/listing.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/page_writer.hpp"
#include "sandbox/percent_encoding.hpp"
#include "sandbox/query_parameters.hpp"
#include "sandbox/resources.hpp"
#include "sandbox/response.hpp"

#include <signalwire/compat/call_filter.hpp>
#include <signalwire/sandbox/server_options.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// A request without transport. Headers that are missing are empty.
struct api_request
{
    api_request(
        std::string_view request_method, std::string_view request_target,
        std::string_view credentials) noexcept
        : method(request_method)
        , target(request_target)
        , authorization(credentials)
    {
    }

    std::string_view method;
    std::string_view target;
    std::string_view authorization;
    std::string_view content_type;
    std::string_view body;
    range_headers ranges;
    /// Takes the place of the objects and links of a page; null if nothing does.
    scripted_page const* script = nullptr;
    /// False if something before the API answers in its place: a write is not performed.
    bool arrives = true;
};

/// The API without transport: returns the response to a request.
///
/// Thread safety: all members may be called from any thread at once.
class request_handler
{
public:
    explicit request_handler(server_options const& options);

    /// Returns the response. `mutation` applies to this response only, if it is a page.
    [[nodiscard]] response handle(
        api_request const& request, mutation_spec const& mutation = mutation_spec());

    /// Returns the initial calls of the account.
    [[nodiscard]] generated_calls const& data() const noexcept
    {
        return account_.data();
    }

    /// Returns the result of `reader`, called with the locked account.
    template <class Reader>
    [[nodiscard]] auto read(Reader const& reader) const
    {
        std::shared_lock const lock(mutex_);
        return reader(account_);
    }

    /// Calls `updater` with the account and the number of requests, and clears the cache.
    template <class Updater>
    void update(Updater const& updater)
    {
        std::lock_guard const lock(mutex_);
        std::uint64_t const requests = requests_.load(std::memory_order_relaxed);
        updater(account_, requests);
        finish_update(requests);
    }

    /// Changes the status of an object. Returns false if there is none, or a call has no such
    /// status.
    [[nodiscard]] bool set_status(std::string_view sid, std::string_view status);

    /// Sets what webhooks are passed to, the origin of URLs in them, and what is called after each
    /// change of the account. Both are called with locks held: they must only schedule.
    void set_observers(
        std::function<void(webhook)> webhooks, std::string origin, std::function<void()> changed);

    /// Returns the time on the account's clock until the next step of a life, if there is one.
    [[nodiscard]] std::optional<std::chrono::seconds> until_next_step() const;

    /// Returns the result of `reader`, called with what requests have created.
    template <class Reader>
    [[nodiscard]] auto read_creations(Reader const& reader) const
    {
        std::shared_lock const lock(mutex_);
        return reader(resources_.creations());
    }

    /// Returns the result of `reader`, called with the locked account and the listing of the calls
    /// that a client's filter matches; `nullopt` if it matches none.
    template <class Reader>
    [[nodiscard]] auto read_selected(compat::call_filter const& filter, Reader const& reader) const
    {
        std::optional<selection> const selected = selected_by(filter);
        std::shared_lock const lock(mutex_);
        call_list const calls(account_, selected.value_or(selection()));
        return selected ? std::optional(reader(
                              account_, listing(calls, *selected, options_.order, options_.seed)))
                        : std::nullopt;
    }

    /// Returns the number of calls of the account.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return size_.load(std::memory_order_relaxed);
    }

    /// Invalidates all page tokens issued so far.
    void expire_page_tokens();

private:
    [[nodiscard]] bool is_authorized(std::string_view authorization) const noexcept;
    [[nodiscard]] response respond_to(
        api_request const& request, std::uint64_t number, mutation_spec const& mutation);
    [[nodiscard]] response send_to(
        api_request const& request, bool authorized, std::uint64_t number,
        mutation_spec const& mutation);
    [[nodiscard]] response write(
        route const& target, api_request const& request, std::uint64_t number);
    [[nodiscard]] response list(
        route const& target, api_request const& content, std::string_view path,
        std::uint64_t request, mutation_spec const& mutation);
    [[nodiscard]] response list_page(
        route const& target, list_query query, std::string_view path, std::uint64_t request,
        mutation_spec const& mutation) const;
    [[nodiscard]] response script_page(
        route const& target, list_query const& query, std::string_view path,
        scripted_page const& script, mutation_spec const& mutation) const;
    [[nodiscard]] listing_part part_at(
        listing const& items, page_position const& position, std::uint64_t page_size,
        bool by_offset) const;
    [[nodiscard]] std::optional<selection> selected_by(compat::call_filter const& filter) const;
    void run_activity();
    void finish_update(std::uint64_t requests);
    [[nodiscard]] std::uint64_t listing_of(
        route const& target, std::string_view filter, std::uint64_t page_size) const;

    server_options const options_;
    std::atomic<std::uint64_t> requests_{0};

    // Guards the account and the expiry of tokens.
    mutable std::shared_mutex mutex_;
    account account_;
    page_token_expiry token_expiry_;
    std::atomic<std::size_t> size_;

    resources resources_;
    std::function<void()> changed_;
    std::string credentials_;
    /// Fingerprint of the account, part of each page token.
    std::uint64_t listings_;
    bounded_cache<std::string> pages_;
};

} // namespace signalwire::sandbox::detail
