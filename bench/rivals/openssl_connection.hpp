#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::bench
{

/// A blocking HTTP/1.1 client on OpenSSL, as one writes it by hand for one server: one connection
/// that is kept alive, a verified certificate, bodies with a Content-Length or in chunks. Whatever
/// goes wrong, and any status but 200, throws `std::runtime_error`.
class openssl_connection
{
public:
    /// `authority` is HOST:PORT. `padding` bytes are allocated behind every body.
    openssl_connection(
        std::string authority, std::string const& ca_file, std::string authorization,
        std::size_t padding);

    void send(std::string const& target);

    /// The body of the answer to the oldest request that has none yet.
    void receive(std::string& body);

    /// From now on only `send` and `receive_some`, for an event loop that watches `descriptor()`.
    void stop_blocking();

    [[nodiscard]] int descriptor() const noexcept
    {
        return SSL_get_fd(link_.get());
    }

    /// Reads what has arrived of an answer with a Content-Length. Returns true when `body` is
    /// whole.
    [[nodiscard]] bool receive_some(std::string& body);

    [[nodiscard]] std::uint64_t opened() const noexcept
    {
        return opened_;
    }

private:
    struct freed
    {
        void operator()(SSL_CTX* context) const noexcept;
        void operator()(SSL* link) const noexcept;
    };

    void connect();
    void open_socket(std::string const& host, std::string const& port);
    std::size_t read_some(char* data, std::size_t size);
    void check(std::string_view head);
    std::size_t fill();
    std::string_view read_until(std::string_view delimiter);
    void append(std::string& body, std::size_t size);
    void append_chunks(std::string& body);

    std::string authority_;
    std::string authorization_;
    std::size_t padding_;
    std::unique_ptr<SSL_CTX, freed> context_;
    std::unique_ptr<SSL, freed> link_;
    /// What has been read; consumed up to `position_`.
    std::string input_;
    std::size_t position_ = 0;
    /// What is missing of the body that `receive_some` reads, once its length is known.
    std::optional<std::size_t> missing_;
    std::uint64_t opened_ = 0;
    bool keep_alive_ = true;
};

/// The value of the header field Authorization.
[[nodiscard]] std::string basic_credentials(std::string const& user, std::string const& password);

} // namespace signalwire::bench
