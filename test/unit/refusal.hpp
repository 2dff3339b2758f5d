#pragma once

#include <stdexcept>
#include <string>

namespace unit
{

/// What `action` says when it refuses its arguments; says so when it does not.
template <class Action>
std::string refusal(Action&& action)
{
    try
    {
        action();
    }
    catch (std::invalid_argument const& refused)
    {
        return refused.what();
    }
    return "(accepted)";
}

/// Whether `text` holds `part`: for messages of which only a part is promised.
inline bool mentions(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace unit
