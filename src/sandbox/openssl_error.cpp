#include "sandbox/openssl_error.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/err.h>

namespace signalwire::sandbox::detail
{

void throw_openssl_error(char const* function)
{
    boost::system::error_code const error(
        static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category());
    ERR_clear_error();
    throw boost::system::system_error(error, function);
}

} // namespace signalwire::sandbox::detail
