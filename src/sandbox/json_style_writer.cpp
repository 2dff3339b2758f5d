#include "sandbox/json_style_writer.hpp"

#include "sandbox/json_style_values.hpp"
#include "sandbox/json_tree.hpp"
#include "sandbox/reference_members.hpp"
#include "sandbox/times.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

struct unknown_member
{
    std::string_view name;
    std::string_view value;
};

constexpr std::array<unknown_member, 12> unknown_members = {{
    {"queue_time", "null"},
    {"brand_new", "true"},
    {"Price", "-0.50"},
    {"sid_", "1.0"},
    {"trunk_sid", R"("")"},
    {"größe", R"("50 \u00b5m")"},
    {"shard", "18446744073709551615"},
    {"ratio", "25e-2"},
    {"tags", "[]"},
    {"labels", "{}"},
    {"legs", R"([1,"2",null,[[-3.0]],{"sid":"b","calls":[{}]}])"},
    {"media", R"({"codec":{"name":"OPUS","rates":[8000,48000]},"price":{"a/b":[[[[1e3]]]]}})"},
}};

/// A member to write.
struct entry
{
    entry(std::string_view text, reference_member const* member, json_tree content)
        : name(text)
        , known(member)
        , value(std::move(content))
    {
    }

    std::string_view name;
    /// Null for an unknown member.
    reference_member const* known;
    json_tree value;
};

/// The style of an object and everything in it.
struct style
{
    style(std::uint64_t seed, std::string_view identity) noexcept
        : random(seed, fingerprint(0, identity))
        , rate(random.any_of(rates))
        , spaced(random.one_in(4))
        , shuffled(random.one_in(3))
    {
    }

    static constexpr std::array<std::size_t, 5> rates = {0, 0, 40, 10, 3};

    random_sequence random;
    /// One of `rate` members deviates; none if zero.
    std::size_t rate;
    bool spaced;
    bool shuffled;
};

class json_style_writer
{
public:
    json_style_writer(json_tree const& page, std::uint64_t seed)
        : seed_(seed)
        , style_(seed, page.find("uri")->text)
    {
        white_space();
        object(page, documented_page_members(), "$");
        white_space();
    }

    styled_page take() noexcept
    {
        return std::move(out_);
    }

private:
    bool deviate() noexcept
    {
        return style_.random.one_in(style_.rate);
    }

    void report(std::string const& path)
    {
        out_.deviations.push_back(path);
    }

    void white_space()
    {
        if (style_.spaced)
            append_white_space(out_.text, style_.random);
    }

    void punctuation(char c)
    {
        white_space();
        out_.text += c;
        white_space();
    }

    void string(std::string_view text)
    {
        append_varied_string(out_.text, text, style_.random);
    }

    void object(
        json_tree const& value, std::span<reference_member const> members, std::string const& path)
    {
        std::vector<std::string> missing;
        std::vector<entry> const entries = arrange(value, members, path, missing);
        out_.text += '{';
        white_space();
        for (std::size_t i = 0; i != entries.size(); ++i)
        {
            if (i != 0)
                punctuation(',');
            string(entries[i].name);
            punctuation(':');
            member(entries[i], path + '.' + std::string(entries[i].name));
        }
        white_space();
        out_.text += '}';
        for (std::string const& each : missing)
            report(each);
    }

    /// Returns the members to write, in their order.
    std::vector<entry> arrange(
        json_tree const& value, std::span<reference_member const> members, std::string const& path,
        std::vector<std::string>& missing)
    {
        std::vector<entry> out;
        for (reference_member const& each : members)
        {
            if (std::optional<json_tree> written = presence(value.find(each.name), each))
                out.emplace_back(each.name, &each, *std::move(written));
            else if (each.documented)
                missing.push_back(path + '.' + std::string(each.name));
        }
        std::size_t const known = out.size();
        for (unknown_member const& each : unknown_members)
        {
            if (style_.random.one_in(4 * style_.rate))
                out.emplace_back(each.name, nullptr, read_json_tree(each.value));
        }
        // Unknown members are placed at random; known members only if the object is shuffled.
        for (std::size_t i = style_.shuffled ? 1 : known; i < out.size(); ++i)
        {
            auto const at = [&](std::size_t index) {
                return out.begin() + static_cast<std::ptrdiff_t>(index);
            };
            std::rotate(at(style_.random.below(i + 1)), at(i), at(i + 1));
        }
        return out;
    }

    /// Exchanges null and a missing member, which are equivalent, at random.
    std::optional<json_tree> presence(json_tree const* value, reference_member const& known)
    {
        bool const exchange = deviate();
        if (value && !(value->is_null() && exchange))
            return *value;
        if (!value && !exchange)
            return std::nullopt;
        if (value && style_.random.one_in(2))
            return std::nullopt;
        json_tree out;
        out.text = "null";
        // The empty string is not equivalent to null for text.
        bool const may_be_empty =
            known.kind != member_kind::text && known.kind != member_kind::code;
        if (value && may_be_empty)
        {
            out.type = json_tree::kind::string;
            out.text.clear();
        }
        return out;
    }

    void member(entry const& element, std::string const& path)
    {
        if (!element.known)
        {
            report(path);
            return generic(element.value);
        }
        if (element.value.is_null())
        {
            if (!element.known->nullable)
                report(path);
            out_.text += "null";
            return;
        }
        switch (element.known->kind)
        {
        case member_kind::object: return object(element.value, element.known->members, path);
        case member_kind::list: return list(element.value, element.known->members, path);
        default: scalar(element.value.text, element.known->kind, path);
        }
    }

    void list(
        json_tree const& value, std::span<reference_member const> members, std::string const& path)
    {
        style const outer = style_;
        out_.text += '[';
        for (std::size_t i = 0; i != value.children.size(); ++i)
        {
            json_tree const& each = value.children[i];
            if (i != 0)
                out_.text += ',';
            style_ = style(seed_, each.find("sid")->text);
            white_space();
            object(each, members, path + '[' + std::to_string(i) + ']');
            white_space();
        }
        out_.text += ']';
        style_ = outer;
    }

    void scalar(std::string const& text, member_kind kind, std::string const& path)
    {
        bool const is_text = kind == member_kind::text || kind == member_kind::link;
        if (is_text || kind == member_kind::time)
        {
            if (text.empty() && !is_text)
                report(path);
            return string(is_text || text.empty() ? text : time(text));
        }
        bool const deviates = text.empty() || deviate();
        if (deviates)
            report(path);
        out_.text += deviates ? deviating_value(text, kind) : documented_value(text, kind);
    }

    std::string time(std::string const& text)
    {
        return varied_time(parse_rfc2822(text).value(), style_.random);
    }

    /// Returns the value in a notation of the API reference.
    std::string documented_value(std::string const& text, member_kind kind)
    {
        if (kind == member_kind::number)
            return varied_number(text, style_.random);
        return kind == member_kind::integer ? text : quoted(text);
    }

    /// Returns the value in a notation that deviates from the API reference.
    std::string deviating_value(std::string const& text, member_kind kind)
    {
        if (text.empty())
            return quoted(text);
        switch (kind)
        {
        case member_kind::code: return text;
        case member_kind::enumeration: return quoted(std::string(unknown_value_prefix) + text);
        case member_kind::integer:
            return style_.random.one_in(2) ? quoted(text) : varied_integer(text, style_.random);
        default: return quoted(varied_number(text, style_.random));
        }
    }

    std::string quoted(std::string_view text)
    {
        std::string out;
        append_varied_string(out, text, style_.random);
        return out;
    }

    /// Writes a value without a schema.
    void generic(json_tree const& value)
    {
        if (value.type == json_tree::kind::token)
            out_.text += value.text;
        else if (value.type == json_tree::kind::string)
            string(value.text);
        else
            children(value);
    }

    void children(json_tree const& value)
    {
        bool const list = value.type == json_tree::kind::list;
        out_.text += list ? '[' : '{';
        white_space();
        for (std::size_t i = 0; i != value.children.size(); ++i)
        {
            if (i != 0)
                punctuation(',');
            if (!list)
            {
                string(value.children[i].name);
                punctuation(':');
            }
            generic(value.children[i]);
        }
        white_space();
        out_.text += list ? ']' : '}';
    }

    std::uint64_t seed_;
    style style_;
    styled_page out_;
};

} // namespace

styled_page apply_varied_style(std::string_view page, std::uint64_t seed)
{
    return json_style_writer(read_json_tree(page), seed).take();
}

} // namespace signalwire::sandbox::detail
