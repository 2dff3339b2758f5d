#pragma once

#include "tool/checkpoint.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// A file that carries the position in a listing from one run to the next.
class cursor_file
{
public:
    /// Nothing is opened yet. `path` may be a symbolic link; its target is what gets replaced, or
    /// made. Throws `usage_error` for links that never end.
    explicit cursor_file(std::string const& path);

    /// Throws `usage_error` when the directory does not let us replace the file: better now than
    /// when there is a position to save.
    void require_writable_directory() const;

    /// The saved position, or nothing when there is no such file. Throws `usage_error` when the
    /// file cannot be read or holds something else, and as `require_writable_directory`.
    [[nodiscard]] std::optional<saved_position> load() const;

    /// The position is of no use here: throws `usage_error`, which says so.
    [[noreturn]] void refuse(std::string_view reason) const;

    /// Replaces the file in one step, durably: after a crash there is the old position or the new
    /// one, never half of one. What it says of the output must be durable already. Throws
    /// `std::system_error`.
    void save(saved_position const& position) const;

    /// The listing is complete: the next run begins anew. Throws `std::system_error`.
    void remove() const;

    [[nodiscard]] std::string const& path() const noexcept
    {
        return path_;
    }

    /// Where the next position is written before it replaces the file `path`.
    [[nodiscard]] static std::string path_of_next(std::string const& path);

private:
    [[nodiscard]] std::string directory() const;

    std::string path_;
};

} // namespace signalwire::tool
