#pragma once

#include <functional>
#include <string>
#include <utility>

namespace signalwire::test
{

/// The log of a server of others, which is how it tells what it has done. Shown when the test case
/// that reads it fails.
class log_file
{
public:
    explicit log_file(std::string path)
        : path_(std::move(path))
    {
    }

    log_file(log_file const&) = delete;
    log_file& operator=(log_file const&) = delete;
    ~log_file();

    /// All of it so far; nothing as long as there is no such file.
    [[nodiscard]] std::string text() const;

    /// Waits until `arrived` is true of the text; gives the text. Throws `std::runtime_error` with
    /// `what` and the text when that takes half a minute, or as soon as `over` says that nothing
    /// more will come.
    std::string await(
        std::string const& what, std::function<bool(std::string const& text)> const& arrived,
        std::function<bool()> const& over = [] { return false; }) const;

private:
    std::string path_;
};

} // namespace signalwire::test
