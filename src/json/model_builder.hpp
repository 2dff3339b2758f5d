#pragma once

#include "json/decoder.hpp"
#include "json/deviation_counter.hpp"
#include "json/member_reader.hpp"
#include "json/schema.hpp"
#include "json/unknown_value_builder.hpp"

#include <signalwire/client_config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Builds a model from the events of a JSON document: finds the member of each value and converts
/// it. Independent of the text. All functions return false if the document is invalid; `error()` is
/// the reason.
class model_builder
{
public:
    model_builder(object_schema const& type, void* target, decoding_mode mode);

    bool begin_object();
    bool end_object();
    bool begin_list();
    bool end_list();
    bool key(std::string_view name);

    /// Reads members that are as expected from their names on; see `member_reader`. Returns the
    /// end of the last one, or `first`.
    char const* take_members(char const* first, char const* last, text_index const& index)
    {
        return in_unknown_ ? first : reader_.read(top(), first, last, index);
    }

    bool text(std::string_view value);
    bool number(number_token const& value);
    bool boolean(bool value);
    bool null();

    /// `NaN` or an infinity as a value.
    bool non_finite_number(std::string_view text);

    /// The next string, or the last name, is invalid JSON; `damaged` is true if a part of it was
    /// lost.
    bool on_invalid_string(std::string_view reason, bool damaged);

    /// The document itself deviates; `name` is the name of its counter.
    bool on_document_deviation(std::string_view name, std::string_view reason);

    /// See `decoder::abandon`.
    void abandon();

    decode_error const& error() const noexcept
    {
        return error_;
    }

    void set_error(errc code, std::string reason);

    deviation_counter const& deviations() const noexcept
    {
        return deviations_;
    }

private:
    /// The scalar member that receives the next value; null for other members.
    struct slot
    {
        scalar_schema const* scalar = nullptr;
        void* address = nullptr;
    };

    /// Begins the member `index`, which was not read before.
    void enter(frame& current, std::size_t index) noexcept
    {
        member_schema const& member = current.members[index];
        current.seen |= std::uint64_t{1} << index;
        current.member = index;
        current.expected = index + 1;
        slot_.scalar = member.scalar;
        slot_.address = member.scalar ? member.address(current.address) : nullptr;
    }

    frame& top() noexcept
    {
        return frames_[depth_ - 1];
    }

    void* member_address() noexcept;
    /// Returns the type of the elements if the top is a list of scalars.
    scalar_schema const* element_type() const noexcept;
    void* append_element();
    bool on_element(conversion result, std::string_view found);
    static bool is_object_list(member_schema const& member) noexcept
    {
        return member.list && member.list->element;
    }
    /// The next three handle conversions that are not exact.
    bool on_string_conversion(conversion result, std::string_view value);
    bool on_number_conversion(conversion result, number_token const& value);
    bool on_deviating_value(std::string_view found);
    /// Begins to keep the next value in `extra`, because its member cannot hold it. Returns false
    /// if that is not possible.
    bool keep_in_extra(std::string_view found);
    bool can_keep_in_extra() noexcept;
    bool on_unexpected_null();
    void keep_raw_text(std::string_view text);
    bool on_duplicate_member(std::size_t member);
    bool report_deviation(std::string_view reason, errc code = errc::schema_mismatch);
    bool mismatch(std::string_view expected, std::string_view found);
    std::string_view expected_type() const noexcept;
    bool push(frame const& next);

    bool is_skipped(std::string_view name) noexcept;
    bool begin_unknown(std::string_view name);
    void skip(std::string_view name);
    bool end_unknown_value();
    std::string path() const;
    /// The path of the current object, without list indexes.
    std::string_view member_path();

    static constexpr std::size_t max_depth = 8;

    std::array<frame, max_depth> frames_;
    std::size_t depth_ = 0;
    slot slot_;
    member_reader reader_;
    object_schema const* root_type_;
    void* root_;
    decoding_mode mode_;
    deviation_counter deviations_;
    /// The path of the last deviation, and a number that only it has.
    std::string member_path_;
    std::uint64_t path_steps_ = 0;
    decode_error error_;

    /// A value for `extra` is built separately until it is complete.
    bool in_unknown_ = false;
    unknown_value_builder unknown_;
};

} // namespace signalwire::json
