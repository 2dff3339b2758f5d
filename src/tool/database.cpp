#include "tool/database.hpp"

#include <signalwire/decimal.hpp>

#include <sqlite3.h>

#include <exception>
#include <memory>
#include <utility>

namespace signalwire::tool
{

namespace
{

/// Another program may hold a lock for the moment of a transaction.
constexpr int lock_timeout_ms = 10'000;

/// The state of `exact_sum`: SQLite provides the memory of a pointer, cleared.
decimal*& sum_of(sqlite3_context* context)
{
    return *static_cast<decimal**>(sqlite3_aggregate_context(context, sizeof(decimal*)));
}

void add_to_sum(sqlite3_context* context, int, sqlite3_value** values) noexcept
{
    auto const* const text = reinterpret_cast<char const*>(sqlite3_value_text(values[0]));
    if (!text)
        return;
    try
    {
        decimal*& sum = sum_of(context);
        if (!sum)
            sum = std::make_unique<decimal>().release();
        *sum += decimal(text);
    }
    catch (std::exception const& e)
    {
        sqlite3_result_error(context, e.what(), -1);
    }
}

void finish_sum(sqlite3_context* context) noexcept
{
    std::unique_ptr<decimal> const sum(std::exchange(sum_of(context), nullptr));
    try
    {
        std::string const text = sum ? sum->to_string() : "0";
        sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    }
    catch (std::exception const&)
    {
        sqlite3_result_error_nomem(context);
    }
}

} // namespace

void database::close::operator()(sqlite3* handle) const noexcept
{
    sqlite3_close(handle);
}

database::database(std::string path, mode open_mode)
    : path_(std::move(path))
{
    sqlite3* handle = nullptr;
    int const flags = open_mode == mode::read_only ? SQLITE_OPEN_READONLY
                                                   : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int const code = sqlite3_open_v2(path_.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    // There is a handle even after a failure.
    handle_.reset(handle);
    check(code);
    check(sqlite3_busy_timeout(handle, lock_timeout_ms));
    // Opening reads nothing.
    execute("PRAGMA schema_version");
}

void database::check(int code) const
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
        return;
    throw database_error("'" + path_ + "': " + sqlite3_errmsg(handle_.get()));
}

void database::execute(std::string_view sql)
{
    statement once(*this, sql);
    while (once.step())
    {
    }
}

void database::add_exact_sum()
{
    check(sqlite3_create_function(
        handle_.get(), "exact_sum", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, nullptr,
        add_to_sum, finish_sum));
}

void statement::finalize::operator()(sqlite3_stmt* handle) const noexcept
{
    sqlite3_finalize(handle);
}

statement::statement(database& owner, std::string_view sql)
    : owner_(&owner)
{
    sqlite3_stmt* handle = nullptr;
    owner.check(sqlite3_prepare_v2(
        owner.handle_.get(), sql.data(), static_cast<int>(sql.size()), &handle, nullptr));
    handle_.reset(handle);
}

void statement::bind_null(int parameter)
{
    owner_->check(sqlite3_bind_null(handle_.get(), parameter + 1));
}

void statement::bind(int parameter, std::int64_t value)
{
    owner_->check(sqlite3_bind_int64(handle_.get(), parameter + 1, value));
}

void statement::bind(int parameter, double value)
{
    owner_->check(sqlite3_bind_double(handle_.get(), parameter + 1, value));
}

void statement::bind(int parameter, std::string_view value)
{
    owner_->check(sqlite3_bind_text64(
        handle_.get(), parameter + 1, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void statement::bind_reference(int parameter, std::string_view value)
{
    owner_->check(sqlite3_bind_text64(
        handle_.get(), parameter + 1, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

bool statement::step()
{
    int const code = sqlite3_step(handle_.get());
    owner_->check(code);
    return code == SQLITE_ROW;
}

void statement::execute()
{
    while (step())
    {
    }
    owner_->check(sqlite3_reset(handle_.get()));
}

std::string_view statement::text(int column) const
{
    auto const* const text =
        reinterpret_cast<char const*>(sqlite3_column_text(handle_.get(), column));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return text ? std::string_view(text, size) : std::string_view();
}

std::int64_t statement::integer(int column) const
{
    return sqlite3_column_int64(handle_.get(), column);
}

transaction::transaction(database& owner)
    : owner_(&owner)
{
    owner.execute("BEGIN IMMEDIATE");
}

transaction::~transaction()
{
    if (!owner_)
        return;
    try
    {
        owner_->execute("ROLLBACK");
    }
    catch (database_error const&)
    {
        // SQLite has rolled back by itself, as it does after some errors.
    }
}

void transaction::commit()
{
    owner_->execute("COMMIT");
    owner_ = nullptr;
}

std::string quoted_name(std::string_view name)
{
    std::string out = "\"";
    for (char const c : name)
        out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

} // namespace signalwire::tool
