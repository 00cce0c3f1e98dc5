"""The day on which the map changed."""

from datetime import date

LAST_OLD = date(2025, 6, 30)
"""The last day of 63 provinces and of the districts."""

REFORM_ON = date(2025, 7, 1)
"""The first day of 34 provinces and 3,321 communes. Source: Resolution 202/2025/QH15."""

PROVINCE_DECISION = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
DISTRICT_DECISION = "Nghị quyết số 203/2025/QH15 ngày 16/6/2025"
"""Districts ended with the amendment of the Constitution."""
