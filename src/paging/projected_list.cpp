#include "paging/projected_list.hpp"

#include "client/model_type.hpp"
#include "json/schema.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/listing_page.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::detail
{

BOOST_DESCRIBE_STRUCT(
    projected_rows, (), (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size))

} // namespace signalwire::detail

namespace signalwire::paging
{

using detail::item_identity;
using detail::projected_rows;

/// The members of a row: those of the user's struct, those of its identity that it lacks, and those
/// that are skipped.
struct projected_members
{
    json::object_schema schema{};
    std::optional<std::size_t> id;
    std::optional<std::size_t> created;
    std::optional<std::size_t> selected;
};

namespace
{

using json::member_schema;

template <std::size_t Index>
void* address_of_time(void* row)
{
    return &static_cast<item_identity*>(row)->times[Index];
}

constexpr std::array<void* (*)(void*), 2> times_of_identity = {
    address_of_time<0>, address_of_time<1>};

/// Returns the address of a member that the response contained, else null: its value may be one of
/// the user's.
void const* address_in(
    projected_members const& members, std::optional<std::size_t> index, void const* row) noexcept
{
    if (!index || static_cast<item_identity const*>(row)->presence.is_absent(*index))
        return nullptr;
    // Decoding uses the same tables, so they take mutable addresses.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    return members.schema.members[*index].address(const_cast<void*>(row));
}

std::optional<instant> known(timestamp const& time) noexcept
{
    return time == timestamp() ? std::nullopt : std::optional(time.time());
}

std::optional<instant> time_in(
    projected_members const& members, std::optional<std::size_t> index, void const* row) noexcept
{
    void const* const address = address_in(members, index, row);
    if (!address)
        return std::nullopt;
    if (!members.schema.members[*index].scalar->nullable)
        return known(*static_cast<timestamp const*>(address));
    auto const& time = *static_cast<std::optional<timestamp> const*>(address);
    return time ? known(*time) : std::nullopt;
}

item_type make_item_type(item_type const& full, detail::projection const& wanted)
{
    item_type out{};
    out.size = wanted.row_size;
    out.id = [](item_type const& type, void const* row) noexcept -> std::string_view {
        void const* const id = address_in(*type.projected, type.projected->id, row);
        return id ? *static_cast<std::string const*>(id) : std::string_view();
    };
    out.content = [](item_type const& type, void const* row) {
        std::string text;
        json::write_object(type.projected->schema, row, text);
        return text;
    };
    out.created = [](item_type const& type, void const* row) noexcept {
        return time_in(*type.projected, type.projected->created, row);
    };
    // For watches only.
    out.updated = [](item_type const&, void const*) noexcept -> std::optional<instant> {
        return std::nullopt;
    };
    out.selected = [](item_type const& type, void const* row) noexcept {
        return time_in(*type.projected, type.projected->selected, row);
    };
    out.value = wanted.value;
    out.names = full.names;
    return out;
}

projected_rows& rows_of(void* page) noexcept
{
    return *static_cast<projected_rows*>(page);
}

/// Owns all that the list refers to.
class projected_list
{
public:
    projected_list(list_type const& full, detail::projection const& wanted)
        : wanted_(wanted)
    {
        select_members(full);
        describe_rows(full);
        describe_page(*full.page);
        make_type(full);
    }

    projected_list(projected_list const&) = delete;
    projected_list& operator=(projected_list const&) = delete;

    [[nodiscard]] list_type const& type() const noexcept
    {
        return type_;
    }

private:
    /// All members of the items, so that the names of those that are skipped are expected, too.
    void select_members(list_type const& full)
    {
        for (detail::projected_member const& member : wanted_.members)
            check(full, member);
        for (member_schema const& member : items_of(full).members)
        {
            if (detail::projected_member const* const found = find_wanted(member.name))
                select(member, found->address);
            else if (member.name == full.item.names.id)
                select(member, [](void* row) -> void* {
                    return &static_cast<item_identity*>(row)->id;
                });
            else if (is_time(full.item, member.name))
                select_time(member);
            else
                skip(member);
        }
    }

    void select(member_schema member, void* (*address)(void*))
    {
        member.address = address;
        members_.push_back(member);
    }

    void skip(member_schema member)
    {
        member.scalar = nullptr;
        member.object = nullptr;
        member.list = nullptr;
        members_.push_back(member);
        skipped_ |= std::uint64_t{1} << (members_.size() - 1);
    }

    /// The identity holds any time, whether or not the API documents it as nullable.
    void select_time(member_schema member)
    {
        member.scalar = &json::scalar_schema_of<std::optional<timestamp>>;
        select(member, times_of_identity.at(times_++));
    }

    static bool is_time(item_type const& item, std::string_view name) noexcept
    {
        return name == item.names.created || name == item.names.selected;
    }

    static json::object_schema const& items_of(list_type const& full)
    {
        for (member_schema const& member : full.page->members)
        {
            if (member.list && member.list->element)
                return *member.list->element;
        }
        throw std::logic_error("a page without a list");
    }

    [[nodiscard]] detail::projected_member const* find_wanted(std::string_view name) const noexcept
    {
        for (detail::projected_member const& member : wanted_.members)
        {
            if (member.name == name)
                return &member;
        }
        return nullptr;
    }

    static void check(list_type const& full, detail::projected_member const& wanted)
    {
        json::object_schema const& items = items_of(full);
        std::string const where = "the items of " + std::string(full.get_page.path);
        std::optional<std::size_t> const found = json::find_member(items, wanted.name);
        if (!found)
            throw std::invalid_argument(
                where + " have no member '" + std::string(wanted.name) + "'");
        if (*items.members[*found].type != *wanted.type)
            throw std::invalid_argument(
                where + " have another type of '" + std::string(wanted.name) + "'");
    }

    void describe_rows(list_type const& full)
    {
        json::object_schema const& items = items_of(full);
        rows_.schema.members = members_;
        rows_.schema.presence = [](void* row) -> member_presence& {
            return static_cast<item_identity*>(row)->presence;
        };
        rows_.schema.is_projection = true;
        rows_.schema.is_temporary = true;
        rows_.schema.documented_members = items.documented_members & ~skipped_;
        rows_.schema.essential = items.essential & ~skipped_;
        rows_.id = json::find_member(rows_.schema, full.item.names.id);
        rows_.created = json::find_member(rows_.schema, full.item.names.created);
        rows_.selected = json::find_member(rows_.schema, full.item.names.selected);
        list_.element = &rows_.schema;
        list_.append = wanted_.append;
        list_.reserve = wanted_.reserve;
        list_.remove_last = wanted_.remove_last;
        list_.clear = wanted_.clear;
        list_.size = wanted_.size;
    }

    /// The bits of `bits`, which are those of the members of `from`, for the members `to`.
    static std::uint64_t translate(
        std::uint64_t bits, json::object_schema const& from, std::vector<member_schema> const& to)
    {
        std::uint64_t out = 0;
        for (std::size_t i = 0; i < to.size(); ++i)
        {
            std::optional<std::size_t> const index = json::find_member(from, to[i].name);
            out |= index ? (bits >> *index & 1U) << i : 0;
        }
        return out;
    }

    void describe_page(json::object_schema const& full)
    {
        for (member_schema member : full.members)
        {
            if (member.list && member.list->element)
            {
                member.list = &list_;
                member.address = [](void* page) -> void* { return rows_of(page).rows.get(); };
                page_members_.push_back(member);
            }
            for (member_schema const& of_head : json::detail::member_table<projected_rows>)
            {
                if (of_head.name == member.name)
                    page_members_.push_back(of_head);
            }
        }
        page_.extra = [](void* page) -> boost::json::object& { return rows_of(page).extra; };
        page_.presence = [](void* page) -> member_presence& { return rows_of(page).presence; };
        page_.page_size = json::detail::find_page_size<projected_rows>();
        page_.members = page_members_;
        page_.is_temporary = true;
        page_.documented_members = translate(full.documented_members, full, page_members_);
        page_.essential = translate(full.essential, full, page_members_);
        page_.duplicates = full.duplicates;
    }

    void make_type(list_type const& full)
    {
        type_ = full;
        type_.item = make_item_type(full.item, wanted_);
        type_.item.projected = &rows_;
        type_.projection = &wanted_;
        type_.page = &page_;
        type_.create = [](list_type const& type) {
            return client::make_any(projected_rows(*type.projection));
        };
        type_.head = [](void* page) noexcept -> compat::page_head& { return rows_of(page); };
        type_.count = [](void const* page) noexcept {
            auto const& rows = *static_cast<projected_rows const*>(page);
            return rows.type->size(rows.rows.get());
        };
        type_.items = [](void* page) noexcept {
            return rows_of(page).type->data(rows_of(page).rows.get());
        };
        type_.reserve = [](void* page, std::size_t count) {
            rows_of(page).type->reserve(rows_of(page).rows.get(), count);
        };
        type_.remove_if = [](void* page, std::function<bool(std::size_t)> const& is_unwanted) {
            rows_of(page).type->remove_if(rows_of(page).rows.get(), is_unwanted);
        };
    }

    detail::projection const& wanted_;
    std::vector<member_schema> members_;
    /// One bit each.
    std::uint64_t skipped_ = 0;
    std::size_t times_ = 0;
    projected_members rows_;
    json::list_schema list_{};
    std::vector<member_schema> page_members_;
    json::object_schema page_{};
    list_type type_{};
};

} // namespace

list_type_ptr make_projected(list_type const& full, detail::projection const& wanted)
{
    auto const owner = std::make_shared<projected_list const>(full, wanted);
    return list_type_ptr(owner, &owner->type());
}

} // namespace signalwire::paging
