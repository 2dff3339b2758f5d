#pragma once

#include <signalwire/client_config.hpp>
#include <signalwire/compat/call.hpp>
#include <signalwire/compat/call_filter.hpp>
#include <signalwire/sandbox/call_revision.hpp>
#include <signalwire/sandbox/creation.hpp>
#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/mock_response.hpp>
#include <signalwire/sandbox/server_options.hpp>
#include <signalwire/sandbox/server_stats.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A server of the API for tests that runs inside the test's process. Link with
/// `signalwire::sandbox`.
namespace signalwire::sandbox
{

/// A TLS server on loopback that serves the Compatibility API with generated calls and its own
/// certificate authority.
///
///     boost::asio::io_context context;
///     sandbox::server server(context.get_executor());
///     signalwire::rest_client client(context.get_executor(), server.client_config());
///
/// It serves `GET /api/laml/2010-04-01/Accounts/{project}/Calls`, also with the suffix `.json`, and
/// without the prefix `/api/laml`, which clients made for Twilio use. Other requests get the API's
/// error responses: 401 and code 20003 without valid credentials, 404 and 20404 for another account
/// or path, 405 for another method, 400 and 54454 for a page size outside 1..1000, 400 and 54453
/// for a page without its token. Tokens are bound to filter and page size.
///
/// If the API is undocumented or lax, the server is strict, so that tests reveal mistakes:
/// - An unknown or repeated parameter, an empty value, a second `=`, a time that is neither RFC
///   2822 in GMT nor like `2018-09-21T10:00:00Z`, and an unknown `Status` get a 422 that names the
///   parameter.
/// - A target with characters that must be percent-encoded, `<` and `>` among them, gets a 400.
/// - `StartTime` and `EndTime` match to the second; the bounds of `<` and `>` are exclusive, unless
///   `server_options::bounds` changes that.
/// - A filter does not match a call whose member is null or omitted from the response.
///
/// The account changes while the server runs: `add_calls`, `update_call` and
/// `server_options::activity` add calls at the head of the listing and update others. A polling
/// client observes:
/// - The listing is ordered by creation time, newest first (`server_options::order`). An update
///   does not move a call.
/// - A call that has not started has no `start_time`. It gets one, the time of the update, when it
///   starts to ring. Until then no bound of `StartTime` matches it, and until its end no bound of
///   `EndTime`. Old calls may start and end late, so times are not sorted in the listing.
/// - Every update sets `date_updated`, which the API cannot filter by. A call that ended long ago
///   may still get a price or a new one.
/// - A page shows the account at the time of its request. The calls that a filter matches may
///   change between two pages.
///
/// The server also serves `GET …/Recordings`: one recording of each completed call among the 1000
/// newest initial calls, created at the same time as its call. Recordings never change, their page
/// tokens do not expire, and `page_mutation` and `json_style` do not apply to them.
///
/// The account has its own clock, see `now`. It is independent of the system clock and advances
/// only when calls are added or updated.
///
/// Thread safety: all members may be called from any thread at once. The server runs on the
/// executor and has no thread. Connections run on strands, so the executor may have any number of
/// threads.
///
/// Lifetime: the server must be destroyed before the executor's context.
class server
{
public:
    /// Binds and listens. Clients can connect when the constructor returns; they are served while
    /// the executor runs.
    ///
    /// Throws: `boost::system::system_error` if the address is unavailable,
    /// `std::invalid_argument` for invalid options.
    explicit server(
        boost::asio::any_io_executor const& executor, server_options const& options = {});

    /// Constructs a server on the executor of `context`, such as an `io_context`.
    template <std::derived_from<boost::asio::execution_context> Context>
    explicit server(Context& context, server_options const& options = {})
        : server(boost::asio::any_io_executor(context.get_executor()), options)
    {
    }

    /// Calls `stop`.
    ~server();

    server(server const&) = delete;
    server& operator=(server const&) = delete;

    /// Rejects new connections and closes the open ones as soon as the executor runs. Afterwards no
    /// pending work of the server keeps the executor busy. The statistics stay readable.
    void stop();

    /// Returns the port that the server listens on.
    [[nodiscard]] std::uint16_t port() const noexcept;

    /// Returns host and port as in a URL: `127.0.0.1:43211`.
    [[nodiscard]] std::string authority() const;

    /// Returns `server_options::project`.
    [[nodiscard]] std::string const& project() const noexcept;
    /// Returns `server_options::token`.
    [[nodiscard]] std::string const& token() const noexcept;

    /// Returns the PEM certificate of the CA that clients must trust. Each server creates its own.
    [[nodiscard]] std::string const& ca_pem() const noexcept;

    /// Returns a configuration for clients of this server: host, project, token and CA.
    [[nodiscard]] signalwire::client_config client_config() const;

    /// Returns a snapshot of the counters. Each value is exact; values may be from slightly
    /// different times.
    [[nodiscard]] server_stats stats() const;

    /// Returns the current number of calls.
    [[nodiscard]] std::size_t count_calls() const noexcept;

    /// Returns the number of calls that `filter` matches now.
    [[nodiscard]] std::size_t count_calls(compat::call_filter const& filter) const;

    /// Returns a call in its current state. Index 0 is the newest call; each new call increments
    /// the indexes of all others.
    ///
    /// Throws: `std::out_of_range`.
    [[nodiscard]] compat::call call_at(std::size_t index) const;

    /// Returns the current index of a call, if it exists. Takes time proportional to the account.
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view sid) const;

    /// Returns the indexes of the calls that `filter` matches now, in the order of the listing.
    /// Page parameters of `filter` are ignored.
    [[nodiscard]] std::vector<std::size_t> find_calls(compat::call_filter const& filter) const;

    /// Adds `calls` new calls, one after the other, at the head of the listing. Each is queued,
    /// initiated, ringing or in progress.
    void add_calls(std::size_t calls = 1);

    /// Moves a call to its next state: it rings, is answered, ends, gets its price, and then gets
    /// another price each time.
    ///
    /// Throws: `std::out_of_range`.
    void update_call(std::size_t index);

    /// Updates `updates` calls, one after the other, which the seed selects: three of four among
    /// the newest 200.
    void update_random_calls(std::size_t updates = 1);

    /// Returns the account's clock. It starts at 2026-01-01 06:00, when all initial calls have
    /// ended. Each new or updated call first advances it by `server_options::clock_step`.
    [[nodiscard]] timestamp now() const;

    /// Advances the account's clock.
    ///
    /// Throws: `std::invalid_argument` for a negative duration.
    void advance_clock(std::chrono::seconds duration);

    /// Returns every revision of the calls that were added or updated, in chronological order. The
    /// last 100,000 are kept. Initial calls are included once they are updated.
    [[nodiscard]] std::vector<call_revision> call_history() const;

    /// Returns what requests have created, each once, in chronological order: to prove that nothing
    /// was done twice. The last 250,000 are kept. `model` selects those of a model, see
    /// `creation::model`.
    [[nodiscard]] std::vector<creation> creations(std::string_view model = {}) const;

    /// Returns the number of `creations`.
    [[nodiscard]] std::size_t count_creations(std::string_view model = {}) const;

    /// Invalidates all page tokens issued so far: 400 and 54453.
    void expire_page_tokens();

    /// Changes `server_options::latency` for later responses.
    ///
    /// Throws: `std::invalid_argument` for a negative latency.
    void set_latency(std::chrono::milliseconds latency);

    /// Changes `server_options::bytes_per_second` for later responses.
    void set_bytes_per_second(std::uint64_t bytes);

    /// Appends `response` to the queue. Each request, on any connection, consumes one response of
    /// the queue, also if the server's own response would be an error. Without one, the server
    /// sends its own response.
    void enqueue(mock_response response);

    /// Returns the number of queued responses that no request has consumed yet.
    [[nodiscard]] std::size_t queued_responses() const;

    /// Injects a fault for later requests. Queued responses take precedence over faults, and
    /// earlier faults over later ones.
    void inject(fault injected);

    /// Removes all faults, those of `server_options` included.
    void clear_faults();

    /// Returns the unmodified targets of the last 4096 requests, oldest first.
    [[nodiscard]] std::vector<std::string> recent_request_targets() const;

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace signalwire::sandbox
