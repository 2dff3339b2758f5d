#pragma once

#include <boost/system/error_category.hpp>

// How the library's copy of Asio is compiled: as the inline functions that they are in a program
// that just includes Asio's headers, but all of them, called here or not. Ordinary functions would
// have static variables of their own beside those of the program's inline copies. Asio's categories
// of errors are such variables, and known by their address: the eof that the library reports would
// not be equal to the program's boost::asio::error::eof.
#define BOOST_ASIO_DECL inline __attribute__((used))

// A program with an Asio that is compiled separately has such variables. In a shared library, calls
// of these functions lead to the program's, if there are calls.
namespace boost::asio::error
{
[[gnu::noinline]] boost::system::error_category const& get_addrinfo_category();
[[gnu::noinline]] boost::system::error_category const& get_misc_category();
[[gnu::noinline]] boost::system::error_category const& get_netdb_category();
[[gnu::noinline]] boost::system::error_category const& get_ssl_category();
} // namespace boost::asio::error

namespace boost::asio::ssl::error
{
[[gnu::noinline]] boost::system::error_category const& get_stream_category();
} // namespace boost::asio::ssl::error
