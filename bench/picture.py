"""Draws throughput and latency as SVG, without a library."""

import math
import statistics

import figures

WIDTH, HEIGHT = 900, 340
COLOURS = {figures.SDK: "#0b6e99"}
OTHER = "#9aa5ad"
SHARES = [("p50_ms", "p50"), ("p90_ms", "p90"), ("p99_ms", "p99"), ("p999_ms", "p99.9"),
          ("max_ms", "max")]


def text(x, y, words, size=12, anchor="start", colour="#222"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
            f'fill="{colour}">{words}</text>')


def bars(all_, page_size, left, top):
    """Calls per second; whiskers from the slowest to the fastest round."""
    out = [text(left, top, f"Calls per second, pages of {page_size}", 14)]
    clients = [client for client in all_.distinct("client", what="stream", page_size=page_size)
               if not client.endswith("discard")]
    rates = {client: all_.values(lambda line: line["calls"] / line["seconds"], what="stream",
                                 page_size=page_size, client=client) for client in clients}
    if not rates:
        return out
    scale = 200 / max(max(values) for values in rates.values())
    y = top + 14
    for client, values in rates.items():
        x = left + 122
        middle = statistics.median(values)
        out += [text(x - 6, y + 12, client, 11, "end"),
                f'<rect x="{x}" y="{y}" width="{middle * scale:.1f}" height="16" '
                f'fill="{COLOURS.get(client, OTHER)}"/>',
                f'<path d="M{x + min(values) * scale:.1f} {y + 8}H{x + max(values) * scale:.1f}" '
                f'stroke="#222"/>',
                text(x + max(values) * scale + 5, y + 12, f"{middle / 1000:.0f}k", 11)]
        y += 22
    return out


def latencies(all_, in_flight, left, top):
    """Quantiles on a logarithmic axis, one line for each client."""
    out = [text(left, top, f"Latency, {in_flight} lists in flight, ms", 14)]
    lines = {client: [statistics.median(all_.values(figure, what="list", in_flight=in_flight,
                                                    client=client)) for figure, _ in SHARES]
             for client in all_.distinct("client", what="list", in_flight=in_flight)}
    if not lines:
        return out
    low = 10 ** math.floor(math.log10(min(min(values) for values in lines.values())))
    high = 10 ** math.ceil(math.log10(max(max(values) for values in lines.values())))
    width, height, top, left = 260, 230, top + 20, left + 40
    step = width / (len(SHARES) - 1)

    def y_of(value):
        return top + height * (1 - math.log(value / low) / math.log(high / low))

    tick = low
    while tick <= high * 1.01:
        out += [f'<path d="M{left} {y_of(tick):.1f}h{width}" stroke="#ddd"/>',
                text(left - 6, y_of(tick) + 4, f"{tick:g}", 11, "end")]
        tick *= 10
    for i, (_, name) in enumerate(SHARES):
        out.append(text(left + i * step, top + height + 18, name, 11, "middle"))
    for i, (client, values) in enumerate(lines.items()):
        colour = COLOURS.get(client, OTHER)
        points = " ".join(f"{left + k * step:.1f},{y_of(v):.1f}" for k, v in enumerate(values))
        out += [f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>',
                text(left + 8, top + 16 + 16 * i, client, 12, colour=colour)]
    return out


def draw(all_):
    parts = bars(all_, 50, 20, 30) + bars(all_, 1000, 20, 190) + latencies(all_, 512, 540, 30)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">\n'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
            + "\n".join(parts) + "\n</svg>\n")
