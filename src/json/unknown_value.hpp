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

/// The value of a member that no model knows, put together from the events of its text.
class unknown_value
{
public:
    /// Begins the value of the member `name`.
    void begin(std::string_view name);

    void begin_container();
    void end_object();
    void end_list();
    void key(std::string_view name);
    void text(std::string_view value);
    void boolean(bool value);
    void null();

    /// False when no number of the machine can hold it.
    [[nodiscard]] bool number(number_token const& value);

    /// Whether the value has ended.
    [[nodiscard]] bool complete() const noexcept
    {
        return sizes_.empty();
    }

    [[nodiscard]] std::string const& name() const noexcept
    {
        return name_;
    }

    [[nodiscard]] boost::json::value release();

    /// Forgets what has been put together.
    void abandon() noexcept;

private:
    void count() noexcept;

    std::string name_;
    boost::json::value_stack values_;
    /// How much each open container holds so far.
    std::vector<std::size_t> sizes_;
};

} // namespace signalwire::json
