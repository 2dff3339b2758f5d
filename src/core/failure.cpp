#include "core/failure.hpp"

#include <signalwire/errc.hpp>

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
    case failure_kind::unavailable:
        return code == errc::too_many_waiters || code == errc::retry_after_too_long;
    case failure_kind::stopped:
    case failure_kind::refused: break;
    }
    return false;
}

} // namespace

failure::failure(failure_kind what, phase where, boost::system::error_code why, std::string words)
    : kind(what)
    , step(where)
    , code(why)
    , reason(std::move(words))
    , transient(is_transient(what, why))
{
}

} // namespace signalwire::core
