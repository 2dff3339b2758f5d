#include "tool/option_group.hpp"

#include "tool/exit_status.hpp"

#include <CLI/CLI.hpp>

#include <stdexcept>
#include <utility>
#include <vector>

namespace signalwire::tool
{

namespace
{

void apply(std::string const& name, option_group::setter const& set, std::string const& text)
{
    try
    {
        set(text);
    }
    catch (std::invalid_argument const& e)
    {
        throw usage_error(name + ": " + e.what());
    }
}

} // namespace

option_group::option_group(CLI::App& app, std::string heading)
    : app_(app)
    , heading_(std::move(heading))
{
}

CLI::Option* option_group::add(
    std::string const& name, std::string const& value, std::string const& help,
    setter const& set) const
{
    CLI::Option* const option = app_.add_option_function<std::string>(
        name, [name, set](std::string const& text) { apply(name, set, text); }, help);
    return option->option_text(value)->group(heading_);
}

void option_group::add_repeatable(
    std::string const& name, std::string const& value, std::string const& help,
    setter const& set) const
{
    CLI::Option* const option = app_.add_option_function<std::vector<std::string>>(
        name,
        [name, set](std::vector<std::string> const& texts) {
            for (std::string const& text : texts)
                apply(name, set, text);
        },
        help);
    option->allow_extra_args(false)->option_text(value)->group(heading_);
}

void option_group::add_flag(std::string const& name, std::string const& help, bool& target) const
{
    app_.add_flag(name, target, help)->group(heading_);
}

} // namespace signalwire::tool
