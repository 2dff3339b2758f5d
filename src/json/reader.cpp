#include "json/reader.hpp"

#include <bit>
#include <charconv>
#include <system_error>
#include <utility>

namespace signalwire::json
{

namespace
{

constexpr char const* twice = "the member stands there twice";

boost::json::string_view view(std::string_view text) noexcept
{
    return {text.data(), text.size()};
}

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
    if (in_unknown())
    {
        ++unknown_depth_;
        return true;
    }
    frame next;
    if (depth_ == 0)
    {
        next.object = root_type_;
        next.address = root_;
        return push(next);
    }
    if (top().list)
    {
        next.object = top().list->element;
        next.address = top().list->append(top().address);
        return push(next);
    }
    next.object = top().object->members[top().member].object;
    if (!next.object)
        return mismatch(expectation(), "an object");
    next.address = member_address();
    return push(next);
}

bool reader::end_object(std::size_t size)
{
    if (in_unknown())
    {
        unknown_values_.push_object(size);
        --unknown_depth_;
        return end_unknown_value();
    }
    frame const& current = top();
    std::span<member_type const> const members = current.object->members;
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
    return true;
}

bool reader::begin_list()
{
    if (in_unknown())
    {
        ++unknown_depth_;
        return true;
    }
    if (depth_ == 0 || top().list)
        return mismatch("an object", "a list");
    frame next;
    next.list = top().object->members[top().member].list;
    if (!next.list)
        return mismatch(expectation(), "a list");
    next.address = member_address();
    return push(next);
}

bool reader::end_list(std::size_t size)
{
    if (in_unknown())
    {
        unknown_values_.push_array(size);
        --unknown_depth_;
        return end_unknown_value();
    }
    --depth_;
    return true;
}

bool reader::key(std::string_view name)
{
    if (in_unknown())
    {
        unknown_values_.push_key(view(name));
        return true;
    }
    frame& current = top();
    std::span<member_type const> const members = current.object->members;
    std::size_t member = current.expected;
    if (member >= members.size() || members[member].name != name)
    {
        std::optional<std::size_t> const found = find_member(*current.object, name);
        if (!found)
            return begin_unknown(name);
        member = *found;
    }
    current.member = member;
    current.expected = member + 1;
    std::uint64_t const bit = std::uint64_t{1} << member;
    if ((current.seen & bit) != 0)
    {
        set_error(errc::wrong_shape, twice);
        return false;
    }
    current.seen |= bit;
    return true;
}

bool reader::text(std::string_view value)
{
    if (in_unknown())
    {
        unknown_values_.push_string(view(value));
        return end_unknown_value();
    }
    scalar_type const* const scalar = scalar_member("a string");
    return scalar && judge(scalar->take_text(member_address(), value), "a string", value);
}

bool reader::number(number_token const& value)
{
    if (in_unknown())
    {
        // Boost.JSON's own conversion is not exact to the last bit before 1.85.
        char const* const first = value.text.data();
        char const* const last = first + value.text.size();
        std::uint64_t large = 0;
        double real = 0;
        if (value.integer)
            unknown_values_.push_int64(*value.integer);
        else if (std::from_chars(first, last, large) == std::from_chars_result{last, std::errc()})
            unknown_values_.push_uint64(large);
        else if (std::from_chars(first, last, real).ec == std::errc())
            unknown_values_.push_double(real);
        else
            return mismatch("a number that fits", "one out of range");
        return end_unknown_value();
    }
    scalar_type const* const scalar = scalar_member("a number");
    return scalar && judge(scalar->take_number(member_address(), value), "a number", value.text);
}

bool reader::boolean(bool value)
{
    if (in_unknown())
    {
        unknown_values_.push_bool(value);
        return end_unknown_value();
    }
    return scalar_member("a boolean") && mismatch(expectation(), "a boolean");
}

bool reader::null()
{
    if (in_unknown())
    {
        unknown_values_.push_null();
        return end_unknown_value();
    }
    if (depth_ > 0 && top().object)
    {
        member_type const& member = top().object->members[top().member];
        if (!member.scalar)
            return null_container(member);
    }
    scalar_type const* const scalar = scalar_member("null");
    if (!scalar)
        return false;
    fit const result = scalar->take_null(member_address());
    if (result != fit::exact)
        top().object->presence(top().address).set_null(top().member);
    return judge(result, "null", "");
}

bool reader::null_container(member_type const& member)
{
    if (member.list)
        return mismatch("a list", "null");
    top().object->presence(top().address).set_null(top().member);
    return deviate("expected an object, found null");
}

void reader::abandon()
{
    unknown_values_.reset();
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

scalar_type const* reader::scalar_member(std::string_view found)
{
    if (depth_ > 0 && top().object)
    {
        if (scalar_type const* scalar = top().object->members[top().member].scalar)
            return scalar;
    }
    mismatch(expectation(), found);
    return nullptr;
}

void* reader::member_address() noexcept
{
    return top().object->members[top().member].address(top().address);
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
        top().object->extra(top().address)[view(top().object->members[top().member].name)] =
            view(kept_text);
        return true;
    case fit::wrong: break;
    }
    return mismatch(expectation(), std::string(found).append(" that does not fit"));
}

bool reader::deviate(std::string_view reason)
{
    if (unknown_)
        drift_.count_unknown(general_path(), unknown_name_);
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
    member_type const& member = frames_[depth_ - 1].object->members[frames_[depth_ - 1].member];
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
    return true;
}

bool reader::begin_unknown(std::string_view name)
{
    unknown_ = true;
    unknown_depth_ = 0;
    unknown_name_.assign(name);
    unknown_values_.reset();
    if (top().object->extra(top().address).contains(view(name)))
    {
        set_error(errc::wrong_shape, twice);
        return false;
    }
    return deviate("the reference page does not have the member");
}

bool reader::end_unknown_value()
{
    if (unknown_depth_ > 0)
        return true;
    unknown_ = false;
    top().object->extra(top().address)[view(unknown_name_)] = unknown_values_.release();
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
            general_path_.append(".").append(frames_[i].object->members[frames_[i].member].name);
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
        else if (unknown_ && i + 1 == depth_)
            out.append(".").append(unknown_name_);
        else if (place.member != frame::none)
            out.append(".").append(place.object->members[place.member].name);
    }
    return out;
}

} // namespace signalwire::json
