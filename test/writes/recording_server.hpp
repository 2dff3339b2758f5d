#pragma once

#include "support/certificate_authority.hpp"
#include "writes/chance.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace signalwire::test
{

/// A server that keeps a record of what it has done: of each request that it has received whole and
/// has not refused, the body. How it answers, if at all, is random.
class recording_server
{
public:
    recording_server(boost::asio::io_context& context, chance& dice);

    [[nodiscard]] std::uint16_t port() const;

    /// Its certificate's issuer.
    [[nodiscard]] std::string const& issuer() const noexcept
    {
        return authority_.pem();
    }

    /// How often it has done what `body` says.
    [[nodiscard]] std::size_t times_done(std::string const& body) const;

    /// Forgets what it has done. Returns how much that was.
    std::size_t forget();

    /// Connections that are open.
    [[nodiscard]] std::size_t open() const noexcept
    {
        return open_;
    }

private:
    using tcp = boost::asio::ip::tcp;
    using stream = boost::asio::ssl::stream<tcp::socket>;

    struct reply;

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(tcp::socket accepted);
    boost::asio::awaitable<void> serve_requests(stream& link);
    /// Returns the body of the next request; nothing if the connection is to end.
    boost::asio::awaitable<bool> read_request(stream& link, std::string& body);
    [[nodiscard]] reply reply_to(std::string const& body);
    [[nodiscard]] reply refusal();
    [[nodiscard]] std::string garbage();
    boost::asio::awaitable<void> wait(std::chrono::milliseconds pause);

    boost::asio::io_context& context_;
    chance& dice_;
    certificate_authority authority_;
    boost::asio::ssl::context tls_;
    tcp::acceptor acceptor_;
    std::map<std::string, std::size_t> done_;
    std::size_t open_ = 0;
};

} // namespace signalwire::test
