from __future__ import annotations


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how much the contract test really tried (also when workers shared it)."""
    tried = [
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in getattr(report, "user_properties", [])
        if name == "contract"
    ]
    if tried:
        apart = sum(t[0] for t in tried)
        seeds = sum(t[1] for t in tried)
        terminalreporter.write_line(
            f"contract: {tried[0][2]} exercises x {seeds} companies: "
            f"{apart} misconceptions told apart ({apart // seeds} a company)"
        )
