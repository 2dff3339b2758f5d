// The library's only copy of Asio's functions (BOOST_ASIO_SEPARATE_COMPILATION).
#include "net/boost_decl.hpp"

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
