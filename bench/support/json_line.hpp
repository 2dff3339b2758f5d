#pragma once

#include <concepts>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

namespace signalwire::bench
{

/// One line of JSON, for scripts. Names and texts need no escapes.
class json_line
{
public:
    explicit json_line(std::string_view bench)
    {
        out_ << std::fixed << std::setprecision(6) << R"({"bench":")" << bench << '"';
    }

    json_line& add(std::string_view name, std::string_view value)
    {
        out_ << ",\"" << name << "\":\"" << value << '"';
        return *this;
    }

    json_line& add(std::string_view name, bool value) = delete;

    template <class Number>
        requires std::integral<Number> || std::floating_point<Number>
    json_line& add(std::string_view name, Number value)
    {
        out_ << ",\"" << name << "\":" << value;
        return *this;
    }

    friend std::ostream& operator<<(std::ostream& out, json_line const& line)
    {
        return out << line.out_.str() << "}\n";
    }

private:
    std::ostringstream out_;
};

} // namespace signalwire::bench
