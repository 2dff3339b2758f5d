#include <signalwire/detail/rethrow_at.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/error.hpp>

namespace signalwire::detail
{

void rethrow_at(std::exception_ptr const& failure, cursor const& position)
{
    try
    {
        std::rethrow_exception(failure);
    }
    catch (error& known)
    {
        known.set_cursor(position);
        throw;
    }
    catch (boost::system::system_error const& foreign)
    {
        if (foreign.code() != boost::asio::error::operation_aborted)
            throw;
        error cancelled(foreign.code(), "the operation was cancelled", error_context());
        cancelled.set_cursor(position);
        throw cancelled;
    }
}

} // namespace signalwire::detail
