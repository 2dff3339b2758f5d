// What programs have that compile Asio once, in a source of their own.
#include <boost/asio/impl/src.hpp>
