#pragma once

#include <string>

namespace signalwire
{

/// A proxy between client and API. TLS goes through it, end to end: it sees the name of the server
/// and nothing else (CONNECT, RFC 9110 section 9.3.6).
///
/// Thread safety: a value type; distinct objects are independent.
struct proxy_config
{
    proxy_config() = default;

    /// `http://host:port` or `http://user:password@host:port`, special characters of the
    /// credentials percent-encoded; without a scheme it is `http`, without a port 80 as in any URL.
    /// Empty for no proxy. The proxy itself is spoken to without TLS. User and password are sent to
    /// it (Basic, RFC 7617), but never printed, logged or put into an error.
    std::string url;

    /// Where no proxy is used, separated by commas or blanks: a name (`example.com`, which covers
    /// the names below it), the end of one (`*example.com`), an address, a network (`10.0.0.0/8`,
    /// `[fd00::]/8`), each with or without `:port`; `*` for all. Letter case and a dot at the end
    /// do not matter. Where no proxy is used, `url` may be anything.
    std::string no_proxy;
};

} // namespace signalwire
