#include "rivals/simdjson_page.hpp"

#include "rivals/record_members.hpp"
#include "rivals/simdjson.hpp"

namespace signalwire::bench
{

namespace
{

struct simdjson_reader
{
    using value = simdjson::ondemand::value;

    static void read(value& in, std::string& out)
    {
        std::string_view const text = in.get_string();
        out.assign(text);
    }

    static void read(value& in, std::int64_t& out)
    {
        out = in.get_int64();
    }

    static void read(value& in, double& out)
    {
        out = in.get_double();
    }

    static void read(value& in, epoch_time& out)
    {
        std::string_view const text = in.get_string();
        out = parse_time(text);
    }

    static void read(value& in, number_text& out)
    {
        std::string_view token = in.raw_json_token();
        // Checks that it is one.
        static_cast<void>(static_cast<double>(in.get_double()));
        // The token reaches up to the next one.
        token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        out.text.assign(token);
    }

    static void read(value& in, unchecked_number& out)
    {
        std::string_view const token = in.raw_json_token();
        out.text.assign(token.substr(0, token.find_last_not_of(" \t\r\n") + 1));
    }

    template <class T>
    static void read(value& in, std::optional<T>& out)
    {
        if (in.is_null())
            out.reset();
        else
            read(in, out.emplace());
    }

    static void read(value& in, subresource_record& out);
};

template <class Record, class Table>
void read_members(simdjson::ondemand::object object, Record& out, Table const& members)
{
    member_finder<Record, simdjson_reader, std::tuple_size_v<Table>> finder(members);
    for (auto field : object)
    {
        std::string_view const name = field.unescaped_key();
        simdjson::ondemand::value in = field.value();
        if (auto const* const member = finder.find(name))
            member->read(in, out);
    }
}

void simdjson_reader::read(value& in, subresource_record& out)
{
    static constexpr auto members = subresource_members<simdjson_reader>();
    read_members(in.get_object(), out, members);
}

} // namespace

struct simdjson_pages::parser
{
    simdjson::ondemand::parser parser;
};

simdjson_pages::simdjson_pages()
    : parser_(std::make_unique<parser>())
{
}

simdjson_pages::~simdjson_pages() = default;

std::size_t simdjson_pages::padding() noexcept
{
    return simdjson::SIMDJSON_PADDING;
}

template <class Page>
Page simdjson_pages::parse(
    std::string& body, std::function<void(std::type_identity_t<Page> const&)> const& before_calls)
{
    using call = typename decltype(Page::calls)::value_type;
    static constexpr auto of_page = page_members<simdjson_reader, Page>();
    static constexpr auto of_call = call_members<simdjson_reader, call>();
    body.reserve(body.size() + padding());
    simdjson::ondemand::document document = parser_->parser.iterate(body);
    Page page;
    member_finder<Page, simdjson_reader, of_page.size()> finder(of_page);
    for (auto field : document.get_object())
    {
        std::string_view const name = field.unescaped_key();
        simdjson::ondemand::value in = field.value();
        if (name == "calls")
        {
            if (before_calls)
                before_calls(page);
            page.calls.reserve(static_cast<std::size_t>(page.page_size));
            for (auto element : in.get_array())
                read_members(element.get_object(), page.calls.emplace_back(), of_call);
        }
        else if (auto const* const member = finder.find(name))
            member->read(in, page);
    }
    return page;
}

template page_record simdjson_pages::parse(
    std::string&, std::function<void(page_record const&)> const&);
template text_page_record simdjson_pages::parse(
    std::string&, std::function<void(text_page_record const&)> const&);

} // namespace signalwire::bench
