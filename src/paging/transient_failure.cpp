#include "paging/transient_failure.hpp"

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
    if (why.as<timeout_error>())
        return true;
    // A certificate that is not accepted stays so.
    if (why.as<transport_error>())
    {
        return why.code().category() != boost::asio::error::get_ssl_category()
            && why.code().category() != client_category();
    }
    return why.code() == errc::truncated_response || why.code() == errc::too_many_waiters
        || why.code() == errc::retry_after_too_long;
}

/// Returns true if the client itself would have retried.
bool is_worth_it(error const& why) noexcept
{
    return why.retry_stop_reason() != retry_stop_reason::permanent;
}

} // namespace

std::optional<outage> passing_outage(error const& failure)
{
    outage out;
    out.reason = failure.reason();
    bool passing = is_worth_it(failure);
    if (std::optional<api_error> const response = failure.as<api_error>())
    {
        out.retry_after = response->retry_after();
        out.expired = failure.code() == api_errc::invalid_page_token;
        passing = passing || out.expired || is_passing(response->status());
    }
    else
        passing = passing || is_passing(failure);
    return passing ? std::optional(out) : std::nullopt;
}

} // namespace signalwire::paging
