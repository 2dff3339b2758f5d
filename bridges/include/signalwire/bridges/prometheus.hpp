#pragma once

#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>
#include <signalwire/request_event.hpp>

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Clients in the systems of others. Header-only: each header requires the library that it is for.
namespace signalwire::bridges
{

/// The metrics of a client for prometheus-cpp.
///
///     auto metrics = std::make_shared<signalwire::bridges::prometheus_metrics>();
///     metrics->observe(config);
///     signalwire::rest_client client(context, config);
///     metrics->read_stats([&] { return client.stats(); });
///     exposer.RegisterCollectable(metrics);
///
/// - `http_client_request_duration_seconds`: histogram of the attempts; its labels are the
///   `attributes` of the event with underscores for dots
/// - `signalwire_operations_total`: counter of requests with all their attempts; its labels are
///   `signalwire_operation` and `error_type`
/// - `signalwire_pool_connections` with `state` `idle` or `used`, `signalwire_pool_waiters`: gauges
/// - `signalwire_*_total`: counters of `client_stats`, such as `signalwire_requests_sent_total`
///
/// Thread safety: all functions may be called concurrently from any threads.
class prometheus_metrics final : public prometheus::Collectable,
                                 public std::enable_shared_from_this<prometheus_metrics>
{
public:
    /// `buckets` are the upper bounds of the histogram, in seconds. The default is that of
    /// OpenTelemetry.
    explicit prometheus_metrics(
        prometheus::Histogram::BucketBoundaries buckets =
            {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10})
        : buckets_(std::move(buckets))
        , durations_(prometheus::BuildHistogram()
                         .Name("http_client_request_duration_seconds")
                         .Help("Duration of attempts.")
                         .Register(registry_))
        , operations_(prometheus::BuildCounter()
                          .Name("signalwire_operations_total")
                          .Help("Requests with all their attempts.")
                          .Register(registry_))
    {
    }

    /// Sets `on_attempt` and `on_request` of the configuration of a client. Hooks that are there
    /// already are called, too. The client keeps this object alive.
    void observe(client_config& config)
    {
        chain(config.on_attempt, &prometheus_metrics::count_attempt);
        chain(config.on_request, &prometheus_metrics::count_request);
    }

    /// Sets the function that returns the statistics; empty for none. It is called when the metrics
    /// are collected, and no longer after it is replaced: do so before the client is destroyed.
    void read_stats(std::function<client_stats()> stats)
    {
        std::lock_guard const lock(mutex_);
        stats_ = std::move(stats);
    }

    /// Returns all metrics.
    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override
    {
        std::vector<prometheus::MetricFamily> out = registry_.Collect();
        std::lock_guard const lock(mutex_);
        if (stats_)
            append(out, stats_());
        return out;
    }

private:
    using event_hook = std::function<void(request_event const& event)>;

    void chain(event_hook& hook, void (prometheus_metrics::*count)(request_event const&))
    {
        hook = [self = shared_from_this(), count,
                next = std::move(hook)](request_event const& event) {
            ((*self).*count)(event);
            if (next)
                next(event);
        };
    }

    void count_attempt(request_event const& event)
    {
        std::map<std::string, std::string> labels;
        for (log_field const& field : attributes(event))
        {
            std::string name(field.name);
            std::replace(name.begin(), name.end(), '.', '_');
            auto const* const number = std::get_if<std::int64_t>(&field.value);
            labels[std::move(name)] = number ? std::to_string(*number)
                                             : std::string(std::get<std::string_view>(field.value));
        }
        durations_.Add(labels, buckets_)
            .Observe(std::chrono::duration<double>(event.duration).count());
    }

    void count_request(request_event const& event)
    {
        operations_
            .Add(
                {{"signalwire_operation", std::string(event.operation)},
                 {"error_type", std::string(event.error_type)}})
            .Increment();
    }

    static prometheus::MetricFamily family(
        std::string name, std::string help, prometheus::MetricType type)
    {
        prometheus::MetricFamily out;
        out.name = std::move(name);
        out.help = std::move(help);
        out.type = type;
        return out;
    }

    static prometheus::ClientMetric gauge(std::size_t value, std::string state = {})
    {
        prometheus::ClientMetric out;
        out.gauge.value = static_cast<double>(value);
        if (!state.empty())
            out.label = {{"state", std::move(state)}};
        return out;
    }

    static void append(std::vector<prometheus::MetricFamily>& out, client_stats const& stats)
    {
        using prometheus::MetricType;
        out.push_back(
            family("signalwire_pool_connections", "Open connections.", MetricType::Gauge));
        out.back().metric = {
            gauge(stats.connections_idle, "idle"), gauge(stats.connections_in_use, "used")};
        out.push_back(family(
            "signalwire_pool_waiters", "Operations that wait for a connection.",
            MetricType::Gauge));
        out.back().metric = {gauge(stats.pending_acquires)};
        std::pair<char const*, std::uint64_t> const counters[] = {
            {"connections_opened", stats.connections_opened},
            {"tls_sessions_resumed", stats.tls_sessions_resumed},
            {"connections_reused", stats.connections_reused},
            {"connect_failures", stats.connect_failures},
            {"connections_expired", stats.connections_expired},
            {"connections_stale", stats.connections_stale},
            {"requests_sent", stats.requests_sent},
            {"retries", stats.retries},
            {"retries_over_budget", stats.retries_over_budget},
            {"attempts_timed_out", stats.attempts_timed_out},
            {"operations_cancelled", stats.operations_cancelled},
            {"response_body_bytes", stats.response_body_bytes},
            {"deviations", stats.deviations}};
        for (auto const& [name, value] : counters)
        {
            out.push_back(family(
                "signalwire_" + std::string(name) + "_total", "client_stats::" + std::string(name),
                MetricType::Counter));
            prometheus::ClientMetric metric;
            metric.counter.value = static_cast<double>(value);
            out.back().metric = {std::move(metric)};
        }
    }

    prometheus::Registry registry_;
    prometheus::Histogram::BucketBoundaries buckets_;
    prometheus::Family<prometheus::Histogram>& durations_;
    prometheus::Family<prometheus::Counter>& operations_;
    mutable std::mutex mutex_;
    std::function<client_stats()> stats_;
};

} // namespace signalwire::bridges
