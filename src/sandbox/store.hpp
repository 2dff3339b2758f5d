#pragma once

#include "sandbox/facts.hpp"
#include "sandbox/form.hpp"
#include "sandbox/json_tree.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace signalwire::sandbox::detail
{

/// One object of the account.
struct row
{
    row() = default;

    /// Returns a member's text without quotes; `nullopt` if it is null or there is none.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view member) const noexcept;

    /// Changes a member; nothing if the model has none of that name. `nullopt` makes it null.
    void set(std::string_view member, std::optional<std::string_view> value);
    void set(std::string_view member, std::chrono::sys_seconds time);

    [[nodiscard]] std::optional<std::chrono::sys_seconds> time(std::string_view member) const;

    model_facts const* model = nullptr;
    std::string sid;
    /// The id of what its path is below; empty if nothing.
    std::string parent;
    json_tree content;
};

/// All rows of a model by their number; later rows have greater ones.
using row_map = std::map<std::uint64_t, row>;

/// The objects of the account, of any model: rows that requests create, change and remove.
///
/// Thread safety: none.
class store
{
public:
    /// Maximum number of rows of a model.
    static constexpr std::size_t max_rows = 1'000'000;

    /// `root` is the path of the account. Equal seeds give equal ids.
    store(std::string project, std::string root, std::uint64_t seed);

    /// Adds a row with the members that the form, which is valid, and the model's facts say.
    /// Returns null if there are `max_rows`.
    row* create(
        model_facts const& model, form const& content, std::string_view parent,
        std::chrono::sys_seconds now);

    /// Returns the row, or null. An empty `parent` means any.
    [[nodiscard]] row* find(
        std::string_view model, std::string_view sid, std::string_view parent = {});

    /// Sets the members that the fields of the form name.
    static void update(row& changed, form const& content, std::chrono::sys_seconds now);

    void remove(row const& removed);

    [[nodiscard]] row_map const& rows(std::string_view model) const;

private:
    struct table
    {
        row_map rows;
        std::unordered_map<std::string, std::uint64_t> numbers;
        std::uint64_t created = 0;
    };

    [[nodiscard]] json_tree value_of(
        member_facts const& member, row const& owner, form const& content,
        std::chrono::sys_seconds now) const;

    std::string project_;
    std::string root_;
    std::uint64_t seed_;
    std::map<std::string_view, table> tables_;
};

/// Returns true if a row has a status that it keeps for ever.
[[nodiscard]] bool is_over(row const& tested) noexcept;

/// Returns the name of a member in the style of parameters as that of members: `FriendlyName` is
/// `friendly_name`.
[[nodiscard]] std::string member_name(std::string_view parameter);

/// Returns a time as members have it.
[[nodiscard]] std::string time_text(std::chrono::sys_seconds time);

} // namespace signalwire::sandbox::detail
