#pragma once

#include <signalwire/client_config.hpp>
#include <signalwire/compat/call.hpp>
#include <signalwire/compat/call_filter.hpp>
#include <signalwire/sandbox/call_revision.hpp>
#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/mock_response.hpp>
#include <signalwire/sandbox/server_options.hpp>
#include <signalwire/sandbox/server_stats.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A server of the API for tests, within the process that tests: needs `signalwire::sandbox` when
/// linking.
namespace signalwire::sandbox
{

/// The Compatibility API on loopback, to test programs against: a TLS server in this process with
/// a certificate authority of its own and an account of made-up calls.
///
///     boost::asio::io_context context;
///     sandbox::server server(context.get_executor());
///     signalwire::rest_client client(context.get_executor(), server.client_config());
///
/// It serves `GET /api/laml/2010-04-01/Accounts/{project}/Calls` (also with `.json`, and without
/// `/api/laml`, where clients made for Twilio look for it) and answers everything else as the API
/// does: 401 and code 20003 without the right credentials, 404 and 20404 for another account or
/// path, 405 for another method, 400 and 54454 for a page size outside
/// 1..1000, 400 and 54453 for a page without its token. Tokens are bound to filter and page size.
///
/// Where the API is silent or lax, the server is strict, so that mistakes show in tests:
/// - An unknown or repeated parameter, an empty value, a doubled `=`, a time that is neither
///   RFC 2822 in GMT nor such as `2018-09-21T10:00:00Z`, and an unknown `Status` get a 422 that
///   names the parameter.
/// - A target with characters that must be percent-encoded, `<` and `>` among them, gets a 400.
/// - `StartTime` and `EndTime` select to the second; the bounds of `<` and `>` are exclusive,
///   unless `server_options::bounds` says otherwise.
/// - What a call does not have, or its response leaves out, no filter selects.
///
/// The account is alive: calls arrive at the head of the listing and change, by `arrive` and
/// `change` or by themselves (`server_options::activity`). What a client that polls can see:
/// - The listing is in the order of creation, newest first (`server_options::order`); a change
///   moves no call.
/// - A call that has not begun has no `start_time`; it gets one, the time of the change, when it
///   begins to ring. Until then no bound of `StartTime` selects it, nor one of `EndTime` before its
///   end. Old calls begin and end late, too, so times do not fall through the listing.
/// - Every change sets `date_updated`, by which the API cannot select. A call that ended long ago
///   may still get a price, or another one.
/// - A page shows the account of its request. Which calls a filter selects may change in between.
///
/// It also serves `GET …/Recordings`: one recording of each completed call among the 1000 newest of
/// the account's begin, made when its call was. They stand still; their page tokens do not expire,
/// and their pages are neither spoiled by `page_change` nor spelled in other ways.
///
/// Time is the account's own: `now`. It stands until something happens and does not follow ours.
///
/// Thread safety: all members may be called from any thread at once. The server runs on the
/// executor and has no thread of its own; it must be destroyed before the executor's context.
/// Connections run on strands, so the executor may have any number of threads.
class server
{
public:
    /// Binds, listens and accepts: connections are welcome when this returns, and served when the
    /// executor runs. Throws `boost::system::system_error` when the address cannot be had, and
    /// `std::invalid_argument` for options that make no sense.
    explicit server(
        boost::asio::any_io_executor const& executor, server_options const& options = {});

    /// Stops.
    ~server();

    server(server const&) = delete;
    server& operator=(server const&) = delete;

    /// Refuses connections from now on, and closes those there are as soon as the executor runs.
    /// Nothing of the server's keeps the executor busy afterwards. What it counted stays readable.
    void stop();

    /// The port that it listens on.
    [[nodiscard]] std::uint16_t port() const noexcept;

    /// Host and port as in a URL: `127.0.0.1:43211`.
    [[nodiscard]] std::string authority() const;

    /// `server_options::project`.
    [[nodiscard]] std::string const& project() const noexcept;
    /// `server_options::token`.
    [[nodiscard]] std::string const& token() const noexcept;

    /// The certificate to trust, made anew for every server.
    [[nodiscard]] std::string const& ca_pem() const noexcept;

    /// A configuration for clients of this server: host, project, token and whom to trust.
    [[nodiscard]] signalwire::client_config client_config() const;

    /// A snapshot; each figure is exact, together they may be moments apart.
    [[nodiscard]] server_stats stats() const;

    /// How many calls the account has now.
    [[nodiscard]] std::size_t size() const noexcept;

    /// A call as it is now, in the order of the listing: newest first. Every arrival makes the
    /// indexes of all others one larger. Throws `std::out_of_range`.
    [[nodiscard]] compat::call call_at(std::size_t index) const;

    /// Where in the listing a call is now. Takes time in proportion to the account.
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view sid) const;

    /// Which calls `filter` selects now, in the order of the listing, whatever it says about pages.
    [[nodiscard]] std::vector<std::size_t> select(compat::call_filter const& filter) const;

    /// How many calls `filter` selects now, without a list of them.
    [[nodiscard]] std::size_t count(compat::call_filter const& filter) const;

    /// New calls at the head of the listing, one after the other: queued, initiated, ringing or in
    /// progress.
    void arrive(std::size_t calls = 1);

    /// The next thing happens to a call: it rings, is answered, ends, gets its price, and then
    /// another price time and again. Throws `std::out_of_range`.
    void change(std::size_t index);

    /// Changes so many calls, one after the other, of the seed's choice: three of four among the
    /// newest 200.
    void change_some(std::size_t changes = 1);

    /// The account's clock: 2026-01-01 06:00 when all calls of its begin have ended. Every arrival
    /// and change moves it by `server_options::clock_step` first, and happens then.
    [[nodiscard]] timestamp now() const;

    /// Moves the account's clock. Throws `std::invalid_argument` for a negative duration.
    void advance(std::chrono::seconds duration);

    /// What really happened, in the order of happening: every version of a call that arrived or
    /// changed, from the moment on that there was one. The last 100,000 are remembered. The calls
    /// of the account's begin are not among them, until they change.
    [[nodiscard]] std::vector<call_version> versions() const;

    /// From now on the page tokens that have been issued are bad: 400 and 54453.
    void expire_page_tokens();

    /// Changes `server_options::latency` for answers to come. Throws `std::invalid_argument`.
    void set_latency(std::chrono::milliseconds latency);

    /// Changes `server_options::bytes_per_second` for answers to come.
    void set_bytes_per_second(std::uint64_t bytes);

    /// Answers the next request with `answer`, the one after it with the next script, and so on;
    /// then as usual. Every request takes one, on whichever connection it comes, the server's
    /// refusals included.
    void script(reply answer);

    /// Scripts that no request has taken yet.
    [[nodiscard]] std::size_t scripts_left() const;

    /// From now on requests get what `what` says, as often as it says. Scripts go before faults,
    /// and of several faults that strike a request the one that was injected first.
    void inject(fault what);

    /// Ends all faults, those of `server_options` included.
    void clear_faults();

    /// The targets of the last 4096 requests as they came, oldest first.
    [[nodiscard]] std::vector<std::string> targets() const;

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

} // namespace signalwire::sandbox
