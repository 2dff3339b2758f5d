#include "tool/command_line.hpp"

#include "tool/cursor_file.hpp"
#include "tool/exit_status.hpp"
#include "tool/files.hpp"
#include "tool/help_text.hpp"
#include "tool/progress.hpp"
#include "tool/verb_options.hpp"

#include <signalwire/sandbox/fault.hpp>
#include <signalwire/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace signalwire::tool
{

namespace
{

constexpr std::uint64_t max_page_size = 1000;

/// Names an unexpected option, but not a value: a misspelled --token is followed by a secret.
[[noreturn]] void reject_extras(
    std::vector<std::string> const& extras, std::string const& missing_command)
{
    auto const option = std::find_if(extras.begin(), extras.end(), [](std::string const& e) {
        return e.size() > 1 && e.front() == '-';
    });
    if (option != extras.end())
        throw usage_error("unknown option " + option->substr(0, option->find('=')));
    throw usage_error(missing_command.empty() ? "unexpected argument" : missing_command);
}

[[nodiscard]] bool has_parameter(list_options const& options, std::string_view name)
{
    return std::ranges::any_of(
        options.filter, [name](auto const& each) { return each.first == name; });
}

void require_range(list_options const& options)
{
    stream_options const& stream = options.stream;
    if (stream.shards() == 0 && stream.partition_count() == 1)
        return;
    if (options.watch)
        throw usage_error("--watch cannot be combined with --shards or --shard");
    std::string const window(options.what->window);
    if (!has_parameter(options, window + '>') || !has_parameter(options, window + '<'))
    {
        throw usage_error(
            std::string(stream.shards() == 0 ? "--shard" : "--shards") + " requires "
            + option_name(window + '>') + " and " + option_name(window + '<'));
    }
}

/// Prevents the position from overwriting the items.
void require_two_files(list_options const& options)
{
    if (!options.output || !options.cursor)
        return;
    namespace fs = std::filesystem;
    std::error_code ignored;
    auto const canonical = [&](std::string const& path) {
        return fs::weakly_canonical(fs::absolute(path, ignored), ignored);
    };
    // Errors are ignored here: opening the file reports them.
    fs::path const items = canonical(follow_symbolic_links(*options.output, ignored));
    std::string const cursor = follow_symbolic_links(*options.cursor, ignored);
    bool same = fs::equivalent(*options.output, *options.cursor, ignored);
    for (std::string const& path :
         {cursor, cursor_file::temporary_path(cursor), cursor_lock::lock_path(cursor)})
        same = same || (!items.empty() && items == canonical(path));
    if (same)
        throw usage_error("--cursor and --output must be different files");
}

void require_csv(output_layout const& layout)
{
    if (layout.csv_safe && layout.format != output_format::csv)
        throw usage_error("--csv-safe requires --format csv");
}

/// Large pages are the fastest, unless the limit is smaller.
void choose_page_size(list_options& options)
{
    if (!options.what->stream || has_parameter(options, "PageSize"))
        return;
    std::uint64_t const max_items =
        options.watch ? max_page_size : options.stream.limit().value_or(max_page_size);
    options.filter.emplace_back(
        "PageSize", std::to_string(std::clamp<std::uint64_t>(max_items, 1, max_page_size)));
}

/// Removes the second empty line that CLI11 prints between groups.
std::string tidy(std::string help)
{
    for (std::size_t at = 0; (at = help.find("\n\n\n", at)) != std::string::npos;)
        help.erase(at, 1);
    return help;
}

/// The command of a command line, with the options of its verb, bound to the variables of their
/// values. Of the other commands, only the names are there.
class parser
{
public:
    /// `words` begins with the name of the program.
    explicit parser(std::vector<std::string> const& words)
        : program_(std::filesystem::path(words.front()).filename().string())
        , is_for_calls_(program_ == "signalwire-calls")
        , app_(is_for_calls_ ? calls_description : main_description, program_)
    {
        app_.get_formatter()->column_width(32);
        app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
        app_.get_formatter()->label("Positionals", "Arguments");
        app_.get_formatter()->label("REQUIRED", "");
        app_.set_version_flag(
            "--version", program_ + ' ' + std::string(version), "print the version");
        app_.footer(footer_for(main_footer));
        prepare(app_);
        std::string const first = words.size() > 1 ? words[1] : std::string();
        if (is_for_calls_)
            add_verbs(app_, *find_resource("calls"));
        else
            add_resources(first);
        CLI::App& serve = add_command(app_, "sandbox", sandbox_description);
        serve.footer(
            footer_for(sandbox_footer_begin) + sandbox::fault::syntax()
            + footer_for(sandbox_footer_end));
        if (first == "sandbox")
            add_sandbox_options(serve, sandbox_options_);
    }

    command parse(int argc, char const* const* argv)
    {
        try
        {
            app_.parse(argc, argv);
        }
        catch (CLI::CallForHelp const&)
        {
            return help_or_version(tidy(app_.help()));
        }
        catch (CLI::CallForVersion const& e)
        {
            return help_or_version(std::string(e.what()) + '\n');
        }
        return result();
    }

private:
    static void prepare(CLI::App& app)
    {
        app.set_help_flag("-h,--help", "print this help");
        app.require_subcommand(0, 1);
        app.allow_extras();
    }

    static CLI::App& add_command(CLI::App& to, std::string_view name, std::string const& about)
    {
        CLI::App& out = *to.add_subcommand(std::string(name), about);
        out.group("Commands");
        prepare(out);
        return out;
    }

    /// Replaces `PROGRAM` and `ITEMS`.
    [[nodiscard]] std::string footer_for(std::string_view footer) const
    {
        std::string out(footer);
        auto const replace = [&out](std::string_view word, std::string const& by) {
            for (std::size_t at = 0; (at = out.find(word, at)) != out.npos; at += by.size())
                out.replace(at, word.size(), by);
        };
        bool const has_words = is_for_calls_ || !what_;
        replace("PROGRAM", has_words ? program_ : program_ + ' ' + std::string(what_->name));
        if (!what_)
            return out;
        replace("ITEMS", plural(what_->noun));
        replace("ARGUMENT", what_->parent.empty() ? "" : ' ' + std::string(what_->parent));
        std::string const window(what_->window);
        replace("AFTER", option_name(window + '>'));
        replace("BEFORE", option_name(window + '<'));
        return out;
    }

    void add_resources(std::string const& first)
    {
        for (resource const& each : resources())
        {
            CLI::App& app = add_command(app_, each.name, verbs_of(each));
            if (each.name != first)
                continue;
            add_verbs(app, each);
            app.description("Lists and gets " + plural(each.noun) + '.');
            app.footer(footer_for(resource_footer));
        }
    }

    [[nodiscard]] static bool can_be_copied(resource const& what)
    {
        return what.stream && what.parent.empty();
    }

    [[nodiscard]] static std::string verbs_of(resource const& what)
    {
        std::string out = "list";
        out += what.get ? ", get" : "";
        out += what.download ? ", download" : "";
        out += can_be_copied(what) ? ", sync" : "";
        out += what.name == "calls" ? ", report" : "";
        return out;
    }

    void add_verbs(CLI::App& app, resource const& what)
    {
        what_ = list_options_.what = get_options_.what = download_options_.what =
            sync_options_.what = &what;
        verbs_ = "missing command: " + verbs_of(what);
        std::string const items = plural(what.noun);
        add_list(add_command(app, "list", "Prints " + items + '.'));
        if (what.get)
            add_get(add_command(app, "get", "Prints one " + std::string(what.noun) + '.'));
        if (what.download)
            add_download(add_command(
                app, "download", "Downloads the content of one " + std::string(what.noun) + '.'));
        if (can_be_copied(what))
            add_sync(add_command(app, "sync", "Keeps a SQLite file with all " + items + '.'));
        if (what.name == "calls")
            add_report(
                add_command(app, "report", "Sums up the calls in a file that sync has made."));
    }

    void add_list(CLI::App& app)
    {
        add_list_options(app, list_options_);
        bool const has_pages = what_->stream != nullptr;
        bool const has_windows = !what_->window.empty();
        std::string footer;
        for (auto const& [text, is_there] :
             {std::pair(account_footer, true), std::pair(format_footer, true),
              std::pair(cursor_footer, has_pages), std::pair(watch_footer, what_->is_newest_first),
              std::pair(window_footer, has_windows), std::pair(list_footer, true),
              std::pair(cursor_example, has_pages),
              std::pair(watch_example, what_->is_newest_first),
              std::pair(window_example, has_windows), std::pair(status_footer, true)})
        {
            if (is_there)
                footer += footer_for(text);
        }
        app.footer(footer);
        list_ = &app;
    }

    void add_get(CLI::App& app)
    {
        get_options_.is_one_object = true;
        get_options_.layout.format = output_format::ndjson;
        add_get_options(app, get_options_);
        app.footer(footer_for(account_footer) + footer_for(format_footer) + status_footer);
        get_ = &app;
    }

    void add_download(CLI::App& app)
    {
        add_download_options(app, download_options_);
        app.footer(footer_for(account_footer) + status_footer);
        download_ = &app;
    }

    void add_sync(CLI::App& app)
    {
        add_sync_options(app, sync_options_);
        app.footer(footer_for(sync_footer) + footer_for(account_footer) + status_footer);
        sync_ = &app;
    }

    void add_report(CLI::App& app)
    {
        add_report_options(app, report_options_);
        app.footer(footer_for(report_footer) + status_footer);
        report_ = &app;
    }

    [[nodiscard]] static bool is_parsed(CLI::App const* app)
    {
        return app != nullptr && app->parsed();
    }

    command result()
    {
        CLI::App* const serve = app_.get_subcommand("sandbox");
        bool const has_verb = is_parsed(list_) || is_parsed(get_) || is_parsed(download_)
            || is_parsed(sync_) || is_parsed(report_) || serve->parsed();
        std::string const missing = has_verb ? std::string()
            : is_for_calls_                  ? verbs_ + " or sandbox"
            : what_                          ? verbs_
                    : "missing command: a resource, such as calls, or sandbox";
        if (std::vector<std::string> const extras = app_.remaining(true); !extras.empty())
            reject_extras(extras, missing);
        if (!has_verb)
            throw usage_error(missing);
        if (serve->parsed())
            return std::move(sandbox_options_);
        if (is_parsed(download_))
        {
            if (download_options_.output.empty())
                download_options_.output = download_options_.ids.back();
            return std::move(download_options_);
        }
        if (is_parsed(sync_))
            return std::move(sync_options_);
        if (is_parsed(report_))
            return std::move(report_options_);
        bool const is_list = is_parsed(list_);
        list_options& options = is_list ? list_options_ : get_options_;
        require_range(options);
        require_two_files(options);
        require_csv(options.layout);
        if (is_list)
            choose_page_size(options);
        return std::move(options);
    }

    std::string program_;
    bool is_for_calls_;
    CLI::App app_;
    resource const* what_ = nullptr;
    std::string verbs_;
    list_options list_options_;
    list_options get_options_;
    download_command_options download_options_;
    sync_options sync_options_;
    report_options report_options_;
    sandbox_options sandbox_options_;
    CLI::App* list_ = nullptr;
    CLI::App* get_ = nullptr;
    CLI::App* download_ = nullptr;
    CLI::App* sync_ = nullptr;
    CLI::App* report_ = nullptr;
};

} // namespace

command parse_command_line(int argc, char const* const* argv)
{
    try
    {
        std::vector<std::string> const words(argv, argv + argc);
        return parser(words).parse(argc, argv);
    }
    catch (usage_error const& e)
    {
        throw usage_error(std::string(e.what()) + " (try --help)");
    }
    catch (CLI::ParseError const& e)
    {
        throw usage_error(std::string(e.what()) + " (try --help)");
    }
}

} // namespace signalwire::tool
