#include "core/failure.hpp"

#include <signalwire/errc.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <memory>
#include <utility>

namespace signalwire::core
{

namespace
{

bool is_transient(failure_kind kind, boost::system::error_code code) noexcept
{
    switch (kind)
    {
    case failure_kind::timeout:
    case failure_kind::transport: return true;
    case failure_kind::protocol: return code == errc::truncated_response;
    case failure_kind::rejected_by_client:
        return code == errc::too_many_waiters || code == errc::retry_after_too_long;
    case failure_kind::cancelled:
    case failure_kind::error_response: break;
    }
    return false;
}

} // namespace

failure::failure(
    failure_kind failed_as, signalwire::phase during, boost::system::error_code cause,
    std::string message)
    : kind(failed_as)
    , phase(during)
    , code(cause)
    , reason(std::move(message))
    , transient(is_transient(failed_as, cause))
{
}

error_ptr make_error(failure const& cause, std::string const& last_failure, error_context context)
{
    context.transient = cause.transient;
    switch (cause.kind)
    {
    case failure_kind::cancelled: return error::cancelled(std::move(context));
    case failure_kind::timeout:
        return std::make_shared<timeout_error>(
            cause.phase, cause.scope, last_failure, std::move(context));
    case failure_kind::transport:
        return std::make_shared<transport_error>(cause.code, cause.reason, std::move(context));
    default: return std::make_shared<error>(cause.code, cause.reason, std::move(context));
    }
}

} // namespace signalwire::core
