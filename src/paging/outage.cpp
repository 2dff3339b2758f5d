#include "paging/outage.hpp"

#include <signalwire/api_errc.hpp>
#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/ssl/error.hpp>

namespace signalwire::paging
{

namespace
{

/// Statuses that are about the moment and not about the request.
bool is_passing(int status) noexcept
{
    constexpr int request_timeout = 408;
    constexpr int too_many_requests = 429;
    return status == request_timeout || status == too_many_requests || status >= 500;
}

bool is_passing(error const& why) noexcept
{
    if (dynamic_cast<timeout_error const*>(&why) != nullptr)
        return true;
    // A certificate that is not accepted stays so.
    if (dynamic_cast<transport_error const*>(&why) != nullptr)
    {
        return why.code().category() != boost::asio::error::get_ssl_category()
            && why.code().category() != client_category();
    }
    return why.code() == errc::truncated_response || why.code() == errc::too_many_waiters
        || why.code() == errc::rate_limited;
}

/// Whether the client itself would have tried again.
bool is_worth_it(error const& why) noexcept
{
    return why.retry_stop() != retry_stop::permanent;
}

outage describe(error const& why)
{
    outage out;
    out.reason = why.reason();
    return out;
}

} // namespace

std::optional<outage> passing_outage(std::exception_ptr const& failure)
{
    try
    {
        std::rethrow_exception(failure);
    }
    catch (api_error const& why)
    {
        outage out = describe(why);
        out.retry_after = why.retry_after();
        out.expired = why.code() == api_errc::bad_page_token;
        bool const passing = out.expired || is_passing(why.status()) || is_worth_it(why);
        return passing ? std::optional(out) : std::nullopt;
    }
    catch (error const& why)
    {
        return is_passing(why) || is_worth_it(why) ? std::optional(describe(why)) : std::nullopt;
    }
    catch (...)
    {
        return std::nullopt;
    }
}

} // namespace signalwire::paging
