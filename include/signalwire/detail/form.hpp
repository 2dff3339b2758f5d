#pragma once

#include <signalwire/decimal.hpp>
#include <signalwire/detail/query.hpp>

#include <concepts>
#include <cstddef>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::detail
{

/// Several values of a field: `{"answered", "completed"}`, or a range of strings, which must
/// outlive it. Not an initializer list, which g++ 12 rejects in `co_await` expressions.
class text_list
{
public:
    template <std::convertible_to<std::string_view>... Texts>
    text_list(Texts const&... values)
        : values_{std::string_view(values)...}
    {
    }

    template <std::ranges::input_range Range>
        requires std::convertible_to<std::ranges::range_reference_t<Range>, std::string_view>
    text_list(Range const& values)
        : values_(std::ranges::begin(values), std::ranges::end(values))
    {
    }

    [[nodiscard]] auto begin() const noexcept
    {
        return values_.begin();
    }

    [[nodiscard]] auto end() const noexcept
    {
        return values_.end();
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return values_.size();
    }

private:
    std::vector<std::string_view> values_;
};

/// The fields of a request's body. A setter replaces the earlier value of the field.
///
/// Throws: setters throw `std::invalid_argument`, which names the field, for an invalid value.
class form : public query
{
public:
    /// Sets a line of text, which may be empty.
    void set_line(std::string_view name, std::string_view value);

    /// Sets a line of text with 1 to `max_characters` characters (code points).
    void set_limited(std::string_view name, std::string_view value, std::size_t max_characters);

    /// Sets a text of ASCII letters, digits and underscores.
    void set_identifier(std::string_view name, std::string_view value);

    /// Sets a phone number in E.164: `+` and 5 to `max_digits` digits.
    void set_phone_number(std::string_view name, std::string_view value, std::size_t max_digits);

    /// Sets any UTF-8 text, which may be empty and have several lines.
    void set_content(std::string_view name, std::string_view value);

    /// Adds another value of a field that may have several.
    void append_content(std::string_view name, std::string_view value);

    /// Sets `true` or `false`.
    void set_flag(std::string_view name, bool value);

    /// Sets a number that is not negative and has at most `max_places` decimal places.
    void set_decimal(std::string_view name, decimal const& value, unsigned max_places);

    /// Sets one of the words in `allowed`, which are separated by blanks.
    void set_word(std::string_view name, std::string_view value, std::string_view allowed);

    /// Sets 1 to `max_size` of the characters in `allowed`.
    void set_characters(
        std::string_view name, std::string_view value, std::string_view allowed,
        std::size_t max_size);

    /// Sets a field with 1 to `max_count` values. `allowed` has the possible ones, separated by
    /// blanks; every text is possible if it is empty.
    void set_each(
        std::string_view name, text_list const& values, std::string_view allowed,
        std::size_t max_count);

    /// Sets the values as `set_each` does, separated by blanks in one text.
    void set_joined(std::string_view name, text_list const& values, std::string_view allowed);

    /// Sets the fields `ParameterN.Name` and `ParameterN.Value`, where N is 1 to 99.
    void set_parameter(std::string_view name, std::string_view value);

    /// Returns the fields as a JSON object of texts; all values of `array_field` are an array.
    [[nodiscard]] std::string json(std::string_view array_field) const;

    /// Returns true if the field is set, even if it is empty.
    [[nodiscard]] bool has(std::string_view name) const noexcept;

    friend bool operator==(form const&, form const&) = default;
};

} // namespace signalwire::detail
