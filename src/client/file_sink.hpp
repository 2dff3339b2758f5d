#pragma once

#include <signalwire/download.hpp>

#include <string>
#include <string_view>

namespace signalwire::client
{

/// Writes a file whole or not at all. Blocks while the file system works.
class file_sink final : public download_sink
{
public:
    /// Touches no file yet.
    explicit file_sink(std::string path);
    file_sink(file_sink const&) = delete;
    file_sink& operator=(file_sink const&) = delete;
    /// Removes what is not finished.
    ~file_sink() override;

    boost::asio::awaitable<void> write(std::string_view bytes) override;
    bool restart() override;
    boost::asio::awaitable<void> finish() override;

private:
    void open();
    void write_all(std::string_view bytes);
    void commit();
    void sync_folder() const noexcept;
    [[noreturn]] void fail(int error_number) const;

    std::string const path_;
    std::string temporary_;
    int descriptor_ = -1;
};

} // namespace signalwire::client
