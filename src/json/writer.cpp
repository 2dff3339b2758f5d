#include "json/writer.hpp"

#include <boost/json/kind.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace signalwire::json
{

namespace
{

void write_list(list_schema const& type, void const* list, std::string& out)
{
    out += '[';
    for (std::size_t i = 0; i < type.size(list); ++i)
    {
        if (i > 0)
            out += ',';
        if (type.scalar)
            type.scalar->write(type.at(list, i), out);
        else
            write_object(*type.element, type.at(list, i), out);
    }
    out += ']';
}

void write_member(member_schema const& member, void const* address, bool null, std::string& out)
{
    if (null)
        out += "null";
    else if (member.scalar)
        member.scalar->write(address, out);
    else if (member.object)
        write_object(*member.object, address, out);
    else
        write_list(*member.list, address, out);
}

void write_double(double value, std::string& out)
{
    std::size_t const begin = out.size();
    scalars::write(value, out);
    if (out.find_first_of(".en", begin) == std::string::npos)
        out += ".0";
}

/// Replaces the text after `begin` by the original text of the member, if the value has not
/// changed.
void restore_text(
    member_presence const& presence, std::string_view name, std::size_t begin, std::string& out)
{
    std::string_view const text = presence.raw_text(name, std::string_view(out).substr(begin));
    if (!text.empty())
        out.replace(begin, out.size() - begin, text);
}

} // namespace

void write_value(boost::json::value const& value, std::string& out)
{
    char separator = '[';
    switch (value.kind())
    {
    case boost::json::kind::double_: write_double(value.get_double(), out); break;
    case boost::json::kind::array:
        for (boost::json::value const& element : value.get_array())
        {
            out += std::exchange(separator, ',');
            write_value(element, out);
        }
        out += value.get_array().empty() ? "[]" : "]";
        break;
    case boost::json::kind::object:
        separator = '{';
        for (auto const& [name, element] : value.get_object())
        {
            out += std::exchange(separator, ',');
            write_text(out, {name.data(), name.size()});
            out += ':';
            write_value(element, out);
        }
        out += value.get_object().empty() ? "{}" : "}";
        break;
    default: out += boost::json::serialize(value);
    }
}

void write_object(object_schema const& type, void const* object, std::string& out)
{
    // Decoding uses the same tables, so they take mutable addresses.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    void* const writable = const_cast<void*>(object);
    member_presence const& presence = type.presence(writable);
    boost::json::object const nothing;
    boost::json::object const& extra = type.extra ? type.extra(writable) : nothing;

    char separator = '{';
    auto const begin_member = [&](std::string_view name) {
        out += std::exchange(separator, ',');
        write_text(out, name);
        out += ':';
        return out.size();
    };
    for (std::size_t i = 0; i < type.members.size(); ++i)
    {
        member_schema const& member = type.members[i];
        if (presence.is_absent(i) || !member.is_wanted())
            continue;
        std::size_t const begin = begin_member(member.name);
        boost::json::value const* const kept =
            extra.empty() ? nullptr : extra.if_contains(member.name);
        if (kept)
            write_value(*kept, out);
        else
            write_member(member, member.address(writable), presence.is_null(i), out);
        if (presence.has_raw_texts())
            restore_text(presence, member.name, begin, out);
    }
    for (auto const& [key, value] : extra)
    {
        std::string_view const name(key.data(), key.size());
        std::optional<std::size_t> const member = find_member(type, name);
        if (member && !presence.is_absent(*member))
            continue;
        std::size_t const begin = begin_member(name);
        write_value(value, out);
        if (presence.has_raw_texts())
            restore_text(presence, name, begin, out);
    }
    out += separator == '{' ? "{}" : "}";
}

} // namespace signalwire::json
