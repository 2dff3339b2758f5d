#pragma once

#include <signalwire/client_config.hpp>
#include <signalwire/compat/call.hpp>
#include <signalwire/compat/call_filter.hpp>
#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/reply.hpp>
#include <signalwire/sandbox/server_options.hpp>
#include <signalwire/sandbox/server_stats.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace signalwire::sandbox
{

/// The Compatibility API on loopback, to test programs against: a TLS server in this process with
/// a certificate authority of its own and an account of made-up calls.
///
///     boost::asio::io_context context;
///     sandbox::server server(context.get_executor());
///     signalwire::rest_client client(context.get_executor(), server.client_config());
///
/// It serves `GET /api/laml/2010-04-01/Accounts/{project}/Calls` (also with `.json`) and answers
/// everything else as the API does: 401 and code 20003 without the right credentials, 404 and
/// 20404 for another account or path, 405 for another method, 400 and 54454 for a page size outside
/// 1..1000, 400 and 54453 for a page without its token. Tokens are bound to filter and page size.
///
/// Where the API is silent or lax, the server is strict, so that mistakes show in tests:
/// - An unknown or repeated parameter, an empty value, a doubled `=`, a time in another format than
///   RFC 2822 in GMT and an unknown `Status` get a 422 that names the parameter.
/// - A target with characters that must be percent-encoded, `<` and `>` among them, gets a 400.
/// - `StartTime` and `EndTime` select to the second; the bounds of `<` and `>` are exclusive.
/// - What a call does not have, or its response leaves out, no filter selects.
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

    [[nodiscard]] std::string const& project() const noexcept;
    [[nodiscard]] std::string const& token() const noexcept;

    /// The certificate to trust, made anew for every server.
    [[nodiscard]] std::string const& ca_pem() const noexcept;

    /// A configuration for clients of this server: host, project, token and whom to trust.
    [[nodiscard]] signalwire::client_config client_config() const;

    [[nodiscard]] server_stats stats() const;

    /// How many calls the account has.
    [[nodiscard]] std::size_t size() const noexcept;

    /// A call, in the order of the listing: newest first. Throws `std::out_of_range`.
    [[nodiscard]] compat::call call_at(std::size_t index) const;

    /// Which calls `filter` selects, in the order of the listing, whatever it says about pages.
    [[nodiscard]] std::vector<std::size_t> select(compat::call_filter const& filter) const;

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
