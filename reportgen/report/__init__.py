"""The build report: for each memo what is in it, what was left out and why, its pages and warnings.

    accounts  talks and the memos made of them → accounts, as plain frozen data
    page      accounts → what the report's template sees, and JSON

It tells of nothing above the highest ceiling among its memos, and bears the marking of what it tells.
"""

from reportgen.report.accounts import REPORT, Account, LeftOut, Reason, Report, report_on
from reportgen.report.page import report_json, report_view

__all__ = ["REPORT", "Account", "LeftOut", "Reason", "Report", "report_json", "report_on", "report_view"]
