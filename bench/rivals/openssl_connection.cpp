#include "rivals/openssl_connection.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace signalwire::bench
{

namespace
{

constexpr std::size_t record_size = 16 * 1024;

[[noreturn]] void fail(std::string const& what)
{
    std::array<char, 200> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    throw std::runtime_error(what + " (" + reason.data() + ')');
}

bool is_address(std::string const& host)
{
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1
        || ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

/// The value of a header field; names are compared without case.
std::optional<std::string_view> field(std::string_view head, std::string_view name)
{
    std::size_t at = head.find("\r\n");
    while (at != std::string_view::npos && at + 2 < head.size())
    {
        at += 2;
        std::size_t const end = std::min(head.find("\r\n", at), head.size());
        std::string_view const line = head.substr(at, end - at);
        if (line.size() > name.size() && line[name.size()] == ':'
            && ::strncasecmp(line.data(), name.data(), name.size()) == 0)
        {
            std::string_view value = line.substr(name.size() + 1);
            value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
            return value;
        }
        at = end;
    }
    return std::nullopt;
}

std::size_t number(std::string_view text, int base)
{
    std::size_t value = 0;
    auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (code != std::errc() || end == text.data())
        throw std::runtime_error("not a number: " + std::string(text));
    return value;
}

} // namespace

void openssl_connection::freed::operator()(SSL_CTX* context) const noexcept
{
    SSL_CTX_free(context);
}

void openssl_connection::freed::operator()(SSL* link) const noexcept
{
    int const descriptor = SSL_get_fd(link);
    SSL_free(link);
    if (descriptor >= 0)
        ::close(descriptor);
}

openssl_connection::openssl_connection(
    std::string authority, std::string const& ca_file, std::string authorization,
    std::size_t padding)
    : authority_(std::move(authority))
    , authorization_(std::move(authorization))
    , padding_(padding)
    , context_(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    int const trusted = ca_file.empty()
        ? SSL_CTX_set_default_verify_paths(context_.get())
        : SSL_CTX_load_verify_locations(context_.get(), ca_file.c_str(), nullptr);
    if (trusted != 1)
        fail("the certificates to trust cannot be read");
    // One system call for many records, instead of two for each.
    SSL_CTX_set_read_ahead(context_.get(), 1);
    SSL_CTX_set_default_read_buffer_len(context_.get(), 8 * record_size);
    connect();
}

void openssl_connection::open_socket(std::string const& host, std::string const& port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &found) != 0)
        throw std::runtime_error("there is no host " + host);
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const addresses(found, ::freeaddrinfo);
    for (addrinfo const* each = found; each != nullptr; each = each->ai_next)
    {
        int const descriptor =
            ::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol);
        if (descriptor < 0)
            continue;
        int const on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(descriptor, each->ai_addr, each->ai_addrlen) == 0)
        {
            SSL_set_fd(link_.get(), descriptor);
            return;
        }
        ::close(descriptor);
    }
    throw std::runtime_error("no connection to " + authority_);
}

void openssl_connection::connect()
{
    std::size_t const colon = authority_.rfind(':');
    std::string const host = authority_.substr(0, colon);
    std::string const port = colon == std::string::npos ? "443" : authority_.substr(colon + 1);
    link_.reset(SSL_new(context_.get()));
    open_socket(host, port);
    if (is_address(host))
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(link_.get()), host.c_str());
    else
    {
        SSL_set1_host(link_.get(), host.c_str());
        SSL_set_tlsext_host_name(link_.get(), host.c_str());
    }
    constexpr std::array<unsigned char, 9> protocols = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL_set_alpn_protos(link_.get(), protocols.data(), protocols.size());
    if (SSL_connect(link_.get()) != 1)
        fail("no TLS with " + authority_);
    input_.clear();
    position_ = 0;
    ++opened_;
}

void openssl_connection::send(std::string const& target)
{
    if (!keep_alive_)
        connect();
    std::string request;
    request.append("GET ").append(target).append(" HTTP/1.1\r\nHost: ").append(authority_);
    request.append("\r\nAuthorization: ").append(authorization_);
    request.append("\r\nUser-Agent: by-hand/1.0\r\nAccept: application/json\r\n\r\n");
    std::size_t written = 0;
    if (SSL_write_ex(link_.get(), request.data(), request.size(), &written) != 1)
        fail("a request could not be sent");
}

std::size_t openssl_connection::read_some(char* data, std::size_t size)
{
    std::size_t count = 0;
    if (SSL_read_ex(link_.get(), data, size, &count) != 1
        && SSL_get_error(link_.get(), 0) != SSL_ERROR_WANT_READ)
        fail("the connection broke");
    return count;
}

std::size_t openssl_connection::fill()
{
    if (position_ == input_.size())
    {
        input_.clear();
        position_ = 0;
    }
    std::size_t const before = input_.size();
    input_.resize(before + record_size);
    std::size_t const count = read_some(input_.data() + before, record_size);
    input_.resize(before + count);
    return count;
}

/// Consumes what stands before `delimiter`, and that.
std::string_view openssl_connection::read_until(std::string_view delimiter)
{
    std::size_t at = input_.find(delimiter, position_);
    while (at == std::string::npos)
    {
        fill();
        at = input_.find(delimiter, position_);
    }
    std::string_view const out(input_.data() + position_, at - position_);
    position_ = at + delimiter.size();
    return out;
}

void openssl_connection::append(std::string& body, std::size_t size)
{
    std::size_t const buffered = std::min(size, input_.size() - position_);
    std::size_t at = body.size();
    body.reserve(at + size + padding_);
    body.append(input_, position_, buffered);
    position_ += buffered;
    at += buffered;
    body.resize(at + size - buffered);
    // Straight to where it belongs.
    while (at < body.size())
        at += read_some(body.data() + at, body.size() - at);
}

void openssl_connection::append_chunks(std::string& body)
{
    for (;;)
    {
        std::size_t const size = number(read_until("\r\n"), 16);
        append(body, size);
        if (size == 0)
            break;
        read_until("\r\n");
    }
    while (!read_until("\r\n").empty())
        ; // trailers
}

void openssl_connection::check(std::string_view head)
{
    if (!head.starts_with("HTTP/1.1 200"))
    {
        throw std::runtime_error(
            "the server answers " + std::string(head.substr(0, head.find("\r\n"))));
    }
    std::optional<std::string_view> const connection = field(head, "Connection");
    keep_alive_ = !connection || *connection != "close";
}

void openssl_connection::receive(std::string& body)
{
    std::string const head(read_until("\r\n\r\n"));
    check(head);
    body.clear();
    std::optional<std::string_view> const coding = field(head, "Transfer-Encoding");
    if (coding && *coding == "chunked")
        append_chunks(body);
    else if (std::optional<std::string_view> const length = field(head, "Content-Length"))
        append(body, number(*length, 10));
    else
        throw std::runtime_error("a body without end");
}

void openssl_connection::stop_blocking()
{
    ::fcntl(descriptor(), F_SETFL, O_NONBLOCK);
}

bool openssl_connection::receive_some(std::string& body)
{
    if (!missing_)
    {
        std::size_t const end = fill() > 0 ? input_.find("\r\n\r\n", position_) : input_.npos;
        if (end == input_.npos)
            return false;
        std::string_view const head(input_.data() + position_, end - position_);
        check(head);
        std::optional<std::string_view> const length = field(head, "Content-Length");
        if (!length || !keep_alive_)
            throw std::runtime_error("an answer that only receive can read");
        missing_ = number(*length, 10);
        position_ = end + 4;
        std::size_t const buffered = std::min(*missing_, input_.size() - position_);
        body.reserve(*missing_ + padding_);
        body.assign(input_, position_, buffered);
        body.resize(*missing_);
        *missing_ -= buffered;
        position_ += buffered;
    }
    while (*missing_ > 0)
    {
        std::size_t const count = read_some(body.data() + body.size() - *missing_, *missing_);
        if (count == 0)
            return false;
        *missing_ -= count;
    }
    missing_.reset();
    return true;
}

std::string basic_credentials(std::string const& user, std::string const& password)
{
    std::string const plain = user + ':' + password;
    std::string out((plain.size() + 2) / 3 * 4, '\0');
    EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(out.data()),
        reinterpret_cast<unsigned char const*>(plain.data()), static_cast<int>(plain.size()));
    return "Basic " + out;
}

} // namespace signalwire::bench
