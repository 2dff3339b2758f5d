#include "tool/fields.hpp"
#include "tool/formatter.hpp"
#include "tool/resource.hpp"
#include "tool/terminal.hpp"

#include <signalwire/compat/call.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace compat = signalwire::compat;
namespace tool = signalwire::tool;

using tool::output_format;

BOOST_AUTO_TEST_SUITE(tool_formatters)

namespace
{

/// The call of the API reference, with a value in every member.
compat::call full_call()
{
    compat::call call;
    call.sid = "sid-1";
    call.account_sid = "account-1";
    call.date_created = *signalwire::timestamp::parse("Wed, 19 Sep 2018 20:00:00 +0000");
    call.date_updated = *signalwire::timestamp::parse("Wed, 19 Sep 2018 21:00:00 +0000");
    call.parent_call_sid = "parent-1";
    call.to = "+13105678901";
    call.formatted_to = "(310) 567-8901";
    call.to_formatted = "(310) 567-8901";
    call.from = "+13103384645";
    call.formatted_from = "(310) 338-4645";
    call.from_formatted = "(310) 338-4645";
    call.phone_number_sid = "number-1";
    call.status = compat::call_status::in_progress;
    call.start_time = signalwire::timestamp::parse("Wed, 19 Sep 2018 20:00:01 +0000");
    call.end_time = signalwire::timestamp::parse("Fri, 21 Sep 2018 10:00:00 +0000");
    call.duration = 20;
    call.price = signalwire::decimal("0.0030");
    call.price_unit = "USD";
    call.direction = compat::call_direction::inbound;
    call.answered_by = compat::answered_by::human;
    call.api_version = "2010-04-01";
    call.forwarded_from = "+1";
    call.caller_name = "Zoë, \"the\" boss";
    call.uri = "/call";
    call.subresource_uris.recordings = "/recordings";
    call.subresource_uris.notifications = "/notifications";
    call.annotation = "two\nlines";
    call.group_sid = "group-1";
    call.audio_in_mos = 4.5;
    call.sip_result_code = "200";
    call.audio_rtt_avg = 50;
    call.audio_rtt_min = 20;
    call.audio_rtt_max = 100;
    call.audio_out_jitter_min = 1;
    call.audio_out_jitter_max = 10;
    call.audio_out_jitter_avg = 5;
    call.audio_out_lost = 0;
    return call;
}

tool::field_list call_field_names()
{
    return tool::find_resource("calls")->fields();
}

tool::field_list parse_fields(std::string_view text)
{
    return tool::parse_fields(text, call_field_names());
}

std::unique_ptr<tool::formatter> make_formatter(tool::output_layout const& how, std::size_t columns)
{
    tool::default_fields defaults;
    defaults.all = call_field_names();
    defaults.main = parse_fields(tool::find_resource("calls")->columns);
    return tool::make_formatter(how, defaults, columns);
}

tool::output_layout layout(output_format format, std::string_view fields = {})
{
    tool::output_layout out;
    out.format = format;
    if (!fields.empty())
        out.fields = parse_fields(fields);
    return out;
}

std::string header(output_format format, std::size_t columns = 0)
{
    std::string text;
    make_formatter(layout(format), columns)->append_header(text);
    return text;
}

/// Returns the whole output for `calls`.
std::string listing(
    tool::output_layout const& how, std::vector<compat::call> const& calls, std::size_t columns = 0)
{
    std::string text;
    std::unique_ptr<tool::formatter> const formatter = make_formatter(how, columns);
    std::vector<std::string> items;
    for (compat::call const& call : calls)
        items.push_back(to_json(call));
    formatter->fit(items);
    formatter->append_header(text);
    for (std::string const& item : items)
        formatter->append(text, item);
    return text;
}

std::string line(output_format format, compat::call const& call, std::size_t columns = 0)
{
    std::string text;
    make_formatter(layout(format), columns)->append(text, to_json(call));
    return text;
}

std::vector<std::string> split(std::string const& text)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        parts.push_back(part);
    return parts;
}

std::string csv_field(std::string_view text)
{
    std::string out;
    tool::append_csv_field(out, text);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(ndjson_is_one_json_object_per_line)
{
    compat::call call = full_call();
    call.extra["new_member"] = {1, 2};
    std::string const text = line(output_format::ndjson, call);
    BOOST_TEST(text == to_json(call) + '\n');
    BOOST_TEST(text.find('\n') == text.size() - 1);
    BOOST_TEST(boost::json::parse(text).at("annotation").as_string() == "two\nlines");
    BOOST_TEST(header(output_format::ndjson).empty());
}

BOOST_AUTO_TEST_CASE(csv_header_has_names_and_order_of_the_api)
{
    std::vector<std::string> expected;
    boost::json::value const json = boost::json::parse(to_json(full_call()));
    for (auto const& member : json.as_object())
    {
        std::string const name(member.key());
        if (!member.value().is_object())
            expected.push_back(name);
        else
            for (auto const& inner : member.value().as_object())
                expected.push_back(name + '.' + std::string(inner.key()));
    }

    std::string text = header(output_format::csv);
    BOOST_REQUIRE(text.back() == '\n');
    text.pop_back();
    BOOST_TEST(split(text) == expected, boost::test_tools::per_element());
    BOOST_TEST(expected.size() == 37U);
}

BOOST_AUTO_TEST_CASE(csv_record_has_the_values_of_the_api)
{
    BOOST_TEST(
        line(output_format::csv, full_call())
        == "sid-1,account-1,\"Wed, 19 Sep 2018 20:00:00 +0000\","
           "\"Wed, 19 Sep 2018 21:00:00 +0000\",parent-1,+13105678901,(310) 567-8901,"
           "(310) 567-8901,+13103384645,(310) 338-4645,(310) 338-4645,number-1,in-progress,"
           "\"Wed, 19 Sep 2018 20:00:01 +0000\",\"Fri, 21 Sep 2018 10:00:00 +0000\",20,0.0030,USD,"
           "inbound,human,2010-04-01,+1,\"Zoë, \"\"the\"\" boss\",/call,/recordings,"
           "/notifications,\"two\nlines\",group-1,4.5,200,50,20,100,1,10,5,0\n");
}

BOOST_AUTO_TEST_CASE(csv_leaves_nulls_empty)
{
    compat::call call = full_call();
    call.price.reset();
    call.answered_by.reset();
    call.audio_in_mos.reset();
    call.subresource_uris.notifications.reset();
    std::string const text = line(output_format::csv, call);
    BOOST_TEST(text.find(",20,,USD,inbound,,2010-04-01,") != std::string::npos);
    BOOST_TEST(text.find("/recordings,,\"two") != std::string::npos);
    BOOST_TEST(text.find("group-1,,200,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(csv_null_and_missing_members_are_empty)
{
    compat::call call;
    // All except the status: no year 1970, no duration of zero.
    call.status = compat::call_status::queued;
    call.presence.set_absent(~(std::uint64_t{1} << 12));
    BOOST_TEST(
        line(output_format::csv, call)
        == std::string(12, ',') + "queued" + std::string(24, ',') + '\n');

    compat::call with_null = full_call();
    with_null.presence.set_null(15);
    BOOST_TEST(line(output_format::csv, with_null).find(",20,0.0030") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(csv_keeps_invalid_times)
{
    compat::call call = full_call();
    call.end_time.reset();
    call.extra["end_time"] = "tomorrow, perhaps";
    std::string const text = line(output_format::csv, call);
    BOOST_TEST(text.find(",\"tomorrow, perhaps\",20,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(csv_keeps_unknown_values)
{
    compat::call call = full_call();
    call.status = compat::call_status("on-hold, sort of");
    BOOST_TEST(line(output_format::csv, call).find(",\"on-hold, sort of\",") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(csv_quotes_only_if_necessary)
{
    BOOST_TEST(csv_field("") == "");
    BOOST_TEST(csv_field("plain text; 'x'") == "plain text; 'x'");
    BOOST_TEST(csv_field("a,b") == "\"a,b\"");
    BOOST_TEST(csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
    BOOST_TEST(csv_field("\"") == "\"\"\"\"");
    BOOST_TEST(csv_field("a\nb") == "\"a\nb\"");
    BOOST_TEST(csv_field("a\rb") == "\"a\rb\"");
    BOOST_TEST(csv_field("=1+1") == "=1+1");
}

BOOST_AUTO_TEST_CASE(table_aligns_heading_and_rows)
{
    BOOST_TEST(
        header(output_format::table)
        == "TIME (UTC)           STATUS       DIRECTION      FROM              TO                "
           "DURATION         PRICE\n");
    BOOST_TEST(
        line(output_format::table, full_call())
        == "2018-09-19 20:00:01  in-progress  inbound        +13103384645      +13105678901      "
           "    0:20    0.0030 USD\n");
}

BOOST_AUTO_TEST_CASE(table_marks_missing_values)
{
    compat::call call;
    call.presence.set_absent(~std::uint64_t{0});
    BOOST_TEST(
        line(output_format::table, call)
        == "-                    -            -              -                 -                 "
           "       -             -\n");
}

BOOST_AUTO_TEST_CASE(table_falls_back_to_creation_time)
{
    compat::call call = full_call();
    call.start_time.reset();
    BOOST_TEST(line(output_format::table, call).substr(0, 19) == "2018-09-19 20:00:00");
}

BOOST_AUTO_TEST_CASE(table_truncates_long_addresses_on_terminal_only)
{
    compat::call call = full_call();
    call.from = "sip:a.very.long.name.indeed@customer-of-ours.sip.signalwire.com";
    std::size_t const columns = 131;
    std::string const shown = line(output_format::table, call, columns);
    BOOST_TEST(shown.find("sip:a.very.long.name.indeed…") != std::string::npos);
    BOOST_TEST(tool::display_width(shown.substr(0, shown.size() - 1)) <= columns);
    BOOST_TEST(
        tool::display_width(shown)
        == tool::display_width(line(output_format::table, full_call(), columns)));

    BOOST_TEST(line(output_format::table, call).find(call.from + "  ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(table_uses_the_width_of_the_terminal)
{
    for (std::size_t columns = 110; columns < 250; ++columns)
    {
        std::string const text = header(output_format::table, columns);
        BOOST_TEST(text.size() - 1 <= columns);
    }
}

BOOST_AUTO_TEST_CASE(table_counts_columns_not_bytes)
{
    compat::call call = full_call();
    call.from = "山田";
    call.to = "Zoë";
    std::string const text = line(output_format::table, call);
    BOOST_TEST(
        text.find("山田" + std::string(14, ' ') + "Zoë" + std::string(19, ' ') + "0:20")
        != std::string::npos);
}

BOOST_AUTO_TEST_CASE(table_escapes_control_characters)
{
    compat::call call = full_call();
    call.from = "\x1b[2J\x1b]0;owned\x07";
    call.to = "a\nb\xc2\x9b";
    call.status = compat::call_status("\r\x1b[31m");
    call.direction = compat::call_direction("\x7f\b");
    call.price_unit = "\x1b[0m";
    for (std::size_t const columns : {0U, 80U, 200U})
    {
        std::string const text = line(output_format::table, call, columns);
        BOOST_TEST(text.find('\n') == text.size() - 1);
        for (char const c : text.substr(0, text.size() - 1))
            BOOST_TEST((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
        BOOST_TEST(text.find("\xc2\x9b") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(table_fits_its_widest_cell)
{
    compat::call wide = full_call();
    wide.from = "sip:a.very.long.name.indeed@customer-of-ours.sip.signalwire.com";
    wide.direction = compat::call_direction("outbound-of-some-new-kind");
    wide.price = signalwire::decimal("-123456.789012");
    std::string const text =
        listing(layout(output_format::table), {full_call(), wide, full_call()});
    std::istringstream lines(text);
    std::string heading;
    std::getline(lines, heading);
    for (std::string each; std::getline(lines, each);)
        BOOST_TEST(each.size() == heading.size());
    BOOST_TEST(text.find(wide.from + "  +13105678901") != std::string::npos);
    BOOST_TEST(text.find("…") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(selected_fields_keep_their_order)
{
    std::string_view const fields = "price, to,sid,subresource_uris.recordings";
    std::vector<compat::call> const calls = {full_call()};
    BOOST_TEST(
        listing(layout(output_format::csv, fields), calls)
        == "price,to,sid,subresource_uris.recordings\n0.0030,+13105678901,sid-1,/recordings\n");
    BOOST_TEST(
        listing(layout(output_format::ndjson, fields), calls)
        == "{\"price\":0.0030,\"to\":\"+13105678901\",\"sid\":\"sid-1\","
           "\"subresource_uris.recordings\":\"/recordings\"}\n");
    BOOST_TEST(
        listing(layout(output_format::table, "sid,caller_name,status"), calls)
        == "SID    CALLER_NAME      STATUS\nsid-1  Zoë, \"the\" boss  in-progress\n");
}

BOOST_AUTO_TEST_CASE(every_field_can_be_selected)
{
    boost::json::value const json = boost::json::parse(to_json(full_call()));
    for (std::string const& name : call_field_names())
    {
        std::string text = listing(layout(output_format::ndjson, name), {full_call()});
        boost::json::value const one = boost::json::parse(text);
        std::size_t const dot = name.find('.');
        boost::json::value const& expected = dot == std::string::npos
            ? json.at(name)
            : json.at(name.substr(0, dot)).at(name.substr(dot + 1));
        BOOST_TEST((one.at(name) == expected), "the member is " << name);
    }
}

BOOST_AUTO_TEST_CASE(missing_fields_are_empty)
{
    compat::call call;
    call.sid = "s";
    call.presence.set_absent(~std::uint64_t{1});
    call.extra["odd"] = {{"sid", "not this one"}};
    BOOST_TEST(listing(layout(output_format::ndjson, "to,status"), {call}) == "{}\n");
    BOOST_TEST(
        listing(layout(output_format::ndjson, "to,sid,status"), {call}) == "{\"sid\":\"s\"}\n");
    BOOST_TEST(
        listing(layout(output_format::csv, "to,sid,status"), {call}) == "to,sid,status\n,s,\n");
    BOOST_TEST(
        listing(layout(output_format::table, "to,sid,status"), {call})
        == "TO  SID  STATUS\n-   s    -\n");
}

BOOST_AUTO_TEST_CASE(unknown_field_error_lists_valid_fields)
{
    for (std::string_view const text : {"", "sid,", "sid,,to", "Sid", "extra", "subresource_uris"})
    {
        BOOST_CHECK_EXCEPTION(
            static_cast<void>(parse_fields(text)), std::invalid_argument,
            [](std::invalid_argument const& e) {
                std::string const message = e.what();
                return message.find("sid, account_sid, ") != std::string::npos
                    && message.find("audio_out_lost") != std::string::npos;
            });
    }
    BOOST_CHECK_THROW(static_cast<void>(parse_fields("to,sid,to")), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(safe_csv_has_no_formulas)
{
    tool::output_layout how = layout(output_format::csv, "to,caller_name,price,annotation,status");
    compat::call call = full_call();
    call.caller_name = "=HYPERLINK(\"https://evil.example\",\"x\")";
    call.price = signalwire::decimal("-0.5");
    call.annotation = "\tx";
    std::string const as_it_came = listing(how, {call});
    BOOST_TEST(as_it_came.find("+13105678901,\"=HYPER") != std::string::npos);
    how.csv_safe = true;
    BOOST_TEST(
        listing(how, {call})
        == "to,caller_name,price,annotation,status\n'+13105678901,"
           "\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"x\"\")\",'-0.5,'\tx,in-progress\n");
    for (char const* const text : {"@x", "+", "-", "=", "\rx", "\t"})
    {
        call.caller_name = text;
        BOOST_TEST(listing(how, {call}).find('\'' + std::string(text)) != std::string::npos);
    }
    how.fields = parse_fields("caller_name");
    for (char const* const text : {"a=1", " =1", "'=1", ""})
    {
        call.caller_name = text;
        BOOST_TEST(listing(how, {call}) == "caller_name\n" + std::string(text) + '\n');
    }
}

BOOST_AUTO_TEST_CASE(layout_text_is_its_options)
{
    tool::output_layout how;
    BOOST_TEST(to_text(how) == "--format table");
    how = layout(output_format::csv, "to,sid");
    how.csv_safe = true;
    BOOST_TEST(to_text(how) == "--format csv --fields to,sid --csv-safe");
}

BOOST_AUTO_TEST_CASE(durations_are_formatted_as_clock_times)
{
    BOOST_TEST(tool::duration_text("0") == "0:00");
    BOOST_TEST(tool::duration_text("7") == "0:07");
    BOOST_TEST(tool::duration_text("754") == "12:34");
    BOOST_TEST(tool::duration_text("3599") == "59:59");
    BOOST_TEST(tool::duration_text("3600") == "1:00:00");
    BOOST_TEST(tool::duration_text("363723") == "101:02:03");
    for (char const* const other : {"-5", "", "4.5", "7s", "99999999999999999999"})
        BOOST_TEST(tool::duration_text(other) == other);
}

BOOST_AUTO_TEST_SUITE_END()
