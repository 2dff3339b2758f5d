#include "sandbox/json_style_writer.hpp"

#include "sandbox/json_style_values.hpp"
#include "sandbox/json_tree.hpp"
#include "sandbox/reference_members.hpp"
#include "sandbox/rfc2822.hpp"

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

/// A member as it is to be written.
struct entry
{
    entry(std::string_view text, reference_member const* member, json_tree content)
        : name(text)
        , known(member)
        , value(std::move(content))
    {
    }

    std::string_view name;
    /// Null when the response does not know the member.
    reference_member const* known;
    json_tree value;
};

/// How one object is written, and all within it.
struct manner
{
    manner(std::uint64_t seed, std::string_view identity) noexcept
        : random(seed, fingerprint(0, identity))
        , rate(random.any_of(rates))
        , spaced(random.one_in(4))
        , shuffled(random.one_in(3))
    {
    }

    static constexpr std::array<std::size_t, 5> rates = {0, 0, 40, 10, 3};

    dice random;
    /// One in so many members deviates; none when zero.
    std::size_t rate;
    bool spaced;
    bool shuffled;
};

class varied_writer
{
public:
    varied_writer(json_tree const& page, std::uint64_t seed)
        : seed_(seed)
        , manner_(seed, page.find("uri")->text)
    {
        blanks();
        object(page, reference_page(), "$");
        blanks();
    }

    varied_page take() noexcept
    {
        return std::move(out_);
    }

private:
    bool deviate() noexcept
    {
        return manner_.random.one_in(manner_.rate);
    }

    void report(std::string const& path)
    {
        out_.deviations.push_back(path);
    }

    void blanks()
    {
        if (manner_.spaced)
            append_blanks(out_.text, manner_.random);
    }

    void punctuation(char c)
    {
        blanks();
        out_.text += c;
        blanks();
    }

    void string(std::string_view text)
    {
        append_varied_string(out_.text, text, manner_.random);
    }

    void object(
        json_tree const& value, std::span<reference_member const> members, std::string const& path)
    {
        std::vector<std::string> missing;
        std::vector<entry> const entries = arrange(value, members, path, missing);
        out_.text += '{';
        blanks();
        for (std::size_t i = 0; i != entries.size(); ++i)
        {
            if (i != 0)
                punctuation(',');
            string(entries[i].name);
            punctuation(':');
            member(entries[i], path + '.' + std::string(entries[i].name));
        }
        blanks();
        out_.text += '}';
        for (std::string const& each : missing)
            report(each);
    }

    /// Which members are written, and in which order.
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
            if (manner_.random.one_in(4 * manner_.rate))
                out.emplace_back(each.name, nullptr, read_json_tree(each.value));
        }
        // The unknown ones go anywhere; the known ones too, if the object is to be shuffled.
        for (std::size_t i = manner_.shuffled ? 1 : known; i < out.size(); ++i)
        {
            auto const at = [&](std::size_t place) {
                return out.begin() + static_cast<std::ptrdiff_t>(place);
            };
            std::rotate(at(manner_.random.below(i + 1)), at(i), at(i + 1));
        }
        return out;
    }

    /// Nothing and null are the same to a reader of values: one may stand for the other.
    std::optional<json_tree> presence(json_tree const* value, reference_member const& known)
    {
        bool const exchange = deviate();
        if (value && !(value->is_null() && exchange))
            return *value;
        if (!value && !exchange)
            return std::nullopt;
        if (value && manner_.random.one_in(2))
            return std::nullopt;
        json_tree out;
        out.text = "null";
        // "" is no value of a text that may be null.
        bool const may_be_empty =
            known.kind != member_kind::text && known.kind != member_kind::code;
        if (value && may_be_empty)
        {
            out.type = json_tree::kind::string;
            out.text.clear();
        }
        return out;
    }

    void member(entry const& which, std::string const& path)
    {
        if (!which.known)
        {
            report(path);
            return generic(which.value);
        }
        if (which.value.is_null())
        {
            if (!which.known->nullable)
                report(path);
            out_.text += "null";
            return;
        }
        switch (which.known->kind)
        {
        case member_kind::object: return object(which.value, which.known->members, path);
        case member_kind::list: return list(which.value, which.known->members, path);
        default: scalar(which.value.text, which.known->kind, path);
        }
    }

    void list(
        json_tree const& value, std::span<reference_member const> members, std::string const& path)
    {
        manner const outside = manner_;
        out_.text += '[';
        for (std::size_t i = 0; i != value.children.size(); ++i)
        {
            json_tree const& each = value.children[i];
            if (i != 0)
                out_.text += ',';
            manner_ = manner(seed_, each.find("sid")->text);
            blanks();
            object(each, members, path + '[' + std::to_string(i) + ']');
            blanks();
        }
        out_.text += ']';
        manner_ = outside;
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
        out_.text += deviates ? deviant(text, kind) : usual(text, kind);
    }

    std::string time(std::string const& text)
    {
        return varied_time(parse_rfc2822(text).value(), manner_.random);
    }

    /// The value as the reference page has it.
    std::string usual(std::string const& text, member_kind kind)
    {
        if (kind == member_kind::number)
            return varied_number(text, manner_.random);
        return kind == member_kind::integer ? text : quoted(text);
    }

    /// The value as it has not.
    std::string deviant(std::string const& text, member_kind kind)
    {
        if (text.empty())
            return quoted(text);
        switch (kind)
        {
        case member_kind::code: return text;
        case member_kind::enumeration: return quoted(std::string(news) + text);
        case member_kind::integer:
            return manner_.random.one_in(2) ? quoted(text) : varied_integer(text, manner_.random);
        default: return quoted(varied_number(text, manner_.random));
        }
    }

    std::string quoted(std::string_view text)
    {
        std::string out;
        append_varied_string(out, text, manner_.random);
        return out;
    }

    /// A value that means nothing to us.
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
        blanks();
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
        blanks();
        out_.text += list ? ']' : '}';
    }

    std::uint64_t seed_;
    manner manner_;
    varied_page out_;
};

} // namespace

varied_page vary_page(std::string_view page, std::uint64_t seed)
{
    return varied_writer(read_json_tree(page), seed).take();
}

} // namespace signalwire::sandbox::detail
