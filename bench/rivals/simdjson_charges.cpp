#include "rivals/simdjson_charges.hpp"

#include "rivals/simdjson.hpp"

#include <string_view>

namespace signalwire::bench
{

namespace
{

namespace ondemand = simdjson::ondemand;

/// The members in the order of the page; any may be missing.
charge_record read(ondemand::object call)
{
    charge_record out;
    ondemand::value member;
    if (call.find_field("sid").get(member) == simdjson::SUCCESS)
        out.sid.assign(std::string_view(member.get_string()));
    // Searches from the beginning again where it is missing.
    if (call.find_field_unordered("duration").get(member) == simdjson::SUCCESS)
        out.duration = member.get_int64();
    if (call.find_field_unordered("price").get(member) == simdjson::SUCCESS && !member.is_null())
    {
        std::string_view token = member.raw_json_token();
        // Checks that it is one.
        static_cast<void>(static_cast<double>(member.get_double()));
        out.price.emplace().text.assign(token.substr(0, token.find_last_not_of(" \t\r\n") + 1));
    }
    return out;
}

} // namespace

struct simdjson_charges::parser
{
    ondemand::parser parser;
};

simdjson_charges::simdjson_charges()
    : parser_(std::make_unique<parser>())
{
}

simdjson_charges::~simdjson_charges() = default;

std::vector<charge_record> simdjson_charges::parse(std::string& body)
{
    body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    ondemand::document document = parser_->parser.iterate(body);
    std::vector<charge_record> out;
    ondemand::object page = document.get_object();
    out.reserve(static_cast<std::size_t>(page.find_field("page_size").get_int64()));
    for (auto call : page.find_field("calls").get_array())
        out.push_back(read(call.get_object()));
    return out;
}

} // namespace signalwire::bench
