#pragma once

#include "json/decoder.hpp"
#include "json/description.hpp"
#include "json/drift_tally.hpp"
#include "json/unknown_value.hpp"

#include <signalwire/client_config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Puts the events of a JSON document into a model: where in the model one stands, which member a
/// value belongs to and whether it fits. Knows nothing of text. Every function is false when the
/// document is wrong; `error()` then says why.
class reader
{
public:
    reader(object_type const& type, void* target, decoding_mode mode);

    bool begin_object();
    bool end_object();
    bool begin_list();
    bool end_list();
    bool key(std::string_view name);

    /// Takes the member that is expected next, if its name and a quote begin [`first`, `last`);
    /// gives the length of the name, or 0.
    std::size_t take_expected_name(char const* first, char const* last) noexcept
    {
        frame& current = top();
        if (in_unknown_ || current.expected >= current.members.size())
            return 0;
        std::string_view const name = current.members[current.expected].name;
        if (static_cast<std::size_t>(last - first) <= name.size() || first[name.size()] != '"'
            || !begins_with(first, name) || current.has(current.expected))
            return 0;
        enter(current, current.expected);
        return name.size();
    }

    bool text(std::string_view value);
    bool number(number_token const& value);
    bool boolean(bool value);
    bool null();

    /// `NaN` or an infinity where a value belongs.
    bool no_number(std::string_view text);

    /// The text that comes next, or the name that came last, is no good JSON; `damaged` tells that
    /// a part of it was lost.
    bool flawed(std::string_view reason, bool damaged);

    /// The document itself deviates; `name` is what such deviations are counted as.
    bool document_flaw(std::string_view name, std::string_view reason);

    /// See `decoder::abandon`.
    void abandon();

    decode_error const& error() const noexcept
    {
        return error_;
    }

    void set_error(errc code, std::string reason);

    drift_tally const& drift() const noexcept
    {
        return drift_;
    }

private:
    /// A place in the model: inside an object or inside a list.
    struct frame
    {
        static constexpr std::size_t none = member_presence::max_members;

        frame() = default;

        frame(object_type const& type, void* place) noexcept
            : object(&type)
            , members(type.members)
            , address(place)
        {
        }

        frame(list_type const& type, void* place) noexcept
            : list(&type)
            , address(place)
        {
        }

        object_type const* object = nullptr;
        list_type const* list = nullptr;
        std::span<member_type const> members;
        void* address = nullptr;
        /// The members that have been read, one bit each.
        std::uint64_t seen = 0;
        /// The member being read; `none` before the first one.
        std::size_t member = none;
        /// The member that probably comes next: servers write members in a fixed order.
        std::size_t expected = 0;
        /// Elements of the list that were null and so left out.
        std::size_t skipped = 0;

        [[nodiscard]] bool has(std::size_t index) const noexcept
        {
            return (seen >> index & 1U) != 0;
        }
    };

    /// Where the value of a member goes that is a scalar; nowhere, if it is none.
    struct slot
    {
        scalar_type const* scalar = nullptr;
        void* address = nullptr;
    };

    /// Compares whole words, for names are short and calls are not free. Texts are as long as
    /// names, at least.
    static bool begins_with(char const* text, std::string_view name) noexcept
    {
        std::size_t const size = name.size();
        if (size < sizeof(std::uint64_t))
        {
            std::size_t i = 0;
            while (i != size && text[i] == name[i])
                ++i;
            return i == size;
        }
        // The last word overlaps the one before it.
        std::size_t const last = size - sizeof(std::uint64_t);
        for (std::size_t i = 0; i < last; i += sizeof(std::uint64_t))
        {
            if (word(text + i) != word(name.data() + i))
                return false;
        }
        return word(text + last) == word(name.data() + last);
    }

    static std::uint64_t word(char const* bytes) noexcept
    {
        std::uint64_t out = 0;
        std::memcpy(&out, bytes, sizeof out);
        return out;
    }

    /// The value that comes next is for the member `index`, which comes for the first time.
    void enter(frame& current, std::size_t index) noexcept
    {
        member_type const& member = current.members[index];
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
    /// What a scalar made of a value other than an exact one. `again` takes it as one to be kept.
    bool judge_text(fit result, std::string_view value);
    bool judge_number(fit result, number_token const& value);
    bool judge_deviation(std::string_view found);
    /// Whether the value that follows is taken for `extra`, for its member cannot hold it.
    bool keep(std::string_view found);
    bool is_keepable() noexcept;
    bool null_for_no_scalar();
    void spell(std::string_view text);
    bool begin_again(std::size_t member);
    bool deviate(std::string_view reason, errc code = errc::schema_mismatch);
    bool mismatch(std::string_view expected, std::string_view found);
    std::string_view expectation() const noexcept;
    bool push(frame const& next);

    bool begin_unknown(std::string_view name);
    bool end_unknown_value();
    std::string path() const;
    /// The path of the object one stands in, without the numbers of list elements.
    std::string_view general_path();

    static constexpr std::size_t max_depth = 8;

    std::array<frame, max_depth> frames_;
    std::size_t depth_ = 0;
    slot slot_;
    object_type const* root_type_;
    void* root_;
    decoding_mode mode_;
    drift_tally drift_;
    /// Kept for its memory.
    std::string general_path_;
    decode_error error_;

    /// A value for `extra` is put together as a value of its own until it is complete.
    bool in_unknown_ = false;
    unknown_value unknown_;
};

} // namespace signalwire::json
