#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/compat/call.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// Streams of calls as lists of their ids.
namespace signalwire::test
{

using call_stream = async_generator<compat::call>;
using texts = std::vector<std::string>;

/// All that is left, call by call.
inline boost::asio::awaitable<texts> rest_of(call_stream& calls)
{
    texts sids;
    while (std::optional<compat::call> call = co_await calls.next())
        sids.push_back(std::move(call->sid));
    co_return sids;
}

/// The next `count` calls; that there are fewer is an exception.
inline boost::asio::awaitable<texts> take(call_stream& calls, std::size_t count)
{
    texts sids;
    while (sids.size() < count)
        sids.push_back((co_await calls.next()).value().sid);
    co_return sids;
}

[[nodiscard]] inline texts joined(texts first, texts const& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace signalwire::test
