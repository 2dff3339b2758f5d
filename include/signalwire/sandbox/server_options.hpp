#pragma once

#include <signalwire/sandbox/activity.hpp>
#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/json_style.hpp>
#include <signalwire/sandbox/life_step.hpp>
#include <signalwire/sandbox/listing_order.hpp>
#include <signalwire/sandbox/page_token_mode.hpp>
#include <signalwire/sandbox/time_bounds.hpp>
#include <signalwire/sandbox/webhook_delivery.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace signalwire::sandbox
{

/// Options of a `server`. The defaults suit a test.
///
/// Thread safety: a value type; distinct objects are independent.
struct server_options
{
    server_options() = default;

    /// The IP address to listen on. Its certificate is valid for `localhost`, `127.0.0.1`, `::1`
    /// and this address, unless it is the unspecified address.
    std::string address = "127.0.0.1";

    /// The port to listen on; 0 for any free port.
    std::uint16_t port = 0;

    /// The project ID: user name and AccountSid. Not empty; no colon, no control character.
    std::string project = "b3877c40-da60-4998-90ad-b792e98472af";

    /// The API token. Not empty, no control character.
    std::string token = "PT-sandbox-5d1c8b7e2f904a36";

    /// Number of initial calls, up to 2^32 - 1. They are generated on demand and take no memory.
    std::size_t calls = 1000;

    /// Seed of the generated calls. Equal options give equal calls on every machine.
    std::uint64_t seed = 1;

    /// True to omit members of some calls, as the real API does. If false, every call has all
    /// members; those without a value are null.
    bool omit_members = true;

    /// Changes of the account while the server runs. None by default.
    sandbox::activity activity;

    /// Advance of the account's clock at each new or updated call; not negative. With 0, several
    /// revisions of a call can have the same `date_updated`.
    std::chrono::seconds clock_step{1};

    /// The life of a created call, on the account's clock: each status once the one before has
    /// lasted so long. It ends early if a request ends the call. Empty: `server::set_status` alone
    /// changes it.
    std::vector<life_step> call_life = {
        life_step("ringing", std::chrono::seconds(2)),
        life_step("in-progress", std::chrono::seconds(4)),
        life_step("completed", std::chrono::seconds(30))};

    /// The life of a created message.
    std::vector<life_step> message_life = {
        life_step("sent", std::chrono::seconds(1)),
        life_step("delivered", std::chrono::seconds(2))};

    /// The life of a created fax.
    std::vector<life_step> fax_life = {
        life_step("processing", std::chrono::seconds(1)),
        life_step("sending", std::chrono::seconds(2)),
        life_step("delivered", std::chrono::seconds(30))};

    /// Seconds of the account's clock per second of real time, while something lives that has a
    /// step ahead. Not negative. 0 (default): the clock advances by changes and
    /// `server::advance_clock` only.
    double clock_speed = 0;

    /// The key that webhooks are signed with. Not empty.
    std::string signing_key = "PSK-sandbox-2c8e61d0a7f54b93";

    /// Maximum duration of an attempt to deliver a webhook. Positive.
    std::chrono::milliseconds webhook_timeout = std::chrono::seconds(5);

    /// Called with each webhook that was delivered or refused, on the server's executor; may be
    /// empty. Must not throw.
    std::function<void(webhook_delivery const&)> on_webhook;

    /// Size of the sound of each recording in bytes; 0 for a size by its duration.
    std::uint64_t recording_bytes = 0;

    /// What page tokens encode.
    sandbox::page_token_mode page_token_mode = sandbox::page_token_mode::keyset;

    /// How time bounds are interpreted that are not days: of calls, recordings, transcriptions.
    time_bounds bounds;

    /// The order of objects in lists. Members of a queue come oldest first.
    listing_order order = listing_order::newest_first;

    /// Number of requests that a page token stays valid for after the request that returned it; 0
    /// for no limit. Requests of other listings count too. An expired token gets 400 and 54453.
    std::uint64_t page_token_max_requests = 0;

    /// Delay of every response before its first byte, in addition to the processing time. Requests
    /// on different connections are delayed in parallel. Not negative. See: `server::set_latency`.
    std::chrono::milliseconds latency{0};

    /// Bandwidth of each connection for responses, in bytes per second; 0 for no limit. Segments
    /// and chunks of a `mock_response` have their own timing. See: `server::set_bytes_per_second`.
    std::uint64_t bytes_per_second = 0;

    /// How pages are formatted. `server::call_at` returns the same calls for every style.
    sandbox::json_style json_style = sandbox::json_style::canonical;

    /// Maximum size of the cache of rendered pages, in bytes. Other pages are rendered for each
    /// request. If the pages of the account do not fit (about 1400 bytes per call), the cache is
    /// limited to 16 MiB, so memory does not grow with the account. Changes of the account clear
    /// the cache.
    std::size_t page_cache_bytes = std::size_t{512} * 1024 * 1024;

    /// Maximum size of request line and header in bytes; a longer one gets 431.
    std::size_t max_header_bytes = std::size_t{16} * 1024;

    /// Maximum duration of the TLS handshake of a new connection. Positive.
    std::chrono::milliseconds handshake_timeout = std::chrono::seconds(10);

    /// Maximum time without progress on a connection: between two requests, within a request, or
    /// while a response is sent. Announced as `Keep-Alive: timeout`. Positive.
    std::chrono::milliseconds idle_timeout = std::chrono::seconds(60);

    /// Faults that are injected before the first request.
    std::vector<fault> faults;

    /// Seed that selects the requests of faults with a probability. Equal seeds select equal
    /// requests.
    std::uint64_t fault_seed = 1;
};

} // namespace signalwire::sandbox
