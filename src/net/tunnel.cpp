#include "net/tunnel.hpp"

#include "core/head_reader.hpp"
#include "core/status.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace
{

constexpr std::uint32_t header_limit = 16 * 1024;
constexpr int most_interim = 8;

/// Nobody has asked for another protocol (101).
constexpr bool is_interim(unsigned status) noexcept
{
    return status / 100 == 1 && status != 101;
}

std::string connect_request(proxy const& through, origin const& target)
{
    std::string const authority = target.host_and_port();
    std::string out = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n";
    if (!through.authorization.empty())
        out += "Proxy-Authorization: " + through.authorization + "\r\n";
    return out + "\r\n";
}

/// Why a request for a tunnel ended with `code`.
core::failure broken(async::operation const& op, proxy const& through, error_code code)
{
    if (op.stopped())
        return op.stop_failure();
    std::string const reason =
        code == asio::error::eof ? "it closed the connection" : code.message();
    return core::failure(
        core::failure_kind::transport, phase::proxy, code,
        "cannot open a tunnel through proxy " + through.where.host_and_port() + ": " + reason);
}

core::failure refused(proxy const& through, unsigned status)
{
    std::string reason = "proxy " + through.where.host_and_port() + " rejected CONNECT: HTTP "
        + std::to_string(status);
    // Some proxies answer 401 to a wrong password, though 407 is what it is for.
    if (status == 407 || status == 401)
        reason += "; check the user name and the password in proxy.url";
    core::failure out(
        core::failure_kind::transport, phase::proxy, errc::proxy_refused, std::move(reason));
    out.transient = core::is_transient_status(static_cast<int>(status));
    return out;
}

core::failure no_http(proxy const& through, std::string const& reason)
{
    core::failure out(
        core::failure_kind::transport, phase::proxy, errc::proxy_refused,
        "proxy " + through.where.host_and_port() + " sent an invalid CONNECT response: " + reason);
    out.transient = false;
    return out;
}

/// The status of a complete header; 0, and `code`, when it is none of a response.
unsigned parse_status(std::string const& header, error_code& code)
{
    http::response_parser<http::empty_body> parser;
    // It has been kept already, and has grown where it was sloppy.
    parser.header_limit(std::numeric_limits<std::uint32_t>::max());
    parser.put(asio::buffer(header), code);
    return code ? 0 : parser.get().result_int();
}

/// Reads the header of one response into `head`; what follows stays in `buffer`.
asio::awaitable<core::result<void>> read_head(
    async::operation& op, asio::ip::tcp::socket& socket, proxy const& through,
    boost::beast::flat_buffer& buffer, core::head_reader& head)
{
    constexpr auto token = asio::as_tuple(asio::deferred);
    while (!head.complete())
    {
        if (buffer.size() == 0)
        {
            auto const [read_code, received] =
                co_await socket.async_read_some(buffer.prepare(4096), token);
            if (read_code || op.stopped())
                co_return broken(op, through, read_code);
            buffer.commit(received);
        }
        error_code code;
        auto const* const bytes = static_cast<char const*>(buffer.cdata().data());
        buffer.consume(head.write({bytes, buffer.size()}, code));
        if (code)
            co_return no_http(through, code.message());
    }
    co_return boost::system::in_place_value;
}

} // namespace

asio::awaitable<core::result<void>> open_tunnel(
    async::operation& op, asio::ip::tcp::socket& socket, proxy const& through, origin const& target,
    std::chrono::milliseconds limit)
{
    constexpr auto token = asio::as_tuple(asio::deferred);
    op.expect(phase::proxy, limit);
    std::string const request = connect_request(through, target);
    auto const [send_code, sent] = co_await asio::async_write(socket, asio::buffer(request), token);
    if (send_code || op.stopped())
        co_return broken(op, through, send_code);

    boost::beast::flat_buffer buffer;
    unsigned status = 0;
    // Interim responses may come before the one that counts.
    for (int left = most_interim; left >= 0; --left)
    {
        core::head_reader head(header_limit);
        core::result<void> const read = co_await read_head(op, socket, through, buffer, head);
        if (!read)
            co_return read.error();
        error_code code;
        status = parse_status(head.text(), code);
        if (code)
            co_return no_http(through, code.message());
        if (!is_interim(status))
            break;
    }
    if (status / 100 != 2)
        co_return refused(through, status);
    // The server says nothing before we do, so that this cannot be the beginning of TLS.
    if (buffer.size() > 0)
        co_return no_http(through, "bytes follow its response");
    co_return boost::system::in_place_value;
}

} // namespace signalwire::net
