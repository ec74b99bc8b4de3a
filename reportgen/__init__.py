"""reportgen: from a report of talks to a briefing memo that can be trusted."""

__version__ = "0.1.0"
