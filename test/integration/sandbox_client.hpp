#pragma once

#include "sandbox/request_handler.hpp"

#include <signalwire/sandbox/server.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// A blocking client that shares no code with the library.
namespace signalwire::test
{

using plain_response = boost::beast::http::response<boost::beast::http::string_body>;

/// A sandbox on its own threads.
class threaded_sandbox
{
public:
    explicit threaded_sandbox(
        sandbox::server_options const& options = sandbox::server_options(), unsigned threads = 1)
        : server(std::make_unique<sandbox::server>(context_.get_executor(), options))
    {
        for (unsigned i = 0; i != threads; ++i)
            threads_.emplace_back([this] { context_.run(); });
    }

    ~threaded_sandbox()
    {
        server.reset();
        join();
    }

    /// Waits until the server's context has no pending work.
    void join()
    {
        work_.reset();
        for (std::thread& each : threads_)
        {
            if (each.joinable())
                each.join();
        }
    }

private:
    boost::asio::io_context context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_ =
        boost::asio::make_work_guard(context_);

public:
    std::unique_ptr<sandbox::server> server;

private:
    std::vector<std::thread> threads_;
};

/// The TLS settings of a client.
class plain_tls
{
public:
    explicit plain_tls(sandbox::server const& server)
        : context(boost::asio::ssl::context::tls_client)
    {
        context.add_certificate_authority(boost::asio::buffer(server.ca_pem()));
        context.set_verify_mode(boost::asio::ssl::verify_peer);
    }

    boost::asio::ssl::context context;
};

/// A connection to a sandbox.
class plain_client
{
public:
    explicit plain_client(sandbox::server const& server, std::string const& host = "127.0.0.1")
        : plain_client(server, std::make_shared<plain_tls>(server), host)
    {
    }

    plain_client(
        sandbox::server const& server, std::shared_ptr<plain_tls> tls,
        std::string const& host = "127.0.0.1")
        : tls_(std::move(tls))
        , stream(context_, tls_->context)
        , server_(server)
        , host_(host)
    {
        stream.set_verify_callback(boost::asio::ssl::host_name_verification(host));
        boost::asio::ip::tcp::endpoint const endpoint(
            boost::asio::ip::make_address("127.0.0.1"), server.port());
        stream.next_layer().connect(endpoint);
    }

    plain_client& shake_hands()
    {
        stream.handshake(boost::asio::ssl::stream_base::client);
        return *this;
    }

    void send(std::string_view bytes)
    {
        boost::asio::write(stream, boost::asio::buffer(bytes.data(), bytes.size()));
    }

    /// Returns the head of a request with valid credentials.
    [[nodiscard]] std::string head(std::string_view target, std::string_view more = {}) const
    {
        std::string out = "GET ";
        out.append(target).append(" HTTP/1.1\r\nHost: ").append(host_);
        out.append("\r\nAuthorization: Basic ");
        out += sandbox::detail::base64(server_.project() + ':' + server_.token());
        return out.append("\r\n").append(more).append("\r\n");
    }

    plain_response receive()
    {
        boost::beast::http::response_parser<boost::beast::http::string_body> parser;
        parser.body_limit(std::uint64_t{64} * 1024 * 1024);
        boost::beast::http::read(stream, buffer_, parser);
        return parser.release();
    }

    plain_response get(std::string_view target, std::string_view more = {})
    {
        send(head(target, more));
        return receive();
    }

    /// Reads until the server closes the connection. Returns how it was closed.
    boost::system::error_code read_to_end(std::string& out)
    {
        boost::system::error_code error;
        while (!error)
        {
            char bytes[4096];
            std::size_t const count = stream.read_some(boost::asio::buffer(bytes), error);
            out.append(bytes, count);
        }
        return error;
    }

    boost::system::error_code read_to_end()
    {
        std::string ignored;
        return read_to_end(ignored);
    }

private:
    boost::asio::io_context context_;
    std::shared_ptr<plain_tls> tls_;
    boost::beast::flat_buffer buffer_;

public:
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream;

private:
    sandbox::server const& server_;
    std::string host_;
};

/// Returns the path of the listing.
[[nodiscard]] inline std::string calls_path(sandbox::server const& server)
{
    return "/api/laml/2010-04-01/Accounts/" + server.project() + "/Calls";
}

[[nodiscard]] inline boost::json::object json_of(plain_response const& response)
{
    return boost::json::parse(response.body()).as_object();
}

/// Waits for another thread. Returns false after five seconds.
[[nodiscard]] inline bool eventually(std::function<bool()> const& happened)
{
    for (int i = 0; i != 1000; ++i)
    {
        if (happened())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

} // namespace signalwire::test
