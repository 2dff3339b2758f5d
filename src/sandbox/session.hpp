#pragma once

#include "sandbox/send_plan.hpp"
#include "sandbox/server_context.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/wait_traits.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace signalwire::sandbox::detail
{

/// One connection: one coroutine on a strand of its own, and a watchdog that ends it when its
/// client is silent for too long. Owns itself while it runs.
class session : public std::enable_shared_from_this<session>
{
public:
    using executor_type = boost::asio::strand<boost::asio::any_io_executor>;
    using socket_type = boost::asio::basic_stream_socket<boost::asio::ip::tcp, executor_type>;

    session(std::shared_ptr<service> shared, socket_type socket);
    ~session();

    session(session const&) = delete;
    session& operator=(session const&) = delete;

    /// Begins to serve.
    void start();

    /// Closes the connection soon. Safe from any thread.
    void stop();

private:
    using clock = std::chrono::steady_clock;
    using timer_type =
        boost::asio::basic_waitable_timer<clock, boost::asio::wait_traits<clock>, executor_type>;
    using parser_type = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using error_code = boost::system::error_code;

    template <class Result = void>
    using awaitable = boost::asio::awaitable<Result, executor_type>;

    static awaitable<> run(std::shared_ptr<session> self);
    [[nodiscard]] awaitable<bool> shake_hands();
    [[nodiscard]] awaitable<bool> serve_request();
    [[nodiscard]] awaitable<error_code> read_request(parser_type& parser);
    [[nodiscard]] awaitable<bool> send(delivery const& what);
    [[nodiscard]] awaitable<bool> send_whole(delivery const& what);
    [[nodiscard]] awaitable<bool> send_pieces(delivery const& what);
    [[nodiscard]] awaitable<bool> send_paced(delivery const& what, std::uint64_t bytes_per_second);
    [[nodiscard]] awaitable<bool> send_record();
    [[nodiscard]] awaitable<bool> pause(std::chrono::milliseconds duration);
    [[nodiscard]] awaitable<> finish(ending how);

    [[nodiscard]] delivery answer_to(parser_type const& parser);
    [[nodiscard]] delivery refuse(answer const& why);

    void allow(std::chrono::milliseconds duration);
    void watch();
    void look_at_deadline() noexcept;
    void close() noexcept;

    std::shared_ptr<service> service_;
    boost::asio::ssl::stream<socket_type> stream_;
    timer_type watchdog_;
    timer_type pause_timer_;
    clock::time_point deadline_;
    boost::beast::flat_buffer buffer_;
    /// The begin of a response, its head and what of the body fits into the same TLS record; or the
    /// next piece of one that is sent in pieces.
    std::string record_;
    bool closed_ = false;
};

} // namespace signalwire::sandbox::detail
