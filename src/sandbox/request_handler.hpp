#pragma once

#include "sandbox/account.hpp"
#include "sandbox/bounded_cache.hpp"
#include "sandbox/list_query.hpp"
#include "sandbox/listing.hpp"
#include "sandbox/page_token_expiry.hpp"
#include "sandbox/page_writer.hpp"
#include "sandbox/recording_list.hpp"
#include "sandbox/response.hpp"

#include <signalwire/sandbox/server_options.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// The API without its transport: requests to answers. Safe from any thread.
class api
{
public:
    explicit api(server_options const& options);

    /// `authorization` is the header's value, empty when there is none. `flaw` is for a page only,
    /// and for this one time.
    [[nodiscard]] answer handle(
        std::string_view method, std::string_view target, std::string_view authorization,
        page_flaw const& flaw = page_flaw());

    /// The calls of the account's begin.
    [[nodiscard]] call_data const& data() const noexcept
    {
        return account_.data();
    }

    /// What `look` finds in the account, which stands still meanwhile.
    template <class Look>
    [[nodiscard]] auto look(Look const& look) const
    {
        std::shared_lock const lock(mutex_);
        return look(account_);
    }

    /// Lets something happen: `change` is given the account and how many requests there have been.
    template <class Change>
    void alter(Change const& change)
    {
        std::lock_guard const lock(mutex_);
        change(account_, requests_.load(std::memory_order_relaxed));
        size_.store(account_.size(), std::memory_order_relaxed);
        pages_.clear();
    }

    /// What a client's filter selects; nothing when it can select no call.
    [[nodiscard]] std::optional<selection> selected_by(compat::call_filter const& filter) const
    {
        return selection_of(filter, options_.bounds);
    }

    /// What `filter` selects of `calls`, as it is listed. Both must outlive the listing.
    [[nodiscard]] listing listing_in_order(account const& calls, selection const& filter) const
    {
        return listing(calls, filter, options_.order, options_.seed);
    }

    /// How many calls the account has.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return size_.load(std::memory_order_relaxed);
    }

    /// Makes all page tokens that have been issued bad.
    void expire_page_tokens();

private:
    [[nodiscard]] bool is_authorized(std::string_view authorization) const noexcept;
    [[nodiscard]] answer answer_to(
        std::string_view method, std::string_view target, std::string_view authorization,
        std::uint64_t request, page_flaw const& flaw);
    [[nodiscard]] answer route(
        std::string_view method, std::string_view target, std::uint64_t request,
        page_flaw const& flaw);
    [[nodiscard]] answer list(
        std::string_view query, std::string_view target, std::string_view path,
        std::uint64_t request, page_flaw const& flaw);
    [[nodiscard]] answer list_page(
        list_query const& query, std::string_view path, std::uint64_t request,
        page_flaw const& flaw) const;
    [[nodiscard]] listing_part part_at(
        listing const& calls, page_position const& where, std::uint64_t page_size) const;
    void live();
    [[nodiscard]] std::uint64_t listing_of(std::string_view filter, std::uint64_t page_size) const;

    server_options const options_;
    std::atomic<std::uint64_t> requests_{0};

    // Guards the account and the life of tokens.
    mutable std::shared_mutex mutex_;
    account account_;
    token_life token_life_;
    std::atomic<std::size_t> size_;

    std::string calls_path_;
    recording_list const recordings_;
    std::string credentials_;
    /// Different for every account.
    std::uint64_t listings_;
    bounded_cache<std::string> pages_;
};

/// RFC 4648, section 4.
[[nodiscard]] std::string base64(std::string_view bytes);

} // namespace signalwire::sandbox::detail
