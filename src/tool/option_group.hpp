#pragma once

#include <functional>
#include <string>

namespace CLI
{
class App;
class Option;
} // namespace CLI

namespace signalwire::tool
{

/// A set of options of one sub-command that share a heading in the help.
class option_group
{
public:
    /// What it throws for a bad value, `std::invalid_argument`, becomes a usage error that begins
    /// with the option's name.
    using setter = std::function<void(std::string const&)>;

    /// `app` must outlive it.
    option_group(CLI::App& app, std::string heading);

    /// An option with a value. The result belongs to the sub-command.
    CLI::Option* add(
        std::string const& name, std::string const& value, std::string const& help,
        setter const& set) const;

    /// An option that may be given again, each time with one value.
    void add_repeatable(
        std::string const& name, std::string const& value, std::string const& help,
        setter const& set) const;

    void add_flag(std::string const& name, std::string const& help, bool& target) const;

private:
    CLI::App& app_;
    std::string heading_;
};

} // namespace signalwire::tool
