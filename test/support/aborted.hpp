#pragma once

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <exception>

namespace signalwire::test
{

/// Whether an operation that ended so was cancelled, and told in the way of Asio's own operations.
[[nodiscard]] inline bool is_aborted(std::exception_ptr const& failure)
{
    try
    {
        if (failure)
            std::rethrow_exception(failure);
    }
    catch (boost::system::system_error const& error)
    {
        return error.code() == boost::asio::error::operation_aborted;
    }
    catch (...)
    {
        return false;
    }
    return false;
}

} // namespace signalwire::test
