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

/// Options of a subcommand that share a heading in the help.
class option_group
{
public:
    /// Throws: `std::invalid_argument` for an invalid value. It becomes a `usage_error` whose
    /// message starts with the option's name.
    using setter = std::function<void(std::string const&)>;

    /// Lifetime: `app` must outlive this object.
    option_group(CLI::App& app, std::string heading);

    /// Adds an option with a value. `app` owns the result.
    CLI::Option* add(
        std::string const& name, std::string const& value, std::string const& help,
        setter const& set) const;

    /// Adds a repeatable option with one value each.
    void add_repeatable(
        std::string const& name, std::string const& value, std::string const& help,
        setter const& set) const;

    /// Adds an option without a value that sets `target`.
    void add_flag(std::string const& name, std::string const& help, bool& target) const;

private:
    CLI::App& app_;
    std::string heading_;
};

} // namespace signalwire::tool
