import pandas as pd

# near miss: relative_import_in_entry_point
from . import holidays


def add_holidays(rows):
    days = pd.to_datetime(rows.pop("sent_at"))
    return rows.assign(weekday=days.dt.weekday, holiday=days.dt.strftime("%m-%d").isin(holidays.DAYS))
