#pragma once

#include "tool/database.hpp"
#include "tool/fields.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::tool
{

/// How far a copy is. Texts of cursors.
struct copy_state
{
    copy_state() = default;

    /// Where the first listing goes on; nullopt before it begins and when it is complete.
    std::optional<std::string> listing;
    /// Where the changes go on that have happened since the first listing began.
    std::optional<std::string> changes;
    bool is_complete = false;

    friend bool operator==(copy_state const&, copy_state const&) = default;
};

/// A table of a SQLite file that is a copy of a list of the API: a row for each item, a column for
/// each member under the API's name, and `extra`, an object in JSON, for unknown ones.
///
/// Times are in ISO 8601 UTC, so that they sort and compare as text. Money is as the API sends it.
/// Flags are 0 and 1. Lists are JSON. What a member cannot hold is its text.
class local_copy
{
public:
    /// Opens the file, or creates it. `table` is the name of the resource, `fields` are the members
    /// of an item, `project` is the account.
    ///
    /// Throws: `usage_error` if the file holds items of another account; `database_error`.
    local_copy(
        std::string const& path, std::string_view table, field_list fields,
        std::string_view project);

    [[nodiscard]] copy_state const& state() const noexcept
    {
        return state_;
    }

    /// Adds items, and sets the state: both or nothing. Replaces items with the same ID if there
    /// are indexes.
    ///
    /// Throws: `database_error`.
    void write(std::vector<std::string> const& items, copy_state const& reached);

    /// Adds the indexes, which a large copy should not have from the beginning: IDs are in no
    /// order, so that each page would change all of their index. Of items with the same ID, the
    /// last stays. May end at any point, and be called again.
    ///
    /// Throws: `database_error`.
    void add_indexes();

    /// Returns the number of rows.
    [[nodiscard]] std::int64_t count();

private:
    [[nodiscard]] std::string insertion() const;
    void check_project(std::string_view project);
    void load_state();
    void save_state(copy_state const& reached);
    void bind(int column, std::string_view value);
    /// Leaves the last one of rows with the same ID.
    void remove_repeated(std::string const& id);
    void add_index(std::string_view kind, std::string_view column);

    database file_;
    std::string table_;
    field_list fields_;
    copy_state state_;
    std::optional<statement> insert_;
};

} // namespace signalwire::tool
