#pragma once

#include <signalwire/compat/call.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The server's JSON writer. Intentionally not the client's: shared code would hide errors.
namespace signalwire::sandbox::detail
{

/// Appends a quoted string with the escapes of the API's framework: those that JSON requires, and
/// `&`, `<`, `>`, U+2028 and U+2029.
void append_string(std::string& out, std::string_view text);

/// Appends an object with the members of `value`, in the order of the API reference.
void append_call(std::string& out, compat::call const& value);

/// Writes an object member by member, and skips members that are absent in `presence`.
class object_writer
{
public:
    /// Opens the object.
    object_writer(std::string& out, member_presence const& presence);

    template <class Value>
    object_writer& member(std::string_view name, Value const& value)
    {
        if (begin_member(name))
            write(value);
        return *this;
    }

    /// Begins a member whose value the caller appends. Returns false if the member is absent.
    [[nodiscard]] bool begin_member(std::string_view name);

    /// Closes the object.
    void end();

private:
    template <class Value>
    void write(std::optional<Value> const& value)
    {
        if (value)
            write(*value);
        else
            out_ += "null";
    }

    template <class Values>
    void write(open_enum<Values> const& value)
    {
        write(value.text());
    }

    void write(std::string const& value);
    void write(std::string_view value);
    void write(timestamp const& value);
    void write(decimal const& value);
    void write(std::int64_t value);
    void write(double value);

    std::string& out_;
    member_presence presence_;
    unsigned number_ = 0;
    bool empty_ = true;
};

} // namespace signalwire::sandbox::detail
