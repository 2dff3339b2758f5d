#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What the API reference says about operations and models, as data. The server does what these
/// tables say; they are written down from the reference and share nothing with the client.
namespace signalwire::sandbox::detail
{

/// What an operation does with the rows of its model.
enum class action
{
    list,
    create,
    get,
    update,
    remove
};

/// An operation of the API.
struct operation_facts
{
    /// Returns true if `notes` contains that word.
    [[nodiscard]] bool has(std::string_view note) const noexcept;

    std::string_view method;
    /// Below the account, like `/Calls/{CallSid}/Recordings/{Sid}`; or `/Accounts`, which is not.
    std::string_view path;
    action what;
    /// The status of its success.
    int success;
    /// The name of a `model_facts`.
    std::string_view model;
    /// The fields of its body, or the filters of its list; see `parameter_facts`.
    std::string_view parameters;
    /// What is peculiar to it. Of a list: `unpaged`, `oldest_first`; links `without_token`,
    /// `without_size`. Of errors: `array_400`, `strings_422`, `text_code_422`, `parameter_422`.
    std::string_view notes = {};
};

/// A parameter as a word of `operation_facts::parameters`: a name with `*` if it is required, `[9]`
/// if it may be repeated up to 9 times, `<>` if it is a time with bounds; then optionally `:` and a
/// type, and `=` and a default. In a name, `#` is a number from 1 to 99.
///
/// Types: `uri`, `bool`, `digits`, `money`, `number9` a phone number of at most that size; `word`;
/// `a|b` one of these values, `a+b` several of them, separated by spaces; `1..9` a number; `chars9`
/// text of at most that size.
///
/// Of a filter, what follows `=` is the member that it compares if that has another name; `-` is
/// none. Types of filters: `day` a date, `after` and `until` bounds of their own, `area` an area
/// code, `part` of the member.
struct parameter_facts
{
    /// Returns the first word and removes it from `words`.
    [[nodiscard]] static parameter_facts next(std::string_view& words) noexcept;

    /// Returns true for the name of this parameter.
    [[nodiscard]] bool matches(std::string_view other) const noexcept;

    std::string_view name;
    std::string_view type;
    std::string_view initial;
    bool required = false;
    bool bounds = false;
    std::size_t max_count = 1;
};

/// Returns the parameter of that name.
[[nodiscard]] std::optional<parameter_facts> find_parameter(
    operation_facts const& operation, std::string_view name) noexcept;

/// A model of the API.
struct model_facts
{
    std::string_view name;
    /// The path of a row: below the account, unless it begins with `/Accounts` or `/fax/v1`.
    std::string_view path;
    /// The names of the list in a page, separated by commas.
    std::string_view list_key;
    /// The media type of what the path without `.json` is; empty if nothing.
    std::string_view content;
    /// The members in their order; see `member_facts`.
    std::string_view members;
};

/// A member as a word of `model_facts::members`: a name with `#` if it is written without quotes,
/// or `{a,b.json,c:true}` for an object of links, with their suffix, and of literals; then
/// optionally `=` and its value in a new row: `$sid`, `$account`, `$parent`, `$now`, `$iso` (the
/// time in ISO 8601), `$path`, `$uri` (that with `.json`), `$count:Field`, `$segments:Field`,
/// `$text:Field` (which has a default), `$format:Field` (of a phone number), `$list:Field` (all
/// values), `$secret`; or itself, behind an apostrophe if it has a capital letter. Without any it
/// is null. In the end, each field of the form sets the member of its name: `FriendlyName` sets
/// `friendly_name`.
struct member_facts
{
    /// Returns the first word and removes it from `words`.
    [[nodiscard]] static member_facts next(std::string_view& words) noexcept;

    std::string_view name;
    std::string_view links;
    std::string_view source;
    bool quoted = true;
};

/// Returns the model of that name, which exists.
[[nodiscard]] model_facts const& model_of(std::string_view name) noexcept;

/// Returns the model of the object that a path of an operation is below, like that of calls for
/// `/Calls/{CallSid}/Streams`.
[[nodiscard]] model_facts const& parent_model_of(std::string_view path) noexcept;

[[nodiscard]] std::span<model_facts const> all_models() noexcept;
[[nodiscard]] std::span<operation_facts const> all_operations() noexcept;

/// Removes the text up to `separator`, and that, from `text` and returns the text.
[[nodiscard]] std::string_view take_until(std::string_view& text, char separator) noexcept;

/// Returns the name of a member in the style of parameters as that of members: `FriendlyName` is
/// `friendly_name`.
[[nodiscard]] std::string member_name(std::string_view parameter);

} // namespace signalwire::sandbox::detail
