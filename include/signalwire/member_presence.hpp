#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace signalwire
{

/// Missing members, null members and spellings of numbers of a decoded model.
///
/// Plain members have their default value if they are missing or null. This class distinguishes the
/// cases, so that `to_json` reproduces the response. Members are numbered in the order of their
/// declaration. A model that was not decoded is complete.
///
/// Thread safety: a value type; distinct objects are independent.
class member_presence
{
public:
    /// Maximum number of members of a model.
    static constexpr std::size_t max_members = 64;

    /// Returns true if the member with this number, below `max_members`, was missing.
    [[nodiscard]] bool is_absent(std::size_t member) const noexcept
    {
        return (absent_ >> member & 1U) != 0;
    }

    /// Returns true if the plain member with this number was null.
    [[nodiscard]] bool is_null(std::size_t member) const noexcept
    {
        return (null_ >> member & 1U) != 0;
    }

    /// Returns the original JSON text of a member, known or in `extra`, if its value alone would be
    /// written differently: `1E5`, `123456789012345678901`, `NaN`. Empty otherwise. `to_json`
    /// writes this text while the value is unchanged.
    [[nodiscard]] std::string_view raw_text(std::string_view member) const noexcept;

    /// Internal: returns `raw_text(member)` if `written` is the text of the decoded value.
    [[nodiscard]] std::string_view raw_text(
        std::string_view member, std::string_view written) const noexcept;

    /// Internal: returns true if any member has a raw text.
    [[nodiscard]] bool has_raw_texts() const noexcept
    {
        return raw_texts_ != nullptr;
    }

    /// Internal: sets the original `text` of a value that would be written as `written`.
    void set_raw_text(std::string_view member, std::string written, std::string text);

    /// Internal: removes the raw text of the member.
    void drop_raw_text(std::string_view member) noexcept;

    /// Internal: resets a duplicate member.
    void reset(std::size_t member, std::string_view name) noexcept;

    /// Internal: sets the missing members, one bit each.
    void set_absent(std::uint64_t members) noexcept
    {
        absent_ = members;
    }

    /// Internal: marks the member as null.
    void set_null(std::size_t member) noexcept
    {
        null_ |= std::uint64_t{1} << member;
    }

private:
    struct raw_texts;

    std::uint64_t absent_ = 0;
    std::uint64_t null_ = 0;
    /// Shared by copies; immutable once the model is decoded.
    std::shared_ptr<raw_texts> raw_texts_;
};

} // namespace signalwire
