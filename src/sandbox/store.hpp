#pragma once

#include "sandbox/facts.hpp"
#include "sandbox/form.hpp"
#include "sandbox/json_tree.hpp"
#include "sandbox/listing.hpp"

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

    /// Returns a member's text without quotes; `nullopt` if it is null or there is none. Objects
    /// have members like `capabilities.voice`.
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

/// All rows of a model by their position; later rows have smaller ones.
using row_map = std::map<list_position, row>;

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

    /// Adds a row with the members that the form, which is valid, and the model's facts say. An
    /// empty `sid` means a new one. Returns null if there are `max_rows`.
    row* create(
        std::string_view model, form const& content, std::string_view parent,
        std::chrono::sys_seconds now, std::string sid = {});

    /// Returns the row, or null. An empty `parent` means any.
    [[nodiscard]] row* find(
        std::string_view model, std::string_view sid, std::string_view parent = {});

    [[nodiscard]] row const* find(
        std::string_view model, std::string_view sid, std::string_view parent = {}) const;

    /// Sets the members that the fields of the form name.
    static void update(row& changed, form const& content, std::chrono::sys_seconds now);

    /// Returns the row at a position, which exists.
    [[nodiscard]] row& at(std::string_view model, list_position position)
    {
        return tables_.at(model).rows.at(position);
    }

    void remove(row const& removed);

    [[nodiscard]] row_map const& rows(std::string_view model) const;

private:
    struct table
    {
        row_map rows;
        std::unordered_map<std::string, list_position> positions;
        std::uint64_t created = 0;
    };

    [[nodiscard]] json_tree value_of(
        member_facts const& member, row const& owner, form const& content,
        std::chrono::sys_seconds now) const;
    [[nodiscard]] std::string path_of(row const& owner) const;
    static void set_fields(row& changed, form const& content);
    [[nodiscard]] std::optional<std::string> text_of(
        std::string_view source, row const& owner, form const& content,
        std::chrono::sys_seconds now) const;

    std::string project_;
    std::string root_;
    std::uint64_t seed_;
    std::map<std::string_view, table> tables_;
};

/// The rows of a model, or those with one parent, as a list.
class row_list final : public collection
{
public:
    /// Lifetime: `rows` must outlive the list. An empty `parent` means any.
    row_list(row_map const& rows, std::string_view parent)
        : rows_(rows)
        , parent_(parent)
    {
    }

    [[nodiscard]] list_position begin() const noexcept override;
    [[nodiscard]] list_position end() const noexcept override;
    [[nodiscard]] std::optional<list_position> from(list_position position) const override;
    [[nodiscard]] std::optional<list_position> before(list_position position) const override;
    [[nodiscard]] std::optional<std::size_t> size() const override;
    [[nodiscard]] std::optional<std::string> text(
        list_position position, std::string_view member) const override;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> time(
        list_position position, std::string_view member) const override;
    void append(std::string& out, list_position position) const override;

private:
    [[nodiscard]] bool has(row const& tested) const noexcept
    {
        return parent_.empty() || tested.parent == parent_;
    }

    row_map const& rows_;
    std::string parent_;
};

/// Returns true if a row has a status that it keeps for ever.
[[nodiscard]] bool is_over(row const& tested) noexcept;

/// Returns a time as members have it.
[[nodiscard]] std::string time_text(std::chrono::sys_seconds time);

} // namespace signalwire::sandbox::detail
