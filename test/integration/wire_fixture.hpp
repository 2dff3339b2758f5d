#pragma once

#include "support/certificate_authority.hpp"
#include "support/sandbox_fixture.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/completion_condition.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::test
{

inline constexpr std::string_view page_body =
    R"({"uri":"/u","first_page_uri":"/f","next_page_uri":null,"previous_page_uri":null,)"
    R"("page":0,"page_size":50,"calls":[]})";

inline std::string answer(int status, std::string_view body, std::string_view more = {})
{
    return "HTTP/1.1 " + std::to_string(status)
        + " x\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n" + std::string(more) + "\r\n" + std::string(body);
}

inline std::string page()
{
    return answer(200, page_body);
}

/// Keeps the bytes of all requests. The server is on the context of the client: what it does has
/// happened when the context has run.
struct wire_fixture : sandbox_fixture
{
    using tcp = boost::asio::ip::tcp;
    using stream = boost::asio::ssl::stream<tcp::socket>;
    using answers = std::vector<std::string>;

    wire_fixture()
        : identity(authority.issue())
        , tls(make_context(identity))
        , acceptor(context, tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0))
    {
    }

    /// The configuration of a client of this server.
    [[nodiscard]] client_config wire_config() const
    {
        client_config config = make_config();
        config.host = "127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
        config.tls.ca_pem = authority.pem();
        return config;
    }

    template <class Change>
    signalwire::rest_client client_with(Change change)
    {
        client_config config = wire_config();
        change(config);
        return signalwire::rest_client(context.get_executor(), config);
    }

    /// Serves one connection after the other: gives the answers, one a request, and closes. In the
    /// place of an empty answer it closes.
    void serve(std::vector<answers> connections)
    {
        boost::asio::co_spawn(context, serve_all(std::move(connections)), boost::asio::detached);
    }

    boost::asio::awaitable<void> serve_all(std::vector<answers> connections)
    {
        for (answers const& each : connections)
        {
            stream link = co_await accept();
            for (std::string const& words : each)
            {
                co_await read_request(link);
                co_await boost::asio::async_write(
                    link, boost::asio::buffer(words), boost::asio::use_awaitable);
            }
        }
    }

    boost::asio::awaitable<stream> accept()
    {
        stream link(co_await acceptor.async_accept(boost::asio::use_awaitable), tls);
        if (!tunnel.empty())
            co_await open_tunnel(link.next_layer());
        co_await link.async_handshake(
            boost::asio::ssl::stream_base::server, boost::asio::use_awaitable);
        co_return link;
    }

    /// Reads a request to its end and keeps it.
    boost::asio::awaitable<void> read_request(stream& link)
    {
        std::string request;
        std::size_t const head = co_await boost::asio::async_read_until(
            link, boost::asio::dynamic_buffer(request), "\r\n\r\n", boost::asio::use_awaitable);
        constexpr std::string_view name = "\r\nContent-Length: ";
        std::size_t const length = request.find(name);
        if (length < head)
        {
            std::size_t const whole = head + std::stoul(request.substr(length + name.size()));
            co_await boost::asio::async_read(
                link, boost::asio::dynamic_buffer(request),
                boost::asio::transfer_exactly(whole - request.size()), boost::asio::use_awaitable);
        }
        requests.push_back(std::move(request));
    }

    /// Is the proxy in front of itself.
    boost::asio::awaitable<void> open_tunnel(tcp::socket& client)
    {
        std::string request;
        co_await boost::asio::async_read_until(
            client, boost::asio::dynamic_buffer(request), "\r\n\r\n", boost::asio::use_awaitable);
        co_await boost::asio::async_write(
            client, boost::asio::buffer(tunnel), boost::asio::use_awaitable);
    }

    static boost::asio::awaitable<void> list_twice(signalwire::rest_client& client)
    {
        co_await client.compat.calls.list();
        co_await client.compat.calls.list();
    }

    static boost::asio::ssl::context make_context(certified_key const& shown)
    {
        boost::asio::ssl::context context(boost::asio::ssl::context::tls_server);
        context.use_certificate_chain(boost::asio::buffer(shown.certificate));
        context.use_private_key(boost::asio::buffer(shown.key), boost::asio::ssl::context::pem);
        return context;
    }

    certificate_authority authority;
    certified_key identity;
    boost::asio::ssl::context tls;
    tcp::acceptor acceptor;
    std::vector<std::string> requests;
    /// The answer to a CONNECT, if one is to come first.
    std::string tunnel;
};

} // namespace signalwire::test
