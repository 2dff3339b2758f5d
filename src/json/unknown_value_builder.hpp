#pragma once

#include "json/scalar.hpp"

#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::json
{

/// Builds a value for `extra` from its events: of an unknown member, or of one that cannot hold it.
class unknown_value_builder
{
public:
    /// What becomes of the value.
    enum class use : unsigned char
    {
        value,
        /// The value, and its text in any case.
        value_and_text,
        /// Only its end is found.
        none
    };

    /// Begins the value of the member `name`.
    void begin(std::string_view name, use what);

    void begin_object();
    void begin_list();
    void end_object();
    void end_list();
    void key(std::string_view name);
    void text(std::string_view value);
    void boolean(bool value);
    void null();

    /// Appends the nearest number that Boost.JSON holds, or the text of one out of range.
    void number(number_token const& value);

    /// Appends a number, or a literal such as `NaN`, as a string.
    void number_text(std::string_view text);

    /// Returns true if the value is complete.
    [[nodiscard]] bool complete() const noexcept
    {
        return open_.empty();
    }

    [[nodiscard]] std::string const& name() const noexcept
    {
        return name_;
    }

    /// Returns true if the value is not kept.
    [[nodiscard]] bool is_skipping() const noexcept
    {
        return skips_;
    }

    [[nodiscard]] boost::json::value release();

    /// The original text of the value, if it must be kept or contains a number that would be
    /// written differently; else empty. Valid until the next `begin`.
    [[nodiscard]] std::string_view raw_text() const noexcept
    {
        return keeps_text_ ? std::string_view(text_) : std::string_view();
    }

    /// Discards the incomplete value.
    void abandon() noexcept;

private:
    struct container
    {
        bool object;
        /// The number of its values so far.
        std::size_t size;
    };

    void begin_container(bool object);
    void begin_value();

    std::string name_;
    boost::json::value_stack values_;
    std::vector<container> open_;
    std::string text_;
    bool keeps_text_ = false;
    bool skips_ = false;
};

} // namespace signalwire::json
