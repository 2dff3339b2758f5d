#include "support/local_server.hpp"

#include <sched.h>

namespace signalwire::bench
{

namespace
{

sandbox::server_options options_for(std::size_t calls)
{
    sandbox::server_options options;
    options.calls = calls;
    return options;
}

/// The cores of this process, asked before a thread was confined to one of them.
cpu_set_t const& all_cores()
{
    static cpu_set_t const cores = [] {
        cpu_set_t out;
        CPU_ZERO(&out);
        sched_getaffinity(0, sizeof(out), &out);
        return out;
    }();
    return cores;
}

/// The calling thread keeps to the first of the cores, or to the others. Where that cannot be, the
/// kernel places it.
void keep_to(bool first)
{
    cpu_set_t cores = all_cores();
    if (CPU_COUNT(&cores) < 2)
        return;
    bool found = false;
    for (int core = 0; core < CPU_SETSIZE; ++core)
    {
        if (!CPU_ISSET(core, &cores))
            continue;
        if (found == first)
            CPU_CLR(core, &cores);
        found = true;
    }
    sched_setaffinity(0, sizeof(cores), &cores);
}

} // namespace

local_server::local_server(std::size_t calls)
    : server_(context_.get_executor(), options_for(calls))
    , thread_([this] {
        keep_to(false);
        context_.run();
    })
{
    keep_to(true);
}

local_server::~local_server()
{
    server_.stop();
    context_.stop();
    thread_.join();
}

signalwire::client_config local_server::client_config() const
{
    signalwire::client_config config = server_.client_config();
    config.compression = false;
    return config;
}

} // namespace signalwire::bench
