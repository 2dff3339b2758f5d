#include "tool/symbolic_link.hpp"

#include <filesystem>

namespace signalwire::tool
{

namespace
{

/// The limit of Linux.
constexpr int max_links = 40;

} // namespace

std::string follow_symbolic_links(std::string const& path, std::error_code& error)
{
    error.clear();
    std::filesystem::path current = path;
    for (int links = 0; links <= max_links; ++links)
    {
        std::error_code no_link;
        std::filesystem::path const target = std::filesystem::read_symlink(current, no_link);
        if (no_link)
            return current.string();
        // An absolute target replaces the whole path.
        current = current.parent_path() / target;
    }
    error = std::make_error_code(std::errc::too_many_symbolic_link_levels);
    return path;
}

} // namespace signalwire::tool
