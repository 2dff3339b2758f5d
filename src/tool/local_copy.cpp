#include "tool/local_copy.hpp"

#include "tool/exit_status.hpp"

#include <signalwire/timestamp.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace signalwire::tool
{

namespace
{

/// What people select by.
constexpr std::array<std::string_view, 6> indexed_names = {
    "start_time", "date_created", "from", "to", "status", "call_sid"};

[[nodiscard]] bool is_time(std::string_view name)
{
    return name.ends_with("_time") || name.starts_with("date_");
}

/// SQLite converts the text of a price to a number only if it can be converted back.
[[nodiscard]] std::string column(std::string_view name)
{
    return quoted_name(name) + (name == "price" ? " NUMERIC" : "");
}

template <class Number>
[[nodiscard]] std::optional<Number> to_number(std::string_view text)
{
    Number out{};
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    bool const is_whole = failure == std::errc() && end == text.data() + text.size();
    return is_whole ? std::optional(out) : std::nullopt;
}

} // namespace

local_copy::local_copy(
    std::string const& path, std::string_view table, field_list fields, std::string_view project)
    : file_(path, database::mode::read_write)
    , table_(quoted_name(table))
    , fields_(std::move(fields))
{
    // Rows of about 1 KB; has no effect on a file that exists.
    file_.execute("PRAGMA page_size = 16384");
    // A commit survives the end of the process. What the end of the machine takes is fetched again,
    // because the position is in the same transaction.
    file_.execute("PRAGMA journal_mode = WAL");
    file_.execute("PRAGMA synchronous = NORMAL");
    transaction setup(file_);
    file_.execute("CREATE TABLE IF NOT EXISTS sync_state (list TEXT, name TEXT, value TEXT, "
                  "PRIMARY KEY (list, name)) WITHOUT ROWID");
    check_project(project);
    std::string columns;
    for (std::string const& name : fields_)
        columns += column(name) + ", ";
    file_.execute("CREATE TABLE IF NOT EXISTS " + table_ + " (" + columns + "extra)");
    setup.commit();
    insert_.emplace(file_, insertion());
    load_state();
}

std::string local_copy::insertion() const
{
    std::string names;
    std::string values;
    for (std::string const& name : fields_)
    {
        names += quoted_name(name) + ", ";
        values += "?, ";
    }
    return "INSERT OR REPLACE INTO " + table_ + " (" + names + "extra) VALUES (" + values + "?)";
}

void local_copy::check_project(std::string_view project)
{
    statement known(file_, "SELECT value FROM sync_state WHERE list = '' AND name = 'project'");
    if (!known.step())
    {
        statement add(file_, "INSERT INTO sync_state VALUES ('', 'project', ?)");
        add.bind(0, project);
        add.execute();
    }
    else if (known.text(0) != project)
    {
        throw usage_error("the file is a copy of another account, " + std::string(known.text(0)));
    }
}

void local_copy::load_state()
{
    statement saved(file_, "SELECT name, value FROM sync_state WHERE list = ?");
    saved.bind(0, table_);
    while (saved.step())
    {
        std::string value(saved.text(1));
        if (saved.text(0) == "listing")
            state_.listing = std::move(value);
        else if (saved.text(0) == "changes")
            state_.changes = std::move(value);
        else
            state_.is_complete = true;
    }
}

void local_copy::save_state(copy_state const& reached)
{
    if (reached == state_)
        return;
    statement clear(file_, "DELETE FROM sync_state WHERE list = ?");
    clear.bind(0, table_);
    clear.execute();
    auto const save = [&](std::string_view name, std::optional<std::string> const& value) {
        if (!value)
            return;
        statement add(file_, "INSERT INTO sync_state VALUES (?, ?, ?)");
        add.bind(0, table_);
        add.bind(1, name);
        add.bind(2, *value);
        add.execute();
    };
    save("listing", reached.listing);
    save("changes", reached.changes);
    save("complete", reached.is_complete ? std::optional<std::string>("1") : std::nullopt);
}

void local_copy::bind(int column, std::string_view value)
{
    std::string const& name = fields_[static_cast<std::size_t>(column)];
    if (value.empty() || value == "null")
        return insert_->bind_null(column);
    if (value.front() == '"' && !is_time(name) && value.find('\\') == value.npos)
        return insert_->bind_reference(column, value.substr(1, value.size() - 2));
    if (value == "true" || value == "false")
        return insert_->bind(column, std::int64_t{value == "true"});
    if (std::optional<std::int64_t> const number = to_number<std::int64_t>(value))
        return insert_->bind(column, *number);
    // Larger integers and NaN would not come back from a double.
    bool const is_fraction = name != "price" && value.find_first_of(".eE") != value.npos;
    if (std::optional<double> const number = is_fraction ? to_number<double>(value) : std::nullopt)
        return insert_->bind(column, *number);
    std::string const text = plain_text(value);
    std::optional<timestamp> const time = is_time(name) ? timestamp::parse(text) : std::nullopt;
    insert_->bind(column, time ? time->to_iso_string() : text);
}

void local_copy::write(std::vector<std::string> const& items, copy_state const& reached)
{
    transaction page(file_);
    int const extra = static_cast<int>(fields_.size());
    for (std::string const& item : items)
    {
        std::string unknown;
        std::vector<std::string_view> const values = select_fields(item, fields_, &unknown);
        for (int i = 0; i != extra; ++i)
            bind(i, values[static_cast<std::size_t>(i)]);
        unknown.empty() ? insert_->bind_null(extra) : insert_->bind_reference(extra, unknown);
        insert_->execute();
    }
    save_state(reached);
    page.commit();
    state_ = reached;
}

void local_copy::add_indexes()
{
    bool const has_sid = std::ranges::find(fields_, "sid") != fields_.end();
    std::string const id = has_sid ? "sid" : fields_.front();
    try
    {
        add_index("UNIQUE INDEX", id);
    }
    catch (database_error const&)
    {
        remove_repeated(quoted_name(id));
        add_index("UNIQUE INDEX", id);
    }
    for (std::string_view const name : indexed_names)
    {
        if (std::ranges::find(fields_, name) != fields_.end())
            add_index("INDEX", name);
    }
}

void local_copy::remove_repeated(std::string const& id)
{
    file_.execute(
        "DELETE FROM " + table_
        + " WHERE rowid IN (SELECT row FROM (SELECT rowid AS row, "
          "row_number() OVER (PARTITION BY "
        + id + " ORDER BY rowid DESC) AS age FROM " + table_ + " WHERE " + id
        + " IS NOT NULL) WHERE age > 1)");
}

void local_copy::add_index(std::string_view kind, std::string_view column)
{
    std::string const index = table_.substr(1, table_.size() - 2) + '_' + std::string(column);
    file_.execute(
        "CREATE " + std::string(kind) + " IF NOT EXISTS " + quoted_name(index) + " ON " + table_
        + " (" + quoted_name(column) + ')');
}

std::int64_t local_copy::count()
{
    statement rows(file_, "SELECT count(*) FROM " + table_);
    return rows.step() ? rows.integer(0) : 0;
}

} // namespace signalwire::tool
