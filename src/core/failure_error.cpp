#include "core/failure_error.hpp"

#include <signalwire/error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace signalwire::core
{

void throw_failure(core::failure const& why, std::string const& last_failure, error_context context)
{
    switch (why.kind)
    {
    case core::failure_kind::stopped:
        throw boost::system::system_error(boost::asio::error::operation_aborted);
    case core::failure_kind::timeout:
        throw timeout_error(why.step, why.limit, last_failure, std::move(context));
    case core::failure_kind::transport:
        throw transport_error(why.code, why.reason, std::move(context));
    default: throw error(why.code, why.reason, std::move(context));
    }
}

} // namespace signalwire::core
