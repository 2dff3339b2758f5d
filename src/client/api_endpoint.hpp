#pragma once

#include "net/origin.hpp"

#include <signalwire/detail/query.hpp>

#include <boost/url/url_view.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// Parses the host of a configuration: `acme`, `acme.signalwire.com`,
/// `https://acme.signalwire.com`, `127.0.0.1:9443`. Throws: `std::invalid_argument` with the
/// reason.
[[nodiscard]] net::origin parse_host(std::string_view text);

/// Returns true if `host`, in lower case, is valid in a certificate, a header and a message.
[[nodiscard]] bool is_host_name(std::string_view host) noexcept;

/// Returns the port of a URL, `default_port` if it has none, or nothing if it is invalid.
/// Workaround: `port_number()` of Boost 1.81 reads 99999 as 34463.
[[nodiscard]] std::optional<std::uint16_t> url_port(
    boost::urls::url_view const& url, std::uint16_t default_port) noexcept;

/// The result of validating a page URI: the request target or an error.
struct page_link
{
    page_link() = default;

    /// The target at the API's origin.
    std::string target;
    /// A lower-case message; empty if the URI is valid.
    std::string error;
    /// The name of an accepted deviation of the URI for `engine::count_deviation`, or empty.
    std::string_view deviation;
};

/// The location of an account: the origin and the path of its resources.
class api_endpoint
{
public:
    api_endpoint(net::origin origin, std::string_view project);

    [[nodiscard]] net::origin const& origin() const noexcept
    {
        return origin_;
    }

    /// Returns the path of a resource of the account: `resource` is such as `/Calls`. Only
    /// `/Accounts` is not below the account.
    [[nodiscard]] std::string path(std::string_view resource) const;

    /// Returns the target of a request: the path of `resource` with the encoded `query`.
    [[nodiscard]] std::string target(std::string_view resource, detail::query const& query) const;

    /// Returns the URL of a target, for messages.
    [[nodiscard]] std::string url(std::string_view target) const;

    /// Converts a page URI into a request target, unless it points to another host or outside
    /// `resource`. The URI is a reference (RFC 3986, section 4.1) relative to `base`, a target of
    /// `resource`, or else to the resource itself.
    ///
    /// Also accepted: `/fax/v1/Faxes`, which the pages of faxes have.
    ///
    /// Of the URI, the target contains only the query, and whether the path begins with `/api/laml`
    /// and ends in `.json`; all requests go to the API's origin. Therefore these deviations are
    /// safe and accepted: unescaped characters other than control characters, another letter case
    /// of host or account, a trailing dot, the default port, and `http:`.
    [[nodiscard]] page_link page_target(
        std::string_view uri, std::string_view resource, std::string_view base = {}) const;

private:
    net::origin origin_;
    /// Percent-encoded.
    std::string account_;
};

} // namespace signalwire::client
