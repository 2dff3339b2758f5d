#pragma once

#include <signalwire/decimal.hpp>
#include <signalwire/detail/form.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalwire::compat
{

/// Base of all forms: the fields of a request that creates or changes something. `Form` derives
/// from it and adds a setter per field.
///
/// Setters chain. A setter replaces the earlier value; a field that is not set is not sent. Lists
/// are written as `{"answered", "completed"}` or as a range of strings.
///
/// Throws: setters throw `std::invalid_argument`, which names the field, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, the request bodies.
template <class Form>
class form
{
public:
    /// Sets a field that has no setter. `value` is UTF-8, which may be empty and have several
    /// lines.
    Form& set(std::string_view name, std::string_view value)
    {
        fields_.set_content(name, value);
        return self();
    }

    /// Adds another value of a field that has no setter and may have several.
    Form& append(std::string_view name, std::string_view value)
    {
        fields_.append_content(name, value);
        return self();
    }

    /// Internal: returns the fields.
    [[nodiscard]] detail::form const& fields() const noexcept { return fields_; }

    /// Returns true if both send equal fields in equal order.
    friend bool operator==(form const&, form const&) = default;

protected:
    /// Sets a line of text, which must not be empty.
    Form& set_text(std::string_view name, std::string_view value)
    {
        fields_.set_text(name, value);
        return self();
    }

    /// Sets a line of text with 1 to `max_characters` characters.
    Form& set_limited(std::string_view name, std::string_view value, std::size_t max_characters)
    {
        fields_.set_limited(name, value, max_characters);
        return self();
    }

    /// Sets a text of letters, digits and underscores.
    Form& set_identifier(std::string_view name, std::string_view value)
    {
        fields_.set_identifier(name, value);
        return self();
    }

    /// Sets a phone number: `+` and 5 to `max_digits` digits.
    Form& set_phone_number(std::string_view name, std::string_view value, std::size_t max_digits)
    {
        fields_.set_phone_number(name, value, max_digits);
        return self();
    }

    /// Sets a line of text. An empty one clears the field of an existing object.
    Form& set_line(std::string_view name, std::string_view value)
    {
        fields_.set_line(name, value);
        return self();
    }

    /// Sets a number of `min` to `max`.
    Form& set_number(std::string_view name, std::int64_t value, std::int64_t min, std::int64_t max)
    {
        fields_.set_number(name, value, min, max);
        return self();
    }

    /// Sets an amount of money that is not negative and has at most 4 decimal places.
    Form& set_price(std::string_view name, decimal const& value)
    {
        constexpr unsigned max_places = 4;
        fields_.set_decimal(name, value, max_places);
        return self();
    }

    /// Sets `true` or `false`.
    Form& set_flag(std::string_view name, bool value)
    {
        fields_.set_flag(name, value);
        return self();
    }

    /// Sets one of the words in `allowed`, which are separated by blanks.
    Form& set_word(std::string_view name, std::string_view value, std::string_view allowed)
    {
        fields_.set_word(name, value, allowed);
        return self();
    }

    /// Sets the method of a webhook.
    Form& set_method(std::string_view name, std::string_view value)
    {
        return set_word(name, value, "GET POST");
    }

    /// Sets 1 to `max_size` of the characters in `allowed`.
    Form& set_characters(
        std::string_view name, std::string_view value, std::string_view allowed,
        std::size_t max_size)
    {
        fields_.set_characters(name, value, allowed, max_size);
        return self();
    }

    /// Sets 1 to `max_count` values of a field, each of them one of the words in `allowed`, if any.
    Form& set_each(
        std::string_view name, detail::text_list const& values, std::string_view allowed,
        std::size_t max_count)
    {
        fields_.set_each(name, values, allowed, max_count);
        return self();
    }

    /// Sets several of the words in `allowed`, joined by blanks.
    Form& set_joined(
        std::string_view name, detail::text_list const& values, std::string_view allowed)
    {
        fields_.set_joined(name, values, allowed);
        return self();
    }

    /// Sets the fields `ParameterN.Name` and `ParameterN.Value`, where N counts the names.
    Form& set_parameter(std::string_view name, std::string_view value)
    {
        fields_.set_parameter(name, value);
        return self();
    }

    // NOLINTNEXTLINE(bugprone-crtp-constructor-accessibility): inbound_form derives, too.
    form() = default;

private:
    Form& self() noexcept { return static_cast<Form&>(*this); }

    detail::form fields_;
};

} // namespace signalwire::compat
