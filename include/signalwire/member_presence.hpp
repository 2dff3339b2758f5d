#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace signalwire
{

/// Which members of a model the response left out, which plain ones it sent as null, and which
/// numbers it spelled in another way than they are written.
///
/// Plain members hold their default value in both cases; this tells the cases apart, so that a
/// model can be written back as it came. Members are numbered in the order of their declaration.
/// A model that was not decoded from a response counts as complete. Filled by the decoder and read
/// through the model (`call::has_member`).
///
/// Thread safety: a value type; distinct objects are independent.
class member_presence
{
public:
    /// More members than this no model may have.
    static constexpr std::size_t max_members = 64;

    /// Whether the response left out the member of that number, which is below `max_members`.
    [[nodiscard]] bool is_absent(std::size_t member) const noexcept
    {
        return (absent_ >> member & 1U) != 0;
    }

    /// Whether the response sent null for it though it is a plain one.
    [[nodiscard]] bool is_null(std::size_t member) const noexcept
    {
        return (null_ >> member & 1U) != 0;
    }

    /// The JSON text of a member, known or in `extra`, as the response had it, when its value alone
    /// would be written as another text: `1E5`, `0.10` in an unknown member,
    /// `123456789012345678901`, `NaN`. Empty otherwise. `to_json` writes this text as long as the
    /// value is the one that was decoded.
    [[nodiscard]] std::string_view raw_text(std::string_view member) const noexcept;

    /// For the writer: `raw_text(member)` if `written` is the text of the value that was decoded.
    [[nodiscard]] std::string_view raw_text(
        std::string_view member, std::string_view written) const noexcept;

    /// For the writer: whether any member has a raw text.
    [[nodiscard]] bool has_raw_texts() const noexcept
    {
        return raw_texts_ != nullptr;
    }

    /// For the decoder: the value of `member` would be written as `written`, but came as `text`.
    void set_raw_text(std::string_view member, std::string written, std::string text);

    /// For the decoder: the member has no raw text.
    void drop_raw_text(std::string_view member) noexcept;

    /// For the decoder: forgets what was said of the member, which comes a second time.
    void reset(std::size_t member, std::string_view name) noexcept;

    /// For the decoder: which members were left out, a bit each.
    void set_absent(std::uint64_t members) noexcept
    {
        absent_ = members;
    }

    /// For the decoder: that this member was null.
    void set_null(std::size_t member) noexcept
    {
        null_ |= std::uint64_t{1} << member;
    }

private:
    struct raw_texts;

    std::uint64_t absent_ = 0;
    std::uint64_t null_ = 0;
    /// Shared by copies: does not change once a model is decoded.
    std::shared_ptr<raw_texts> raw_texts_;
};

} // namespace signalwire
