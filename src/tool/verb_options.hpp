#pragma once

#include "tool/options.hpp"

namespace CLI
{
class App;
} // namespace CLI

/// The options of the verbs. `app` and `options` must outlive the parsing; `options.what` is set.
namespace signalwire::tool
{

/// Adds those of `list`. Options that the resource does not have are hidden and say why.
void add_list_options(CLI::App& app, list_options& options);

/// Adds those of `get`.
void add_get_options(CLI::App& app, list_options& options);

/// Adds those of `download`.
void add_download_options(CLI::App& app, download_command_options& options);

/// Adds those of `sync`.
void add_sync_options(CLI::App& app, sync_options& options);

/// Adds those of `report`.
void add_report_options(CLI::App& app, report_options& options);

void add_sandbox_options(CLI::App& app, sandbox_options& options);

} // namespace signalwire::tool
