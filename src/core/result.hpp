#pragma once

#include "core/failure.hpp"

#include <boost/system/result.hpp>

namespace signalwire::core
{

/// What a step of an operation gives: a value, or why there is none.
template <class T>
using result = boost::system::result<T, failure>;

} // namespace signalwire::core
