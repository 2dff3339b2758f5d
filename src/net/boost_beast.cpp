// The library's only copy of Beast's functions (BOOST_BEAST_SEPARATE_COMPILATION).
#include <boost/beast/src.hpp>
