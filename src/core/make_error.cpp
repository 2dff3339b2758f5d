#include "core/make_error.hpp"

#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <memory>
#include <utility>

namespace signalwire::core
{

error_ptr make_error(failure const& why, std::string const& last_failure, error_context context)
{
    context.transient = why.transient;
    switch (why.kind)
    {
    case failure_kind::stopped: return error::cancelled();
    case failure_kind::timeout:
        return std::make_shared<timeout_error>(
            why.step, why.limit, last_failure, std::move(context));
    case failure_kind::transport:
        return std::make_shared<transport_error>(why.code, why.reason, std::move(context));
    default: return std::make_shared<error>(why.code, why.reason, std::move(context));
    }
}

} // namespace signalwire::core
