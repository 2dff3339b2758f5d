#include "json/reader.hpp"

#include <bit>
#include <utility>

namespace signalwire::json
{

namespace
{

constexpr char const* twice = "the member stands there twice";

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
    error_.path = code != errc::wrong_shape && depth_ == 0 ? std::string() : path();
}

bool reader::begin_object()
{
    if (in_unknown_)
    {
        unknown_.begin_container();
        return true;
    }
    if (depth_ == 0)
        return push(frame(*root_type_, root_));
    if (list_type const* const list = top().list)
        return push(frame(*list->element, list->append(top().address)));
    object_type const* const type = top().members[top().member].object;
    return type ? push(frame(*type, member_address())) : mismatch(expectation(), "an object");
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
        unknown_.begin_container();
        return true;
    }
    if (depth_ == 0 || top().list)
        return mismatch("an object", "a list");
    list_type const* const type = top().members[top().member].list;
    return type ? push(frame(*type, member_address())) : mismatch(expectation(), "a list");
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
    if (again)
        set_error(errc::wrong_shape, twice);
    return !again;
}

bool reader::text(std::string_view value)
{
    if (in_unknown_)
    {
        unknown_.text(value);
        return end_unknown_value();
    }
    if (!slot_.scalar)
        return no_scalar("a string");
    fit const result = slot_.scalar->take_text(slot_.address, value);
    return result == fit::exact || judge(result, "a string", value);
}

bool reader::number(number_token const& value)
{
    if (in_unknown_)
    {
        if (!unknown_.number(value))
            return mismatch("a number that fits", "one out of range");
        return end_unknown_value();
    }
    if (!slot_.scalar)
        return no_scalar("a number");
    fit const result = slot_.scalar->take_number(slot_.address, value);
    return result == fit::exact || judge(result, "a number", value.text);
}

bool reader::boolean(bool value)
{
    if (in_unknown_)
    {
        unknown_.boolean(value);
        return end_unknown_value();
    }
    return mismatch(expectation(), "a boolean");
}

bool reader::null()
{
    if (in_unknown_)
    {
        unknown_.null();
        return end_unknown_value();
    }
    if (!slot_.scalar)
        return no_scalar("null");
    fit const result = slot_.scalar->take_null(slot_.address);
    if (result == fit::exact)
        return true;
    top().object->presence(top().address).set_null(top().member);
    return judge(result, "null", "");
}

bool reader::no_scalar(std::string_view found)
{
    bool const object_wanted = depth_ > 0 && top().object && !top().members[top().member].list;
    if (!object_wanted || found != "null")
        return mismatch(expectation(), found);
    top().object->presence(top().address).set_null(top().member);
    return deviate("expected an object, found null");
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

bool reader::judge(fit result, std::string_view found, std::string_view kept_text)
{
    switch (result)
    {
    case fit::exact: return true;
    case fit::deviates:
        if (deviate("the reference page does not have this value"))
            return true;
        // Of the right kind, it is a value that the enumeration lacks.
        return expectation().starts_with(found) ? false : mismatch(expectation(), found);
    case fit::unreadable:
        if (!deviate("expected " + std::string(expectation()) + ", found another text"))
            return false;
        top().object->extra(top().address)[top().members[top().member].name] = kept_text;
        return true;
    case fit::wrong: break;
    }
    return mismatch(expectation(), std::string(found).append(" that does not fit"));
}

bool reader::deviate(std::string_view reason)
{
    if (in_unknown_)
        drift_.count_unknown(general_path(), unknown_.name());
    else
        drift_.count(*top().object, top().member, general_path());
    if (mode_ == decoding_mode::lenient)
        return true;
    set_error(errc::wrong_shape, std::string(reason));
    return false;
}

bool reader::mismatch(std::string_view expected, std::string_view found)
{
    set_error(
        errc::wrong_shape,
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
        set_error(errc::wrong_shape, "nested too deeply");
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
    if (top().object->extra(top().address).contains(name))
    {
        set_error(errc::wrong_shape, twice);
        return false;
    }
    return deviate("the reference page does not have the member");
}

bool reader::end_unknown_value()
{
    if (!unknown_.complete())
        return true;
    in_unknown_ = false;
    top().object->extra(top().address)[unknown_.name()] = unknown_.release();
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
            out += '[' + std::to_string(i + 1 < depth_ ? size - 1 : size) + ']';
        }
        else if (in_unknown_ && i + 1 == depth_)
            out.append(".").append(unknown_.name());
        else if (place.member != frame::none)
            out.append(".").append(place.members[place.member].name);
    }
    return out;
}

} // namespace signalwire::json
