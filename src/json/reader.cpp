#include "json/reader.hpp"

#include "json/writer.hpp"

#include <bit>
#include <utility>

namespace signalwire::json
{

namespace
{

constexpr char const* twice = "duplicate member";

} // namespace

reader::reader(object_type const& type, void* target, decoding_mode mode)
    : root_type_(&type)
    , root_(target)
    , mode_(mode)
{
}

void reader::set_error(errc code, std::string reason)
{
    error_.code = code;
    error_.reason = std::move(reason);
    // Where there is no document, there is no place in it.
    error_.path = code != errc::schema_mismatch && depth_ == 0 ? std::string() : path();
}

bool reader::begin_object()
{
    if (in_unknown_)
    {
        unknown_.begin_object();
        return true;
    }
    if (depth_ == 0)
        return push(frame(*root_type_, root_));
    if (list_type const* const list = top().list)
        return push(frame(*list->element, list->append(top().address)));
    if (object_type const* const type = top().members[top().member].object)
        return push(frame(*type, member_address()));
    return keep("an object") && begin_object();
}

bool reader::end_object()
{
    if (in_unknown_)
    {
        unknown_.end_object();
        return end_unknown_value();
    }
    frame const& current = top();
    std::span<member_type const> const members = current.members;
    std::uint64_t const all =
        members.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << members.size()) - 1;
    std::uint64_t const absent = all & ~current.seen;
    current.object->presence(current.address).set_absent(absent);

    for (std::uint64_t rest = absent; rest != 0; rest &= rest - 1)
    {
        auto const member = static_cast<std::size_t>(std::countr_zero(rest));
        top().member = member;
        // Without its list an answer is no page: to take it for an empty one would silently end a
        // listing.
        if (members[member].list)
            return mismatch("a list", "nothing");
        if ((current.object->documented >> member & 1U) != 0 && !deviate("the member is missing"))
            return false;
    }
    --depth_;
    slot_ = slot();
    return true;
}

bool reader::begin_list()
{
    if (in_unknown_)
    {
        unknown_.begin_list();
        return true;
    }
    if (depth_ == 0 || top().list)
        return mismatch("an object", "a list");
    if (list_type const* const type = top().members[top().member].list)
        return push(frame(*type, member_address()));
    return keep("a list") && begin_list();
}

bool reader::end_list()
{
    if (in_unknown_)
    {
        unknown_.end_list();
        return end_unknown_value();
    }
    --depth_;
    return true;
}

bool reader::key(std::string_view name)
{
    if (in_unknown_)
    {
        unknown_.key(name);
        return true;
    }
    frame& current = top();
    std::optional<std::size_t> const member = find_member(*current.object, name, current.expected);
    if (!member)
        return begin_unknown(name);
    bool const again = current.has(*member);
    enter(current, *member);
    return !again || begin_again(*member);
}

bool reader::text(std::string_view value)
{
    if (in_unknown_)
    {
        unknown_.text(value);
        return end_unknown_value();
    }
    if (!slot_.scalar)
        return keep("a string") && text(value);
    fit const result = slot_.scalar->take_text(slot_.address, value);
    return result == fit::exact || judge_text(result, value);
}

bool reader::number(number_token const& value)
{
    if (in_unknown_)
    {
        unknown_.number(value);
        return end_unknown_value();
    }
    if (!slot_.scalar)
        return keep("a number") && no_number(value.text);
    fit const result = slot_.scalar->take_number(slot_.address, value);
    return result == fit::exact || judge_number(result, value);
}

bool reader::no_number(std::string_view text)
{
    if (!in_unknown_)
        return keep(text) && no_number(text);
    unknown_.number_text(text);
    return end_unknown_value();
}

bool reader::boolean(bool value)
{
    if (!in_unknown_)
        return keep("a boolean") && boolean(value);
    unknown_.boolean(value);
    return end_unknown_value();
}

bool reader::null()
{
    if (in_unknown_)
    {
        unknown_.null();
        return end_unknown_value();
    }
    if (!slot_.scalar)
        return null_for_no_scalar();
    fit const result = slot_.scalar->take_null(slot_.address);
    if (result == fit::exact)
        return true;
    top().object->presence(top().address).set_null(top().member);
    return judge_deviation("null");
}

bool reader::null_for_no_scalar()
{
    if (depth_ > 0 && top().list)
    {
        // No item is lost: null is none.
        bool const taken = deviate("expected an object, found null");
        ++top().skipped;
        return taken;
    }
    if (!is_keepable())
        return mismatch(expectation(), "null");
    top().object->presence(top().address).set_null(top().member);
    return deviate("expected an object, found null");
}

bool reader::flawed(std::string_view reason, bool damaged)
{
    if (in_unknown_)
        return deviate(reason, errc::invalid_json);
    // Where no text belongs, that is the error.
    if (depth_ == 0 || top().list || top().members[top().member].list)
        return true;
    if (is_keepable() || !damaged)
        return deviate(reason, errc::invalid_json);
    // What to ask for next must not be guessed.
    set_error(errc::invalid_json, std::string(reason));
    return false;
}

bool reader::document_flaw(std::string_view name, std::string_view reason)
{
    drift_.count(name);
    if (mode_ == decoding_mode::lenient)
        return true;
    set_error(errc::invalid_json, std::string(reason));
    error_.path = "$";
    return false;
}

void reader::abandon()
{
    unknown_.abandon();
    for (std::size_t i = 0; i + 1 < depth_; ++i)
    {
        if (frames_[i].list)
        {
            frames_[i].list->remove_last(frames_[i].address);
            break;
        }
    }
    depth_ = 0;
}

void* reader::member_address() noexcept
{
    return top().members[top().member].address(top().address);
}

bool reader::judge_text(fit result, std::string_view value)
{
    if (result == fit::deviates)
        return judge_deviation("a string");
    return keep("a string out of range") && text(value);
}

bool reader::judge_number(fit result, number_token const& value)
{
    switch (result)
    {
    case fit::exact: return true;
    case fit::respelled: spell(value.text); return true;
    case fit::deviates: return judge_deviation("a number");
    case fit::wrong: break;
    }
    return keep("a number out of range") && no_number(value.text);
}

bool reader::judge_deviation(std::string_view found)
{
    if (deviate("undocumented value"))
        return true;
    // Of the right kind, it is a value that the enumeration lacks.
    return expectation().starts_with(found) ? false : mismatch(expectation(), found);
}

bool reader::keep(std::string_view found)
{
    if (!is_keepable() || !deviate("the member cannot hold the value"))
        return mismatch(expectation(), found);
    in_unknown_ = true;
    unknown_.begin(top().members[top().member].name, true);
    return true;
}

/// Whether one stands at a member that may stay empty because its value is kept elsewhere.
bool reader::is_keepable() noexcept
{
    return depth_ > 0 && top().object && !top().members[top().member].list
        && (top().object->essential >> top().member & 1U) == 0;
}

/// The number that was taken stands there as `text`: to be kept if it would be written differently.
void reader::spell(std::string_view text)
{
    std::string written;
    slot_.scalar->write(slot_.address, written);
    if (written != text)
        top()
            .object->presence(top().address)
            .set_raw_text(top().members[top().member].name, std::move(written), std::string(text));
}

/// The member was read before: what comes now counts.
bool reader::begin_again(std::size_t member)
{
    frame const& current = top();
    member_type const& type = current.members[member];
    current.object->extra(current.address).erase(type.name);
    current.object->presence(current.address).reset(member, type.name);
    if (type.scalar)
        type.scalar->reset(member_address());
    else if (type.object)
        type.object->reset(member_address());
    else
        type.list->clear(member_address());
    return deviate(twice);
}

bool reader::deviate(std::string_view reason, errc code)
{
    if (in_unknown_)
        drift_.count_unknown(general_path(), unknown_.name());
    else if (top().object)
        drift_.count(*top().object, top().member, general_path());
    else
        drift_.count(std::string(general_path()).append("[*]"));
    if (mode_ == decoding_mode::lenient)
        return true;
    set_error(code, std::string(reason));
    return false;
}

bool reader::mismatch(std::string_view expected, std::string_view found)
{
    set_error(
        errc::schema_mismatch,
        std::string("expected ").append(expected).append(", found ").append(found));
    return false;
}

std::string_view reader::expectation() const noexcept
{
    if (depth_ == 0 || frames_[depth_ - 1].list)
        return "an object";
    member_type const& member = frames_[depth_ - 1].members[frames_[depth_ - 1].member];
    if (member.scalar)
        return member.scalar->expectation;
    return member.list ? "a list" : "an object";
}

bool reader::push(frame const& next)
{
    if (depth_ == max_depth)
    {
        set_error(errc::schema_mismatch, "nested too deeply");
        return false;
    }
    frames_[depth_++] = next;
    slot_ = slot();
    return true;
}

bool reader::begin_unknown(std::string_view name)
{
    in_unknown_ = true;
    slot_ = slot();
    unknown_.begin(name);
    if (top().object->extra(top().address).contains(name) && !deviate(twice))
        return false;
    return deviate("undocumented member");
}

bool reader::end_unknown_value()
{
    if (!unknown_.complete())
        return true;
    in_unknown_ = false;
    frame const& current = top();
    boost::json::value& value = current.object->extra(current.address)[unknown_.name()];
    value = unknown_.release();
    member_presence& presence = current.object->presence(current.address);
    presence.drop_raw_text(unknown_.name());
    if (unknown_.raw_text().empty())
        return true;
    std::string written;
    write_value(value, written);
    presence.set_raw_text(unknown_.name(), std::move(written), std::string(unknown_.raw_text()));
    return true;
}

std::string_view reader::general_path()
{
    general_path_ = "$";
    for (std::size_t i = 0; i + 1 < depth_; ++i)
    {
        if (frames_[i].list)
            general_path_ += "[*]";
        else
            general_path_.append(".").append(frames_[i].members[frames_[i].member].name);
    }
    return general_path_;
}

std::string reader::path() const
{
    std::string out = "$";
    for (std::size_t i = 0; i < depth_; ++i)
    {
        frame const& place = frames_[i];
        if (place.list)
        {
            std::size_t const size = place.list->size(place.address);
            // An element that failed to begin is the one behind the last.
            out += '[' + std::to_string((i + 1 < depth_ ? size - 1 : size) + place.skipped) + ']';
        }
        else if (in_unknown_ && i + 1 == depth_)
            out.append(".").append(unknown_.name());
        else if (place.member != frame::none)
            out.append(".").append(place.members[place.member].name);
    }
    return out;
}

} // namespace signalwire::json
