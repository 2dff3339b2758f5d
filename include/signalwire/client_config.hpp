#pragma once

#include <signalwire/connect_handler.hpp>
#include <signalwire/log.hpp>
#include <signalwire/request_event.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boost::asio::ssl
{

class context;

} // namespace boost::asio::ssl

namespace signalwire
{

/// Trusted CAs, client certificate and key pins.
///
/// Requires TLS 1.2 or newer; the host name is always verified. Without a CA, the trust store of
/// the system is used. The constructor of the client reads the files, except those of
/// `ca_directory`; the clients of one execution context share the store of the system, whose file
/// is read again when it has changed.
/// Thread safety: a value type; distinct objects are independent.
struct tls_config
{
    tls_config() = default;

    /// PEM file of the certificates to trust in place of the system's: root, intermediate or the
    /// server's own.
    std::string ca_file;

    /// PEM text of certificates to trust. Adds to `ca_file`.
    std::string ca_pem;

    /// Directory of PEM files named by hash (`openssl rehash`). Adds to `ca_file` and `ca_pem`.
    /// Read during the verification of a certificate.
    std::string ca_directory;

    /// PEM file of the client certificate and its chain.
    std::string certificate_file;

    /// PEM file of the private key; empty if it is in `certificate_file`.
    std::string private_key_file;

    /// Password of an encrypted private key. Never printed, logged or put into an error.
    std::string private_key_password;

    /// Pins, one of which the server's public key must match; empty for no pinning.
    ///
    /// A pin is `sha256//` and the SHA-256 of the SubjectPublicKeyInfo in Base64, as in curl
    /// (RFC 7469 section 2.4). Add a backup pin, or a key change locks you out.
    std::vector<std::string> public_key_pins;

    /// A TLS context of your own, in place of all members above except the pins: they must be empty
    /// (`from_environment` may have set `ca_file`). Null for none.
    ///
    /// The client trusts what the context trusts: nothing, until you load certificates or call
    /// `set_default_verify_paths`. It still requires TLS 1.2, or what the context requires if that
    /// is newer, verifies certificate and host name whatever the verify mode, and sends SNI. A
    /// verify callback can only reject. The client does not change the context; sessions are not
    /// resumed.
    ///
    /// Thread safety: several clients may share a context. It must not be changed while one of them
    /// exists.
    std::shared_ptr<boost::asio::ssl::context> context;
};

/// Number and lifetime of pooled connections.
///
/// Thread safety: a value type; distinct objects are independent.
struct pool_config
{
    pool_config() = default;

    /// Maximum number of open connections, 1 or more.
    std::size_t max_connections = 16;

    /// Maximum number of operations that wait for a connection or for `rate_limit`. A further
    /// operation fails at once with `errc::too_many_waiters`.
    std::size_t max_waiters = 100'000;

    /// Maximum idle time of a reusable connection, positive, at most a year. The default is shorter
    /// than the keep-alive timeout of common servers.
    std::chrono::milliseconds idle_timeout = std::chrono::seconds(30);

    /// Maximum age of a connection before it is replaced, positive, at most a year.
    std::chrono::milliseconds max_lifetime = std::chrono::minutes(30);
};

/// Timeouts of an operation and its phases; each must be positive.
///
/// Thread safety: a value type; distinct objects are independent.
/// See: `timeout_error`, which reports the phase and the scope.
struct timeout_config
{
    timeout_config() = default;

    /// Waiting for a connection of the pool. Not retried.
    std::chrono::milliseconds acquire = std::chrono::minutes(1);
    /// DNS resolution.
    std::chrono::milliseconds resolve = std::chrono::seconds(5);
    /// TCP connect, all addresses together; applies separately to the tunnel through a proxy.
    std::chrono::milliseconds connect = std::chrono::seconds(10);
    /// TLS handshake.
    std::chrono::milliseconds handshake = std::chrono::seconds(10);
    /// From the request to the first byte of the response.
    std::chrono::milliseconds first_byte = std::chrono::seconds(30);
    /// Between two reads of one response.
    std::chrono::milliseconds between_bytes = std::chrono::seconds(30);
    /// One attempt: connecting if necessary, request and response.
    std::chrono::milliseconds attempt = std::chrono::seconds(60);
    /// One operation: waiting for a connection, all attempts and the delays between them.
    std::chrono::milliseconds total = std::chrono::minutes(3);
};

/// Policy of retries.
///
/// Lists are idempotent. Transport errors, attempt timeouts, truncated responses and the
/// `retryable_statuses` are retried. `error::retry_stop_reason()` reports why there was no retry.
/// Thread safety: a value type; distinct objects are independent.
struct retry_config
{
    retry_config() = default;

    /// Maximum number of attempts per operation, 1 or more; 1 disables retries.
    int max_attempts = 3;

    /// Base of the exponential backoff, positive, at most a year.
    ///
    /// The delay before attempt n + 1 is random between zero and `base_delay * 2^(n-1)`, at most
    /// `max_delay` (full jitter). `Retry-After` replaces it. A delay beyond the deadline of the
    /// operation fails it at once.
    std::chrono::milliseconds base_delay = std::chrono::milliseconds(250);
    /// Maximum of the backoff delay, positive, at most a year.
    std::chrono::milliseconds max_delay = std::chrono::seconds(10);

    /// HTTP statuses that are retried.
    std::vector<int> retryable_statuses = {408, 429, 500, 502, 503, 504};

    /// Whether transport errors, attempt timeouts and truncated responses are retried.
    bool retry_transport_errors = true;

    /// Retries that all operations of a client share, not negative; 0 for no limit. Two successful
    /// requests earn one retry, so that an outage does not multiply the traffic.
    int budget = 100;
};

/// Rate limit of all requests of a client together, including retries.
///
/// Waiting operations are served in FIFO order. Waiting counts towards `timeout_config::total`.
/// Thread safety: a value type; distinct objects are independent.
struct rate_limit_config
{
    rate_limit_config() = default;

    /// Requests per second on average, 0.000001 to 1,000,000; 0 for no limit.
    double requests_per_second = 0;

    /// Maximum number of requests sent at once after an idle period, 1 or more.
    int burst = 1;

    /// Maximum number of requests in flight; 0 for `pool_config::max_connections`.
    std::size_t max_in_flight = 0;
};

/// HTTP proxy, used as a tunnel (CONNECT, RFC 9110 section 9.3.6). TLS is end to end.
///
/// Thread safety: a value type; distinct objects are independent.
struct proxy_config
{
    proxy_config() = default;

    /// `http://host:port` or `http://user:password@host:port`; empty for no proxy.
    ///
    /// The scheme defaults to `http`, the port to 80. Percent-encode special characters of the
    /// credentials. The connection to the proxy does not use TLS. Credentials are sent to the proxy
    /// (Basic, RFC 7617), but never printed, logged or put into an error.
    std::string url;

    /// Hosts that are reached without the proxy, separated by commas or blanks; `*` for all.
    ///
    /// An entry is a domain (`example.com`, including its subdomains), a suffix (`*example.com`),
    /// an address or a network (`10.0.0.0/8`, `[fd00::]/8`), with or without `:port`. Letter case
    /// and a trailing dot are ignored. `url` is not validated if the proxy is not used.
    std::string no_proxy;
};

/// Size limits of a response. A larger response fails with `protocol_error` and closes its
/// connection.
///
/// Thread safety: a value type; distinct objects are independent.
struct limit_config
{
    limit_config() = default;

    /// Maximum bytes of status line and header fields together, 1 KiB or more.
    std::uint32_t max_header_bytes = 64 * 1024;

    /// Maximum bytes of the body, before and after decompression, 1 or more. Bodies are decoded
    /// while they are received, so that no buffer of this size exists.
    std::uint64_t max_body_bytes = 256 * 1024 * 1024;
};

/// How closely a response must match the API reference.
enum class decoding_mode
{
    /// Accepts deviations and counts them in `client_stats::deviations`.
    ///
    /// Numbers for strings, strings for numbers, nulls and missing members are converted. Unknown
    /// members, and values that their member cannot hold, are kept in `extra`. The last of
    /// duplicate members counts. Invalid UTF-8 and unpaired surrogates become U+FFFD. `NaN`,
    /// infinities, raw control characters in strings, null items, a leading byte order mark,
    /// trailing NUL and slightly malformed HTTP are accepted.
    ///
    /// Still errors: invalid or truncated JSON, a page without its list, items that are not
    /// objects, a `next_page_uri` that is not text, and exceeded limits of nesting and size.
    lenient,
    /// Fails with `protocol_error`, which names the JSON path, at the first deviation.
    strict
};

/// The configuration of a `rest_client`. Set `project`, `token` and `host`; the rest has defaults.
///
/// Invalid values throw `std::invalid_argument` from `from_environment` or from the constructor of
/// the client, not from the first request.
/// Thread safety: a value type; distinct objects are independent.
struct client_config
{
    client_config() = default;

    /// Returns the value of an environment variable, or nothing if it is not set.
    using environment = std::function<std::optional<std::string>(std::string_view name)>;

    /// Returns the configuration that the environment variables of the process describe.
    ///
    /// Required: `SIGNALWIRE_PROJECT_ID`, `SIGNALWIRE_API_TOKEN` and the first of
    /// `SIGNALWIRE_SPACE`, `SIGNALWIRE_SPACE_URL`, `SIGNALWIRE_API_HOSTNAME`. Optional: the first
    /// of `SIGNALWIRE_REST_CA_FILE`, `SSL_CERT_FILE`; `HTTPS_PROXY` and `NO_PROXY`, also in lower
    /// case, unless the host is on this machine. Surrounding blanks, line ends, no-break spaces and
    /// byte order marks are removed; an empty variable is not set.
    ///
    /// Throws: `std::invalid_argument` that names all missing variables, or the invalid one.
    ///
    /// Thread safety: no other thread may change the environment during the call.
    [[nodiscard]] static client_config from_environment();

    /// Overload of `from_environment` that reads `variables` in place of the process environment.
    [[nodiscard]] static client_config from_environment(environment const& variables);

    /// Project ID: the user name and the AccountSid.
    std::string project;

    /// API token. Never printed, logged or put into an error.
    std::string token;

    /// Space: `acme`, `acme.signalwire.com`, `https://acme.signalwire.com`, `127.0.0.1:9443`.
    std::string host;

    /// Trusted CAs, client certificate and key pins.
    tls_config tls;
    /// Number and lifetime of connections.
    pool_config pool;
    /// Timeouts.
    timeout_config timeouts;
    /// Retries.
    retry_config retry;
    /// Rate limit.
    rate_limit_config rate_limit;
    /// Proxy.
    proxy_config proxy;
    /// Connects the TCP sockets in place of the client: no DNS resolution by the client, no choice
    /// among addresses. With a proxy, it connects to the proxy, through which the client then opens
    /// the tunnel. Empty for none.
    connect_handler connect;
    /// Size limits of responses.
    limit_config limits;
    /// Log.
    log_config log;

    /// Called once at the end of every request: after success, failure and cancellation, before its
    /// handler. Empty for none, which costs nothing. Not called for an operation that a shutdown
    /// rejects, and when the context is destroyed.
    ///
    /// Exceptions from it are ignored. It must not block.
    ///
    /// Thread safety: called on the threads of the executor, concurrently if there are several.
    std::function<void(request_event const& event)> on_request;

    /// Called at the end of every attempt, as `on_request` is: for a request that is answered at
    /// once, before `on_request`. What is sent again because the server had closed an idle
    /// connection is the same attempt.
    std::function<void(request_event const& event)> on_attempt;

    /// How closely a response must match the API reference.
    decoding_mode decoding = decoding_mode::lenient;

    /// Whether to request compressed responses (gzip).
    bool compression = true;

    /// Suffix of the `User-Agent` header, such as `billing-export/2.1`.
    std::string user_agent_suffix;
};

} // namespace signalwire
