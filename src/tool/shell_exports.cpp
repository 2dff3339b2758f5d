#include "tool/shell_exports.hpp"

namespace signalwire::tool
{

std::string export_line(std::string_view name, std::string_view value)
{
    std::string line = "export ";
    line.append(name).append("='");
    for (char const c : value)
    {
        // Within single quotes, only the quote itself is special.
        if (c == '\'')
            line += "'\\''";
        else
            line += c;
    }
    return line += "'\n";
}

} // namespace signalwire::tool
