#pragma once

#include "json/decoder.hpp"
#include "json/description.hpp"
#include "json/drift_tally.hpp"

#include <signalwire/decoding_mode.hpp>

#include <boost/json/value_stack.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Puts the events of a JSON document into a model: where in the model one stands, which member a
/// value belongs to and whether it fits. Knows nothing of text. Every function is false when the
/// document is wrong; `error()` then says why.
class reader
{
public:
    reader(object_type const& type, void* target, decoding_mode mode);

    bool begin_object();
    bool end_object(std::size_t size);
    bool begin_list();
    bool end_list(std::size_t size);
    bool key(std::string_view name);
    bool text(std::string_view value);
    bool number(number_token const& value);
    bool boolean(bool value);
    bool null();

    /// See `decoder::abandon`.
    void abandon();

    decode_error const& error() const noexcept
    {
        return error_;
    }

    void set_error(errc code, std::string reason);

    drift_tally const& drift() const noexcept
    {
        return drift_;
    }

private:
    /// A place in the model: inside an object or inside a list.
    struct frame
    {
        static constexpr std::size_t none = member_presence::max_members;

        object_type const* object = nullptr;
        list_type const* list = nullptr;
        void* address = nullptr;
        /// The members that have been read, one bit each.
        std::uint64_t seen = 0;
        /// The member being read; `none` before the first one.
        std::size_t member = none;
        /// The member that probably comes next: servers write members in a fixed order.
        std::size_t expected = 0;
    };

    frame& top() noexcept
    {
        return frames_[depth_ - 1];
    }

    /// The member that a scalar belongs to, or null when there is none; then the error is set.
    scalar_type const* scalar_member(std::string_view found);
    void* member_address() noexcept;
    bool judge(fit result, std::string_view found, std::string_view kept_text);
    bool deviate(std::string_view reason);
    bool mismatch(std::string_view expected, std::string_view found);
    std::string_view expectation() const noexcept;
    bool push(frame const& next);
    bool null_container(member_type const& member);

    bool in_unknown() const noexcept
    {
        return unknown_;
    }

    bool begin_unknown(std::string_view name);
    bool end_unknown_value();
    std::string path() const;
    /// The path of the object one stands in, without the numbers of list elements.
    std::string_view general_path();

    static constexpr std::size_t max_depth = 8;

    std::array<frame, max_depth> frames_;
    std::size_t depth_ = 0;
    object_type const* root_type_;
    void* root_;
    decoding_mode mode_;
    drift_tally drift_;
    /// Kept for its memory.
    std::string general_path_;
    decode_error error_;

    /// An unknown member is built as a value of its own until it is complete.
    bool unknown_ = false;
    std::size_t unknown_depth_ = 0;
    std::string unknown_name_;
    boost::json::value_stack unknown_values_;
};

} // namespace signalwire::json
