#pragma once

#include "net/origin.hpp"

#include <signalwire/detail/query.hpp>

#include <string>
#include <string_view>

namespace signalwire::client
{

/// Reads the host of a configuration: `acme`, `acme.signalwire.com`, `https://acme.signalwire.com`,
/// `127.0.0.1:9443`. Throws `std::invalid_argument`, which says what is wrong with it.
[[nodiscard]] net::origin parse_host(std::string_view text);

/// Whether `host`, in lower case, is fit for a certificate, a header and a message.
[[nodiscard]] bool is_host_name(std::string_view host) noexcept;

/// A page URI that has been looked at: either the target to ask for or what is wrong with it.
struct page_link
{
    page_link() = default;

    /// What to ask for, at the origin of the site.
    std::string target;
    /// A clause; empty when the URI can be followed.
    std::string problem;
    /// How the URI deviates from a link of the API and can be followed all the same: a name for
    /// `engine::count_deviation`; empty when it does not.
    std::string_view deviation;
};

/// Where the account is: the origin, and the path all its resources stand under.
class site
{
public:
    site(net::origin where, std::string_view project);

    [[nodiscard]] net::origin const& origin() const noexcept
    {
        return origin_;
    }

    /// The path of a resource of the account: `resource` is such as `/Calls`.
    [[nodiscard]] std::string path(std::string_view resource) const;

    /// The target of a request: the path of `resource` with `query`, encoded.
    [[nodiscard]] std::string target(std::string_view resource, detail::query const& query) const;

    /// The URL of a target, for messages.
    [[nodiscard]] std::string url(std::string_view target) const;

    /// Turns a page URI of the server's into the target to ask for, unless another host
    /// or away from `resource`. The URI is a reference (RFC 3986, section 4.1), relative to `base`,
    /// a target of `resource`; without one, to the resource itself.
    ///
    /// Nothing of the URI comes into the target but its query, and whether the path stands below
    /// `/api/laml` and ends in `.json`; all requests go to the origin of the site. So these do no
    /// harm and are taken: characters that belong escaped, except control characters; the host and
    /// the account in other letter case; a trailing dot or the default port; `http:`.
    [[nodiscard]] page_link page_target(
        std::string_view uri, std::string_view resource, std::string_view base = {}) const;

private:
    net::origin origin_;
    /// Percent-encoded.
    std::string account_;
};

} // namespace signalwire::client
