#pragma once

#include "tool/checkpoint.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// A file that stores the position in a listing between two runs.
class cursor_file
{
public:
    /// Does not open the file. `path` may be a symbolic link; its target is replaced or created.
    ///
    /// Throws: `usage_error` for a loop of links.
    explicit cursor_file(std::string const& path);

    /// Throws: `usage_error` if the file cannot be replaced in its directory. Detects the error
    /// before a position must be saved.
    void require_writable_directory() const;

    /// Returns the saved checkpoint, or `nullopt` if the file does not exist.
    ///
    /// Throws: `usage_error` if the file cannot be read or is invalid, and as
    /// `require_writable_directory`.
    [[nodiscard]] std::optional<checkpoint> load() const;

    /// Throws: `usage_error`. The saved position cannot be used because of `reason`.
    [[noreturn]] void reject(std::string_view reason) const;

    /// Replaces the file atomically and durably. After a crash it contains the old or the new
    /// checkpoint. Precondition: the output is durable up to the checkpoint.
    ///
    /// Throws: `std::system_error`.
    void save(checkpoint const& saved) const;

    /// Removes the file when the listing is complete.
    ///
    /// Throws: `std::system_error`.
    void remove() const;

    [[nodiscard]] std::string const& path() const noexcept
    {
        return path_;
    }

    /// Returns the path of the file that replaces `path` after it is written.
    [[nodiscard]] static std::string temporary_path(std::string const& path);

private:
    [[nodiscard]] std::string directory() const;

    std::string path_;
};

} // namespace signalwire::tool
