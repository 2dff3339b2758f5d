#pragma once

#include <boost/system/error_category.hpp>

// Declares how the library compiles its copy of Asio: as inline functions, as in a program that
// includes Asio's headers, but all of them, whether called here or not.
//
// Asio's error categories are static variables of such functions and are compared by address.
// Ordinary functions would have variables of their own: the library's eof would differ from the
// program's boost::asio::error::eof. Hence the functions below must be inline in any case.
#ifndef __clang__
#define BOOST_ASIO_DECL inline __attribute__((used))
#define SIGNALWIRE_CATEGORY [[gnu::noinline]] system::error_category const&
#else
// Clang omits the constructors and destructors of complete objects from functions that are inline
// and used.
#define BOOST_ASIO_DECL __attribute__((weak))
#define SIGNALWIRE_CATEGORY [[gnu::noinline, gnu::used]] inline system::error_category const&
#endif

// A program with separately compiled Asio has such variables, too. In a shared library, calls of
// these functions resolve to the program's, if there are calls.
namespace boost::asio::error
{
SIGNALWIRE_CATEGORY get_addrinfo_category();
SIGNALWIRE_CATEGORY get_misc_category();
SIGNALWIRE_CATEGORY get_netdb_category();
SIGNALWIRE_CATEGORY get_ssl_category();
} // namespace boost::asio::error

namespace boost::asio::experimental::error
{
SIGNALWIRE_CATEGORY get_channel_category();
} // namespace boost::asio::experimental::error

namespace boost::asio::ssl::error
{
SIGNALWIRE_CATEGORY get_stream_category();
} // namespace boost::asio::ssl::error

#undef SIGNALWIRE_CATEGORY
