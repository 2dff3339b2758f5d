#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// The parts of a URI reference (RFC 3986, appendix B) without its fragment, as views. Accepts any
/// text, well-formed or not.
struct uri_reference
{
    explicit uri_reference(std::string_view text) noexcept;

    /// Without the colon.
    std::string_view scheme;
    std::string_view authority;
    std::string_view path;
    /// Without the question mark.
    std::string_view query;
    bool has_scheme = false;
    bool has_authority = false;
    bool has_query = false;

    [[nodiscard]] bool has_credentials() const noexcept
    {
        return authority.find('@') != std::string_view::npos;
    }
};

/// A path and a query that are valid by RFC 3986.
struct path_and_query
{
    path_and_query() = default;

    std::string path;
    std::optional<std::string> query;
    /// True if characters were escaped.
    bool was_escaped = false;
};

/// Resolves `reference` against `base`, which begins with a slash (RFC 3986, section 5.2), and
/// normalizes the path (section 6.2.2). Invalid characters in path and query are percent-encoded as
/// in browsers: blanks, non-ASCII, `"<>[\]^{|}`, backquotes, and a percent sign that begins no
/// escape.
[[nodiscard]] path_and_query resolve(uri_reference const& reference, uri_reference const& base);

} // namespace signalwire::client
