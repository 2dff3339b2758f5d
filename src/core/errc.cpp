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
        case errc::malformed_response: return "malformed HTTP response";
        case errc::truncated_response: return "truncated response";
        case errc::unexpected_response: return "unexpected status or content type";
        case errc::invalid_json: return "invalid JSON";
        case errc::schema_mismatch: return "JSON does not match the schema";
        case errc::body_too_large: return "response body too large";
        case errc::invalid_content_encoding: return "invalid Content-Encoding";
        case errc::page_cycle: return "pagination loop";
        case errc::deviating_page: return "page deviates from the API";
        case errc::too_many_empty_pages: return "too many empty pages in a row";
        case errc::resume_position_lost: return "resume position no longer in the listing";
        case errc::too_many_changes: return "too many changes at once";
        case errc::not_newest_first: return "listing is not ordered newest first";
        case errc::page_outside_listing: return "page URI outside the listing";
        case errc::too_many_waiters: return "too many waiting operations";
        case errc::retry_after_too_long: return "Retry-After exceeds the deadline";
        case errc::proxy_refused: return "proxy rejected CONNECT";
        case errc::public_key_pin_mismatch: return "public key matches no pin";
        case errc::shut_down: return "client has been shut down";
        case errc::concurrent_next: return "next called while another next is pending";
        case errc::callback_failed: return "callback threw an exception";
        case errc::connect_hook_failed: return "connect handler failed";
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
        case api_errc::invalid_page_token: return "invalid or expired page token";
        case api_errc::invalid_page_size: return "invalid page size";
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
