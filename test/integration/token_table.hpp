#pragma once

#include "support/sandbox_fixture.hpp"

#include <signalwire/as_result.hpp>
#include <signalwire/for_each.hpp>
#include <signalwire/take.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Every asynchronous function of the library, to be started with any completion token.
namespace signalwire::test
{

namespace asio = boost::asio;

using call_stream = signalwire::async_generator<compat::call>;

inline bool is_right(compat::call_page const& page)
{
    return page.size() == 3;
}

inline bool is_right(std::optional<compat::call_page> const& page)
{
    return page && page->size() == 3;
}

inline bool is_right(std::optional<compat::call> const& call)
{
    return call && !call->sid.empty();
}

inline bool is_right(compat::message const& message)
{
    return !message.sid.empty();
}

inline bool is_right(std::vector<compat::call> const& calls)
{
    return !calls.empty();
}

/// What one operation gives when it is awaited.
template <class Start>
using result_of = typename decltype(std::declval<Start>()(asio::use_awaitable))::value_type;

inline void note_call(compat::call const&) {}

/// The operations, to be started with any token. Each has what it needs of its own.
struct table_fixture : sandbox_fixture
{
    table_fixture()
        : client(make_client())
        , first(run(client.compat.calls.list(filter)))
        , second(run(client.compat.calls.next_page(first)).value())
    {
    }

    /// Calls `run` with the name of each operation and a function that starts it.
    template <class Run>
    void for_each_operation(Run run_one)
    {
        auto const check = [&]<class Start>(std::string_view name, Start start) {
            BOOST_TEST_CONTEXT(name)
            run_one(name, std::move(start));
        };
        check("list", [this]<class Token>(Token&& token) {
            return client.compat.calls.list(filter, options, std::forward<Token>(token));
        });
        check("page_at", [this]<class Token>(Token&& token) {
            return client.compat.calls.page_at(first.uri, options, std::forward<Token>(token));
        });
        check("next_page", [this]<class Token>(Token&& token) {
            return client.compat.calls.next_page(first, options, std::forward<Token>(token));
        });
        check("previous_page", [this]<class Token>(Token&& token) {
            return client.compat.calls.previous_page(second, options, std::forward<Token>(token));
        });
        check("create", [this]<class Token>(Token&& token) {
            return client.compat.messages.create(message, options, std::forward<Token>(token));
        });
        check("remove", [this]<class Token>(Token&& token) {
            return client.compat.calls.remove(another_sid(), options, std::forward<Token>(token));
        });
        check("find", [this]<class Token>(Token&& token) {
            return client.compat.calls.find(call, {}, options, std::forward<Token>(token));
        });
        check("next", [stream = stream()]<class Token>(Token&& token) {
            return stream->next(std::forward<Token>(token));
        });
        check("next_batch", [stream = stream()]<class Token>(Token&& token) {
            return stream->next_batch(2, std::forward<Token>(token));
        });
        check("take", [stream = stream()]<class Token>(Token&& token) {
            return signalwire::take(*stream, 4, std::forward<Token>(token));
        });
        check("for_each", [stream = stream()]<class Token>(Token&& token) {
            return signalwire::for_each(*stream, 2, note_call, std::forward<Token>(token));
        });
        check("warm_up", [another = another()]<class Token>(Token&& token) {
            return another->warm_up(2, std::forward<Token>(token));
        });
        check("shutdown", [another = another()]<class Token>(Token&& token) {
            return another->shutdown(std::chrono::seconds(10), std::forward<Token>(token));
        });
    }

    /// The ID of a call that has not been removed.
    std::string another_sid()
    {
        std::string sid = std::move(removable.back());
        removable.pop_back();
        return sid;
    }

    /// A form that may have made a call of the account.
    compat::new_call form_of_outbound_call()
    {
        std::size_t index = 0;
        while (server.call_at(index).direction == compat::call_direction::inbound)
            ++index;
        return compat::new_call().to(server.call_at(index).to).from(server.call_at(index).from);
    }

    std::shared_ptr<call_stream> stream()
    {
        return std::make_shared<call_stream>(
            client.compat.calls.stream(filter, signalwire::stream_options().limit(7)));
    }

    /// A client that has not sent anything.
    std::shared_ptr<signalwire::rest_client> another()
    {
        return std::make_shared<signalwire::rest_client>(make_client());
    }

    compat::call_filter const filter = compat::call_filter().page_size(3);
    signalwire::request_options const options;
    signalwire::rest_client client;
    compat::call_page const first;
    compat::call_page const second;
    std::vector<std::string> removable = sids(100, 120);
    compat::new_message const message = compat::new_message().to("+15551230001").body("x");
    compat::new_call const call = form_of_outbound_call();
};

/// Notes with what and where a handler was called. `Values` is nothing or one type.
struct observer
{
    template <class... Values>
    void operator()(std::exception_ptr thrown, Values const&... values)
    {
        ++*calls;
        *failure = std::move(thrown);
        if (!*failure)
            *right = (is_right(values) && ... && true);
    }

    std::shared_ptr<int> calls = std::make_shared<int>();
    std::shared_ptr<bool> right = std::make_shared<bool>();
    std::shared_ptr<std::exception_ptr> failure = std::make_shared<std::exception_ptr>();
};

template <class T>
bool is_right_result(signalwire::result<T> const& result)
{
    if constexpr (std::is_void_v<T>)
        return result.has_value();
    else
        return result.has_value() && is_right(*result);
}

template <class T>
bool is_aborted_result(signalwire::result<T> const& result)
{
    return !result && result.error().code() == asio::error::operation_aborted;
}

template <class T>
bool is_right_future(std::future<T> future)
{
    if constexpr (std::is_void_v<T>)
        return future.get(), true;
    else
        return is_right(future.get());
}

} // namespace signalwire::test
