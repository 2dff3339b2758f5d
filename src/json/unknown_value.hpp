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

/// A value that goes to `extra`, assembled from the events of its text: of a member that no model
/// knows, or one that its member cannot hold.
class unknown_value
{
public:
    /// Begins the value of the member `name`, whose text is to be kept in any case if
    /// `keep_text` says so.
    void begin(std::string_view name, bool keep_text = false);

    void begin_object();
    void begin_list();
    void end_object();
    void end_list();
    void key(std::string_view name);
    void text(std::string_view value);
    void boolean(bool value);
    void null();

    /// The nearest number that Boost.JSON holds; the text of one that is out of range.
    void number(number_token const& value);

    /// A number, or what stands for one (`NaN`), as a text.
    void number_text(std::string_view text);

    /// Whether the value has ended.
    [[nodiscard]] bool complete() const noexcept
    {
        return open_.empty();
    }

    [[nodiscard]] std::string const& name() const noexcept
    {
        return name_;
    }

    [[nodiscard]] boost::json::value release();

    /// The text that the value came as, its numbers to the letter, if it is to be kept or a number
    /// in it would be written differently; empty otherwise. Valid until the next `begin`.
    [[nodiscard]] std::string_view raw_text() const noexcept
    {
        return keeps_text_ ? std::string_view(text_) : std::string_view();
    }

    /// Forgets what has been put together.
    void abandon() noexcept;

private:
    struct container
    {
        bool object;
        /// How many values it holds so far.
        std::size_t size;
    };

    void begin_container(bool object);
    void begin_value();

    std::string name_;
    boost::json::value_stack values_;
    std::vector<container> open_;
    std::string text_;
    bool keeps_text_ = false;
};

} // namespace signalwire::json
