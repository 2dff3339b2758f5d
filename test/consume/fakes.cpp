// A user's service and its test, without a server.
#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/testing/fake_generator.hpp>
#include <signalwire/testing/fake_list.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;

asio::awaitable<std::size_t> count_completed(compat::calls_resource const& calls)
{
    compat::call_page const page =
        co_await calls.list(compat::call_filter().status(compat::call_status::completed));
    co_return page.size();
}

asio::awaitable<std::string> join_sids(signalwire::async_generator<compat::call> calls)
{
    std::string out;
    while (std::optional<compat::call> const call = co_await calls.next())
        out += call->sid;
    co_return out;
}

compat::call make_call(std::string sid)
{
    compat::call out;
    out.sid = std::move(sid);
    return out;
}

int main()
{
    asio::io_context context;
    compat::call_page page;
    page.calls.push_back(make_call("a"));
    page.calls.push_back(make_call("b"));
    signalwire::testing::fake_list<compat::call_page> fake(context.get_executor());
    fake.page(page);
    auto const calls = fake.resource<compat::calls_resource>();
    auto count = asio::co_spawn(context, count_completed(calls), asio::use_future);

    signalwire::testing::fake_generator<compat::call> items(context.get_executor());
    items.item(make_call("a")).delay(std::chrono::milliseconds(1)).item(make_call("b"));
    auto sids = asio::co_spawn(context, join_sids(items.generator()), asio::use_future);

    context.run();
    bool const is_right = count.get() == 2 && sids.get() == "ab" && fake.queries().size() == 1
        && fake.queries().front() == "Status=completed";
    return is_right ? 0 : 1;
}
