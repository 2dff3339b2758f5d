#include "sandbox/store.hpp"

#include "sandbox/keyed_random.hpp"
#include "sandbox/route.hpp"
#include "sandbox/sample_values.hpp"
#include "sandbox/times.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

namespace
{

/// Returns the name of a link as a segment: `toll_free` is `TollFree`.
std::string segment_of(std::string_view link)
{
    std::string result;
    bool begins = true;
    for (char const c : link)
    {
        if (c != '_')
            result += begins ? static_cast<char>(c - 'a' + 'A') : c;
        begins = c == '_';
    }
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

member_facts facts_of(model_facts const& model, std::string_view member) noexcept
{
    for (std::string_view words = model.members; !words.empty();)
    {
        if (member_facts const facts = member_facts::next(words); facts.name == member)
            return facts;
    }
    return {};
}

json_tree list_of(std::vector<std::string_view> const& texts)
{
    json_tree result;
    result.type = json_tree::kind::list;
    for (std::string_view const each : texts)
        result.children.push_back(string(each));
    return result;
}

json_tree* find_member(json_tree& object, std::string_view name) noexcept
{
    auto const found =
        std::find_if(object.children.begin(), object.children.end(), [&](json_tree const& each) {
            return each.name == name;
        });
    return found == object.children.end() ? nullptr : &*found;
}

json_tree links_of(std::string_view links, std::string const& path)
{
    json_tree result;
    result.type = json_tree::kind::object;
    while (!links.empty())
    {
        std::string_view literal = take_until(links, ',');
        std::string_view suffix = take_until(literal, ':');
        std::string_view const name = suffix.substr(0, suffix.find('.'));
        suffix.remove_prefix(name.size());
        result.children.push_back(
            literal.empty() ? string((path + '/' + segment_of(name)).append(suffix))
                            : token(literal));
        result.children.back().name = name;
    }
    return result;
}

} // namespace

std::optional<std::string_view> row::get(std::string_view member) const noexcept
{
    json_tree const* found = content.find(take_until(member, '.'));
    if (found && !member.empty())
        found = found->find(member);
    if (!found || found->is_null())
        return std::nullopt;
    return found->text;
}

void row::set(std::string_view member, std::optional<std::string_view> value)
{
    json_tree* const found = find_member(content, member);
    if (!found || found->type == json_tree::kind::object)
        return;
    bool const quoted = value && facts_of(*model, member).quoted;
    found->type = quoted ? json_tree::kind::string : json_tree::kind::token;
    std::string_view const text = value.value_or("null");
    found->text = quoted ? text : unified(text);
}

std::optional<std::chrono::sys_seconds> row::time(std::string_view member) const
{
    std::string_view const value = get(member).value_or("");
    std::optional<std::chrono::sys_seconds> const result = parse_rfc2822(value);
    return result ? result : parse_iso8601(value);
}

void row::set(std::string_view member, std::chrono::sys_seconds time)
{
    bool const is_iso = facts_of(*model, member).source == "$iso";
    set(member, is_iso ? iso8601_text(time) : time_text(time));
}

store::store(std::string project, std::string root, std::uint64_t seed)
    : project_(std::move(project))
    , root_(std::move(root))
    , seed_(seed)
{
}

row* store::create(
    std::string_view model, form const& content, std::string_view parent,
    std::chrono::sys_seconds now, std::string sid)
{
    model_facts const& facts = model_of(model);
    table& rows = tables_[facts.name];
    if (rows.rows.size() >= max_rows)
        return nullptr;
    std::uint64_t const number = rows.created++;
    keyed_random const random(fingerprint(seed_, model), number);
    auto const position = -static_cast<list_position>(number);
    row& result = rows.rows[position];
    result.model = &facts;
    result.sid = sid.empty() ? uuid(random.identity(), random.bits(0)) : std::move(sid);
    result.parent = parent;
    result.content.type = json_tree::kind::object;
    for (std::string_view words = facts.members; !words.empty();)
    {
        member_facts const member = member_facts::next(words);
        result.content.children.push_back(value_of(member, result, content, now));
        result.content.children.back().name = member.name;
    }
    rows.positions.emplace(result.sid, position);
    set_fields(result, content);
    return &result;
}

void store::set_fields(row& changed, form const& content)
{
    for (auto const& [name, value] : content.fields())
    {
        std::string const member = member_name(name);
        std::string_view const source = facts_of(*changed.model, member).source;
        json_tree* const target = find_member(changed.content, member);
        // What is null at first is null again without a text.
        if (value.empty() && source.empty())
            changed.set(member, std::nullopt);
        else if (target && target->type == json_tree::kind::list)
            target->children = list_of(content.values(name)).children;
        else
            changed.set(member, value);
    }
}

json_tree store::value_of(
    member_facts const& member, row const& owner, form const& content,
    std::chrono::sys_seconds now) const
{
    if (!member.links.empty())
        return links_of(member.links, path_of(owner));
    if (member.source.starts_with("$list:"))
        return list_of(content.values(member.source.substr(6)));
    std::optional<std::string> const value = text_of(member.source, owner, content, now);
    return value && member.quoted ? string(*value) : token(value.value_or("null"));
}

std::string store::path_of(row const& owner) const
{
    std::string path = path_of_row(*owner.model, owner.parent, owner.sid);
    if (path.starts_with("/fax/"))
        return path;
    return path.starts_with("/Accounts/") ? "/api/laml/2010-04-01" + path : root_ + path;
}

std::optional<std::string> store::text_of(
    std::string_view detail, row const& owner, form const& content,
    std::chrono::sys_seconds now) const
{
    std::string_view const source = take_until(detail, ':');
    if (source.empty() || (source == "$parent" && owner.parent.empty()))
        return std::nullopt;
    if (source.front() == '\'')
        return std::string(source.substr(1));
    if (source == "$sid")
        return owner.sid;
    if (source == "$account")
        return project_;
    if (source == "$parent")
        return owner.parent;
    if (source == "$path" || source == "$uri")
        return path_of(owner) + (source == "$uri" ? ".json" : "");
    if (source == "$request")
        return "https://example.signalwire.com/laml-bins/" + owner.sid;
    if (source == "$now")
        return time_text(now);
    if (source == "$iso")
        return iso8601_text(now);
    if (source == "$text")
        return std::string(content.value(detail));
    if (source == "$format")
        return formatted(content.value(detail));
    if (source == "$count")
        return std::to_string(content.count(detail));
    if (source == "$segments")
        return std::to_string(count_segments(content.value(detail)));
    std::uint64_t const random = fingerprint(seed_, owner.sid);
    if (source == "$id")
        return uuid(random, mix(random));
    if (source == "$secret")
        return "PT-sandbox-" + uuid(random, mix(random));
    return std::string(source);
}

row* store::find(std::string_view model, std::string_view sid, std::string_view parent)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): the rows of this are not const.
    return const_cast<row*>(std::as_const(*this).find(model, sid, parent));
}

row const* store::find(std::string_view model, std::string_view sid, std::string_view parent) const
{
    auto const rows = tables_.find(model);
    if (rows == tables_.end())
        return nullptr;
    auto const position = rows->second.positions.find(std::string(sid));
    if (position == rows->second.positions.end())
        return nullptr;
    row const& found = rows->second.rows.at(position->second);
    return parent.empty() || found.parent == parent ? &found : nullptr;
}

void store::update(row& changed, form const& content, std::chrono::sys_seconds now)
{
    set_fields(changed, content);
    changed.set("date_updated", now);
}

void store::remove(row const& removed)
{
    table& rows = tables_.at(removed.model->name);
    auto const position = rows.positions.find(removed.sid);
    list_position const removed_position = position->second;
    rows.positions.erase(position);
    rows.rows.erase(removed_position);
}

row_map const& store::rows(std::string_view model) const
{
    static row_map const none;
    auto const found = tables_.find(model);
    return found == tables_.end() ? none : found->second.rows;
}

list_position row_list::begin() const noexcept
{
    return rows_.empty() ? 0 : rows_.begin()->first;
}

list_position row_list::end() const noexcept
{
    return 1;
}

std::optional<list_position> row_list::from(list_position position) const
{
    auto each = rows_.lower_bound(position);
    while (each != rows_.end() && !has(each->second))
        ++each;
    return each == rows_.end() ? std::nullopt : std::optional(each->first);
}

std::optional<list_position> row_list::before(list_position position) const
{
    auto each = std::make_reverse_iterator(rows_.lower_bound(position));
    while (each != rows_.rend() && !has(each->second))
        ++each;
    return each == rows_.rend() ? std::nullopt : std::optional(each->first);
}

std::optional<std::size_t> row_list::size() const
{
    return std::nullopt;
}

std::optional<std::string> row_list::text(list_position position, std::string_view member) const
{
    return std::optional<std::string>(rows_.at(position).get(member));
}

std::optional<std::chrono::sys_seconds> row_list::time(
    list_position position, std::string_view member) const
{
    return rows_.at(position).time(member);
}

void row_list::append(std::string& out, list_position position) const
{
    append_json(out, rows_.at(position).content);
}

bool is_over(row const& tested) noexcept
{
    constexpr std::string_view ends[] = {"stopped",   "completed", "absent",
                                         "delivered", "received",  "no-answer",
                                         "busy",      "failed",    "canceled"};
    return std::find(std::begin(ends), std::end(ends), tested.get("status")) != std::end(ends);
}

std::string time_text(std::chrono::sys_seconds time)
{
    std::string result;
    append_rfc2822(result, time);
    return result;
}

} // namespace signalwire::sandbox::detail
