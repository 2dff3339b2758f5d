#include "paging/poll.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>

namespace signalwire::paging
{

std::optional<transient_failure> as_transient(error const& failure)
{
    transient_failure out;
    out.reason = failure.reason();
    if (std::optional<api_error> const response = failure.as<api_error>())
    {
        out.retry_after = response->retry_after();
        out.expired = failure.code() == api_errc::invalid_page_token;
    }
    // The client may be configured to retry more.
    bool const is_retryable = failure.retry_stop_reason() != retry_stop_reason::permanent;
    return failure.is_transient() || is_retryable || out.expired ? std::optional(out)
                                                                 : std::nullopt;
}

bool poll_scope::accept(optional_time created)
{
    order_.observe(created);
    if (created)
    {
        // An earlier last poll extends the range: items that it covered may have changed since.
        if (!oldest_covered_)
            oldest_covered_ = std::min(*created, last_poll_time_.value_or(*created)) - lookback_;
        is_too_old_ = *created < *oldest_covered_;
        if (is_too_old_)
            return false;
    }
    if (!overflowed_ && accepted_ == max_items_)
    {
        overflowed_ = true;
        // There may be more items of the second of the last one.
        if (last_accepted_)
            oldest_covered_ = *last_accepted_ + std::chrono::seconds(1);
    }
    if (overflowed_)
        return false;
    ++accepted_;
    if (created)
        last_accepted_ = created;
    return true;
}

} // namespace signalwire::paging
