#pragma once

#include "rivals/simdjson_page.hpp"
#include "support/list_findings.hpp"

#include <chrono>
#include <exception>
#include <string>

namespace signalwire::bench
{

/// One of those that ask again and again.
struct asker
{
    void begin()
    {
        begun = std::chrono::steady_clock::now();
    }

    template <class Page>
    void take_answer(std::string& body, simdjson_pages& pages, list_findings& found)
    {
        try
        {
            Page const page = pages.parse<Page>(body);
            if (!first)
                found.latency.add(std::chrono::steady_clock::now() - begun);
            found.calls += page.calls.size();
        }
        catch (std::exception const& error)
        {
            found.fail(error.what());
        }
        first = false;
    }

    std::chrono::steady_clock::time_point begun;
    bool first = true;
};

} // namespace signalwire::bench
