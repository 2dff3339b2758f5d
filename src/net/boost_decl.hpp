#pragma once

#include <boost/system/error_category.hpp>

// How the library's copy of Asio is compiled: as the inline functions that they are in a program
// that just includes Asio's headers, but all of them, called here or not.
//
// Asio's categories of errors are static variables of such functions, and known by their address.
// Those of ordinary functions would be others than those of the program's inline copies: the eof
// that the library reports would not be equal to the program's boost::asio::error::eof. So the
// functions below must be inline, whatever the others are.
#ifndef __clang__
#define BOOST_ASIO_DECL inline __attribute__((used))
#define SIGNALWIRE_CATEGORY [[gnu::noinline]] system::error_category const&
#else
// From what is inline and used it leaves out the constructors and destructors of whole objects.
#define BOOST_ASIO_DECL __attribute__((weak))
#define SIGNALWIRE_CATEGORY [[gnu::noinline, gnu::used]] inline system::error_category const&
#endif

// A program with an Asio that is compiled separately has such variables. In a shared library, calls
// of these functions lead to the program's, if there are calls.
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
