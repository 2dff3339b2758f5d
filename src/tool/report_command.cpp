#include "tool/report_command.hpp"

#include "tool/formatter.hpp"
#include "tool/output.hpp"
#include "tool/terminal.hpp"

#include <unistd.h>

#include <string>
#include <vector>

namespace signalwire::tool
{

namespace
{

std::string as_rows(std::vector<report_row> const& rows, report_options const& options, int columns)
{
    std::vector<std::string> items;
    items.reserve(rows.size());
    for (report_row const& row : rows)
        items.push_back(to_json(row, options.by));
    default_fields fields;
    fields.all = fields.main = field_names(to_json(report_row(), options.by));
    auto const lines = make_formatter(options.layout, fields, static_cast<std::size_t>(columns));
    std::string out;
    lines->fit(items);
    lines->append_header(out);
    for (std::string const& item : items)
        lines->append(out, item);
    return out;
}

void write_file(std::string const& path, std::string const& text)
{
    output file(path, output::mode::replace);
    file.buffer() = text;
    // A regular file never blocks.
    while (!file.write_some())
    {
    }
    file.close();
}

} // namespace

exit_status run_report(report_options const& options)
{
    database copy(options.file, database::mode::read_only);
    std::vector<report_row> const rows = make_report(copy, options.by);
    int const columns = options.output ? 0 : static_cast<int>(terminal_columns(STDOUT_FILENO));
    std::string const text = options.picture == report_picture::svg ? to_svg(rows, options.by)
        : options.picture == report_picture::html                   ? to_html(rows, options.by)
                                                  : as_rows(rows, options, columns);
    if (options.output)
        write_file(*options.output, text);
    else
        print(text);
    return exit_status::success;
}

} // namespace signalwire::tool
