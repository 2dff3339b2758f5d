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

/// Boost adds in whose source file the error was found, which no user wants to know.
std::string without_place(boost::system::system_error const& error)
{
    std::string const text = error.what();
    std::size_t const code = text.find(error.code().what());
    return code == std::string::npos ? text : text.substr(0, code) + error.code().message();
}

failure sort(std::exception_ptr const& error)
{
    try
    {
        std::rethrow_exception(error);
    }
    catch (api_error const& e)
    {
        return failure(exit_status::refused, e.what());
    }
    catch (protocol_error const& e)
    {
        return failure(exit_status::bad_answer, e.what());
    }
    catch (pagination_error const& e)
    {
        return failure(exit_status::bad_answer, e.what());
    }
    catch (signalwire::error const& e)
    {
        // Transport, timeout, and what the client itself refused to send.
        return failure(exit_status::unreachable, e.what());
    }
    catch (std::invalid_argument const& e)
    {
        // Our own usage_error, and what the library finds wrong with configuration and cursors.
        return failure(exit_status::bad_usage, e.what());
    }
    catch (boost::system::system_error const& e)
    {
        return failure(exit_status::failed, without_place(e));
    }
    catch (std::bad_alloc const&)
    {
        return failure(exit_status::failed, "out of memory");
    }
    catch (std::exception const& e)
    {
        return failure(exit_status::failed, e.what());
    }
    catch (...)
    {
        return failure(exit_status::failed, "unknown error");
    }
}

} // namespace

failure::failure(exit_status why, std::string line)
    : status(why)
    , message(std::move(line))
{
}

failure describe(std::exception_ptr const& error)
{
    failure result = sort(error);
    result.message = printable(in_program_words(result.message));
    return result;
}

} // namespace signalwire::tool
