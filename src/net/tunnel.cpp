#include "net/tunnel.hpp"

#include "core/failure.hpp"
#include "core/head_reader.hpp"

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

constexpr std::uint32_t max_header_bytes = 16 * 1024;
constexpr int max_interim = 8;

/// 101 is not interim: no other protocol was requested.
constexpr bool is_interim(unsigned status) noexcept
{
    return status / 100 == 1 && status != 101;
}

std::string connect_request(proxy const& via, origin const& target)
{
    std::string const authority = target.host_and_port();
    std::string out = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n";
    if (!via.authorization.empty())
        out += "Proxy-Authorization: " + via.authorization + "\r\n";
    return out + "\r\n";
}

/// Returns the failure of a request that ended with `code`.
core::failure connect_failure(async::operation const& op, proxy const& via, error_code code)
{
    if (op.stopped())
        return op.stop_reason();
    std::string const reason =
        code == asio::error::eof ? "it closed the connection" : code.message();
    return core::failure(
        core::failure_kind::transport, phase::proxy, code,
        "cannot open a tunnel through proxy " + via.address.host_and_port() + ": " + reason);
}

core::failure rejected_by_proxy(proxy const& via, unsigned status)
{
    std::string reason = "proxy " + via.address.host_and_port() + " rejected CONNECT: HTTP "
        + std::to_string(status);
    // Some proxies respond with 401 instead of 407 to a wrong password.
    if (status == 407 || status == 401)
        reason += "; check the user name and the password in proxy.url";
    core::failure out(
        core::failure_kind::transport, phase::proxy, errc::proxy_refused, std::move(reason));
    out.transient = core::is_transient_status(static_cast<int>(status));
    return out;
}

core::failure invalid_proxy_response(proxy const& via, std::string const& reason)
{
    core::failure out(
        core::failure_kind::transport, phase::proxy, errc::proxy_refused,
        "proxy " + via.address.host_and_port() + " sent an invalid CONNECT response: " + reason);
    out.transient = false;
    return out;
}

/// Returns the status of a complete header. Sets `code` and returns 0 if it is invalid.
unsigned parse_status(std::string const& header, error_code& code)
{
    http::response_parser<http::empty_body> parser;
    // The size was checked before, and normalization may have added bytes.
    parser.header_limit(std::numeric_limits<std::uint32_t>::max());
    parser.put(asio::buffer(header), code);
    return code ? 0 : parser.get().result_int();
}

/// Reads one response header into `head`; the bytes after it stay in `buffer`.
asio::awaitable<core::result<void>> read_head(
    async::operation& op, asio::ip::tcp::socket& socket, proxy const& via,
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
                co_return connect_failure(op, via, read_code);
            buffer.commit(received);
        }
        error_code code;
        auto const* const bytes = static_cast<char const*>(buffer.cdata().data());
        buffer.consume(head.write({bytes, buffer.size()}, code));
        if (code)
            co_return invalid_proxy_response(via, code.message());
    }
    co_return boost::system::in_place_value;
}

} // namespace

asio::awaitable<core::result<void>> open_tunnel(
    async::operation& op, asio::ip::tcp::socket& socket, proxy const& via, origin const& target,
    std::chrono::milliseconds limit)
{
    constexpr auto token = asio::as_tuple(asio::deferred);
    op.begin_phase(phase::proxy, limit);
    std::string const request = connect_request(via, target);
    auto const [send_code, sent] = co_await asio::async_write(socket, asio::buffer(request), token);
    if (send_code || op.stopped())
        co_return connect_failure(op, via, send_code);

    boost::beast::flat_buffer buffer;
    unsigned status = 0;
    // Interim responses may precede the final one.
    for (int left = max_interim; left >= 0; --left)
    {
        core::head_reader head(max_header_bytes);
        core::result<void> const read = co_await read_head(op, socket, via, buffer, head);
        if (!read)
            co_return read.error();
        error_code code;
        status = parse_status(head.text(), code);
        if (code)
            co_return invalid_proxy_response(via, code.message());
        if (!is_interim(status))
            break;
    }
    if (status / 100 != 2)
        co_return rejected_by_proxy(via, status);
    // In TLS the client speaks first, so that these bytes cannot be the server's.
    if (buffer.size() > 0)
        co_return invalid_proxy_response(via, "bytes follow its response");
    co_return boost::system::in_place_value;
}

} // namespace signalwire::net
