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
#include <optional>
#include <string>

namespace signalwire::sandbox::detail
{

/// A connection: a coroutine on its own strand, and a watchdog timer that ends it after its idle
/// timeout.
///
/// Lifetime: owns itself while it runs.
class session : public std::enable_shared_from_this<session>
{
public:
    using executor_type = boost::asio::strand<boost::asio::any_io_executor>;
    using socket_type = boost::asio::basic_stream_socket<boost::asio::ip::tcp, executor_type>;

    session(std::shared_ptr<server_context> shared, socket_type socket);
    ~session();

    session(session const&) = delete;
    session& operator=(session const&) = delete;

    /// Starts to serve requests.
    void start();

    /// Closes the connection as soon as its strand runs.
    ///
    /// Thread safety: safe from any thread.
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
    [[nodiscard]] awaitable<bool> handshake();
    [[nodiscard]] awaitable<bool> serve_request();
    [[nodiscard]] awaitable<bool> send(send_plan const& plan);
    [[nodiscard]] awaitable<bool> send_whole(send_plan const& plan);
    [[nodiscard]] awaitable<bool> send_segments(send_plan const& plan);
    [[nodiscard]] awaitable<bool> send_paced(send_plan const& plan, std::uint64_t bytes_per_second);
    [[nodiscard]] awaitable<bool> send_record();
    [[nodiscard]] awaitable<bool> sleep(std::chrono::milliseconds duration);
    [[nodiscard]] awaitable<> finish(connection_end kind);

    [[nodiscard]] send_plan respond_to(
        parser_type const& parser, std::optional<mock_response> const& mock);
    [[nodiscard]] send_plan make_error(response const& error);

    void extend_deadline(std::chrono::milliseconds duration);
    void start_watchdog();
    void check_deadline() noexcept;
    void close() noexcept;

    std::shared_ptr<server_context> context_;
    boost::asio::ssl::stream<socket_type> stream_;
    timer_type watchdog_;
    timer_type delay_timer_;
    clock::time_point deadline_;
    boost::beast::flat_buffer buffer_;
    /// The head and as much of the body as fits into the same TLS record; or the next segment.
    std::string record_;
    bool closed_ = false;
};

} // namespace signalwire::sandbox::detail
