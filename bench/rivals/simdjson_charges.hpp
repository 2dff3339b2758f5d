#pragma once

#include "rivals/call_record.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalwire::bench
{

/// What a report about charges reads of a call.
struct charge_record
{
    std::string sid;
    std::int64_t duration = 0;
    std::optional<number_text> price;
};

/// Three members of each call of a page by simdjson's On-Demand front end, which skips the others.
class simdjson_charges
{
public:
    simdjson_charges();
    ~simdjson_charges();
    simdjson_charges(simdjson_charges const&) = delete;
    simdjson_charges& operator=(simdjson_charges const&) = delete;

    /// Decodes a page. `body` gets the capacity that simdjson wants behind its end. Throws
    /// `std::exception` when the page is not JSON or a member has the wrong type.
    [[nodiscard]] std::vector<charge_record> parse(std::string& body);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace signalwire::bench
