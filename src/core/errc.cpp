#include <signalwire/api_errc.hpp>
#include <signalwire/errc.hpp>

#include <string>

namespace signalwire
{

namespace
{

using boost::system::error_code;

class client_error_category final : public boost::system::error_category
{
public:
    char const* name() const noexcept override
    {
        return "signalwire";
    }

    std::string message(int value) const override
    {
        switch (static_cast<errc>(value))
        {
        case errc::bad_response: return "not a response of HTTP/1.1";
        case errc::truncated_response: return "response cut short";
        case errc::unexpected_response: return "unexpected kind of response";
        case errc::bad_json: return "invalid JSON";
        case errc::wrong_shape: return "JSON of another shape";
        case errc::body_too_large: return "response body too large";
        case errc::bad_encoding: return "response body badly encoded";
        case errc::page_cycle: return "pages go in a circle";
        case errc::deviating_page: return "page deviates from the API";
        case errc::empty_pages: return "nothing but empty pages";
        case errc::lost_place: return "position no longer in the listing";
        case errc::too_many_changes: return "too many changes at once";
        case errc::not_newest_first: return "listing not from the newest to the oldest";
        case errc::foreign_page: return "page URI leads away from the listing";
        case errc::too_many_waiters: return "too many operations wait";
        case errc::rate_limited: return "the API wants no requests for a while";
        case errc::proxy_refused: return "refused by the proxy";
        case errc::unknown_public_key: return "unknown public key";
        case errc::shut_down: return "client has been shut down";
        case errc::concurrent_next: return "next called while another next is pending";
        case errc::handler_failed: return "a handler failed";
        }
        return "unknown error";
    }
};

class api_error_category final : public boost::system::error_category
{
public:
    char const* name() const noexcept override
    {
        return "signalwire.api";
    }

    std::string message(int value) const override
    {
        switch (static_cast<api_errc>(value))
        {
        case api_errc::authentication_failed: return "authentication failed";
        case api_errc::not_found: return "not found";
        case api_errc::rate_limited: return "rate limit exceeded";
        case api_errc::internal_error: return "internal error of the API";
        case api_errc::bad_page_token: return "page token wrong, missing or expired";
        case api_errc::bad_page_size: return "page size out of range";
        }
        return (value < 1000 ? "HTTP status " : "API error ") + std::to_string(value);
    }
};

} // namespace

boost::system::error_category const& client_category() noexcept
{
    static client_error_category const category;
    return category;
}

boost::system::error_category const& api_category() noexcept
{
    static api_error_category const category;
    return category;
}

error_code make_error_code(errc code) noexcept
{
    return error_code(static_cast<int>(code), client_category());
}

error_code make_error_code(api_errc code) noexcept
{
    return error_code(static_cast<int>(code), api_category());
}

} // namespace signalwire
