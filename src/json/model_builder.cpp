#include "json/model_builder.hpp"

#include "json/writer.hpp"

#include <bit>
#include <utility>

namespace signalwire::json
{

namespace
{

constexpr char const* duplicate_member = "duplicate member";

} // namespace

model_builder::model_builder(object_schema const& type, void* target, decoding_mode mode)
    : root_type_(&type)
    , root_(target)
    , mode_(mode)
{
}

void model_builder::set_error(errc code, std::string reason)
{
    error_.code = code;
    error_.reason = std::move(reason);
    // Without a document there is no path.
    error_.path = code != errc::schema_mismatch && depth_ == 0 ? std::string() : path();
}

bool model_builder::begin_object()
{
    if (in_unknown_)
    {
        unknown_.begin_object();
        return true;
    }
    if (depth_ == 0)
        return push(frame(*root_type_, root_));
    if (list_schema const* const list = top().list)
    {
        return list->element ? push(frame(*list->element, append_element()))
                             : mismatch(expected_type(), "an object");
    }
    if (object_schema const* const type = top().members[top().member].object)
        return push(frame(*type, member_address()));
    return keep_in_extra("an object") && begin_object();
}

bool model_builder::end_object()
{
    if (in_unknown_)
    {
        unknown_.end_object();
        return end_unknown_value();
    }
    frame const& current = top();
    std::span<member_schema const> const members = current.members;
    std::uint64_t const all =
        members.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << members.size()) - 1;
    std::uint64_t const absent = all & ~current.seen;
    current.object->presence(current.address).set_absent(absent);

    for (std::uint64_t rest = absent; rest != 0; rest &= rest - 1)
    {
        auto const member = static_cast<std::size_t>(std::countr_zero(rest));
        top().member = member;
        // An object without its list is not a page: taking it for an empty one would end a listing
        // silently.
        if (is_object_list(members[member]))
            return mismatch("a list", "nothing");
        if ((current.object->documented_members >> member & 1U) != 0
            && !report_deviation("the member is missing"))
            return false;
    }
    --depth_;
    slot_ = slot();
    return true;
}

bool model_builder::begin_list()
{
    if (in_unknown_)
    {
        unknown_.begin_list();
        return true;
    }
    if (depth_ == 0 || top().list)
        return mismatch(expected_type(), "a list");
    if (list_schema const* const type = top().members[top().member].list)
    {
        frame list(*type, member_address());
        if (type->element && top().object->page_size)
            list.expected_elements = top().page_size();
        return push(list);
    }
    return keep_in_extra("a list") && begin_list();
}

bool model_builder::end_list()
{
    if (in_unknown_)
    {
        unknown_.end_list();
        return end_unknown_value();
    }
    --depth_;
    return true;
}

bool model_builder::key(std::string_view name)
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
    if (!current.members[*member].is_wanted())
    {
        skip(name);
        return true;
    }
    return !again || on_duplicate_member(*member);
}

bool model_builder::text(std::string_view value)
{
    if (in_unknown_)
    {
        unknown_.text(value);
        return end_unknown_value();
    }
    if (!slot_.scalar)
    {
        if (scalar_schema const* const element = element_type())
            return on_element(element->from_string(append_element(), value), "a string");
        return keep_in_extra("a string") && text(value);
    }
    conversion const result = slot_.scalar->from_string(slot_.address, value);
    return result == conversion::exact || on_string_conversion(result, value);
}

bool model_builder::number(number_token const& value)
{
    if (in_unknown_)
    {
        unknown_.number(value);
        return end_unknown_value();
    }
    if (!slot_.scalar)
    {
        if (scalar_schema const* const element = element_type())
            return on_element(element->from_number(append_element(), value), "a number");
        return keep_in_extra("a number") && non_finite_number(value.text);
    }
    conversion const result = slot_.scalar->from_number(slot_.address, value);
    return result == conversion::exact || on_number_conversion(result, value);
}

bool model_builder::non_finite_number(std::string_view text)
{
    if (!in_unknown_)
        return keep_in_extra(text) && non_finite_number(text);
    unknown_.number_text(text);
    return end_unknown_value();
}

bool model_builder::boolean(bool value)
{
    if (in_unknown_)
    {
        unknown_.boolean(value);
        return end_unknown_value();
    }
    if (scalar_schema const* const element = element_type())
        return on_element(element->from_boolean(append_element(), value), "a boolean");
    if (slot_.scalar && slot_.scalar->from_boolean(slot_.address, value) == conversion::exact)
        return true;
    return keep_in_extra("a boolean") && boolean(value);
}

bool model_builder::null()
{
    if (in_unknown_)
    {
        unknown_.null();
        return end_unknown_value();
    }
    if (!slot_.scalar)
        return on_unexpected_null();
    conversion const result = slot_.scalar->from_null(slot_.address);
    if (result == conversion::exact)
        return true;
    top().object->presence(top().address).set_null(top().member);
    return on_deviating_value("null");
}

bool model_builder::on_unexpected_null()
{
    if (depth_ > 0 && top().list)
    {
        // A null contains no item.
        bool const taken = report_deviation(
            std::string("expected ").append(expected_type()).append(", found null"));
        ++top().skipped;
        return taken;
    }
    if (!can_keep_in_extra())
        return mismatch(expected_type(), "null");
    top().object->presence(top().address).set_null(top().member);
    return report_deviation(
        std::string("expected ").append(expected_type()).append(", found null"));
}

bool model_builder::on_invalid_string(std::string_view reason, bool damaged)
{
    if (in_unknown_)
        return report_deviation(reason, errc::invalid_json);
    // A string of any value is a type error here.
    if (depth_ == 0 || (top().list && !top().list->scalar)
        || (top().object && is_object_list(top().members[top().member])))
        return true;
    if (can_keep_in_extra() || !damaged)
        return report_deviation(reason, errc::invalid_json);
    // The next page must not be guessed.
    set_error(errc::invalid_json, std::string(reason));
    return false;
}

bool model_builder::on_document_deviation(std::string_view name, std::string_view reason)
{
    deviations_.count(name);
    if (mode_ == decoding_mode::lenient)
        return true;
    set_error(errc::invalid_json, std::string(reason));
    error_.path = "$";
    return false;
}

void model_builder::abandon()
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

scalar_schema const* model_builder::element_type() const noexcept
{
    list_schema const* const list = depth_ == 0 ? nullptr : frames_[depth_ - 1].list;
    return list ? list->scalar : nullptr;
}

void* model_builder::append_element()
{
    if (top().expected_elements != 0)
        top().list->reserve(top().address, std::exchange(top().expected_elements, 0));
    return top().list->append(top().address);
}

bool model_builder::on_element(conversion result, std::string_view found)
{
    switch (result)
    {
    case conversion::exact:
    case conversion::non_canonical: return true;
    case conversion::deviation: return on_deviating_value(found);
    case conversion::unsupported: break;
    }
    top().list->remove_last(top().address);
    return mismatch(expected_type(), found);
}

void* model_builder::member_address() noexcept
{
    return top().members[top().member].address(top().address);
}

bool model_builder::on_string_conversion(conversion result, std::string_view value)
{
    if (result == conversion::deviation)
        return on_deviating_value("a string");
    return keep_in_extra("a string out of range") && text(value);
}

bool model_builder::on_number_conversion(conversion result, number_token const& value)
{
    switch (result)
    {
    case conversion::exact: return true;
    case conversion::non_canonical: keep_raw_text(value.text); return true;
    case conversion::deviation: return on_deviating_value("a number");
    case conversion::unsupported: break;
    }
    return keep_in_extra("a number out of range") && non_finite_number(value.text);
}

bool model_builder::on_deviating_value(std::string_view found)
{
    if (report_deviation("undocumented value"))
        return true;
    // The type is right, so this is an unknown value of an enumeration.
    return expected_type().starts_with(found) ? false : mismatch(expected_type(), found);
}

bool model_builder::keep_in_extra(std::string_view found)
{
    if (!can_keep_in_extra() || !report_deviation("the member cannot hold the value"))
        return mismatch(expected_type(), found);
    in_unknown_ = true;
    unknown_.begin(
        top().members[top().member].name,
        top().object->extra ? unknown_value_builder::use::value_and_text
                            : unknown_value_builder::use::none);
    return true;
}

/// Returns true at a member that may stay empty because its value is kept in `extra`.
bool model_builder::can_keep_in_extra() noexcept
{
    return depth_ > 0 && top().object && !is_object_list(top().members[top().member])
        && (top().object->essential >> top().member & 1U) == 0;
}

/// Keeps the text of the number just read, if it would be written differently.
void model_builder::keep_raw_text(std::string_view text)
{
    std::string written;
    slot_.scalar->write(slot_.address, written);
    if (written != text)
        top()
            .object->presence(top().address)
            .set_raw_text(top().members[top().member].name, std::move(written), std::string(text));
}

/// The last of several values of a member is used.
bool model_builder::on_duplicate_member(std::size_t member)
{
    frame const& current = top();
    member_schema const& type = current.members[member];
    if (current.object->extra)
        current.object->extra(current.address).erase(type.name);
    current.object->presence(current.address).reset(member, type.name);
    if (type.scalar)
        type.scalar->reset(member_address());
    else if (type.object)
        type.object->reset(member_address());
    else
        type.list->clear(member_address());
    return report_deviation(duplicate_member);
}

bool model_builder::report_deviation(std::string_view reason, errc code)
{
    if (in_unknown_)
        deviations_.count_unknown(member_path(), unknown_.name());
    else if (top().object)
        deviations_.count(*top().object, top().member, member_path());
    else
        deviations_.count(std::string(member_path()).append("[*]"));
    if (mode_ == decoding_mode::lenient)
        return true;
    set_error(code, std::string(reason));
    return false;
}

bool model_builder::mismatch(std::string_view expected, std::string_view found)
{
    set_error(
        errc::schema_mismatch,
        std::string("expected ").append(expected).append(", found ").append(found));
    return false;
}

std::string_view model_builder::expected_type() const noexcept
{
    if (scalar_schema const* const element = element_type())
        return element->expected_type;
    if (depth_ == 0 || frames_[depth_ - 1].list)
        return "an object";
    member_schema const& member = frames_[depth_ - 1].members[frames_[depth_ - 1].member];
    if (member.scalar)
        return member.scalar->expected_type;
    return member.list ? "a list" : "an object";
}

bool model_builder::push(frame const& next)
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

/// Returns true if the unknown member is of no interest.
bool model_builder::is_skipped(std::string_view name) noexcept
{
    return top().object->is_projection || json::detail::contains(top().object->duplicates, name);
}

bool model_builder::begin_unknown(std::string_view name)
{
    in_unknown_ = true;
    slot_ = slot();
    if (is_skipped(name))
    {
        skip(name);
        return true;
    }
    unknown_.begin(name, unknown_value_builder::use::value);
    if (top().object->extra(top().address).contains(name) && !report_deviation(duplicate_member))
        return false;
    return report_deviation("undocumented member");
}

void model_builder::skip(std::string_view name)
{
    in_unknown_ = true;
    unknown_.begin(name, unknown_value_builder::use::none);
}

bool model_builder::end_unknown_value()
{
    if (!unknown_.complete())
        return true;
    in_unknown_ = false;
    if (unknown_.is_skipping())
        return true;
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

std::string_view model_builder::member_path()
{
    // The members on the way tell whether it is that of the last deviation.
    std::uint64_t steps = 1;
    for (std::size_t i = 0; i + 1 < depth_; ++i)
        steps = steps * (frame::none + 2) + (frames_[i].list ? frame::none + 1 : frames_[i].member);
    if (steps == path_steps_)
        return member_path_;
    path_steps_ = steps;
    member_path_ = "$";
    for (std::size_t i = 0; i + 1 < depth_; ++i)
    {
        if (frames_[i].list)
            member_path_ += "[*]";
        else
            member_path_.append(".").append(frames_[i].members[frames_[i].member].name);
    }
    return member_path_;
}

std::string model_builder::path() const
{
    std::string out = "$";
    for (std::size_t i = 0; i < depth_; ++i)
    {
        frame const& current = frames_[i];
        if (current.list)
        {
            std::size_t const size = current.list->size(current.address);
            // An element that failed to begin is the one after the last.
            out += '[' + std::to_string((i + 1 < depth_ ? size - 1 : size) + current.skipped) + ']';
        }
        else if (in_unknown_ && i + 1 == depth_)
            out.append(".").append(unknown_.name());
        else if (current.member != frame::none)
            out.append(".").append(current.members[current.member].name);
    }
    return out;
}

} // namespace signalwire::json
