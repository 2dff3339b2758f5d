#pragma once

#include <signalwire/decoding_mode.hpp>
#include <signalwire/limit_config.hpp>
#include <signalwire/log_config.hpp>
#include <signalwire/pool_config.hpp>
#include <signalwire/proxy_config.hpp>
#include <signalwire/rate_limit_config.hpp>
#include <signalwire/retry_config.hpp>
#include <signalwire/timeout_config.hpp>
#include <signalwire/tls_config.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire
{

/// All that a `rest_client` must know. Fill in `project`, `token` and `host`; the rest has sensible
/// defaults. Mistakes are reported by `from_environment` or by the constructor of the client as
/// `std::invalid_argument`, never by the first request.
///
/// Thread safety: a value type; distinct objects are independent.
struct client_config
{
    client_config() = default;

    /// What `from_environment` asks: the value of a variable, or nothing when it is not set.
    using environment = std::function<std::optional<std::string>(std::string_view name)>;

    /// Reads `SIGNALWIRE_PROJECT_ID`, `SIGNALWIRE_API_TOKEN` and `SIGNALWIRE_SPACE`, or else
    /// `SIGNALWIRE_SPACE_URL` or else `SIGNALWIRE_API_HOSTNAME`, which must be set;
    /// `SIGNALWIRE_REST_CA_FILE` or else `SSL_CERT_FILE`, which may be; and `HTTPS_PROXY` and
    /// `NO_PROXY`, in lower case too, except for a host on this machine, which needs no proxy.
    /// Blanks, line ends, no-break spaces and byte order marks around a value do not belong to it;
    /// a variable that holds nothing else is not set. Throws `std::invalid_argument`, which names
    /// every variable that is missing, or the one whose value cannot work.
    /// Reads the environment of the process: not safe while another thread changes it.
    [[nodiscard]] static client_config from_environment();

    /// The same, from variables of the caller's own.
    [[nodiscard]] static client_config from_environment(environment const& variables);

    /// The project ID, which is the user name and the AccountSid.
    std::string project;

    /// The API token. Never printed, logged or put into an error.
    std::string token;

    /// The space: `acme`, `acme.signalwire.com`, `https://acme.signalwire.com`, `127.0.0.1:9443`.
    std::string host;

    /// Whom to trust.
    tls_config tls;
    /// How many connections, and for how long.
    pool_config pool;
    /// How long to wait for what.
    timeout_config timeouts;
    /// When to try again.
    retry_config retry;
    /// How fast to send at most.
    rate_limit_config rate_limit;
    /// The proxy, if there is one.
    proxy_config proxy;
    /// How large a response may be.
    limit_config limits;
    /// Where to tell what happens.
    log_config log;

    /// How exactly a response must match the reference page.
    decoding_mode decoding = decoding_mode::lenient;

    /// Whether to ask for compressed responses (gzip). They are decompressed while they arrive.
    bool compression = true;

    /// Added to the `User-Agent` header, such as `billing-export/2.1`.
    std::string user_agent_suffix;
};

} // namespace signalwire
