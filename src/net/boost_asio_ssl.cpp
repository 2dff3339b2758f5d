// The library's one copy of Asio's TLS functions (BOOST_ASIO_SEPARATE_COMPILATION).
#include "net/boost_decl.hpp"

#include <boost/asio/ssl/impl/src.hpp>
