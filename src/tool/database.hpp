#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite, as far as the program needs it.
namespace signalwire::tool
{

/// The database cannot be read or written. The message names the file and the error.
class database_error : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

class database;

/// A prepared statement. Parameters and columns are counted from zero.
class statement
{
public:
    /// Throws: `database_error`.
    statement(database& owner, std::string_view sql);

    void bind_null(int parameter);
    void bind(int parameter, std::int64_t value);
    void bind(int parameter, double value);
    /// The text is copied.
    void bind(int parameter, std::string_view value);
    /// The text must stay as it is until the statement is executed.
    void bind_reference(int parameter, std::string_view value);

    /// Returns false after the last row.
    ///
    /// Throws: `database_error`.
    [[nodiscard]] bool step();

    /// Executes a statement without rows, and resets it.
    ///
    /// Throws: `database_error`.
    void execute();

    /// Returns a value of the row as text, empty for null, valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;

    [[nodiscard]] std::int64_t integer(int column) const;

private:
    struct finalize
    {
        void operator()(sqlite3_stmt* handle) const noexcept;
    };

    database* owner_;
    std::unique_ptr<sqlite3_stmt, finalize> handle_;
};

/// A connection to a SQLite file.
class database
{
public:
    enum class mode
    {
        /// Creates the file if it does not exist.
        read_write,
        read_only
    };

    /// Throws: `database_error`.
    database(std::string path, mode open_mode);

    /// Executes a statement without parameters and rows.
    ///
    /// Throws: `database_error`.
    void execute(std::string_view sql);

    /// Adds the aggregate function `exact_sum`: the sum of decimal numbers as text.
    ///
    /// Throws: `database_error`.
    void add_exact_sum();

private:
    friend statement;

    struct close
    {
        void operator()(sqlite3* handle) const noexcept;
    };

    /// Throws: `database_error` unless `code` is that of a success.
    void check(int code) const;

    std::string path_;
    std::unique_ptr<sqlite3, close> handle_;
};

/// A transaction, which is rolled back unless it is committed.
class transaction
{
public:
    explicit transaction(database& owner);

    transaction(transaction const&) = delete;
    transaction& operator=(transaction const&) = delete;

    ~transaction();

    /// Throws: `database_error`.
    void commit();

private:
    database* owner_;
};

/// Returns `name` in double quotes, as an identifier of SQL.
[[nodiscard]] std::string quoted_name(std::string_view name);

} // namespace signalwire::tool
