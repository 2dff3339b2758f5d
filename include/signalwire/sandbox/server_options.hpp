#pragma once

#include <signalwire/sandbox/activity.hpp>
#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/json_style.hpp>
#include <signalwire/sandbox/listing_order.hpp>
#include <signalwire/sandbox/page_token_mode.hpp>
#include <signalwire/sandbox/time_bounds.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace signalwire::sandbox
{

/// What a `server` shall serve, and where. The defaults suit a test.
///
/// Thread safety: a value type; distinct objects are independent.
struct server_options
{
    server_options() = default;

    /// The IP address to listen on. The certificate names it besides `localhost`, `127.0.0.1` and
    /// `::1`, unless it stands for all addresses.
    std::string address = "127.0.0.1";

    /// The port to listen on; 0 for any free one.
    std::uint16_t port = 0;

    /// The project ID: user name and AccountSid. Not empty; no colon, no control character.
    std::string project = "b3877c40-da60-4998-90ad-b792e98472af";

    /// The API token. Not empty, no control character.
    std::string token = "PT-sandbox-5d1c8b7e2f904a36";

    /// How many calls the account has, up to 2^32 - 1. They take no memory.
    std::size_t calls = 1000;

    /// Which calls: equal options give equal calls, on every machine.
    std::uint64_t seed = 1;

    /// Whether calls lack members now and then, as those of the real API do. Without it every call
    /// has all members, null where they have no value.
    bool omit_members = true;

    /// What happens in the account by itself. Nothing does unless this says so.
    sandbox::activity activity;

    /// How far the account's clock moves with every arrival and every change; not negative. With
    /// none, several versions of a call can have the same `date_updated`.
    std::chrono::seconds clock_step{1};

    /// What page tokens stand for.
    page_tokens paging = page_tokens::anchored;

    /// How the bounds of times are read: `StartTime`, `EndTime` and `DateCreated`.
    time_bounds bounds;

    /// In which order calls and recordings are listed.
    listing_order order = listing_order::newest_first;

    /// For how many requests after the one that got it a page token is good; 0 for all. Requests
    /// of other listings count too. A token past that is a bad one: 400 and 54453.
    std::uint64_t page_token_lifetime = 0;

    /// How long every answer takes to its first byte, beyond the work. Requests on different
    /// connections wait at the same time. Not negative; `server::set_latency` changes it.
    std::chrono::milliseconds latency{0};

    /// How fast every connection carries answers; 0 for as fast as it can. Pieces and chunks of a
    /// scripted `reply` have a pace of their own. `server::set_bytes_per_second` changes it.
    std::uint64_t bytes_per_second = 0;
    /// How pages are written. Whatever it is, `server::call_at` tells what the calls are.
    sandbox::spelling spelling = sandbox::spelling::canonical;

    /// Bytes of rendered pages to keep, so that a page is rendered once. Pages beyond are rendered
    /// for each request. Of an account whose pages would not fit, at about 1400 bytes a call, the
    /// server keeps 16 MiB at most: memory does not grow with the account. What happens in the
    /// account makes it forget all pages.
    std::size_t cache_bytes = std::size_t{512} * 1024 * 1024;

    /// The longest request line and header to read; a longer one is answered with 431.
    std::size_t max_header_bytes = std::size_t{16} * 1024;

    /// How long a new connection may take for its TLS handshake before it is dropped. Positive.
    std::chrono::milliseconds handshake_timeout = std::chrono::seconds(10);

    /// How long a connection may stay silent before it is dropped: between two requests, within
    /// one, or in taking a response. Announced as `Keep-Alive: timeout`. Positive.
    std::chrono::milliseconds idle_timeout = std::chrono::seconds(60);

    /// What goes wrong from the first request on.
    std::vector<fault> faults;

    /// Which requests faults with a probability strike: equal seeds strike equal requests.
    std::uint64_t fault_seed = 1;
};

} // namespace signalwire::sandbox
