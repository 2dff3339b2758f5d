#pragma once

#include <signalwire/client_config.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace signalwire::test
{

/// How far a server comes before it falls silent.
enum class silence
{
    /// The queue of connections to accept is full: a handshake of TCP is not answered.
    before_accepting,
    /// It accepts, and has read something.
    before_hello,
    /// It has begun to send its part of the TLS handshake.
    within_hello,
    /// It has read the request.
    before_answer,
    within_header,
    within_body,
    /// It serves empty pages.
    never
};

/// A server on a thread of its own that can fall silent anywhere; connections remain open then.
class hostile_server
{
public:
    /// Serves.
    hostile_server();
    ~hostile_server();

    hostile_server(hostile_server const&) = delete;
    hostile_server& operator=(hostile_server const&) = delete;

    /// Falls silent there, on every connection from now on.
    void fall_silent(silence where);

    /// Serves from now on, where it is not silent already.
    void recover();

    /// How many connections it has fallen silent on.
    [[nodiscard]] std::size_t silent_connections() const noexcept
    {
        return silent_connections_;
    }

    /// The header of the request that came last.
    [[nodiscard]] std::string last_request();

    /// A configuration for clients of this server.
    [[nodiscard]] signalwire::client_config client_config() const;

private:
    using tcp = boost::asio::ip::tcp;
    using stream = boost::asio::ssl::stream<tcp::socket>;

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(std::shared_ptr<stream> link);
    /// Whether it goes on talking.
    boost::asio::awaitable<bool> begin(stream& link);
    boost::asio::awaitable<bool> answer(stream& link);
    void start_accepting();
    void fill_queue();
    void run_there(void (hostile_server::*what)());

    boost::asio::io_context context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::string ca_pem_;
    boost::asio::ssl::context tls_;
    tcp::acceptor acceptor_;
    tcp::endpoint place_;
    std::atomic<silence> where_ = silence::never;
    std::atomic<std::size_t> silent_connections_ = 0;
    std::vector<std::shared_ptr<stream>> silent_;
    std::string last_request_;
    /// They wait to be accepted.
    std::vector<tcp::socket> fillers_;
    std::thread thread_;
};

} // namespace signalwire::test
