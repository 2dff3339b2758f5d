#pragma once

#include "http/response_reader.hpp"
#include "http/response_sink.hpp"

#include <signalwire/errc.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace unit
{

/// Records the parts of a response; fails on request.
class recorder final : public signalwire::http::response_sink
{
public:
    void on_head(signalwire::http::response_head const& head) override
    {
        BOOST_TEST(ends == 0);
        heads.push_back(head);
    }

    void on_body(std::string_view bytes, boost::system::error_code& ec) override
    {
        BOOST_TEST(heads.size() == 1U);
        body += bytes;
        if (body.size() > accept)
            ec = signalwire::errc::invalid_json;
    }

    void on_deviation(std::string_view name, boost::system::error_code& ec) override
    {
        BOOST_TEST(heads.size() == 1U);
        deviations.emplace_back(name);
        if (strict)
            ec = signalwire::errc::malformed_response;
    }

    bool complete() const override
    {
        return !body.empty() && body == whole;
    }

    void on_input_drained() override
    {
        ++pauses;
    }

    void on_end(boost::system::error_code& ec) override
    {
        ++ends;
        if (fail_at_end)
            ec = signalwire::errc::schema_mismatch;
    }

    std::vector<signalwire::http::response_head> heads;
    std::string body;
    std::vector<std::string> deviations;
    /// The complete body.
    std::string_view whole;
    bool strict = false;
    int pauses = 0;
    int ends = 0;
    std::size_t accept = std::numeric_limits<std::size_t>::max();
    bool fail_at_end = false;
};

struct outcome
{
    bool done = false;
    bool keep_alive = false;
    boost::system::error_code code;
    /// The bytes that were not consumed.
    std::string rest;
};

/// Feeds `bytes` as a connection would: new bytes are appended to those not consumed.
inline outcome feed(
    signalwire::http::response_reader& reader, std::string_view bytes, std::size_t piece)
{
    outcome out;
    for (std::size_t i = 0; i < bytes.size() && !reader.done() && !out.code; i += piece)
    {
        out.rest += bytes.substr(i, piece);
        std::size_t const used = reader.write(boost::asio::buffer(out.rest), out.code);
        BOOST_TEST_REQUIRE(used <= out.rest.size());
        out.rest.erase(0, used);
        if (reader.done())
            out.rest += bytes.substr(std::min(i + piece, bytes.size()));
    }
    out.done = reader.done();
    out.keep_alive = reader.keep_alive();
    return out;
}

inline constexpr std::size_t all = 1 << 20;

} // namespace unit
