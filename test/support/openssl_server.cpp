#include "support/openssl_server.hpp"

#include "support/programs.hpp"

#include <filesystem>

namespace signalwire::test
{

openssl_server::openssl_server(
    certified_key const& identity, std::vector<std::string> const& options)
{
    child_options child;
    // It serves files from where it runs. The shell gives its place to the server.
    child.arguments = {
        "-c",
        "cd \"$1\" && shift && exec \"$@\"",
        "sh",
        directory_.path(),
        require_program("openssl"),
        "s_server",
        "-accept",
        "127.0.0.1:0",
        "-HTTP",
        "-cert",
        directory_.file("server.pem"),
        "-key",
        directory_.file("server.key")};
    child.arguments.insert(child.arguments.end(), options.begin(), options.end());
    write_file(directory_.file("server.pem"), identity.certificate);
    write_file(directory_.file("server.key"), identity.key);

    process_ = std::make_unique<child_process>("/bin/sh", child);
    std::string const sign = "ACCEPT ";
    process_->await_output(sign);
    std::string said;
    while (said.find(sign) == std::string::npos && process_->await_lines())
        said += process_->take_lines();
    said.erase(0, said.find(sign) + sign.size());
    authority_ = said.substr(0, said.find('\n'));
}

void openssl_server::serve(std::string const& target, std::string const& response) const
{
    std::filesystem::path const file(directory_.file(target.substr(1)));
    std::filesystem::create_directories(file.parent_path());
    write_file(file.string(), response);
}

} // namespace signalwire::test
