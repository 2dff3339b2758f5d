#include "tool/csv_formatter.hpp"

#include <string>

namespace signalwire::tool
{

namespace
{

/// Returns true if a spreadsheet would interpret the cell as a formula, which could send other
/// cells to a third party.
bool starts_formula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

} // namespace

void append_csv_field(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
    {
        out += text;
        return;
    }
    out += '"';
    for (char const c : text)
    {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

void csv_formatter::append_header(std::string& out) const
{
    for (std::string_view const name : columns_)
        out.append(name).append(",");
    out.back() = '\n';
}

void csv_formatter::append(std::string& out, compat::call const& call) const
{
    std::string const json = to_json(call);
    for (std::string_view const value : select_fields(json, columns_))
    {
        std::string text = plain_text(value);
        if (safe_ && starts_formula(text))
            text.insert(text.begin(), '\'');
        append_csv_field(out, text);
        out += ',';
    }
    out.back() = '\n';
}

} // namespace signalwire::tool
