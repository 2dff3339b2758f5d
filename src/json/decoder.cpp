#include "json/decoder.hpp"

#include "json/reader.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>

#include <limits>

namespace signalwire::json
{

namespace
{

using boost::system::error_code;

std::string_view view(boost::json::string_view text) noexcept
{
    return {text.data(), text.size()};
}

} // namespace

/// Receives the parser's events, puts together what arrives in parts, and passes it on.
class decoder::handler
{
public:
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_object_size = unlimited;
    static constexpr std::size_t max_array_size = unlimited;
    static constexpr std::size_t max_key_size = 4096;
    static constexpr std::size_t max_string_size = 1 << 20;

    handler(object_type const& type, void* target, decoding_mode mode)
        : reader_(type, target, mode)
    {
    }

    reader& model() noexcept
    {
        return reader_;
    }

    bool on_document_begin(error_code&)
    {
        return true;
    }

    bool on_document_end(error_code&)
    {
        return true;
    }

    bool on_object_begin(error_code& ec)
    {
        return pass(reader_.begin_object(), ec);
    }

    bool on_object_end(std::size_t size, error_code& ec)
    {
        return pass(reader_.end_object(size), ec);
    }

    bool on_array_begin(error_code& ec)
    {
        return pass(reader_.begin_list(), ec);
    }

    bool on_array_end(std::size_t size, error_code& ec)
    {
        return pass(reader_.end_list(size), ec);
    }

    bool on_key_part(boost::json::string_view part, std::size_t, error_code&)
    {
        return keep(part);
    }

    bool on_key(boost::json::string_view last, std::size_t, error_code& ec)
    {
        bool const taken = reader_.key(whole(last));
        parts_.clear();
        return pass(taken, ec);
    }

    bool on_string_part(boost::json::string_view part, std::size_t, error_code&)
    {
        return keep(part);
    }

    bool on_string(boost::json::string_view last, std::size_t, error_code& ec)
    {
        bool const taken = reader_.text(whole(last));
        parts_.clear();
        return pass(taken, ec);
    }

    bool on_number_part(boost::json::string_view part, error_code& ec)
    {
        return is_short_enough(part, ec) && keep(part);
    }

    bool on_int64(std::int64_t value, boost::json::string_view last, error_code& ec)
    {
        return number(value, last, ec);
    }

    bool on_uint64(std::uint64_t, boost::json::string_view last, error_code& ec)
    {
        // Too large for 64 bits with a sign: only members that read the text can hold it.
        return number(std::nullopt, last, ec);
    }

    bool on_double(double, boost::json::string_view last, error_code& ec)
    {
        return number(std::nullopt, last, ec);
    }

    bool on_bool(bool value, error_code& ec)
    {
        return pass(reader_.boolean(value), ec);
    }

    bool on_null(error_code& ec)
    {
        return pass(reader_.null(), ec);
    }

    bool on_comment_part(boost::json::string_view, error_code&)
    {
        return true;
    }

    bool on_comment(boost::json::string_view, error_code&)
    {
        return true;
    }

private:
    static constexpr std::size_t max_number_size = 4096;

    static bool pass(bool taken, error_code& ec)
    {
        if (!taken)
            ec = make_error_code(errc::wrong_shape);
        return taken;
    }

    bool keep(boost::json::string_view part)
    {
        parts_.append(part.data(), part.size());
        return true;
    }

    std::string_view whole(boost::json::string_view last)
    {
        if (parts_.empty())
            return view(last);
        parts_.append(last.data(), last.size());
        return parts_;
    }

    bool is_short_enough(boost::json::string_view part, error_code& ec)
    {
        if (parts_.size() + part.size() <= max_number_size)
            return true;
        reader_.set_error(errc::bad_json, "a number is too long");
        return pass(false, ec);
    }

    bool number(std::optional<std::int64_t> integer, boost::json::string_view last, error_code& ec)
    {
        if (!is_short_enough(last, ec))
            return false;
        number_token token;
        token.integer = integer;
        token.text = whole(last);
        bool const taken = reader_.number(token);
        parts_.clear();
        return pass(taken, ec);
    }

    reader reader_;
    std::string parts_;
};

struct decoder::parser
{
    parser(object_type const& type, void* target, decoding_mode mode)
        : events(boost::json::parse_options(), type, target, mode)
    {
    }

    /// Gives the text to the parser; translates its complaints.
    bool write(bool more, std::string_view bytes)
    {
        error_code ec;
        std::size_t const used = events.write_some(more, bytes.data(), bytes.size(), ec);
        if (!ec && used < bytes.size())
        {
            // Otherwise what follows would be read as a document of its own.
            ec = boost::json::error::extra_data;
            events.fail(ec);
        }
        if (ec && ec != errc::wrong_shape && !failed)
            set_error(more, ec);
        failed = failed || ec;
        return !ec;
    }

    /// What was right until it ended has ended too early, whatever the parser calls that.
    void set_error(bool more, error_code ec)
    {
        reader& model = events.handler().model();
        if (more)
            model.set_error(errc::bad_json, ec.message());
        else
            model.set_error(errc::truncated_response, "the JSON ends before it is complete");
    }

    boost::json::basic_parser<handler> events;
    bool failed = false;
};

decoder::decoder(object_type const& type, void* target, decoding_mode mode)
    : parser_(std::make_unique<parser>(type, target, mode))
{
}

decoder::~decoder() = default;

bool decoder::write(std::string_view bytes)
{
    return parser_->write(true, bytes);
}

bool decoder::finish()
{
    return parser_->write(false, {});
}

void decoder::abandon()
{
    parser_->events.handler().model().abandon();
}

decode_error const& decoder::error() const noexcept
{
    return parser_->events.handler().model().error();
}

std::uint64_t decoder::drift() const noexcept
{
    return parser_->events.handler().model().drift().total();
}

drift_counts decoder::drift_by_member() const
{
    return parser_->events.handler().model().drift().counts();
}

} // namespace signalwire::json
