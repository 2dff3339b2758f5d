#pragma once

#include <signalwire/rest_client.hpp>
#include <signalwire/sandbox/server.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace signalwire::test
{

/// A sandbox that runs on its own thread, like a remote server.
class running_sandbox
{
public:
    explicit running_sandbox(sandbox::server_options const& options = sandbox::server_options())
        : server(context_, options)
        , thread_([this] { context_.run(); })
    {
    }

    ~running_sandbox()
    {
        server.stop();
        thread_.join();
    }

private:
    boost::asio::io_context context_;

public:
    sandbox::server server;

private:
    std::thread thread_;
};

/// A sandbox, and a context for the client under test.
struct sandbox_fixture
{
    explicit sandbox_fixture(sandbox::server_options const& options = sandbox::server_options())
        : sandbox(options)
        , server(sandbox.server)
    {
    }

    /// Runs `work` and all other work of the context. Returns the result or throws. The test fails
    /// if the context does not finish within a minute.
    template <class T>
    T run(boost::asio::awaitable<T> work)
    {
        std::future<T> result =
            boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
        run_context();
        return result.get();
    }

    void run_context()
    {
        context.restart();
        context.run_for(std::chrono::minutes(1));
        if (!context.stopped())
            throw std::runtime_error("the context still has work after a minute");
    }

    /// Runs the context, handler by handler, until the condition holds. Returns false after a
    /// minute.
    bool run_until(std::function<bool()> const& happened)
    {
        auto const last = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        context.restart();
        while (!happened() && std::chrono::steady_clock::now() < last)
        {
            if (context.run_one_for(std::chrono::milliseconds(20)) == 0)
                context.restart();
        }
        return happened();
    }

    /// Returns the configuration of a client of the sandbox.
    [[nodiscard]] client_config make_config() const
    {
        client_config config = server.client_config();
        config.retry.base_delay = std::chrono::milliseconds(1);
        return config;
    }

    /// Returns a client of the sandbox. `change` may modify its configuration.
    template <class Change>
    rest_client make_client(Change change)
    {
        client_config config = make_config();
        change(config);
        return rest_client(context, config);
    }

    rest_client make_client()
    {
        return make_client([](client_config&) {});
    }

    /// Returns the IDs of the calls with indexes in `[from, to)`.
    [[nodiscard]] std::vector<std::string> sids(std::size_t from, std::size_t to) const
    {
        std::vector<std::string> out;
        out.reserve(to - from);
        for (std::size_t i = from; i != to; ++i)
            out.push_back(server.call_at(i).sid);
        return out;
    }

    /// Returns the IDs of the calls that match `filter`, according to the sandbox.
    [[nodiscard]] std::vector<std::string> sids_of(compat::call_filter const& filter) const
    {
        std::vector<std::string> out;
        for (std::size_t const index : server.find_calls(filter))
            out.push_back(server.call_at(index).sid);
        return out;
    }

    running_sandbox sandbox;
    sandbox::server& server;
    boost::asio::io_context context;
};

} // namespace signalwire::test
