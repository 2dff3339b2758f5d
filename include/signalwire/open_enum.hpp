#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire
{

/// An enumeration of strings that stays open: a value that this version does not know is kept
/// with its text, compared by its text and written back as it came.
///
/// `Values` lists the known ones: an unscoped enumeration `known` whose first enumerator is
/// `unknown`, and `names`, an array of their spellings in the same order without `unknown`. Its
/// enumerators become members of this class, so that one writes
/// `call.status == call_status::completed` and `switch (call.status.value())`.
///
/// A default-constructed value is `unknown` with an empty text.
/// Thread safety: a value type; distinct objects are independent.
template <class Values>
class open_enum : public Values
{
public:
    /// The enumeration of the known values.
    using value_type = typename Values::known;

    /// `unknown`, with an empty text.
    open_enum() noexcept = default;

    /// A known value. Implicit, so that enumerators can stand where this type is wanted.
    open_enum(value_type value) noexcept
        : value_(value)
    {
    }

    /// The value spelled `text`, known or not. Spelling is case-sensitive, as on the wire.
    explicit open_enum(std::string_view text)
    {
        assign(text);
    }

    /// Takes the value spelled `text`, known or not.
    void assign(std::string_view text)
    {
        value_ = lookup(text);
        if (value_ == Values::unknown)
            text_.assign(text);
        else
            text_.clear();
    }

    /// The enumerator, or `unknown` for a value that this version has no name for.
    [[nodiscard]] value_type value() const noexcept
    {
        return value_;
    }

    /// Whether this version has a name for the value.
    [[nodiscard]] bool is_known() const noexcept
    {
        return value_ != Values::unknown;
    }

    /// The spelling on the wire. Valid as long as this object is neither changed nor destroyed.
    [[nodiscard]] std::string_view text() const noexcept
    {
        return is_known() ? Values::names[static_cast<std::size_t>(value_) - 1] : text_;
    }

    /// By spelling: two values unknown to this version differ when their texts do.
    friend bool operator==(open_enum const& left, open_enum const& right) noexcept
    {
        return left.value_ == right.value_ && left.text_ == right.text_;
    }

    /// Whether it is that known value.
    friend bool operator==(open_enum const& left, value_type right) noexcept
    {
        return left.value_ == right;
    }

    /// Writes `text()`.
    friend std::ostream& operator<<(std::ostream& out, open_enum const& value)
    {
        return out << value.text();
    }

private:
    static value_type lookup(std::string_view text) noexcept
    {
        std::size_t index = 1;
        for (std::string_view name : Values::names)
        {
            if (name == text)
                return static_cast<value_type>(index);
            ++index;
        }
        return Values::unknown;
    }

    value_type value_ = Values::unknown;
    std::string text_;
};

} // namespace signalwire
