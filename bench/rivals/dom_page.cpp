#include "rivals/dom_page.hpp"

#include "rivals/record_members.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <charconv>

namespace signalwire::bench
{

namespace json = boost::json;

namespace
{

struct dom_reader
{
    using value = json::value const;

    static void read(value& in, std::string& out)
    {
        out.assign(std::string_view(in.as_string()));
    }

    static void read(value& in, std::int64_t& out)
    {
        out = in.to_number<std::int64_t>();
    }

    static void read(value& in, double& out)
    {
        out = in.to_number<double>();
    }

    static void read(value& in, epoch_time& out)
    {
        out = parse_time(std::string_view(in.as_string()));
    }

    /// The DOM has forgotten how the number was spelled.
    static void read(value& in, number_text& out)
    {
        std::array<char, 32> text{};
        auto const [end, code] =
            std::to_chars(text.data(), text.data() + text.size(), in.to_number<double>());
        out.text.assign(text.data(), end);
    }

    template <class T>
    static void read(value& in, std::optional<T>& out)
    {
        if (in.is_null())
            out.reset();
        else
            read(in, out.emplace());
    }

    static void read(value& in, subresource_record& out);
};

template <class Record, class Table>
void read_members(json::object const& object, Record& out, Table const& members)
{
    member_finder<Record, dom_reader, std::tuple_size_v<Table>> finder(members);
    for (json::key_value_pair const& field : object)
    {
        if (auto const* const member = finder.find(std::string_view(field.key())))
            member->read(field.value(), out);
    }
}

void dom_reader::read(value& in, subresource_record& out)
{
    static constexpr auto members = subresource_members<dom_reader>();
    read_members(in.as_object(), out, members);
}

} // namespace

page_record parse_by_dom(std::string_view body)
{
    static constexpr auto of_page = page_members<dom_reader, page_record>();
    static constexpr auto of_call = call_members<dom_reader, call_record>();
    json::monotonic_resource memory;
    json::value const document = json::parse(body, &memory);
    json::object const& object = document.as_object();
    page_record page;
    read_members(object, page, of_page);
    json::array const& calls = object.at("calls").as_array();
    page.calls.reserve(calls.size());
    for (json::value const& call : calls)
        read_members(call.as_object(), page.calls.emplace_back(), of_call);
    return page;
}

} // namespace signalwire::bench
