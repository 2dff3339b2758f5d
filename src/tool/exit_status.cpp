#include "tool/exit_status.hpp"

#include "tool/terminal_text.hpp"
#include "tool/wording.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>

#include <boost/system/system_error.hpp>

#include <cstddef>
#include <new>
#include <utility>

namespace signalwire::tool
{

namespace
{

/// Returns the message without the source location that Boost adds.
std::string without_location(boost::system::system_error const& error)
{
    std::string const text = error.what();
    std::size_t const code = text.find(error.code().what());
    return code == std::string::npos ? text : text.substr(0, code) + error.code().message();
}

failure classify(std::exception_ptr const& error)
{
    try
    {
        std::rethrow_exception(error);
    }
    catch (api_error const& e)
    {
        return failure(exit_status::api_error, e.what());
    }
    catch (protocol_error const& e)
    {
        return failure(exit_status::protocol, e.what());
    }
    catch (pagination_error const& e)
    {
        return failure(exit_status::protocol, e.what());
    }
    catch (signalwire::error const& e)
    {
        // Transport errors, timeouts, and requests that the client rejects.
        return failure(exit_status::transport, e.what());
    }
    catch (std::invalid_argument const& e)
    {
        // usage_error, and the library's errors for configurations and cursors.
        return failure(exit_status::usage, e.what());
    }
    catch (boost::system::system_error const& e)
    {
        return failure(exit_status::failure, without_location(e));
    }
    catch (std::bad_alloc const&)
    {
        return failure(exit_status::failure, "out of memory");
    }
    catch (std::exception const& e)
    {
        return failure(exit_status::failure, e.what());
    }
    catch (...)
    {
        return failure(exit_status::failure, "unknown error");
    }
}

} // namespace

failure::failure(exit_status exit, std::string text)
    : status(exit)
    , message(std::move(text))
{
}

failure describe(std::exception_ptr const& error)
{
    failure result = classify(error);
    result.message = terminal_text(use_option_names(result.message));
    return result;
}

} // namespace signalwire::tool
