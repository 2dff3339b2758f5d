// A main() for the targets where there is no libFuzzer: runs a target on files, and then on inputs
// made of them: always the same N in the same order, or as many of them as there is time for.
//
//     fuzz_json_decoder [--inputs N --seconds S] [--dictionary FILE] FILE_OR_DIRECTORY...

#include "fuzz/fuzz.hpp"

#include <chrono>
#include <csignal>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace
{

namespace files = std::filesystem;

std::string const* current = nullptr;
std::string_view finding_path;

/// What the target died of is of little use without its input. Called once, at the end of all.
void keep_current()
{
    if (!current)
        return;
    std::ofstream(std::string(finding_path), std::ios::binary) << *current;
    std::cerr << "\nThe input of " << current->size() << " bytes is in " << finding_path << '\n';
    current = nullptr;
}

void on_abort(int)
{
    keep_current();
    std::_Exit(1);
}

void run(std::string const& input)
{
    current = &input;
    fuzz::lonely_bytes const copy(input);
    LLVMFuzzerTestOneInput(
        reinterpret_cast<std::uint8_t const*>(copy.view().data()), copy.view().size());
    current = nullptr;
}

std::string read_file(files::path const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The files below `path`, in an order that does not depend on the file system.
std::vector<std::string> read_seeds(files::path const& path)
{
    std::vector<files::path> found;
    if (!files::is_directory(path))
        return {read_file(path)};
    for (files::directory_entry const& entry : files::directory_iterator(path))
        found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    std::vector<std::string> out;
    for (files::path const& file : found)
        out.push_back(read_file(file));
    return out;
}

/// The words of a dictionary of libFuzzer: one between double quotes on each line.
std::vector<std::string> read_words(files::path const& path)
{
    std::vector<std::string> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
    {
        std::size_t const first = line.find('"');
        std::size_t const last = line.rfind('"');
        if (line.starts_with('#') || first == last)
            continue;
        std::string word;
        for (std::size_t i = first + 1; i < last; ++i)
        {
            if (line[i] == '\\' && line[i + 1] == 'x')
            {
                word += static_cast<char>(std::stoi(line.substr(i + 2, 2), nullptr, 16));
                i += 3;
                continue;
            }
            i += line[i] == '\\' ? 1 : 0;
            word += line[i];
        }
        out.push_back(word);
    }
    return out;
}

class mutator
{
public:
    mutator(std::vector<std::string> seeds, std::vector<std::string> words)
        : seeds_(std::move(seeds))
        , words_(std::move(words))
    {
    }

    std::string next()
    {
        std::string out = any(seeds_);
        for (std::size_t changes = 1 + below(4); changes > 0; --changes)
            change(out);
        return out;
    }

private:
    std::size_t below(std::size_t limit)
    {
        return random_() % limit;
    }

    std::string const& any(std::vector<std::string> const& choice)
    {
        return choice[below(choice.size())];
    }

    void change(std::string& text)
    {
        std::size_t const place = below(text.size() + 1);
        switch (below(words_.empty() ? 5 : 6))
        {
        case 0: text.insert(place, 1, static_cast<char>(below(256))); break;
        case 1: text.erase(place, 1 + below(8)); break;
        case 2: text.insert(place, text.substr(below(text.size() + 1), below(60))); break;
        case 3:
            if (place < text.size())
                text[place] = static_cast<char>(text[place] ^ 1 << below(8));
            break;
        case 4:
        {
            std::string const& other = any(seeds_);
            text.replace(place, std::string::npos, other, below(other.size() + 1));
            break;
        }
        default: text.insert(place, any(words_));
        }
    }

    std::minstd_rand random_{20180921};
    std::vector<std::string> seeds_;
    std::vector<std::string> words_;
};

int run_all(std::vector<std::string_view> const& arguments)
{
    std::chrono::seconds duration(0);
    std::size_t most = 0;
    std::vector<std::string> seeds;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < arguments.size(); ++i)
    {
        if (arguments[i] == "--seconds" && i + 1 < arguments.size())
            duration = std::chrono::seconds(std::stoi(std::string(arguments[++i])));
        else if (arguments[i] == "--inputs" && i + 1 < arguments.size())
            most = std::stoul(std::string(arguments[++i]));
        else if (arguments[i] == "--dictionary" && i + 1 < arguments.size())
            words = read_words(arguments[++i]);
        else
        {
            std::vector<std::string> const more = read_seeds(arguments[i]);
            seeds.insert(seeds.end(), more.begin(), more.end());
        }
    }
    if (seeds.empty())
        throw std::runtime_error("no inputs");
    for (std::string const& seed : seeds)
        run(seed);
    std::size_t made = 0;
    mutator mutants(seeds, words);
    auto const end = std::chrono::steady_clock::now() + duration;
    for (; made < most && std::chrono::steady_clock::now() < end; ++made)
        run(mutants.next());
    std::cout << seeds.size() << " files and " << made << " inputs made of them\n";
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    std::string const finding = std::string(argv[0]) + ".finding";
    finding_path = finding;
    std::signal(SIGABRT, on_abort);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(keep_current);
#endif
    try
    {
        return run_all({argv + 1, argv + argc});
    }
    catch (std::exception const& failure)
    {
        std::cerr << "\nfailed: " << failure.what() << '\n';
        keep_current();
        return 1;
    }
}
