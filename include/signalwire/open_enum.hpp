#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire
{

/// An open enumeration of strings. A value that this version does not know keeps its text.
///
/// `Values` has the known values: an unscoped enumeration `known` whose first enumerator is
/// `unknown`, and `names`, an array of their spellings in this order, without `unknown`. Write
/// `call.status == call_status::completed` and `switch (call.status.value())`.
/// Thread safety: a value type; distinct objects are independent.
template <class Values>
class open_enum : public Values
{
public:
    /// Enumeration of the known values.
    using value_type = typename Values::known;

    /// Constructs `unknown` with an empty text.
    open_enum() noexcept = default;

    /// Converts a known value.
    open_enum(value_type value) noexcept
        : value_(value)
    {
    }

    /// Constructs the value with the spelling `text`, known or not; case-sensitive.
    explicit open_enum(std::string_view text)
    {
        assign(text);
    }

    /// Assigns the value with the spelling `text`, known or not.
    void assign(std::string_view text)
    {
        value_ = lookup(text);
        if (value_ == Values::unknown)
            text_.assign(text);
        else
            text_.clear();
    }

    /// Returns the enumerator; `unknown` for a value that this version does not know.
    [[nodiscard]] value_type value() const noexcept
    {
        return value_;
    }

    /// Returns true if this version knows the value.
    [[nodiscard]] bool is_known() const noexcept
    {
        return value_ != Values::unknown;
    }

    /// Returns the spelling in JSON.
    ///
    /// Lifetime: valid until this object is changed or destroyed.
    [[nodiscard]] std::string_view text() const noexcept
    {
        return is_known() ? Values::names[static_cast<std::size_t>(value_) - 1] : text_;
    }

    /// Compares by spelling.
    friend bool operator==(open_enum const& left, open_enum const& right) noexcept
    {
        return left.value_ == right.value_ && left.text_ == right.text_;
    }

    /// Returns true if this is the known value `right`.
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
