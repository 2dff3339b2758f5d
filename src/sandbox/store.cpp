#include "sandbox/store.hpp"

#include "sandbox/keyed_random.hpp"
#include "sandbox/rfc2822.hpp"
#include "sandbox/route.hpp"
#include "sandbox/sample_values.hpp"

#include <algorithm>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

bool is_upper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}

/// Returns the name of a link as a segment: `media` is `Media`.
std::string segment_of(std::string_view link)
{
    std::string result(link);
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

json_tree token(std::string_view text)
{
    json_tree result;
    result.text = text;
    return result;
}

json_tree string(std::string_view text)
{
    json_tree result = token(text);
    result.type = json_tree::kind::string;
    return result;
}

/// A text message is sent in segments.
std::size_t count_segments(std::string_view body) noexcept
{
    return body.size() <= 160 ? 1 : (body.size() + 152) / 153;
}

std::optional<std::string> value_of_field(std::string_view name, form const& content)
{
    std::string_view const value = content.value(name);
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

} // namespace

std::optional<std::string_view> row::get(std::string_view member) const noexcept
{
    json_tree const* const found = content.find(member);
    if (!found || found->is_null())
        return std::nullopt;
    return found->text;
}

void row::set(std::string_view member, std::optional<std::string_view> value)
{
    auto const found =
        std::find_if(content.children.begin(), content.children.end(), [&](json_tree const& each) {
            return each.name == member;
        });
    if (found == content.children.end())
        return;
    bool quoted = true;
    for (std::string_view words = model->members; !words.empty();)
    {
        member_facts const facts = member_facts::next(words);
        if (facts.name == member)
            quoted = facts.quoted;
    }
    found->type = value && quoted ? json_tree::kind::string : json_tree::kind::token;
    found->text = value.value_or("null");
}

std::optional<std::chrono::sys_seconds> row::time(std::string_view member) const
{
    std::optional<std::string_view> const value = get(member);
    return value ? parse_rfc2822(*value) : std::nullopt;
}

void row::set(std::string_view member, std::chrono::sys_seconds time)
{
    set(member, time_text(time));
}

store::store(std::string project, std::string root, std::uint64_t seed)
    : project_(std::move(project))
    , root_(std::move(root))
    , seed_(seed)
{
}

row* store::create(
    model_facts const& model, form const& content, std::string_view parent,
    std::chrono::sys_seconds now)
{
    table& rows = tables_[model.name];
    if (rows.rows.size() >= max_rows)
        return nullptr;
    std::uint64_t const number = rows.created++;
    keyed_random const random(fingerprint(seed_, model.name), number);
    row& result = rows.rows[number];
    result.model = &model;
    result.sid = uuid(random.identity(), random.bits(0));
    result.parent = parent;
    result.content.type = json_tree::kind::object;
    for (std::string_view words = model.members; !words.empty();)
    {
        member_facts const member = member_facts::next(words);
        result.content.children.push_back(value_of(member, result, content, now));
        result.content.children.back().name = member.name;
    }
    rows.numbers.emplace(result.sid, number);
    return &result;
}

json_tree store::value_of(
    member_facts const& member, row const& owner, form const& content,
    std::chrono::sys_seconds now) const
{
    std::string const path = root_ + path_of_row(*owner.model, owner.parent, owner.sid);
    if (!member.links.empty())
    {
        json_tree result;
        result.type = json_tree::kind::object;
        for (std::string_view links = member.links; !links.empty();)
        {
            std::string_view const link = take_until(links, ',');
            result.children.push_back(string(path + '/' + segment_of(link) + ".json"));
            result.children.back().name = link;
        }
        return result;
    }
    std::string_view detail = member.source;
    std::string_view const source = take_until(detail, ':');
    std::optional<std::string> value(source);
    if (source.empty() || (source == "$parent" && owner.parent.empty()))
        value.reset();
    else if (source.front() == '\'')
        value = source.substr(1);
    else if (is_upper(source.front()))
        value = value_of_field(source, content);
    else if (source == "$text")
        value = content.value(detail);
    else if (source == "$sid")
        value = owner.sid;
    else if (source == "$account")
        value = project_;
    else if (source == "$parent")
        value = owner.parent;
    else if (source == "$uri")
        value = path + ".json";
    else if (source == "$now")
        value = time_text(now);
    else if (source == "$count")
        value = std::to_string(content.count(detail));
    else if (source == "$segments")
        value = std::to_string(count_segments(content.value(detail)));
    return value && member.quoted ? string(*value) : token(value.value_or("null"));
}

row* store::find(std::string_view model, std::string_view sid, std::string_view parent)
{
    auto const rows = tables_.find(model);
    if (rows == tables_.end())
        return nullptr;
    auto const number = rows->second.numbers.find(std::string(sid));
    if (number == rows->second.numbers.end())
        return nullptr;
    row& found = rows->second.rows.at(number->second);
    return parent.empty() || found.parent == parent ? &found : nullptr;
}

void store::update(row& changed, form const& content, std::chrono::sys_seconds now)
{
    for (auto const& [name, value] : content.fields())
        changed.set(member_name(name), value);
    changed.set("date_updated", now);
}

void store::remove(row const& removed)
{
    table& rows = tables_.at(removed.model->name);
    auto const number = rows.numbers.find(removed.sid);
    rows.rows.erase(number->second);
    rows.numbers.erase(number);
}

row_map const& store::rows(std::string_view model) const
{
    static row_map const none;
    auto const found = tables_.find(model);
    return found == tables_.end() ? none : found->second.rows;
}

bool is_over(row const& tested) noexcept
{
    std::optional<std::string_view> const status = tested.get("status");
    return status == "stopped" || status == "completed" || status == "absent";
}

std::string member_name(std::string_view parameter)
{
    std::string result;
    for (char const c : parameter)
    {
        if (is_upper(c) && !result.empty())
            result += '_';
        result += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

std::string time_text(std::chrono::sys_seconds time)
{
    std::string result;
    append_rfc2822(result, time);
    return result;
}

} // namespace signalwire::sandbox::detail
